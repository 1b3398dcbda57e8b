"""Taking in what is said about points: append-only reports, and the latest word that follows from them."""

import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from punkt import clock
from punkt.errors import InvalidValue
from punkt.ids import new_ulid
from punkt.model.fields import FACTS, FieldGroup, FieldKind
from punkt.model.vocabulary import Availability, PointState, ReportChannel
from punkt.wording import gettext_noop as _
from punkt_web.common.audit import Actor, Write, record_many
from punkt_web.common.texts import one_line
from punkt_web.operations.latest import as_words, merged
from punkt_web.operations.models import CurrentStatus, StatusReport
from punkt_web.registry.actions.points import count_up
from punkt_web.registry.models import Point, Revision

MAX_AHEAD = timedelta(minutes=5)
"""How far a reporter's clock may run ahead; farther is a wrong clock, and its word would look fresh too long."""

REPORTABLE_STATES = (PointState.STANDBY, PointState.OPENING, PointState.OPEN, PointState.FULL, PointState.CLOSED)
"""Planned and withdrawn are decisions about a place and belong to the registry."""

REPORTABLE_SERVICES = frozenset(
    key
    for key, definition in FACTS.items()
    if definition.kind is FieldKind.AVAILABILITY and definition.group in {FieldGroup.SERVICE, FieldGroup.ACCESS}
)

_BATCH = 500
_ULID = re.compile(r"[0-7][0-9A-HJKMNP-TV-Z]{25}")
_STATUS_COLUMNS = [
    "state", "state_at", "state_channel", "headcount", "headcount_at", "services",
    "fuel_l", "fuel_at", "indoor_c", "indoor_at", "revision",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Report:
    """One report as it comes in. ``None``, empty and absent mean "not spoken of", never "no" and never zero.

    ``services`` maps field keys ("service.heat", "access.lift") or their short form ("heat") to an availability;
    ``ulid`` is made by the sender, so that a repeated message is known again.
    """

    point_id: int
    observed_at: datetime
    channel: ReportChannel
    state: PointState | None = None
    headcount: int | None = None
    services: Mapping[str, str] = field(default_factory=dict)
    fuel_l: float | None = None
    indoor_c: float | None = None
    note: str = ""
    author_name: str = ""
    ulid: str = field(default_factory=new_ulid)


def receive_report(actor: Actor, report: Report) -> bool:
    """Takes in one report; ``False`` when it was known. Raises ``InvalidValue`` for what cannot be (see below)."""
    return receive_reports(actor, [report]) == 1


@transaction.atomic
def receive_reports(actor: Actor, reports: Iterable[Report], *, reason: str = "") -> int:
    """Takes in reports, all or nothing; returns how many were new.

    A report about a point that was merged into another is one about that other. A report with a known ULID and the
    same content changes nothing. Raises ``InvalidValue``: a known ULID with other
    content, a time more than ``MAX_AHEAD`` ahead, an unknown point, and numbers or words that cannot be.
    """
    received_at = clock.now()
    rows = [_as_row(report, received_at) for report in reports]
    known_before = StatusReport.objects.in_bulk([row.ulid for row in rows])
    # All points are locked before the first word goes into the trail: the one order of locks.
    points = _standing({row.point_id for row in (*rows, *known_before.values())})
    for row in (*rows, *known_before.values()):
        row.point_id = points[row.point_id].pk
    n_new = 0
    for start in range(0, len(rows), _BATCH):
        batch = rows[start : start + _BATCH]
        known = {row.ulid: known_before[row.ulid] for row in batch if row.ulid in known_before}
        new = _unknown_to_us(batch, known)
        if new:
            _write(actor, new, {point.pk: point.code for point in points.values()}, reason)
            n_new += len(new)
    return n_new


def _standing(point_ids: AbstractSet[int]) -> dict[int, Point]:
    """The points that stand for those asked for, themselves or what they were merged into, locked to the commit.

    The point's row is locked, not the status: a point without any report has no status to lock.
    """
    found = Point.objects.filter(merged_into__isnull=False).only("merged_into").in_bulk(list(point_ids))
    wanted = set(point_ids) | {point.merged_into_id for point in found.values() if point.merged_into_id}
    while True:
        locked = Point.objects.select_for_update().only("code", "merged_into").order_by("pk").in_bulk(wanted)
        # A merger leads to a point that is merged no further, so this ends; a second look only where one came between.
        targets = {point.merged_into_id for point in locked.values() if point.merged_into_id}
        if targets <= wanted:
            break
        wanted |= targets
    missing = sorted(point_ids - locked.keys())
    if missing:
        raise InvalidValue(_("There is no such point."), where=f"point {missing[0]}")
    return {point_id: locked[locked[point_id].merged_into_id or point_id] for point_id in point_ids}


def _write(actor: Actor, rows: Sequence[StatusReport], codes: Mapping[int, str], reason: str) -> None:
    point_ids = {row.point_id for row in rows}
    statuses = CurrentStatus.objects.in_bulk(point_ids)
    StatusReport.objects.bulk_create(rows)
    record_many(actor, _applied(rows, statuses, codes, reason))
    revision = count_up(Revision.LAST_WORDS)
    for status in statuses.values():
        status.revision = revision
    CurrentStatus.objects.bulk_create(
        statuses.values(), update_conflicts=True, unique_fields=["point"], update_fields=_STATUS_COLUMNS
    )


def _applied(
    rows: Sequence[StatusReport], statuses: dict[int, CurrentStatus], codes: Mapping[int, str], reason: str
) -> Iterator[Write]:
    """Merges each row into the status of its point and tells what that changed."""
    for row in rows:
        status = statuses.setdefault(row.point_id, CurrentStatus(point_id=row.point_id))
        before = as_words(status)
        merged(status, row)
        after = as_words(status)
        changed = {key: value for key, value in after.items() if before.get(key) != value}
        told = {"ulid": row.ulid, "channel": str(row.channel), "observed_at": row.observed_at.isoformat()}
        yield Write(
            "report",
            "point",
            codes[row.point_id],
            {key: before[key] for key in changed if key in before},
            {**told, **changed},
            reason,
        )


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


def _content(row: StatusReport) -> list[Any]:
    columns = ("point_id", "observed_at", "channel", "state", "headcount", "services", "fuel_l", "indoor_c", "note")
    return [getattr(row, column) for column in columns]


def _as_row(report: Report, received_at: datetime) -> StatusReport:
    where = f"report {report.ulid[:26]!r}"
    if not _ULID.fullmatch(report.ulid):
        raise InvalidValue(_("The number of a report is a ULID of 26 characters."), where=where)
    _check_time(report.observed_at, received_at, where)
    if report.state is not None and report.state not in REPORTABLE_STATES:
        raise InvalidValue(
            _("%(state)s is not a state that can be reported."), where=where, values={"state": repr(report.state)}
        )
    return StatusReport(
        ulid=report.ulid,
        point_id=report.point_id,
        observed_at=report.observed_at,
        received_at=received_at,
        channel=ReportChannel(report.channel),
        state=report.state or "",
        headcount=_checked_count(report.headcount, where),
        services=_checked_services(report.services, where),
        fuel_l=_checked_number(report.fuel_l, (0, 1_000_000), where),
        indoor_c=_checked_number(report.indoor_c, (-60, 60), where),
        note=one_line(report.note)[:500],
        author_name=one_line(report.author_name)[:254],
    )


def _check_time(observed_at: datetime, received_at: datetime, where: str) -> None:
    if observed_at.tzinfo is None:
        raise InvalidValue(_("A time without its zone."), where=where)
    if observed_at > received_at + MAX_AHEAD:
        raise InvalidValue(
            _("The report speaks of the future."), where=where, remedy=_("Set the clock of the device that sent it.")
        )


def _checked_count(value: int | None, where: str) -> int | None:
    if value is None:
        return None
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= 100_000:
        raise InvalidValue(_("%(value)s is not a number of people."), where=where, values={"value": repr(value)})
    return value


def _checked_number(value: float | None, bounds: tuple[float, float], where: str) -> float | None:
    if value is None:
        return None
    if not math.isfinite(value) or not bounds[0] <= value <= bounds[1]:
        raise InvalidValue(
            _("%(number)s is outside %(low)s to %(high)s."),
            where=where,
            values={"number": repr(value), "low": f"{bounds[0]:g}", "high": f"{bounds[1]:g}"},
        )
    return float(value)


def _checked_services(services: Mapping[str, str], where: str) -> dict[str, str]:
    checked = {}
    for name, word in services.items():
        key = name if name in REPORTABLE_SERVICES else f"service.{name}"
        if key not in REPORTABLE_SERVICES:
            raise InvalidValue(_("There is no service %(name)s."), where=where, values={"name": repr(name)})
        if word not in set(Availability):
            raise InvalidValue(
                _("%(word)s is not one of %(listed)s."),
                where=where,
                values={"word": repr(word), "listed": ", ".join(Availability)},
            )
        checked[key] = str(word)
    return checked
