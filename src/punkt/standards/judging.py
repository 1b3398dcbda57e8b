"""A check held against what is known of one point. A blank is unknown, and never passes nor fails."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from functools import partial

from punkt.model.vocabulary import Availability
from punkt.standards.requirements import Check
from punkt.standards.terms import Comparison, Verdict

Judge = Callable[[object], Verdict]
_MET, _NOT_MET, _UNKNOWN, _NOT_APPLICABLE = (
    Verdict.MET,
    Verdict.NOT_MET,
    Verdict.UNKNOWN,
    Verdict.NOT_APPLICABLE,
)
_PRESENT: Mapping[object, Verdict] = {
    Availability.YES.value: _MET,
    Availability.LIMITED.value: _NOT_MET,
    Availability.NO.value: _NOT_MET,
    Availability.NOT_APPLICABLE.value: _NOT_APPLICABLE,
}
_ABSENT: Mapping[object, Verdict] = {
    Availability.YES.value: _NOT_MET,
    Availability.LIMITED.value: _NOT_MET,
    Availability.NO.value: _MET,
    Availability.NOT_APPLICABLE.value: _MET,
}
_HALF_A_YEAR = timedelta(days=183)
_NOT_KNOWN = frozenset({None, "", Availability.UNKNOWN.value})


def judge_of(check: Check, on: date) -> Judge:
    """The rule of one check, as it is judged on a day: from what is known of its measure to a verdict."""
    words = frozenset(check.values)
    judge: Judge
    match check.comparison:
        case Comparison.PRESENT:
            judge = partial(_by_table, _PRESENT)
        case Comparison.ABSENT:
            judge = partial(_by_table, _ABSENT)
        case Comparison.RECORDED:
            judge = _recorded
        case Comparison.SOME:
            judge = _some
        case Comparison.ONE_OF:
            judge = partial(_one_of, words)
        case Comparison.INCLUDES:
            judge = partial(_includes, words)
        case Comparison.BY_DAY:
            judge = partial(_by_day, check.day or (12, 31), on)
        case _:
            judge = partial(_by_amount, _passing(check.comparison, check.value or 0.0, check.upper))
    return judge


def _by_table(table: Mapping[object, Verdict], known: object) -> Verdict:
    return table.get(known, _UNKNOWN)


def _by_amount(passes: Callable[[float], bool], known: object) -> Verdict:
    if known == Availability.NOT_APPLICABLE.value:
        return _NOT_APPLICABLE
    if isinstance(known, bool) or not isinstance(known, int | float):
        return _UNKNOWN
    return _MET if passes(known) else _NOT_MET


def _passing(comparison: Comparison, value: float, upper: float | None) -> Callable[[float], bool]:
    match comparison:
        case Comparison.AT_LEAST:
            return lambda known: known >= value
        case Comparison.MORE_THAN:
            return lambda known: known > value
        case Comparison.AT_MOST:
            return lambda known: known <= value
        case Comparison.LESS_THAN:
            return lambda known: known < value
        case _:
            most = value if upper is None else upper
            return lambda known: value <= known <= most


def _recorded(known: object) -> Verdict:
    if known == Availability.NOT_APPLICABLE.value:
        return _NOT_APPLICABLE
    return _UNKNOWN if known in _NOT_KNOWN else _MET


def _some(known: object) -> Verdict:
    """More than nothing: a number above zero, any text, or something that is there if only in part."""
    if known in _NOT_KNOWN:
        return _UNKNOWN
    if known == Availability.NOT_APPLICABLE.value:
        return _NOT_APPLICABLE
    return _NOT_MET if known in (0, Availability.NO.value) else _MET


def _one_of(words: frozenset[str], known: object) -> Verdict:
    if known in _NOT_KNOWN:
        return _UNKNOWN
    return _MET if known in words else _NOT_MET


def _includes(asked: frozenset[str], known: object) -> Verdict:
    if known in _NOT_KNOWN:
        return _UNKNOWN
    told = {word.casefold() for word in str(known).replace(",", " ").replace(";", " ").split()}
    return _MET if asked <= told else _NOT_MET


def _by_day(day: tuple[int, int], on: date, known: object) -> Verdict:
    """``known`` is the first day of a season on which it was found ready.

    For half a year after the deadline it is judged by that one: ready later is not met. Then the next deadline counts,
    and what was ready for the last season says nothing about it. A word that is no day is not known.
    """
    if known == Availability.NOT_APPLICABLE.value:
        return _NOT_APPLICABLE
    try:
        ready = known if isinstance(known, date) else date.fromisoformat(str(known))
    except ValueError:
        return _UNKNOWN
    last = _on_or_before(on, day)
    if on - last > _HALF_A_YEAR:
        return _MET if ready > last + _HALF_A_YEAR else _UNKNOWN
    if ready > last:
        return _NOT_MET
    return _MET if last - ready < _HALF_A_YEAR else _UNKNOWN


def _on_or_before(on: date, asked: tuple[int, int]) -> date:
    """The latest such day that is not after ``on``; the 29th of February is the 28th."""
    month, of_month = asked if asked != (2, 29) else (2, 28)
    this_year = date(on.year, month, of_month)
    return this_year if this_year <= on else date(on.year - 1, month, of_month)


def together(verdicts: list[Verdict], *, is_any: bool) -> Verdict:
    """The verdict of several checks. One that does not apply counts for neither side, unless none applies."""
    counted = [one for one in verdicts if one is not _NOT_APPLICABLE]
    if not counted:
        return _NOT_APPLICABLE
    decisive, other = (_MET, _NOT_MET) if is_any else (_NOT_MET, _MET)
    if decisive in counted:
        return decisive
    return _UNKNOWN if _UNKNOWN in counted else other
