"""What the rules say of the facts of a point at a moment: each alarm is yes, no or not known."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from punkt.alarms.rules import Rules
from punkt.alarms.terms import alarm_terms
from punkt.model.alarm_words import AlarmKind


class Answer(Enum):
    """Whether there is a cause. UNKNOWN raises nothing, and ends nothing that was raised."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class PointFacts:
    """What is known of a point. ``None`` is not known, and never taken for zero.

    ``is_in_use``: told to be open, or asked to be and not said to be shut. ``heard_from``: the moment from which it is
    to be heard of, ``None`` where nobody waits for its word. ``is_meant_open``: somebody asked it to open, and not in
    an exercise, or it is open round the clock: its silence matters for as long as it lasts. ``power_low_h``: the lower
    bound of the hours that its own power lasts. ``n_places``: its capacity.
    """

    is_in_use: bool = False
    is_contradicted: bool = False
    heard_from: datetime | None = None
    is_meant_open: bool = False
    told_at: datetime | None = None
    power_low_h: float | None = None
    n_people: int | None = None
    n_places: int | None = None
    indoor_c: float | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """Of one kind. ``since`` is when it began where that is known, ``figure`` what was held against the limit."""

    answer: Answer
    since: datetime | None = None
    figure: float | None = None
    limit: float | None = None


_NO = Verdict(Answer.NO)
_UNKNOWN = Verdict(Answer.UNKNOWN)


def judge(
    facts: PointFacts, rules: Rules, at: datetime, *, raised: Collection[AlarmKind] = ()
) -> dict[AlarmKind, Verdict]:
    """The verdict on each kind that is on. Of those ``raised`` already the value must be better than the limit by the
    clearance before the answer is no."""
    return {
        kind: _JUDGES[kind](facts, rule.limit, at, kind in raised)
        for kind, rule in rules.items()
        if rule.is_on and (rule.limit is not None or kind is AlarmKind.CONTRADICTED)
    }


def _autonomy(facts: PointFacts, limit: float | None, _at: datetime, is_raised: bool) -> Verdict:
    return _below(AlarmKind.AUTONOMY, facts.power_low_h, limit, facts=facts, is_raised=is_raised)


def _cold(facts: PointFacts, limit: float | None, _at: datetime, is_raised: bool) -> Verdict:
    return _below(AlarmKind.COLD, facts.indoor_c, limit, facts=facts, is_raised=is_raised)


def _below(kind: AlarmKind, value: float | None, limit: float | None, *, facts: PointFacts, is_raised: bool) -> Verdict:
    if not facts.is_in_use or limit is None:
        return _NO
    if value is None:
        return _UNKNOWN
    bound = limit + (alarm_terms().clearance[kind] if is_raised else 0.0)
    return Verdict(Answer.YES, figure=value, limit=limit) if value < bound else _NO


def _crowded(facts: PointFacts, limit: float | None, _at: datetime, is_raised: bool) -> Verdict:
    if not facts.is_in_use or limit is None:
        return _NO
    if facts.n_people is None or not facts.n_places:  # no capacity, or one of zero, is a fault of the register
        return _UNKNOWN
    bound = max(limit - (alarm_terms().clearance[AlarmKind.CROWDED] if is_raised else 0.0), 0.0)
    share = facts.n_people / facts.n_places
    return Verdict(Answer.YES, figure=share, limit=limit) if share > bound else _NO


def _contradicted(facts: PointFacts, _limit: float | None, _at: datetime, _is_raised: bool) -> Verdict:
    return Verdict(Answer.YES) if facts.is_contradicted else _NO


def _silent(facts: PointFacts, limit: float | None, at: datetime, _is_raised: bool) -> Verdict:
    if facts.heard_from is None or limit is None:
        return _NO
    last = facts.heard_from if facts.told_at is None else max(facts.heard_from, facts.told_at)
    silent_for = at - last
    rests = not facts.is_meant_open and silent_for > alarm_terms().silence_matters
    if silent_for < timedelta(hours=limit) or rests:
        return _NO
    return Verdict(Answer.YES, last, silent_for / timedelta(hours=1), limit)


_Judge = Callable[[PointFacts, float | None, datetime, bool], Verdict]
_JUDGES: dict[AlarmKind, _Judge] = {
    AlarmKind.AUTONOMY: _autonomy,
    AlarmKind.CONTRADICTED: _contradicted,
    AlarmKind.COLD: _cold,
    AlarmKind.CROWDED: _crowded,
    AlarmKind.SILENT: _silent,
}
