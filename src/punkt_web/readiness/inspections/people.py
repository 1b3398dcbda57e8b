"""Who can be asked: people who hold a power at a place."""

from collections.abc import Collection

from django.db.models import QuerySet

from punkt_web.accounts.models import Scope, User
from punkt_web.accounts.queries import people_with
from punkt_web.accounts.roles import Power


def people_who(power: Power, lineage: Collection[str], code: str = "") -> QuerySet[User]:
    """Everybody who holds ``power`` in a territory, given by the codes down to it, or at the point ``code``."""
    ids = [
        user_id
        for scope, of, user_id in people_with(power)
        if scope == Scope.EVERYWHERE
        or (scope == Scope.TERRITORY and of in lineage)
        or (scope == Scope.POINT and code and of == code)
    ]
    return User.objects.filter(pk__in=ids, is_active=True).order_by("name", "email")
