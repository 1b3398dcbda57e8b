"""What people at a door said against it, kept with the last words on the point: memories of pages follow from these.

Part of taking in and of answering complaints, which leave the row in the trail.
"""

from datetime import timedelta

from punkt import clock
from punkt.confidence.parameters import parameters
from punkt.model.complaint_words import ComplaintOutcome
from punkt_web.operations.models import Complaint, CurrentStatus
from punkt_web.operations.sureness.contradicted import SHUT_KINDS
from punkt_web.registry.actions.points import count_up
from punkt_web.registry.models import Revision

_MOST_KEPT = 100
"""Of more the weight is the same."""


def keep_shut_words(point_id: int) -> None:
    """Puts together anew what counts now; the row of the point has to be locked by the caller."""
    since = clock.now() - timedelta(hours=parameters().counter["lasts_h"])
    told = Complaint.objects.filter(point_id=point_id, kind__in=SHUT_KINDS, received_at__gte=since)
    rows = told.exclude(outcome=ComplaintOutcome.NOT_RIGHT).order_by("-received_at", "-pk")[:_MOST_KEPT]
    words = [[one.received_at.isoformat(), one.source, one.outcome == ComplaintOutcome.RIGHT] for one in rows]
    status = CurrentStatus.objects.filter(pk=point_id).first() or CurrentStatus(pk=point_id)
    if status.shut_words == words:
        return
    status.shut_words, status.revision = words, count_up(Revision.LAST_WORDS)
    CurrentStatus.objects.bulk_create(
        [status], update_conflicts=True, unique_fields=["point"], update_fields=["shut_words", "revision"]
    )
