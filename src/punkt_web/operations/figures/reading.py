"""What was said of many points in a time, read into arrays: a few queries however many reports.

Words of a point that was merged into another are words of that other. Words of machines confirm no door and are left
out of the words on doors; what people count by machine is a count.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

import numpy as np
from django.db.models import BigIntegerField, F, Func

from punkt.confidence.contradiction import contradiction
from punkt.confidence.evidence import Said
from punkt.confidence.freshness import CLAIMING_WORDS, OPEN_WORDS, STAFF, expires_in
from punkt.model.vocabulary import PointState, ReportChannel
from punkt.statistics.claims import Worth
from punkt.statistics.timeline import Counts, DoorWords, Flags, Whole
from punkt_web.common.batches import in_batches
from punkt_web.operations.latest import state_order
from punkt_web.operations.models import Complaint, StatusReport
from punkt_web.operations.sureness.contradicted import SHUT_KINDS, said_against
from punkt_web.operations.sureness.outcomes import KNOWN_DOORS

LOOKED_BACK = timedelta(hours=24)
"""No word counts longer (``punkt.confidence.freshness``), so what was said before changes nothing."""
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_SHUT_WORDS = KNOWN_DOORS - OPEN_WORDS


def milliseconds(moment: datetime) -> int:
    """Since 1970."""
    return (moment - _EPOCH) // timedelta(milliseconds=1)


class Milliseconds(Func):
    """A moment as whole milliseconds since 1970, reckoned by the database: two million dates take Python a minute."""

    output_field = BigIntegerField()
    arity = 1

    def as_sqlite(self, compiler: Any, connection: Any, **more: Any) -> tuple[str, Any]:
        """Days of the Julian calendar, which SQLite keeps to the millisecond."""
        template = "CAST(ROUND((julianday(%(expressions)s) - 2440587.5) * 86400000.0) AS INTEGER)"
        return super().as_sql(compiler, connection, template=template, **more)

    def as_postgresql(self, compiler: Any, connection: Any, **more: Any) -> tuple[str, Any]:
        """Seconds with six places."""
        template = "CAST(FLOOR(EXTRACT(EPOCH FROM %(expressions)s) * 1000) AS BIGINT)"
        return super().as_sql(compiler, connection, template=template, **more)


@dataclass(frozen=True, slots=True, eq=False)
class Heard:
    """What was said of points that are numbered from 0 in the order of ``ids``; ``staff`` are the words of staff alone.

    ``worth`` goes with ``words``. ``contradicted`` are the points that people complained of.

    Reports are in parallel arrays: ``report_point``, when it was seen (``seen``), how long it was on the way
    (``delay_ms``), and whether the sender's clock was compared with ours (``is_clocked``). ``visits`` are how many came
    in since the count before; one that takes a mistake back is below zero.
    """

    ids: Sequence[int]
    words: DoorWords
    worth: Worth
    contradicted: frozenset[int]
    staff: DoorWords
    counts: Counts
    visits: Counts
    report_point: Whole
    seen: Whole
    delay_ms: Whole
    is_clocked: Flags


class _Kind(NamedTuple):
    """What a word is worth, by its state and channel. ``is_word``: somebody said something of the door."""

    is_word: bool
    lasts_ms: int = -1
    is_open: bool = False
    is_shut: bool = False
    is_staff: bool = False
    is_claim: bool = False
    is_seen: bool = False
    rank: int = 0
    state: PointState | None = None
    channel: ReportChannel | None = None


class _Kinds:
    """All kinds that were met, numbered: millions of words are of a few dozen kinds."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[str, str], int] = {}
        self.known: list[_Kind] = []

    def number(self, state: str, channel: str) -> int:
        """The number of a kind."""
        found = self._numbers.get((state, channel))
        if found is None:
            found = self._numbers[state, channel] = len(self.known)
            self.known.append(_kind(state, channel))
        return found


def _kind(state: str, channel: str) -> _Kind:
    is_person, _at, strength, caution = state_order(state, _EPOCH, channel) if state else (False, _EPOCH, 0, 0)
    if not is_person:
        return _Kind(is_word=False)
    word, by = PointState(state), ReportChannel(channel)
    lasts = expires_in(word, by)
    return _Kind(
        is_word=True,
        lasts_ms=-1 if lasts is None else lasts // timedelta(milliseconds=1),
        is_open=word in OPEN_WORDS,
        is_shut=word in _SHUT_WORDS,
        is_staff=by in STAFF,
        is_claim=word in CLAIMING_WORDS,
        is_seen=by is ReportChannel.KEEPER and word in KNOWN_DOORS,
        rank=strength * 100 + caution,
        state=word,
        channel=by,
    )


class _Rows(NamedTuple):
    """Reports in parallel arrays. ``people`` is -1 where nobody counted, ``visits`` ``_NONE_TOLD``."""

    point: Whole
    seen: Whole
    received: Whole
    is_clocked: Flags
    kind: Whole
    people: Whole
    visits: Whole


_NONE_TOLD = -(2**31)


def heard(ids: Sequence[int], stands_for: Mapping[int, int], begins: datetime, ends: datetime) -> Heard:
    """What was said from a day before ``begins`` up to ``ends``; ``stands_for`` says whose words count for a point."""
    number = {point_id: place for place, point_id in enumerate(ids)}
    kinds = _Kinds()
    parts = [_read(part, number, stands_for, kinds, (begins - LOOKED_BACK, ends)) for part in in_batches(stands_for)]
    rows = _joined(parts)
    told = np.flatnonzero(_flags(kind.is_word for kind in kinds.known)[rows.kind]) if len(rows.kind) else _whole(())
    kind = rows.kind[told]
    words = DoorWords(
        point=rows.point[told],
        at=rows.seen[told],
        until=rows.seen[told] + _whole(one.lasts_ms for one in kinds.known)[kind],
        is_open=_flags(one.is_open for one in kinds.known)[kind],
        is_shut=_flags(one.is_shut for one in kinds.known)[kind],
        rank=_whole(one.rank for one in kinds.known)[kind],
    )
    complaints = _complaints(number, stands_for, begins - LOOKED_BACK, ends)
    for place in np.flatnonzero(np.isin(words.point, list(complaints))).tolist():
        _contradict(words, place, kinds.known[kind[place]], complaints[int(words.point[place])])
    counted, visited = np.flatnonzero(rows.people >= 0), np.flatnonzero(rows.visits != _NONE_TOLD)
    is_staff = _flags(one.is_staff for one in kinds.known)[kind]
    return Heard(
        ids=ids,
        words=words,
        worth=Worth(
            rows.received[told],
            _flags(one.is_claim for one in kinds.known)[kind],
            _flags(one.is_seen for one in kinds.known)[kind],
            is_staff,
        ),
        contradicted=frozenset(complaints),
        staff=DoorWords(*(getattr(words, column.name)[is_staff] for column in fields(DoorWords))),
        counts=Counts(rows.point[counted], rows.seen[counted], rows.people[counted]),
        visits=Counts(rows.point[visited], rows.seen[visited], rows.visits[visited]),
        report_point=rows.point,
        seen=rows.seen,
        delay_ms=np.maximum(rows.received - rows.seen, 0),
        is_clocked=rows.is_clocked,
    )


def _read(
    ids: Sequence[int],
    number: Mapping[int, int],
    stands_for: Mapping[int, int],
    kinds: _Kinds,
    span: tuple[datetime, datetime],
) -> _Rows:
    told = StatusReport.objects.filter(point_id__in=ids, observed_at__gte=span[0], observed_at__lte=span[1])
    told = told.order_by().annotate(seen=Milliseconds(F("observed_at")), came=Milliseconds(F("received_at")))
    rows = list(told.values_list("point_id", "seen", "came", "lag_s", "channel", "state", "headcount", "n_visits"))
    point, seen, came, lag, channel, state, people, visits = zip(*rows, strict=True) if rows else ((),) * 8
    return _Rows(
        point=_whole(number[stands_for[one]] for one in point),
        seen=_whole(seen),
        received=_whole(came),
        is_clocked=_flags(one is not None for one in lag),
        kind=_whole(map(kinds.number, state, channel)),
        people=_whole(-1 if one is None else one for one in people),
        visits=_whole(_NONE_TOLD if one is None else one for one in visits),
    )


def _joined(parts: Sequence[_Rows]) -> _Rows:
    columns = [np.concatenate(column) for column in zip(*parts, strict=True)] if parts else [_whole(())] * 7
    point, seen, received, is_clocked, kind, people, visits = columns
    return _Rows(point, seen, received, is_clocked.astype(np.bool_), kind, people, visits)


def _contradict(words: DoorWords, place: int, kind: _Kind, complaints: Sequence[Complaint]) -> None:
    """Ends a word that people at the door outweighed where they did: from then on it is not known how the door was."""
    if kind.state is None or kind.channel is None or kind.state not in CLAIMING_WORDS:
        return
    said = Said(kind.state, kind.channel, _moment(words.at[place]))
    until = _outweighed_at(said, complaints, _moment(words.until[place]))
    if until is not None:
        words.until[place] = milliseconds(until)


def _outweighed_at(said: Said, complaints: Sequence[Complaint], until: datetime) -> datetime | None:
    """When enough people had said otherwise; ``None`` where they did not before the word ran out."""
    found: datetime | None = None
    # Only what came while the word counted is against it; strangers may have complained all month.
    first = bisect_left(complaints, said.at, key=lambda one: one.received_at)
    meanwhile = complaints[first : bisect_right(complaints, until, key=lambda one: one.received_at)]
    for told in meanwhile:
        if found is not None and told.received_at >= found:
            break
        against = contradiction(said, said_against(meanwhile, told.received_at), told.received_at)
        if against is not None and against.counts_from is not None:
            from_then = max(against.counts_from, told.received_at)
            found = from_then if found is None else min(found, from_then)
    return found


def _complaints(
    number: Mapping[int, int], stands_for: Mapping[int, int], begins: datetime, ends: datetime
) -> dict[int, list[Complaint]]:
    """That one cannot get in, by the number of the point, in the order of time."""
    told = Complaint.objects.filter(kind__in=SHUT_KINDS, received_at__gte=begins, received_at__lte=ends)
    by_point: defaultdict[int, list[Complaint]] = defaultdict(list)
    for one in told.order_by("received_at", "pk"):
        if one.point_id in stands_for:
            by_point[number[stands_for[one.point_id]]].append(one)
    return by_point


def _moment(ms: int) -> datetime:
    return _EPOCH + timedelta(milliseconds=int(ms))


def _whole(values: Iterable[int]) -> Whole:
    return np.fromiter(values, np.int64)


def _flags(values: Iterable[bool]) -> Flags:
    return np.fromiter(values, np.bool_)
