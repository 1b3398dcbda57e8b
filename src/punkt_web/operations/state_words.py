"""The last word on a door, for members: as what it was told, and that it counts no more where it does not."""

from datetime import datetime

from django.utils.translation import gettext as _

from punkt.confidence.freshness import Sureness, sureness
from punkt.model.vocabulary import label
from punkt_web.operations.statuses import StatusNow
from punkt_web.operations.sureness.contradicted import contradiction_of


def state_words(status: StatusNow, at: datetime) -> str:
    """ "Open" while that counts at ``at``, else that nobody confirmed it since; "" where nobody said anything."""
    if status.state is None or status.state_at is None or status.state_channel is None:
        return ""
    state = _(label(status.state))
    against = contradiction_of(status, at)
    if against is not None and against.outweighs(at):
        return _("Not confirmed, people at the door say that it is shut; told last: %(state)s") % {"state": state}
    if sureness(status.state, status.state_channel, at - status.state_at) is not Sureness.NOT_CONFIRMED:
        return state
    return _("Not confirmed; told last: %(state)s") % {"state": state}
