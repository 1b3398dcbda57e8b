"""The live board in words: what doors are, how much of that is known, territory by territory, and who needs a call."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from punkt.model.board_words import CallReason, DoorWord
from punkt_web.accounts.names import shown_name
from punkt_web.common.alphabets import alphabetical
from punkt_web.common.moments import clock_and_day, minutes_words
from punkt_web.common.names import name_for_reader
from punkt_web.dashboard.wording import word_label
from punkt_web.operations.live import LiveRow
from punkt_web.operations.models import Call
from punkt_web.registry.models import Point, Territory
from punkt_web.registry.titles import point_title

LOOKS = {
    DoorWord.OPEN: "open",
    DoorWord.FULL: "full",
    DoorWord.CLOSED: "shut",
}
OPEN_DOORS = frozenset({DoorWord.OPEN, DoorWord.FULL})
UNKNOWN_DOORS = frozenset({DoorWord.CONTRADICTED, DoorWord.SILENT, DoorWord.NEVER})


@dataclass(frozen=True, slots=True)
class Tally:
    """Sums over points. ``n_known``: of how many the door is known.

    People are those of the figure "People at the end" (``punkt.statistics.figures``): ``n_counted`` points have a count
    that holds, of ``n_in_use`` that are open or counted people.
    """

    n_points: int
    n_open: int
    n_known: int
    n_late: int
    n_people: int
    n_counted: int
    n_in_use: int

    @property
    def known_percent(self) -> int:
        """Rounded down, so that 100 means all."""
        return 100 * self.n_known // self.n_points if self.n_points else 0


def tally(rows: Sequence[LiveRow]) -> Tally:
    """The sums of some points."""
    counted = [row.people for row in rows if row.people is not None]
    return Tally(
        n_points=len(rows),
        n_open=sum(row.door in OPEN_DOORS for row in rows),
        n_known=sum(row.door not in UNKNOWN_DOORS for row in rows),
        n_late=sum(CallReason.ASKED_NOT_OPEN in row.reasons for row in rows),
        n_people=sum(counted),
        n_counted=len(counted),
        n_in_use=sum(row.door in OPEN_DOORS or row.people is not None for row in rows),
    )


@dataclass(frozen=True, slots=True)
class WordCount:
    """How many points are so; ``query`` shows them."""

    query: str
    words: str
    look: str
    n: int
    is_chosen: bool


def door_counts(rows: Iterable[LiveRow], chosen: str) -> list[WordCount]:
    """By what the doors are; what no door is, is left out."""
    counted = Counter(row.door for row in rows)
    return [
        WordCount(f"door={door}", word_label(DoorWord, door), LOOKS.get(door, ""), counted[door], door == chosen)
        for door in DoorWord
        if counted[door]
    ]


def reason_counts(rows: Iterable[LiveRow], chosen: str) -> list[WordCount]:
    """By why a call is needed; a point may be in several."""
    counted = Counter(reason for row in rows for reason in row.reasons)
    return [
        WordCount(f"reason={reason}", word_label(CallReason, reason), "", counted[reason], reason == chosen)
        for reason in CallReason
        if counted[reason]
    ]


def narrowed(rows: Sequence[LiveRow], *, door: str = "", reason: str = "") -> list[LiveRow]:
    """Those of that door and that reason, where one is chosen; who needs a call first."""
    found = [row for row in rows if (not door or row.door == door) and (not reason or reason in row.reasons)]
    return sorted(found, key=lambda row: row.by_need)


@dataclass(frozen=True, slots=True)
class PartLine:
    """One territory of several. ``code`` is "" for the points that lie in none of them."""

    code: str
    name: str
    sums: Tally


def part_lines(rows: Iterable[LiveRow], above: str, own: Sequence[Territory]) -> list[PartLine]:
    """The sums of the territories next below ``above`` (a path), or of ``own`` where nothing is chosen."""
    groups: dict[str, list[LiveRow]] = {}
    for row in rows:
        groups.setdefault(_part(row.path, above, own), []).append(row)
    named = {one.code: one for one in Territory.objects.filter(code__in=[code for code in groups if code])}
    lines = [PartLine(code, _part_name(named.get(code)), tally(group)) for code, group in groups.items()]
    language = get_language() or ""
    return sorted(lines, key=lambda line: (not line.code, -line.sums.n_points, alphabetical(line.name, language)))


def _part(path: str, above: str, own: Sequence[Territory]) -> str:
    if not above and own:
        return next((one.code for one in own if path.startswith(one.path)), "")
    return path[len(above) :].split("/", 1)[0] if path.startswith(above) else ""


def _part_name(territory: Territory | None) -> str:
    if territory is None:
        return _("In none of them")
    return name_for_reader(territory.names, territory.country) or territory.code


@dataclass(frozen=True, slots=True)
class PointLine:
    """One point of the board in words."""

    code: str
    title: str
    where: str
    door: str
    look: str
    told: str
    people: str
    reasons: list[str]
    remark: str = ""


def point_lines(rows: Sequence[LiveRow]) -> list[PointLine]:
    """The points of one page: their names are looked up here, in one query."""
    points = Point.objects.in_bulk([row.id for row in rows])
    return [point_line(row, points[row.id]) for row in rows if row.id in points]


def called_lines(pairs: Sequence[tuple[LiveRow, Call]]) -> list[PointLine]:
    """Points that somebody calls or called."""
    points = Point.objects.in_bulk([row.id for row, _call in pairs])
    return [
        point_line(row, points[row.id], _call_words(call, points[row.id].country))
        for row, call in pairs
        if row.id in points
    ]


def _call_words(call: Call, country: str) -> str:
    said = {"by": shown_name(call.taken_by), "time": clock_and_day(call.ended_at or call.taken_at, country)}
    if call.ended_at is None:
        return _("%(by)s is calling since %(time)s") % said
    return _("Not reached by %(by)s at %(time)s") % said


def point_line(row: LiveRow, point: Point, remark: str = "") -> PointLine:
    """One of them."""
    return PointLine(
        code=row.code,
        title=point_title(point),
        where=", ".join(filter(None, (point.settlement, point.address))),
        door=word_label(DoorWord, row.door),
        look=LOOKS.get(row.door, ""),
        told=told_words(row, point.country),
        people=_people(row),
        reasons=[word_label(CallReason, reason) for reason in row.reasons],
        remark=remark,
    )


def told_words(row: LiveRow, country: str) -> str:
    """When the door was told of last, and how long ago; "" for never."""
    if row.words.state_at is None or row.silent_for is None:
        return ""
    said = {"time": clock_and_day(row.words.state_at, country), "ago": minutes_words(row.silent_for)}
    return _("told at %(time)s, %(ago)s ago") % said


def _people(row: LiveRow) -> str:
    if row.people is None:
        return _("not known")
    if not row.seats:
        return str(row.people)
    seats = {"n": row.people, "seats": row.seats}
    return ngettext("%(n)s of %(seats)s seat", "%(n)s of %(seats)s seats", row.seats) % seats


def as_of_words(at: datetime, country: str) -> str:
    """The moment that the board tells of."""
    return clock_and_day(at, country)
