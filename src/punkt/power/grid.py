"""Whether there is power from the grid at a moment, by the schedules of its operator. What is not told is never "on".

docs/methods/grid-schedule.md says what counts where several things are said.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from punkt.model.feed_words import Certainty, DayStatus, GridPower, WhyGrid
from punkt.model.outages import ScheduleSpan

LASTS = timedelta(hours=6)
"""So long after it was last read a schedule counts as it stands (decision of ours: one is changed several times a day).

After that nobody knows whether it was changed: its "on" is not known any more, its "off" only possible.
"""
_HOLDS = frozenset({DayStatus.APPLIES, DayStatus.NO_OUTAGES})


@dataclass(frozen=True, slots=True)
class GridAnswer:
    """Power at a moment, why that is said, and until when it stays so; ``until`` is ``None`` where no end is known."""

    power: GridPower
    why: WhyGrid
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Outage:
    """A time in which power is off, or may be."""

    starts_at: datetime
    ends_at: datetime
    certainty: Certainty


def grid_power(spans: Sequence[ScheduleSpan], moment: datetime, *, read_at: datetime | None = None) -> GridAnswer:
    """Power at ``moment`` by the spans of one group, which may be of several schedules.

    ``read_at`` is when they were last read from their source; ``None`` where that makes no difference.
    """
    is_old = read_at is not None and moment - read_at >= LASTS
    power, why = _at(spans, moment, is_old=is_old)
    if why in {WhyGrid.NO_SCHEDULE, WhyGrid.OLD}:
        return GridAnswer(power, why)
    edges = sorted({edge for span in spans for edge in (span.starts_at, span.ends_at) if edge > moment})
    until = next((edge for edge in edges if _at(spans, edge, is_old=is_old) != (power, why)), None)
    return GridAnswer(power, why, until)


def _at(spans: Sequence[ScheduleSpan], moment: datetime, *, is_old: bool) -> tuple[GridPower, WhyGrid]:
    """Of several things that are said the one that promises least counts, emergency shutdowns before all."""
    if not spans:
        return GridPower.UNKNOWN, WhyGrid.NO_SCHEDULE
    here = [span for span in spans if span.starts_at <= moment < span.ends_at]
    certainties, statuses = {span.certainty for span in here}, {span.status for span in here}
    if DayStatus.EMERGENCY in statuses:
        found = GridPower.UNKNOWN, WhyGrid.EMERGENCY
    elif Certainty.DEFINITE in certainties:
        found = (GridPower.POSSIBLY_OFF, WhyGrid.OLD) if is_old else (GridPower.OFF, WhyGrid.ANNOUNCED)
    elif Certainty.POSSIBLE in certainties:
        found = GridPower.POSSIBLY_OFF, WhyGrid.POSSIBLE
    elif DayStatus.WAITING in statuses:
        found = GridPower.UNKNOWN, WhyGrid.WAITING
    elif not statuses or not statuses <= _HOLDS:
        found = GridPower.UNKNOWN, WhyGrid.NOT_TOLD
    elif is_old:
        found = GridPower.UNKNOWN, WhyGrid.OLD
    else:
        why = WhyGrid.NO_OUTAGES if statuses == {DayStatus.NO_OUTAGES} else WhyGrid.ANNOUNCED
        found = GridPower.ON, why
    return found


def outages_ahead(spans: Iterable[ScheduleSpan], moment: datetime, ahead: timedelta) -> list[Outage]:
    """The outages that are not over at ``moment`` and begin within ``ahead`` of it, in order; neighbours are one.

    Those within emergency shutdowns are left out: no schedule holds then.
    """
    spans = list(spans)
    emergencies = [span for span in spans if span.status is DayStatus.EMERGENCY]
    near = [span for span in spans if span.is_outage and span.ends_at > moment and span.starts_at <= moment + ahead]
    held = [span for span in near if not any(_overlap(span, other) for other in emergencies)]
    return list(_joined(sorted(held, key=lambda span: (span.starts_at, span.ends_at))))


def _overlap(span: ScheduleSpan, other: ScheduleSpan) -> bool:
    return span.starts_at < other.ends_at and other.starts_at < span.ends_at


def _joined(spans: Iterable[ScheduleSpan]) -> Iterator[Outage]:
    """Spans of one certainty that meet or overlap are one outage."""
    open_ones: dict[Certainty, Outage] = {}
    done: list[Outage] = []
    for span in spans:
        last = open_ones.get(span.certainty)
        if last is not None and span.starts_at <= last.ends_at:
            ends_at = max(last.ends_at, span.ends_at)
            open_ones[span.certainty] = Outage(last.starts_at, ends_at, span.certainty)
            continue
        if last is not None:
            done.append(last)
        open_ones[span.certainty] = Outage(span.starts_at, span.ends_at, span.certainty)
    yield from sorted((*done, *open_ones.values()), key=lambda one: (one.starts_at, one.ends_at))
