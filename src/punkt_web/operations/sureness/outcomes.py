"""What turned out, set beside what was said before: each later word of somebody who stood at the door is a moment.

But who shuts an open door, or opens a shut one, and says so at once, makes nobody's earlier word wrong: such a word is
no moment. One that came in later is: meanwhile people were told otherwise.

At each such moment only what had been received before it counts: no word, no complaint and no outcome of later. The
register is that of today, for its past is not kept; of it only how the point is meant to open is used.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from typing import NamedTuple

from django.db.models import QuerySet

from punkt.confidence.evidence import Evidence
from punkt.confidence.freshness import CLAIMING_WORDS, CLAIMS, OPEN_WORDS, STAFF, Sureness
from punkt.confidence.scoring import Outcome, Score, score, wilson
from punkt.confidence.weighing import weigh
from punkt.model.complaint_words import ComplaintOutcome
from punkt.model.vocabulary import OpeningMode, PointState, ReportChannel
from punkt.statistics.claims import APART_MS, AT_ONCE_MS
from punkt_web.common.batches import in_batches
from punkt_web.operations.latest import state_order
from punkt_web.operations.models import Complaint, StatusReport
from punkt_web.operations.statuses import PublishedStatus
from punkt_web.operations.sureness.contradicted import SHUT_KINDS, said_against, said_of, shown_now
from punkt_web.registry.models import Point
from punkt_web.registry.standing import heir_id, heir_of_row

APART = timedelta(milliseconds=APART_MS)
"""A word within this time of one that was scored at the same point says nothing new (decision of ours)."""
AT_ONCE = timedelta(milliseconds=AT_ONCE_MS)
_BEFORE = timedelta(hours=25)
"""How far back words have to be read: none counts longer than a day."""
KNOWN_DOORS = OPEN_WORDS | {PointState.CLOSED, PointState.STANDBY}
"""The words of a keeper that tell how the door is."""


class _Word(NamedTuple):
    """A report as far as it speaks of the door."""

    stands_for: int
    observed_at: datetime
    received_at: datetime
    channel: str
    state: str


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment at which it is known how a door was: what was said of it then, and how it was.

    ``probability`` is ``None`` where it was unknown; ``claimed_open`` is whether anybody was sent there.
    """

    at: datetime
    was_open: bool
    probability: float | None
    claimed_open: bool


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of ``sureness_figures``. ``score`` is of the moments at which a probability was known."""

    n_moments: int
    n_known: int
    n_claimed: int
    n_false_open: int
    n_open: int
    n_open_unclaimed: int
    score: Score | None

    @property
    def share_known(self) -> float | None:
        """``None`` where nothing turned out."""
        return self.n_known / self.n_moments if self.n_moments else None

    @property
    def false_open(self) -> float | None:
        """Of the doors that people were sent to, the share that was shut."""
        return self.n_false_open / self.n_claimed if self.n_claimed else None

    @property
    def false_open_bounds(self) -> tuple[float, float]:
        """With 95 % confidence."""
        return wilson(self.n_false_open, self.n_claimed)


def figures(points: QuerySet[Point], since: datetime, until: datetime) -> Figures:
    """The figures of ``points`` over moments from ``since`` up to ``until``. Visibility is the caller's part."""
    told = list(moments(points, since, until))
    known = [Outcome(one.probability, one.was_open) for one in told if one.probability is not None]
    claimed = [one for one in told if one.claimed_open]
    were_open = [one for one in told if one.was_open]
    return Figures(
        n_moments=len(told),
        n_known=len(known),
        n_claimed=len(claimed),
        n_false_open=sum(not one.was_open for one in claimed),
        n_open=len(were_open),
        n_open_unclaimed=sum(not one.claimed_open for one in were_open),
        score=score(known),
    )


def n_words(points: QuerySet[Point], since: datetime, until: datetime) -> int:
    """How many words on doors there are to go through, to know beforehand how long it takes."""
    return _words(points, since, until).count()


def moments(points: QuerySet[Point], since: datetime, until: datetime) -> Iterator[Moment]:
    """Point after point, each in the order of time."""
    complaints = _complaints(points, since, until)
    modes = dict(points.order_by().values_list("pk", "opening_mode"))
    reported: set[int] = set()
    for point_id, words in groupby(_in_order(points, since, until), key=lambda word: word.stands_for):
        reported.add(point_id)
        mode = OpeningMode(modes.get(point_id, OpeningMode.UNKNOWN))
        yield from _of_point(list(words), complaints.get(point_id, []), mode, since)
    for point_id, told in complaints.items():
        if point_id not in reported:
            yield from _of_point([], told, OpeningMode(modes.get(point_id, OpeningMode.UNKNOWN)), since)


class TurnedOutAt(NamedTuple):
    """What the public was told of a door just before it turned out how it was: whether that was known, and open."""

    at: datetime
    was_open: bool
    was_known: bool
    claimed_open: bool


def told_before(stands_for: Mapping[int, int], since: datetime, until: datetime) -> dict[int, list[TurnedOutAt]]:
    """The same moments without the probabilities, which are most of the work: by the point that stands for theirs.

    ``stands_for`` is from every point whose words count to the one that they count for.
    """
    words, complaints = _words_of(stands_for, since, until), _complaints_of(stands_for, since, until)
    heirs = {*words, *complaints}
    modes: dict[int, str] = {}
    for ids in in_batches(heirs):
        modes |= dict(Point.objects.filter(pk__in=ids).values_list("pk", "opening_mode"))
    return {heir: [*_told(words.get(heir, []), complaints.get(heir, []), OpeningMode(modes[heir]), since)]
            for heir in heirs}  # fmt: skip


def _told(words: list[_Word], complaints: list[Complaint], mode: OpeningMode, since: datetime) -> Iterator[TurnedOutAt]:
    for status, at, was_open in _turned_out(words, complaints, since):
        shown, _against = shown_now(status, at, mode)
        yield TurnedOutAt(at, was_open, shown.sureness is not Sureness.NOT_CONFIRMED, shown.state in CLAIMS)


def _words_of(stands_for: Mapping[int, int], since: datetime, until: datetime) -> dict[int, list[_Word]]:
    by_point: dict[int, list[_Word]] = {}
    for ids in in_batches(stands_for):
        told = StatusReport.objects.filter(point_id__in=ids, received_at__gte=since - _BEFORE, received_at__lt=until)
        rows = told.exclude(state="").order_by("received_at", "ulid").values_list("point_id", *_Word._fields[1:])
        for point_id, *row in rows.iterator(chunk_size=5_000):
            heir = stands_for[point_id]
            by_point.setdefault(heir, []).append(_Word(heir, *row))
    merged_into = {heir for point_id, heir in stands_for.items() if point_id != heir}
    for heir in merged_into & by_point.keys():
        by_point[heir].sort(key=lambda word: word.received_at)
    return by_point


def _complaints_of(stands_for: Mapping[int, int], since: datetime, until: datetime) -> dict[int, list[Complaint]]:
    told = Complaint.objects.filter(kind__in=SHUT_KINDS, received_at__gte=since - _BEFORE, received_at__lt=until)
    by_point: dict[int, list[Complaint]] = {}
    for one in told.order_by("received_at", "pk"):
        if one.point_id in stands_for:
            by_point.setdefault(stands_for[one.point_id], []).append(one)
    return by_point


def _words(points: QuerySet[Point], since: datetime, until: datetime) -> QuerySet[StatusReport]:
    told = StatusReport.objects.filter(point__in=points.order_by(), received_at__gte=since - _BEFORE)
    return told.filter(received_at__lt=until).exclude(state="")


def _in_order(points: QuerySet[Point], since: datetime, until: datetime) -> Iterator[_Word]:
    """By what stands for their point now, and of each in the order in which they came."""
    told = _words(points, since, until).annotate(stands_for=heir_of_row())
    rows = told.order_by("stands_for", "received_at", "ulid")
    return (_Word(*row) for row in rows.values_list(*_Word._fields).iterator(chunk_size=5_000))


def _complaints(points: QuerySet[Point], since: datetime, until: datetime) -> dict[int, list[Complaint]]:
    told = Complaint.objects.filter(point__in=points.order_by(), kind__in=SHUT_KINDS)
    told = told.filter(received_at__gte=since - _BEFORE, received_at__lt=until).order_by("received_at", "pk")
    by_point: dict[int, list[Complaint]] = {}
    for one in told.select_related("point"):
        by_point.setdefault(heir_id(one.point), []).append(one)
    return by_point


def _of_point(words: list[_Word], complaints: list[Complaint], mode: OpeningMode, since: datetime) -> Iterator[Moment]:
    for status, at, was_open in _turned_out(words, complaints, since):
        yield _moment(status, mode, at, was_open=was_open)


def _turned_out(
    words: list[_Word], complaints: list[Complaint], since: datetime
) -> Iterator[tuple[PublishedStatus, datetime, bool]]:
    """Each moment at which it turned out how the door was, with what was known just before."""
    known: _Word | None = None
    n_received, last = 0, None
    for at, was_open, may_change in sorted({*_seen(words), *_found_out(complaints)}):
        if at < since or (last is not None and at - last < APART):
            continue
        while n_received < len(words) and words[n_received].received_at < at:
            known = _latest(known, words[n_received])
            n_received += 1
        if may_change and known is not None and _is_changed(known, was_open=was_open):
            continue
        yield _as_said(known, complaints, at), at, was_open
        last = at


def _latest(known: _Word | None, word: _Word) -> _Word:
    """As the product takes in reports: in whatever order they come, the same one stands."""
    if known is None:
        return word
    orders = (state_order(one.state, one.observed_at, one.channel) for one in (word, known))
    return word if next(orders) > next(orders) else known


def _is_changed(known: _Word, *, was_open: bool) -> bool:
    """Whether who says at once how the door is says otherwise than staff did last, and so has opened or shut it."""
    return known.channel in STAFF and (known.state in CLAIMING_WORDS) is not was_open


_Seen = tuple[datetime, bool, bool]
"""When it turned out, whether the door was open, and whether who says so may just have changed it."""


def _seen(words: Iterable[_Word]) -> Iterator[_Seen]:
    """Keepers stand at the door; others repeat what they were told."""
    for one in words:
        if one.channel == ReportChannel.KEEPER and one.state in KNOWN_DOORS:
            yield one.observed_at, one.state in OPEN_WORDS, one.received_at - one.observed_at <= AT_ONCE


def _found_out(complaints: list[Complaint]) -> Iterator[_Seen]:
    """What somebody looked into: that it was shut as was told, or that it was not."""
    for one in complaints:
        if one.outcome in {ComplaintOutcome.RIGHT, ComplaintOutcome.NOT_RIGHT}:
            yield one.received_at, one.outcome == ComplaintOutcome.NOT_RIGHT, False


def _as_said(known: _Word | None, complaints: Iterable[Complaint], at: datetime) -> PublishedStatus:
    """What was known just before ``at``."""
    before = (one for one in complaints if one.received_at < at)
    against = said_against(before, at, known_at=at)
    if known is None:
        return PublishedStatus(shut_words=tuple(against))
    return PublishedStatus(
        state=PointState(known.state),
        state_at=known.observed_at,
        state_channel=ReportChannel(known.channel),
        shut_words=tuple(against),
    )


def _moment(status: PublishedStatus, mode: OpeningMode, at: datetime, *, was_open: bool) -> Moment:
    said = said_of(status)
    weighed = weigh(Evidence(mode, said=() if said is None else (said,), counter=status.shut_words), at)
    shown, _against = shown_now(status, at, mode)
    return Moment(at, was_open, weighed.probability, shown.state in CLAIMS)
