"""The body of a sending: how much of it is taken."""

from django.http import HttpRequest

from punkt.errors import PunktError
from punkt.wording import gettext_noop as _
from punkt_web.keeper.sendings import check_signed_in

MOST_BYTES = 4_000_000
"""Of one sending: a photo as a phone draws it, three times over (decision of ours). Consoles send far less at once."""


class TooLarge(PunktError):
    """A sending that is not read."""


def body_of(request: HttpRequest) -> bytes:
    """What was sent. Raises ``TooLarge``, and ``NotSignedIn`` to a stranger who sends too much."""
    said = str(request.META.get("CONTENT_LENGTH", ""))
    if said.isdecimal() and int(said) > MOST_BYTES:
        check_signed_in(request.session.session_key or "")
        raise TooLarge(
            _("A sending has at most %(most)s bytes."), remedy=_("Send it in parts."), values={"most": MOST_BYTES}
        )
    return request.body
