"""What trials of the own power teach: how long it surely goes on, what it burns, and whether it failed last."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from punkt.model.power_trial_words import TrialEnd, TrialLoad
from punkt.power import figures
from punkt.power.spans import Span

_TOO_EARLY = frozenset({TrialEnd.RAN_OUT, TrialEnd.FAULT})


@dataclass(frozen=True, slots=True)
class Trial:
    """A trial that ended at ``ended_at`` after ``hours``; ``burned_l`` is ``None`` where nobody read the fuel twice."""

    ended_at: datetime
    hours: float
    load: TrialLoad
    ended: TrialEnd
    burned_l: float | None = None


@dataclass(frozen=True, slots=True)
class Tried:
    """What the trials of one point say together. ``None`` where none of them says it.

    ``hours`` under the usual load, as told by ``of``: the longest since it last ended too early, that one included.
    ``burns_l_per_h`` at the usual load, by the latest trial in which the fuel was read. ``failed_at``: it failed in its
    last trial, under whatever load, and nobody saw it run since.
    """

    hours: float | None = None
    of: datetime | None = None
    burns_l_per_h: Span | None = None
    failed_at: datetime | None = None


def tried(trials: Iterable[Trial]) -> Tried:
    """The trials of one point, in any order."""
    told = sorted(trials, key=lambda one: (one.ended_at, one.hours, one.ended))
    usual = [one for one in told if one.load is TrialLoad.USUAL]
    longest = max(_since_it_ended_too_early(usual), key=lambda one: one.hours, default=None)
    burns = [rate for one in usual if (rate := _burns(one)) is not None]
    last = told[-1] if told else None
    return Tried(
        hours=None if longest is None else longest.hours,
        of=None if longest is None else longest.ended_at,
        burns_l_per_h=burns[-1] if burns else None,
        failed_at=last.ended_at if last is not None and last.ended is TrialEnd.FAULT else None,
    )


def _since_it_ended_too_early(usual: list[Trial]) -> list[Trial]:
    """Hours from before say no more of what it can do now."""
    ends = [place for place, one in enumerate(usual) if one.ended in _TOO_EARLY]
    return usual[ends[-1] :] if ends else usual


def _burns(one: Trial) -> Span | None:
    """A tank is read by eye: what a short trial burned is lost in the error of two readings."""
    if not one.burned_l or one.hours < figures.SHORTEST_MEASURED_TRIAL_H:
        return None
    rate = one.burned_l / one.hours
    return Span(rate * (1.0 - figures.TANK_READING_ERROR), rate * (1.0 + figures.TANK_READING_ERROR))
