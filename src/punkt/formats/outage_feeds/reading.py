"""What reading a schedule of outages gives, and what its readers share."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, tzinfo
from typing import TypeVar

from punkt.errors import PunktError, UnreadableFile
from punkt.formats.feed_findings import Findings, shown
from punkt.formats.feed_json import ASK_THE_SOURCE, as_text
from punkt.formats.feed_times import day_bounds, first_moment, last_moment, stamp
from punkt.model.feed_words import Certainty, DayStatus, FeedForm
from punkt.model.outages import ScheduleSpan
from punkt.wording import gettext_noop as _

Result = TypeVar("Result")
MAX_SPANS = 50_000
"""A country of 24 regions, 12 groups each, has about 4,000 for two days."""
MAX_OF_GROUP = 500
"""Ten days in half hours: more is no schedule, and would be slow to answer from."""
_TOO_MANY_SPANS = _("This feed has more than %(limit)s spans of time.")
_TOO_MANY_OF_GROUP = _("A group of this feed has more than %(limit)s spans of time.")
_NOTHING = _("This feed says nothing of any group that could be read.")


@dataclass(frozen=True, slots=True)
class OutageReading:
    """What a feed says, in one form whatever its own.

    ``source_updated_at`` is the latest stamp of the source, ``None`` where it has none. ``n_findings`` counts all
    findings, of which ``findings.kept`` are the first.
    """

    form: FeedForm
    spans: tuple[ScheduleSpan, ...]
    source_updated_at: datetime | None
    findings: Findings


@dataclass(slots=True)
class Builder:
    """Collects spans and findings while a feed is read. ``zone`` is that of the clocks of the schedule."""

    operator: str
    zone: tzinfo
    spans: list[ScheduleSpan] = field(default_factory=list)
    findings: Findings = field(default_factory=Findings)
    _n_of_group: Counter[tuple[str, str]] = field(default_factory=Counter)

    def add(self, span: ScheduleSpan) -> None:
        """Takes a span in, if it has a length. Raises ``UnreadableFile`` where there are too many."""
        if span.ends_at <= span.starts_at:
            return
        if len(self.spans) >= MAX_SPANS:
            raise UnreadableFile(_TOO_MANY_SPANS, remedy=ASK_THE_SOURCE, values={"limit": MAX_SPANS})
        group = (span.operator, span.group)
        self._n_of_group[group] += 1
        if self._n_of_group[group] > MAX_OF_GROUP:
            where, values = shown(span.group), {"limit": MAX_OF_GROUP}
            raise UnreadableFile(_TOO_MANY_OF_GROUP, where=where, remedy=ASK_THE_SOURCE, values=values)
        self.spans.append(span)

    def tried(self, place: str, read: Callable[[], Result]) -> Result | None:
        """Reads a part; what is wrong with it is noted, and the other parts are read all the same."""
        try:
            return read()
        except UnreadableFile:
            raise
        except PunktError as fault:
            self.findings.add(place, fault)
            return None

    def stamped(self, place: str, value: object) -> datetime | None:
        """The moment that a stamp names; ``None`` where there is none, or none that can be read."""
        return None if value is None else self.tried(place, lambda: stamp(as_text(value), self.zone))

    def reading(self, form: FeedForm, *, may_be_empty: bool = False) -> OutageReading:
        """What came of it. Raises ``UnreadableFile`` where that is nothing and the source does not say so."""
        if not self.spans and not may_be_empty:
            first = self.findings.kept[0] if self.findings.kept else None
            if first is None:
                raise UnreadableFile(_NOTHING, remedy=ASK_THE_SOURCE)
            fault = first.fault
            raise UnreadableFile(fault.what, where=first.place, remedy=ASK_THE_SOURCE, values=fault.values)
        stamps = [span.source_updated_at for span in self.spans if span.source_updated_at]
        return OutageReading(form, tuple(self.spans), max(stamps, default=None), self.findings)


@dataclass(frozen=True, slots=True)
class Day:
    """A local day of one group, on which its schedule is told."""

    operator: str
    group: str
    on: date
    zone: tzinfo
    updated_at: datetime | None

    def whole(self, status: DayStatus) -> ScheduleSpan:
        """All of it, with no outage told: what that means is for ``status``."""
        return self._span(*day_bounds(self.on, self.zone), Certainty.NONE, status)

    def part(self, start_min: int, end_min: int, certainty: Certainty, status: DayStatus) -> ScheduleSpan:
        """From one minute of its clocks to another; where they show one twice, the longer time."""
        starts_at = first_moment(self.on, start_min, self.zone)
        return self._span(starts_at, last_moment(self.on, end_min, self.zone), certainty, status)

    def _span(self, starts_at: datetime, ends_at: datetime, certainty: Certainty, status: DayStatus) -> ScheduleSpan:
        return ScheduleSpan(self.operator, self.group, starts_at, ends_at, certainty, status, self.updated_at)


def runs(words: list[Certainty | None]) -> Iterator[tuple[int, int, Certainty]]:
    """First and end number of each stretch of equal words; ``None`` is a hole of which nothing is told."""
    start = 0
    for number in range(1, len(words) + 1):
        if number == len(words) or words[number] != words[start]:
            word = words[start]
            if word is not None:
                yield start, number, word
            start = number
