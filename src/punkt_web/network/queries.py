"""Who may see and change which members."""

from typing import Any

from django.db.models import Q, QuerySet

from punkt_web.accounts.roles import Power
from punkt_web.network.models import Member
from punkt_web.registry.models import Territory
from punkt_web.registry.queries import reach_now, territories_in


def members_for(user: Any) -> QuerySet[Member]:
    """The members that ``user`` answers for or conducts the network of, those that left last.

    A member without a territory, a partner, is for those who conduct the network of its country or everywhere.
    """
    found = Member.objects.select_related("territory__parent__parent").order_by("left_at", "country", "name", "pk")
    part, conduct = reach_now(user, Power.TAKE_PART), reach_now(user, Power.CONDUCT)
    if conduct.is_everywhere:
        return found
    countries = Territory.objects.filter(code__in=conduct.territory_codes, parent=None).values("country")
    of_territory = Q(territory__in=territories_in(part)) | Q(territory__in=territories_in(conduct))
    return found.filter(of_territory | Q(territory=None, country__in=countries))


def member_for(user: Any, ulid: str) -> Member | None:
    """One of them; ``None`` for who may not know of it."""
    return members_for(user).filter(pk=ulid).first()


def conducts_somewhere(user: Any) -> bool:
    """Whether ``user`` conducts the network anywhere."""
    return bool(reach_now(user, Power.CONDUCT))


def conducts_in(user: Any, country: str) -> bool:
    """Whether ``user`` conducts the network of a country: only they enter partners there and move them to it."""
    conduct = reach_now(user, Power.CONDUCT)
    of_country = Territory.objects.filter(code__in=conduct.territory_codes, parent=None, country=country)
    return conduct.is_everywhere or of_country.exists()
