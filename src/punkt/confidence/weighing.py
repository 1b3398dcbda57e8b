"""The probability that a point is open now, from all that is known of it, with the reasons.

It begins with a base: how many doors are open of those of which nobody said anything. A word on the door sets the
probability to how often such words are right, and from there it goes back to the base, by half in a stated time.
What contradicts or supports it is then added in log odds. docs/methods/how-sure.md writes out the formula.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import exp, log

from punkt.confidence.agreement import agreement, opened_at
from punkt.confidence.evidence import Belief, CounterWord, Evidence, Reason, Said, Weighed, Why
from punkt.confidence.freshness import CLAIMING_WORDS, OPEN_WORDS, STAFF
from punkt.confidence.parameters import Parameters, parameters
from punkt.model.vocabulary import OpeningMode, PointState, ReportChannel

_HOUR = timedelta(hours=1)
_BY_STAFF = {
    PointState.OPEN: ("staff_open", Why.STAFF_OPEN),
    PointState.FULL: ("staff_open", Why.STAFF_OPEN),
    PointState.OPENING: ("staff_opening", Why.STAFF_OPENING),
    PointState.CLOSED: ("staff_shut", Why.STAFF_SHUT),
    PointState.STANDBY: ("staff_shut", Why.STAFF_SHUT),
}
_PERSONS = STAFF | {ReportChannel.RESIDENT}
_SHUT = frozenset({PointState.CLOSED, PointState.STANDBY})
_KIND_OF_RESIDENT = ("resident_open", Why.RESIDENT_OPEN)
_UNKNOWN = Weighed(None, Belief.UNKNOWN, ())


def log_odds(probability: float) -> float:
    """The logarithm of the odds of a probability strictly between 0 and 1."""
    return log(probability / (1.0 - probability))


def from_log_odds(odds: float) -> float:
    """The probability of log odds."""
    return 1.0 / (1.0 + exp(-odds))


@dataclass(frozen=True, slots=True)
class _Word:
    """A word that counts: how far it leads from the base, how much of it is left (1: just said), and what it is."""

    reach: float
    left: float
    said: Said
    right: float
    why: Why


def weigh(evidence: Evidence, at: datetime, told: Parameters | None = None) -> Weighed:
    """How sure it is that the point is open at ``at``. Without any evidence about now the answer is unknown.

    That a point was asked to open is no such evidence: it sets where a word goes back to, and makes no word of none.
    """
    told = told or parameters()
    base, why = _base(evidence, at, told)
    run = _last_run(evidence.said, at, base, told)
    against = agreement(_counter_words(evidence), at, opened_at(evidence.said), told)
    loss = evidence.power_loss
    if not (run or against.n_people or (loss and loss.is_over)):
        return _UNKNOWN
    reasons = [*_of_words(run, base, told)]
    if against.n_people:
        reasons.append(
            Reason(Why.RESIDENTS_SHUT, -told.counter["weight"] * against.weight, against.last_at, against.n_people)
        )
    if against.is_verified:
        reasons.append(Reason(Why.VERIFIED_SHUT, -told.counter["verified"], against.last_at))
    reasons.extend(_of_things(evidence, at, told))
    reasons.sort(key=lambda reason: (-abs(reason.weight), reason.why))
    begin = log_odds(base)
    probability = from_log_odds(begin + sum(reason.weight for reason in reasons))
    return Weighed(probability, belief(probability, told), (*reasons, Reason(why, begin)))


def belief(probability: float | None, told: Parameters | None = None) -> Belief:
    """A probability in words."""
    if probability is None:
        return Belief.UNKNOWN
    shown = (told or parameters()).shown
    if probability >= shown["almost_certain"]:
        return Belief.ALMOST_CERTAIN
    if probability >= shown["likely"]:
        return Belief.LIKELY
    if probability > 1.0 - shown["likely"]:
        return Belief.UNSURE
    return Belief.UNLIKELY if probability > 1.0 - shown["almost_certain"] else Belief.ALMOST_CERTAINLY_NOT


def _base(evidence: Evidence, at: datetime, told: Parameters) -> tuple[float, Why]:
    """An activation stands above the hours, the hours above the mode. Who opened a standby point had been asked to."""
    active = evidence.activation
    if active is not None and active.asked_at <= at:
        is_due = active.promised is None or at >= active.asked_at + active.promised
        name, why = ("activated", Why.ACTIVATED) if is_due else ("being_activated", Why.BEING_ACTIVATED)
    elif evidence.mode is OpeningMode.STANDBY and not _was_opened(evidence.said, at, told):
        name, why = "standby", Why.ON_STANDBY
    elif evidence.is_meant_open is not None:
        name, why = ("meant_open", Why.MEANT_OPEN) if evidence.is_meant_open else ("meant_shut", Why.MEANT_SHUT)
    elif evidence.mode is OpeningMode.ROUND_THE_CLOCK:
        name, why = "meant_open", Why.MEANT_OPEN
    else:
        name, why = "not_stated", Why.LISTED
    return told.base[name], why


def _was_opened(said: tuple[Said, ...], at: datetime, told: Parameters) -> bool:
    oldest = at - timedelta(hours=told.words["lasts_h"])
    return any(one.state in CLAIMING_WORDS and one.channel in _PERSONS and oldest <= one.at for one in said)


def word_of(said: Said, base: float, told: Parameters) -> tuple[float, float, Why] | None:
    """How often such a word is right, its half-life in hours, and what it is; ``None`` for one that is no evidence.

    Machines never confirm a door. That a door is shut, residents say in counter words. No word is worth less than no
    word: of a base that is surer than it, it changes nothing.
    """
    if said.channel in STAFF:
        kind = _BY_STAFF.get(said.state)
    else:
        is_open = said.state in OPEN_WORDS
        kind = _KIND_OF_RESIDENT if is_open and said.channel is ReportChannel.RESIDENT else None
    if kind is None:
        return None
    name, why = kind
    right = min(told.words[name], base) if said.state in _SHUT else max(told.words[name], base)
    return right, told.words[f"{name}_half_h"], why


def _last_run(said: tuple[Said, ...], at: datetime, base: float, told: Parameters) -> list[_Word]:
    """The latest words that say the same, back to the first that says otherwise; the one that reaches farthest first.

    Of words of the same moment that differ, those that send nobody there in vain count.
    """
    oldest = at - timedelta(hours=told.words["lasts_h"])
    run: list[_Word] = []
    for one in sorted(said, key=lambda one: (one.at, one.state in _SHUT), reverse=True):
        kind = word_of(one, base, told)
        if kind is None or one.at < oldest:
            continue
        if run and (run[0].said.state in _SHUT) is not (one.state in _SHUT):
            break
        right, half_h, why = kind
        left = 2.0 ** (-(max(at - one.at, timedelta(0)) / _HOUR) / half_h)
        run.append(_Word(abs(right - base) * left, left, one, right, why))
    return sorted(run, key=lambda word: (-word.reach, word.why, word.said.at))


def _of_words(run: list[_Word], base: float, told: Parameters) -> Iterator[Reason]:
    """The strongest word, and what the others that say the same add to it."""
    if not run:
        return
    first = run[0]
    way = -1.0 if first.said.state in _SHUT else 1.0
    sure = base + way * first.reach
    yield Reason(first.why, log_odds(sure) - log_odds(base), first.said.at)
    if len(run) == 1:
        return
    doubt = 1.0
    for place, word in enumerate(sorted(run[1:], key=lambda word: -word.left), start=1):
        # By what is left of it and not by its reach: two who agree must not be surer where the base is farther off.
        doubt *= 1.0 - told.words["agreeing_share"] ** place * word.left
    other = sure if way < 0 else 1.0 - sure
    agreed = other * doubt if way < 0 else 1.0 - other * doubt
    yield Reason(Why.OTHERS_AGREE, log_odds(agreed) - log_odds(sure), max(w.said.at for w in run[1:]), len(run) - 1)


def _counter_words(evidence: Evidence) -> Iterator[CounterWord]:
    """Those from doors, and reports of residents that it is shut: each of these counts as one of somebody else."""
    yield from evidence.counter
    for one in evidence.said:
        if one.channel is ReportChannel.RESIDENT and one.state is PointState.CLOSED:
            yield CounterWord(one.at, f"report {one.at.isoformat()}")


def _of_things(evidence: Evidence, at: datetime, told: Parameters) -> Iterator[Reason]:
    """What the power and the link of the point say."""
    loss, probe = evidence.power_loss, evidence.probe
    if loss is not None and loss.is_over:
        yield Reason(Why.NO_POWER, -told.power["outage_without_power"])
    elif loss is not None and loss.is_maybe_over:
        yield Reason(Why.MAYBE_NO_POWER, -told.power["outage_maybe_without_power"])
    if probe is not None and timedelta(0) <= at - probe.at <= timedelta(hours=told.probe["lasts_h"]):
        online = Reason(Why.ONLINE, told.probe["online"], probe.at)
        yield online if probe.is_online else Reason(Why.OFFLINE, -told.probe["offline"], probe.at)
