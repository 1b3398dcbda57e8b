"""How far a point is by one basis of a standard: the rule is told in docs/methods/readiness.md."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from punkt.standards.terms import Basis, Force, Readiness, Verdict

FULFILLED = (Verdict.MET, Verdict.BY_REFERRAL)
_ASKED = (*FULFILLED, Verdict.NOT_MET, Verdict.UNKNOWN)
_COUNTED = (Force.MANDATORY, Force.RECOMMENDED)
# Enums are slow to hash, and a country has half a million findings: each has a number to be counted under.
_PER_FORCE, _PER_BASIS = len(Verdict), len(Force) * len(Verdict)
_FORCE_AT = {force: place * _PER_FORCE for place, force in enumerate(Force)}
_VERDICT_AT = {verdict: place for place, verdict in enumerate(Verdict)}
_BASIS_AT = {basis: place * _PER_BASIS for place, basis in enumerate(Basis)}
_N_PLACES = len(Basis) * _PER_BASIS


def place_of(basis: Basis, force: Force, verdict: Verdict) -> int:
    """The number under which a finding is counted."""
    return _BASIS_AT[basis] + _FORCE_AT[force] + _VERDICT_AT[verdict]


@dataclass(frozen=True, slots=True)
class Tally:
    """How many requirements of one basis came out how, by how strongly they are asked."""

    counts: tuple[int, ...]

    def n(self, verdict: Verdict, *forces: Force) -> int:
        """Requirements with the verdict; of all forces but INFO where none is named."""
        return sum(self.counts[_FORCE_AT[force] + _VERDICT_AT[verdict]] for force in forces or _COUNTED)

    @property
    def n_asked(self) -> int:
        """Requirements that apply or may apply."""
        return sum(self.n(verdict) for verdict in _ASKED)

    @property
    def n_fulfilled(self) -> int:
        """Met, also by referral."""
        return sum(self.n(verdict) for verdict in FULFILLED)

    @property
    def n_not_met(self) -> int:
        """Known to be missing."""
        return self.n(Verdict.NOT_MET)

    @property
    def n_unknown(self) -> int:
        """Of which nobody knows."""
        return self.n(Verdict.UNKNOWN)


def tallies_of(places: Iterable[int]) -> Mapping[Basis, Tally]:
    """The tallies of the bases on which something was found, the strongest first, from the places of the findings."""
    counts = [0] * _N_PLACES
    for place in places:
        counts[place] += 1
    told = {basis: tuple(counts[at : at + _PER_BASIS]) for basis, at in _BASIS_AT.items()}
    return {basis: Tally(of_basis) for basis, of_basis in told.items() if any(of_basis)}


def readiness_of(tally: Tally) -> Readiness:
    """From what is asked mandatorily, or, where nothing is, from what is recommended.

    GAPS: something asked is known to be missing. UNKNOWN: nothing is known to be missing, and something is not known.
    READY: all that is mandatory is there. FULL: all that is recommended too.
    """
    mandatory = [verdict for verdict in _ASKED if tally.n(verdict, Force.MANDATORY)]
    recommended = [verdict for verdict in _ASKED if tally.n(verdict, Force.RECOMMENDED)]
    leading = mandatory or recommended
    if not leading:
        return Readiness.NOTHING_ASKED
    if Verdict.NOT_MET in leading:
        return Readiness.GAPS
    if Verdict.UNKNOWN in leading:
        return Readiness.UNKNOWN
    is_all = all(verdict in FULFILLED for verdict in recommended)
    return Readiness.FULL if is_all else Readiness.READY
