"""How ready many points are: levels, what is not known, what lacks most often, and what it would cost."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from punkt.standards.assessing import Assessment
from punkt.standards.gaps import Order, Purchase, Way, procurement
from punkt.standards.prices import Price, PriceList
from punkt.standards.requirements import Requirement, Standard
from punkt.standards.terms import Force, Readiness, Scope, Verdict
from punkt_web.readiness.found import found_of
from punkt_web.readiness.letters import VERDICT_OF
from punkt_web.readiness.queries import AssessedRow, rows_by

_STRENGTH = {force: place for place, force in enumerate(Force)}


@dataclass(frozen=True, slots=True)
class RequirementCount:
    """How one requirement came out at the points."""

    requirement: Requirement
    counts: Counter[Verdict]

    @property
    def n_not_met(self) -> int:
        """Points that are known to lack it."""
        return self.counts[Verdict.NOT_MET]

    @property
    def n_unknown(self) -> int:
        """Points of which nobody knows."""
        return self.counts[Verdict.UNKNOWN]

    @property
    def n_fulfilled(self) -> int:
        """Points that have it, or say where it is."""
        return self.counts[Verdict.MET] + self.counts[Verdict.BY_REFERRAL]

    @property
    def n_asked(self) -> int:
        """Points of which it is asked, or may be."""
        return self.n_fulfilled + self.n_not_met + self.n_unknown


@dataclass(frozen=True, slots=True)
class Summary:
    """Of many points against one standard. ``cost`` leads each point to its next level, as far as prices are known."""

    n_points: int
    levels: Counter[Readiness]
    n_unknown: int
    requirements: tuple[RequirementCount, ...]
    orders: tuple[Order, ...]
    cost: Price
    n_without_price: int
    n_unclosed: int

    @property
    def worst(self) -> list[RequirementCount]:
        """What is asked and lacks, what is mandatory first and then at most points; what is only told is left out."""
        asked = [one for one in self.requirements if one.n_not_met and one.requirement.force is not Force.INFO]
        return sorted(asked, key=lambda one: (_STRENGTH[one.requirement.force], -one.n_not_met, one.requirement.id))

    @property
    def least_known(self) -> list[RequirementCount]:
        """What nobody knows, what is mandatory first and then of most points."""
        asked = [one for one in self.requirements if one.n_unknown and one.requirement.force is not Force.INFO]
        return sorted(asked, key=lambda one: (_STRENGTH[one.requirement.force], -one.n_unknown, one.requirement.id))


def summary_of(assessments: Iterable[Assessment], prices: PriceList, country: str) -> Summary:
    """Of points that were judged just now."""
    judged = list(assessments)
    rows = [AssessedRow(0, "", **found_of(one, prices, country)) for one in judged]
    return summary_of_rows(rows, judged[0].standard, prices) if judged else _EMPTY


def summary_of_rows(rows: Sequence[AssessedRow], standard: Standard, prices: PriceList) -> Summary:
    """Of rows as they are kept. Those of another version than ``standard`` are in the levels and not in its counts."""
    asked = standard.of(Scope.POINT)
    columns = list(zip(*(row.findings for row in rows_by(rows, standard)), strict=True))
    counts = tuple(
        RequirementCount(one, Counter({VERDICT_OF[letter]: n for letter, n in Counter(letters).items()}))
        for one, letters in zip(asked, columns or [()] * len(asked), strict=True)
    )
    return Summary(
        n_points=len(rows),
        levels=Counter({Readiness(word): n for word, n in Counter(row.readiness for row in rows).items()}),
        n_unknown=sum(row.n_unknown for row in rows),
        requirements=counts,
        orders=tuple(_orders(rows, prices)),
        cost=Price(sum(row.cost_low for row in rows), sum(row.cost_high for row in rows)),
        n_without_price=sum(row.n_without_price for row in rows),
        n_unclosed=sum(row.n_unclosed for row in rows),
    )


_EMPTY = Summary(0, Counter(), 0, (), (), Price(0.0, 0.0), 0, 0)


def _orders(rows: Iterable[AssessedRow], prices: PriceList) -> list[Order]:
    """What the points need, summed; an item that is no longer on the list falls away."""
    bought = (
        (Purchase(prices.items[key], quantity),)
        for row in rows
        for key, quantity in row.purchases.items()
        if key in prices.items
    )
    return procurement(Way(purchases, ()) for purchases in bought)
