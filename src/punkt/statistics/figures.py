"""The register of figures: each with its name, what it means, what of it counts as known, and the rule that gives it.

A figure is never told without its share known. ``None`` is not known; zero is told only where it was said.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from math import isinf

from punkt.statistics.openings import DEFINITIONS
from punkt.statistics.ranks import nearest_rank
from punkt.statistics.sums import FigureValue, Sums
from punkt.wording import gettext_noop as _

VERSION = 1
"""Goes up when a definition changes: a figure of an older version is not to be set beside one of a newer."""


class FigureUnit(StrEnum):
    """What a figure is counted in."""

    POINTS = "points"
    POINT_HOURS = "point_hours"
    PEOPLE = "people"
    PERSON_HOURS = "person_hours"
    VISITS = "visits"
    MINUTES = "minutes"
    HOURS = "hours"
    SHARE = "share"


@dataclass(frozen=True, slots=True)
class Figure:
    """``definition`` and ``known`` (what counts as known) are texts to be translated; ``sources`` is where it is from.

    ``is_public``: it may be told to anybody, as ``punkt.statistics.protection`` allows.
    """

    key: str
    title: str
    unit: FigureUnit
    definition: str
    known: str
    sources: tuple[str, ...]
    of: Callable[[Sums], FigureValue]
    is_public: bool = False


def open_at_end(sums: Sums) -> FigureValue:
    """Points that were open at the end of the period."""
    return _counted(sums.n_open_at_end, sums.n_known_at_end, sums.n_points)


def opened(sums: Sums) -> FigureValue:
    """Points that were open at some time."""
    return _counted(sums.n_opened, sums.n_heard, sums.n_points)


def open_hours(sums: Sums) -> FigureValue:
    """Point-hours in which doors were known to be open."""
    return _counted(sums.open_hours, sums.known_hours, sums.hours)


def share_known(sums: Sums) -> FigureValue:
    """The share of point-hours in which it was known whether the door was open."""
    value = sums.known_hours / sums.hours if sums.hours else None
    return FigureValue(value, sums.known_hours, sums.hours)


def half_within(sums: Sums) -> FigureValue:
    """Minutes until half of the points asked were open."""
    return _until_open(sums, 0.5)


def most_within(sums: Sums) -> FigureValue:
    """Minutes until nine in ten of the points asked were open."""
    return _until_open(sums, 0.9)


def kept_promise(sums: Sums) -> FigureValue:
    """The share of points asked that were open by the time they had promised."""
    told = sums.openings
    if told is None or not told.n_promised:
        return FigureValue(None, 0, 0 if told is None else told.n_asked)
    return FigureValue(told.n_kept / told.n_promised, told.n_promised, told.n_asked)


def people_at_end(sums: Sums) -> FigureValue:
    """People inside at the end of the period."""
    if sums.n_in_use_at_end == 0:
        return FigureValue(0.0 if sums.n_known_at_end else None, 0, 0)
    return _counted(sums.people_at_end, sums.n_counted_at_end, sums.n_in_use_at_end)


def people_most(sums: Sums) -> FigureValue:
    """The most people that were inside at once."""
    return _among_people(sums, sums.people_most)


def person_hours(sums: Sums) -> FigureValue:
    """The time that people spent inside, all added up."""
    return _among_people(sums, sums.person_hours)


def visits(sums: Sums) -> FigureValue:
    """How many times people came in."""
    return _counted(sums.n_visits, sums.n_visited, max(sums.n_opened, sums.n_visited))


def autonomy(sums: Sums) -> FigureValue:
    """Hours of power that half of the open points surely have at least."""
    known = sums.autonomy_h
    # The slower half of an even number counts: at least half of them last that long.
    value = None if not known else float(known[(len(known) - 1) // 2])
    return FigureValue(value, len(known), sums.n_open_at_end)


def report_delay(sums: Sums) -> FigureValue:
    """Minutes from what was seen to its arrival, which half of the reports did not exceed."""
    return FigureValue(nearest_rank(sums.delays_min, 0.5), sums.n_clocked, len(sums.delays_min))


def report_gap(sums: Sums) -> FigureValue:
    """Minutes from a word on an open door to the next, which half of them did not exceed."""
    followed = sum(not isinf(gap) for gap in sums.gaps_min)
    return FigureValue(nearest_rank(sums.gaps_min, 0.5), followed, len(sums.gaps_min))


def false_open(sums: Sums) -> FigureValue:
    """Of the doors that people were sent to, the share that was shut."""
    told = sums.told
    if not told.n_claimed:
        return FigureValue(None, told.n_known, told.n_moments)
    share = told.n_false_open / told.n_claimed
    return FigureValue(share, told.n_known, told.n_moments, told.at_least, told.at_most)


def _counted(value: float, n_known: float, n_all: float) -> FigureValue:
    return FigureValue(float(value) if n_known > 0 else None, n_known, n_all)


def _until_open(sums: Sums, share: float) -> FigureValue:
    told = sums.openings
    if told is None:
        return FigureValue(None, 0, 0)
    span = told.half_within if share == 0.5 else told.most_within
    return FigureValue(None if span is None else span.total_seconds() / 60, told.n_opened, told.n_asked)


def _among_people(sums: Sums, value: float) -> FigureValue:
    """Of doors that were known to be shut all the time it is zero; where nobody counted, it is not known."""
    if sums.in_use_hours == 0.0:
        return FigureValue(0.0 if sums.known_hours > 0.0 else None, 0, 0)
    return _counted(value, sums.counted_hours, sums.in_use_hours)


_DOOR = _("Known is the time in which a word on the door counted.")
_PEOPLE = _("Known is the time in which a count held, of the time in which the door was open or people were counted.")
_ASKED = _("Known are the points that were said to be open, of all that were asked.")
_REPORTS = ("status reports",)
_TASKS = ("activations", "status reports")

OPEN_AT_END = Figure(
    "open_at_end",
    _("Open at the end"),
    FigureUnit.POINTS,
    _("Points that were open or full at the end of the period. A word counts for hours, then the door is not known."),
    _("Known are the points whose last word still counted at the end."),
    _REPORTS,
    open_at_end,
)
OPENED = Figure(
    "opened",
    _("Open at some time"),
    FigureUnit.POINTS,
    _("Points that were open or full at some time of the period."),
    _("Known are the points on whose doors any word counted in the period."),
    _REPORTS,
    opened,
    is_public=True,
)
OPEN_HOURS = Figure(
    "open_hours",
    _("Hours open"),
    FigureUnit.POINT_HOURS,
    _("The time for which doors were known to be open, of all points added up."),
    _DOOR,
    _REPORTS,
    open_hours,
    is_public=True,
)
SHARE_KNOWN = Figure(
    "share_known",
    _("Doors known"),
    FigureUnit.SHARE,
    _("Of all the time of all points, the share in which it was known whether the door was open."),
    _DOOR,
    _REPORTS,
    share_known,
    is_public=True,
)
HALF_WITHIN = Figure(
    "half_within", _("Half open within"), FigureUnit.MINUTES, DEFINITIONS["half_within"], _ASKED, _TASKS, half_within
)
MOST_WITHIN = Figure(
    "most_within",
    _("Nine in ten open within"),
    FigureUnit.MINUTES,
    _(
        "Time from the moment a point was asked until it was open, such that nine in ten of all points asked needed no "
        "more. Points that never opened count as slower than any other."
    ),
    _ASKED,
    _TASKS,
    most_within,
)
KEPT_PROMISE = Figure(
    "kept_promise",
    _("Promises kept"),
    FigureUnit.SHARE,
    _("Of the points that had promised a time to open which is over or was kept, the share that was open by then."),
    _("Known are the points with such a promise, of all that were asked."),
    _TASKS,
    kept_promise,
)
PEOPLE_AT_END = Figure(
    "people_at_end",
    _("People at the end"),
    FigureUnit.PEOPLE,
    _("People inside at the end of the period, by the last counts. A count holds for 4 hours."),
    _("Known are the points with a count that held, of those that were open or counted people."),
    _REPORTS,
    people_at_end,
)
PEOPLE_MOST = Figure(
    "people_most",
    _("Most people at once"),
    FigureUnit.PEOPLE,
    _("The most people who were inside at the same moment, by the counts of that moment."),
    _PEOPLE,
    _REPORTS,
    people_most,
)
PERSON_HOURS = Figure(
    "person_hours",
    _("Person-hours"),
    FigureUnit.PERSON_HOURS,
    _(
        "The time that people spent inside, added up: each count holds until the next, until the door is said to be "
        "shut, or for 4 hours. Time without a count adds nothing, so the true figure is higher where less is known."
    ),
    _PEOPLE,
    _REPORTS,
    person_hours,
    is_public=True,
)
VISITS = Figure(
    "visits",
    _("Visits"),
    FigureUnit.VISITS,
    _("How many times people came in. Who comes in twice counts twice."),
    _("Known are the points that told of visits, of those that were open at some time."),
    ("visits",),
    visits,
)
AUTONOMY = Figure(
    "autonomy",
    _("Hours of power left"),
    FigureUnit.HOURS,
    _("Of the points open at the end of the period, half surely had power without the grid for at least so long."),
    _("Known are the points of whose fuel or battery enough was told, of those open at the end."),
    ("status reports", "register of points"),
    autonomy,
)
REPORT_DELAY = Figure(
    "report_delay",
    _("Reports on the way"),
    FigureUnit.MINUTES,
    _("The time from what was seen to when we knew of it; half of all reports, sheets of paper too, took no longer."),
    _("Known are the reports whose sender’s clock was compared with ours; of the others the time is as they said."),
    _REPORTS,
    report_delay,
    is_public=True,
)
REPORT_GAP = Figure(
    "report_gap",
    _("Between words on an open door"),
    FigureUnit.MINUTES,
    _(
        "The time from a word of staff that a door is open to their next word on it; half took no longer. A word that "
        "nobody followed before it ran out counts as longer than any other."
    ),
    _("Known are the words that were followed before they ran out."),
    _REPORTS,
    report_gap,
    is_public=True,
)
FALSE_OPEN = Figure(
    "false_open",
    _("False-open rate"),
    FigureUnit.SHARE,
    _(
        "Whenever a keeper at the door said how it is, or a complaint that it is shut was looked into, that is set "
        "beside what the public was told just before. Of the doors told as open, full or opening, the share that was "
        "shut."
    ),
    _("Known are the moments just before which a word on the door counted."),
    ("status reports", "complaints"),
    false_open,
    is_public=True,
)

FIGURES = (
    OPEN_AT_END, OPENED, OPEN_HOURS, SHARE_KNOWN, HALF_WITHIN, MOST_WITHIN, KEPT_PROMISE, PEOPLE_AT_END, PEOPLE_MOST,
    PERSON_HOURS, VISITS, AUTONOMY, REPORT_DELAY, REPORT_GAP, FALSE_OPEN,
)  # fmt: skip
"""All figures, in the order in which they are told."""


def figures_of(sums: Sums, shown: Iterable[Figure]) -> dict[str, FigureValue]:
    """The figures by key."""
    return {figure.key: figure.of(sums) for figure in shown}
