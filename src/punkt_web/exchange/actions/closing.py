"""A list that says "closed" of a point says it as a report of its own day. An "open" in a list is never one."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b

from django.utils.timezone import make_aware

from punkt import clock
from punkt.formats.draft import PointDraft
from punkt.ids import ulid_at
from punkt.model.reports import ReportContent
from punkt.model.vocabulary import PointState, ReportBearer, ReportChannel
from punkt_web.common.audit import Actor
from punkt_web.exchange.planning import RowPlan
from punkt_web.operations.actions.reports import Report, receive_reports
from punkt_web.registry.models import Point


@dataclass(frozen=True, slots=True)
class StatedClosed:
    """The word of one row. ``ulid`` is the same whenever the same row of the same source is read in the same way."""

    point_code: str
    ulid: str
    observed_at: datetime


def closed_ulid(draft: PointDraft, row: RowPlan, authority: str) -> str:
    """The number of the report that a row is, "" where it does not say that the point is closed."""
    if not any(finding.code == "stated-closed" for finding in draft.findings):
        return ""
    words = "\x1f".join(("closed", authority, row.key, row.digest))
    number = int.from_bytes(blake2b(words.encode(), digest_size=16).digest(), "big")
    return ulid_at(number >> 80, number & (2**80 - 1))


def stated_closed(draft: PointDraft, point_code: str, ulid: str) -> StatedClosed:
    """The report of a row: of the row's own date, else of now; no list speaks of the future."""
    now = clock.now()
    if not draft.stated_on:
        return StatedClosed(point_code, ulid, now)
    moment = datetime.fromisoformat(draft.stated_on)
    return StatedClosed(point_code, ulid, min(now, moment if moment.tzinfo else make_aware(moment)))


def report_closed(actor: Actor, said: list[StatedClosed], *, reason: str) -> None:
    """Hands the words over to the operations, in the transaction of the import."""
    ids = dict(Point.objects.filter(code__in=[one.point_code for one in said]).values_list("code", "pk"))
    reports = [
        Report(
            point_id=ids[one.point_code],
            observed_at=one.observed_at,
            channel=ReportChannel.IMPORT,
            content=ReportContent(PointState.CLOSED),
            bearer=ReportBearer.LIST,
            author_name=actor.name,
            ulid=one.ulid,
        )
        for one in said
    ]
    if reports:
        receive_reports(actor, reports, reason=reason)
