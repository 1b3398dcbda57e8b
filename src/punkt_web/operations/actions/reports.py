"""Taking in what is said about points: append-only reports, and the latest word that follows from them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import chain
from typing import Any

from django.db import IntegrityError, transaction

from punkt import clock
from punkt.errors import InvalidValue
from punkt.ids import new_ulid
from punkt.model.reports import ReportContent, check_ulid
from punkt.model.vocabulary import ReportBearer, ReportChannel
from punkt.wording import gettext_noop as _
from punkt_web.common.audit import Actor, PreparedWrite, Write, prepared, record_prepared
from punkt_web.common.texts import one_line
from punkt_web.operations.actions.clocks import by_our_clock
from punkt_web.operations.latest import MEASURED, as_words, merged
from punkt_web.operations.models import CONTENT_COLUMNS, CurrentStatus, StatusReport
from punkt_web.registry.actions.points import count_up
from punkt_web.registry.models import Point, Revision
from punkt_web.registry.standing import heir_id

_OF_NOW = frozenset({ReportBearer.CONSOLE, ReportBearer.PROGRAM, ReportBearer.TEXT, ReportBearer.HAND})

_BATCH = 500
_STATUS_COLUMNS = ["state", "state_at", "state_channel", "services", *chain(*MEASURED.items()), "revision"]


@dataclass(frozen=True, slots=True)
class Report:
    """One report as it comes in. ``ulid`` is made by the sender, so that a repeated message is known again.

    ``lag`` is how far the sender's clock was seen to be behind ours (less than nothing: ahead), ``None`` where nobody
    saw it: then a time ahead of ours is refused.
    """

    point_id: int
    observed_at: datetime
    channel: ReportChannel
    content: ReportContent = field(default_factory=ReportContent)
    bearer: ReportBearer | None = None
    author_name: str = ""
    ulid: str = field(default_factory=new_ulid)
    lag: timedelta | None = None


def receive_report(actor: Actor, report: Report) -> bool:
    """Takes in one report; ``False`` when it was known. Raises ``InvalidValue`` for what cannot be (see below)."""
    return receive_reports(actor, [report]) == 1


def receive_reports(actor: Actor, reports: Iterable[Report], *, reason: str = "") -> int:
    """Takes in reports as ``take_in`` does; returns how many were new."""
    return len(take_in(actor, reports, reason=reason))


def take_in(actor: Actor, reports: Iterable[Report], *, reason: str = "") -> frozenset[str]:
    """Takes in reports, all or nothing; returns the numbers of those that were new.

    A report about a point that was merged into another is one about that other. A report with a known ULID and the
    same content changes nothing. Raises ``InvalidValue``: a known ULID with other
    content, a time more than ``MAX_AHEAD`` ahead, an unknown point, and numbers or words that cannot be.
    """
    return take_in_of_many([(actor, report) for report in reports], reason=reason)


def take_in_of_many(said: Sequence[tuple[Actor, Report]], *, reason: str = "") -> frozenset[str]:
    """``take_in`` for reports of several people, in one transaction."""
    try:
        return _take_in(said, reason)
    except IntegrityError:
        # Somebody else wrote a report of the same number since it was looked for: now it is known.
        return _take_in(said, reason)


@transaction.atomic
def _take_in(said: Sequence[tuple[Actor, Report]], reason: str) -> frozenset[str]:
    received_at = clock.now()
    rows = [_as_row(report, received_at) for _actor, report in said]
    actors = {report.ulid: actor for actor, report in reversed(said)}
    known_before = StatusReport.objects.in_bulk([row.ulid for row in rows])
    # All points are locked before the first word goes into the trail: the one order of locks.
    points = _standing({row.point_id for row in (*rows, *known_before.values())})
    for row in (*rows, *known_before.values()):
        row.point_id = points[row.point_id].pk
    new = _unknown_to_us(rows, known_before)
    trail = _Trail(actors, {point.pk: point.code for point in points.values()}, reason)
    for start in range(0, len(new), _BATCH):
        _write(new[start : start + _BATCH], trail)
    return frozenset(row.ulid for row in new)


def _standing(point_ids: AbstractSet[int]) -> dict[int, Point]:
    """The points that stand for those asked for, themselves or what they were merged into, locked to the commit.

    The point's row is locked, not the status: a point without any report has no status to lock. It is locked so that
    rows of others which name the point are written meanwhile: thousands of alarms name points in an order of their own.
    """
    found = Point.objects.filter(merged_into__isnull=False).only("merged_into").in_bulk(list(point_ids))
    wanted = set(point_ids) | {point.merged_into_id for point in found.values() if point.merged_into_id}
    while True:
        standing = Point.objects.select_for_update(no_key=True).only("code", "merged_into")
        locked = standing.order_by("pk").in_bulk(wanted)
        # A merger leads to a point that is merged no further, so this ends; a second look only where one came between.
        targets = {point.merged_into_id for point in locked.values() if point.merged_into_id}
        if targets <= wanted:
            break
        wanted |= targets
    missing = sorted(point_ids - locked.keys())
    if missing:
        raise InvalidValue(_("There is no such point."), where=f"point {missing[0]}")
    return {point_id: locked[heir_id(locked[point_id])] for point_id in point_ids}


@dataclass(frozen=True, slots=True)
class _Trail:
    """What the trail says beside what changed: who said each report (by its number), and the codes of points by key."""

    actors: Mapping[str, Actor]
    codes: Mapping[int, str]
    reason: str


def _write(rows: Sequence[StatusReport], trail: _Trail) -> None:
    statuses = CurrentStatus.objects.in_bulk({row.point_id for row in rows})
    StatusReport.objects.bulk_create(rows)
    record_prepared(_applied(rows, statuses, trail))
    revision = count_up(Revision.LAST_WORDS)
    for status in statuses.values():
        status.revision = revision
    CurrentStatus.objects.bulk_create(
        statuses.values(), update_conflicts=True, unique_fields=["point"], update_fields=_STATUS_COLUMNS
    )


def _applied(
    rows: Sequence[StatusReport], statuses: dict[int, CurrentStatus], trail: _Trail
) -> Iterator[PreparedWrite]:
    """Merges each row into the status of its point and tells what that changed."""
    for row in rows:
        status = statuses.setdefault(row.point_id, CurrentStatus(point_id=row.point_id))
        before = as_words(status)
        merged(status, row)
        after = as_words(status)
        changed = {key: value for key, value in after.items() if before.get(key) != value}
        told: dict[str, Any] = {"ulid": row.ulid, "channel": str(row.channel)}
        told |= {"observed_at": row.observed_at.isoformat()}
        if row.n_visits is not None:
            told["n_visits"] = row.n_visits
        was = {key: before[key] for key in changed if key in before}
        write = Write("report", "point", trail.codes[row.point_id], was, {**told, **changed}, trail.reason)
        yield prepared(trail.actors[row.ulid], write)


def _unknown_to_us(rows: Sequence[StatusReport], known: Mapping[str, StatusReport]) -> list[StatusReport]:
    new: dict[str, StatusReport] = {}
    for row in rows:
        earlier = known.get(row.ulid) or new.get(row.ulid)
        if earlier is None:
            new[row.ulid] = row
        elif _content(earlier) != _content(row):
            raise InvalidValue(
                _("Another report with this number was received before."),
                where=row.ulid,
                remedy=_("Give it a new number."),
            )
    return list(new.values())


_COMPARED = ("point_id", *CONTENT_COLUMNS)
"""Not the time: a form that is sent twice has that of each sending."""


def _content(row: StatusReport) -> list[Any]:
    return [getattr(row, column) for column in _COMPARED]


def check_time(report: Report) -> None:
    """Raises ``InvalidValue`` where the report would be refused for its time, now."""
    _by_our_clock(report, clock.now(), _where(report))


def _where(report: Report) -> str:
    return f"report {report.ulid[:26]!r}"


def _as_row(report: Report, received_at: datetime) -> StatusReport:
    where = _where(report)
    check_ulid(report.ulid, where)
    observed_at = _by_our_clock(report, received_at, where)
    content = report.content.checked(where)
    columns = {name: getattr(content, name) for name in CONTENT_COLUMNS}
    columns |= {"state": content.state or "", "note": one_line(content.note)}
    columns["shortages"] = None if content.shortages is None else list(content.shortages)
    return StatusReport(
        ulid=report.ulid,
        point_id=report.point_id,
        stated_at=report.observed_at,
        observed_at=observed_at,
        received_at=received_at,
        lag_s=None if report.lag is None else round(report.lag.total_seconds()),
        channel=ReportChannel(report.channel),
        bearer=report.bearer or "",
        author_name=one_line(report.author_name)[:254],
        **columns,
    )


def _by_our_clock(report: Report, received_at: datetime, where: str) -> datetime:
    is_of_now = report.bearer in _OF_NOW
    return by_our_clock(report.observed_at, received_at, report.lag, is_of_now=is_of_now, where=where)
