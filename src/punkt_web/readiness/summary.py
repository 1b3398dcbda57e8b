"""How ready many points are: levels, what is not known, what lacks most often, and what it would cost."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from punkt.standards.assessing import Assessment
from punkt.standards.gaps import Order, Purchase, Way, procurement
from punkt.standards.prices import Price, PriceList
from punkt.standards.requirements import Requirement, Standard
from punkt.standards.terms import Force, Readiness, Scope, Verdict
from punkt_web.readiness.found import found_of
from punkt_web.readiness.letters import NOT_SURELY_ASKED, STATED_AWAY, VERDICT_OF
from punkt_web.readiness.queries import AssessedRow, rows_by

_STRENGTH = {force: place for place, force in enumerate(Force)}


@dataclass(frozen=True, slots=True)
class RequirementCount:
    """How one requirement came out at the points, by the letters of ``readiness.letters``."""

    requirement: Requirement
    letters: Counter[str]

    @property
    def is_counted(self) -> bool:
        """Whether it is asked; what is only told is not."""
        return self.requirement.force is not Force.INFO

    @property
    def n_not_met(self) -> int:
        """Points that are known to lack it."""
        return self._n(Verdict.NOT_MET)

    @property
    def n_unknown(self) -> int:
        """Points of which nobody knows, also those of which it may not be asked."""
        return self._n(Verdict.UNKNOWN)

    @property
    def n_not_surely_asked(self) -> int:
        """Points of which it is not known whether it is asked."""
        return self.letters[NOT_SURELY_ASKED]

    @property
    def n_stated_away(self) -> int:
        """Points of which somebody stated that it does not apply."""
        return self.letters[STATED_AWAY]

    @property
    def n_fulfilled(self) -> int:
        """Points that have it, or say where it is."""
        return self._n(Verdict.MET) + self._n(Verdict.BY_REFERRAL)

    @property
    def n_asked(self) -> int:
        """Points of which it is asked, or may be."""
        return self.n_fulfilled + self.n_not_met + self.n_unknown

    def _n(self, verdict: Verdict) -> int:
        return sum(n for letter, n in self.letters.items() if VERDICT_OF[letter] is verdict)


@dataclass(frozen=True, slots=True)
class Summary:
    """Of many points against one standard. ``cost`` leads each point to its next level, as far as prices are known."""

    n_points: int
    levels: Counter[Readiness]
    requirements: tuple[RequirementCount, ...]
    orders: tuple[Order, ...]
    cost: Price
    n_without_price: int
    n_unclosed: int

    @property
    def n_unknown(self) -> int:
        """Answers that nobody knows, on whatever basis they are asked: as many as the list of them has."""
        return sum(one.n_unknown for one in self._counted)

    @property
    def n_not_surely_asked(self) -> int:
        """Of these the ones of which it is not known whether they are asked."""
        return sum(one.n_not_surely_asked for one in self._counted)

    @property
    def n_stated_away(self) -> int:
        """How often somebody stated that something does not apply that is asked of others."""
        return sum(one.n_stated_away for one in self._counted)

    @property
    def _counted(self) -> list[RequirementCount]:
        return [one for one in self.requirements if one.is_counted]

    @property
    def worst(self) -> list[RequirementCount]:
        """What is asked and lacks, what is mandatory first and then at most points; what is only told is left out."""
        asked = [one for one in self._counted if one.n_not_met]
        return sorted(asked, key=lambda one: (_STRENGTH[one.requirement.force], -one.n_not_met, one.requirement.id))

    @property
    def least_known(self) -> list[RequirementCount]:
        """What nobody knows, what is mandatory first and then of most points."""
        asked = [one for one in self._counted if one.n_unknown]
        return sorted(asked, key=lambda one: (_STRENGTH[one.requirement.force], -one.n_unknown, one.requirement.id))


def summary_of(assessments: Iterable[Assessment], prices: PriceList, country: str, standard: Standard) -> Summary:
    """Of points that were judged just now, in the words of ``standard``: what is asked of the place as a whole."""
    judged = list(assessments)
    rows = [AssessedRow(0, "", **found_of(one, prices, country)) for one in judged]
    used = {one.standard.name: one.standard for one in judged}
    return summary_of_rows(rows, standard, prices, used)


def summary_of_rows(
    rows: Sequence[AssessedRow], standard: Standard, prices: PriceList, used: Mapping[str, Standard]
) -> Summary:
    """Of rows as they are kept. Those of another version than ``standard`` are in the levels and not in its counts.

    ``used`` are the standards by the names that rows keep: what territories laid over theirs is counted as well.
    """
    counts = tuple(_counts(rows, standard, used))
    return Summary(
        n_points=len(rows),
        levels=Counter({Readiness(word): n for word, n in Counter(row.readiness for row in rows).items()}),
        requirements=counts,
        orders=tuple(_orders(rows, prices)),
        cost=Price(sum(row.cost_low for row in rows), sum(row.cost_high for row in rows)),
        n_without_price=sum(row.n_without_price for row in rows),
        n_unclosed=sum(row.n_unclosed for row in rows),
    )


def _counts(
    rows: Iterable[AssessedRow], standard: Standard, used: Mapping[str, Standard]
) -> Iterator[RequirementCount]:
    """By requirement: first those of the standard as it words them, then what only others are asked.

    Where some points have to meet what others are only told of, it is counted for the first, in the words of those.
    """
    told = {one.id: one for one in standard.of(Scope.POINT)}
    letters: dict[str, Counter[str]] = {key: Counter() for key in told}
    findings: dict[str, list[str]] = {}
    for row, _requirements in rows_by(rows, standard, used):
        findings.setdefault(row.name, []).append(row.findings)
    for name, lines in findings.items():
        for one, column in zip(used[name].of(Scope.POINT), zip(*lines, strict=True), strict=True):
            known = told.setdefault(one.id, one)
            if known.force is Force.INFO and one.force is not Force.INFO:
                told[one.id], letters[one.id] = one, Counter()
            if (one.force is Force.INFO) == (told[one.id].force is Force.INFO):
                letters.setdefault(one.id, Counter()).update(column)
    return (RequirementCount(one, letters[key]) for key, one in told.items())


def _orders(rows: Iterable[AssessedRow], prices: PriceList) -> list[Order]:
    """What the points need, summed; an item that is no longer on the list falls away."""
    bought = (
        (Purchase(prices.items[key], quantity),)
        for row in rows
        for key, quantity in row.purchases.items()
        if key in prices.items
    )
    return procurement(Way(purchases, ()) for purchases in bought)
