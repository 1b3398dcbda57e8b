"""How pages of the desk and the console name a person: by their name, and not by the address they sign in with.

Rows keep who wrote them as ``accounts.access.actor`` says it: by address, which is one person's for good. Exports and
the trail of an administrator tell that; everything else that is read by people asks here. Who may read the row is the
caller's part: a name tells less than the address that stands in it.
"""

from collections import Counter
from collections.abc import Mapping

from django.core.cache import caches

from punkt_web.accounts.models import User

_KEY, _GENERATION = "names_of_people", "generation_of_names"
_LASTS_S = 60


def shown_name(written: str) -> str:
    """The name of whoever a row says wrote it; their address too where two have that name, and alone without a name.

    What is nobody's address (a device, a command, a feed) comes back as it is. One question to the database a minute
    in each process, however many names are asked for.
    """
    return _names().get(written, written)


def forget_names() -> None:
    """Makes this process read the names again; others do within a minute."""
    caches["process"].set(_GENERATION, _generation() + 1, None)
    caches["process"].delete(_KEY)


def _names() -> Mapping[str, str]:
    known: Mapping[str, str] | None = caches["process"].get(_KEY)
    if known is None:
        began = _generation()
        known = _read()
        if began == _generation():  # else somebody was named while another thread was reading
            caches["process"].set(_KEY, known, _LASTS_S)
    return known


def _generation() -> int:
    number: int = caches["process"].get(_GENERATION, 0)
    return number


def _read() -> dict[str, str]:
    named = dict(User.objects.exclude(name="").values_list("email", "name"))
    n_alike = Counter(name.casefold() for name in named.values())
    return {email: name if n_alike[name.casefold()] == 1 else f"{name} ({email})" for email, name in named.items()}
