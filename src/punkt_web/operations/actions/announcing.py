"""What every announcement for a territory has in common: who may, that they take turns, and that it is noticed."""

from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import connection

from punkt.errors import InvalidValue
from punkt.wording import gettext_noop as _
from punkt_web.accounts.errors import NotYours
from punkt_web.accounts.queries import Reach
from punkt_web.common.audit import Actor, Write, record
from punkt_web.registry.actions.points import count_up
from punkt_web.registry.models import Revision, Territory

MAX_SOURCE = 300
_is_https = URLValidator(schemes=["https"])


def lock(territory: Territory, within: Reach) -> None:
    """``lock_territory`` for somebody who may announce within ``within``. Raises ``NotYours``."""
    if not within.covers(territory.lineage):
        raise NotYours(_("You do not coordinate this territory."), where=territory.code)
    lock_territory(territory)


def lock_territory(territory: Territory) -> None:
    """Two who announce for a territory wait for each other to the commit."""
    if connection.features.has_select_for_update:
        list(Territory.objects.select_for_update().filter(pk=territory.pk).values_list("pk"))


def tell(actor: Actor, write: Write) -> None:
    """Notes the write, and makes the memories of all processes read again."""
    record(actor, write)
    count_up(Revision.NOTICES)


def check_link(source: str) -> None:
    """Raises ``InvalidValue`` for a link that is not "" and leads not by https, or elsewhere than it seems."""
    if source and not is_fit_link(source):
        raise InvalidValue(_("Write a whole address that begins with https://."), where="source")


def is_fit_link(source: str) -> bool:
    """Whether a link may stand on a public page."""
    try:
        _is_https(source)
    except ValidationError:
        return False
    # "https://rada.gov@elsewhere.example" leads elsewhere.
    return len(source) <= MAX_SOURCE and "@" not in urlsplit(source).netloc
