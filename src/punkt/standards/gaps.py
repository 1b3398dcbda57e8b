"""What a point lacks, what is still to be found out, and the cheapest way to the next level of readiness."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import product
from math import ceil

from punkt.standards.assessing import Assessment, Finding
from punkt.standards.judging import judge_of
from punkt.standards.measures import Facts, number, value_of
from punkt.standards.prices import Item, Price, PriceList, Quantity
from punkt.standards.shortfalls import Shortfall, shortfall_of
from punkt.standards.terms import Basis, Force, Readiness, Verdict

_FUEL = "power.fuel_stock_l"


@dataclass(frozen=True, slots=True)
class Gap:
    """A requirement that is not met, and what is short; with ``is_any`` one of the shortfalls has to be made up."""

    finding: Finding
    shortfalls: tuple[Shortfall, ...]
    is_any: bool


@dataclass(frozen=True, slots=True)
class Purchase:
    """So many of an item. ``quantity`` is ``None`` where nobody knows how much is missing: then it has no cost."""

    item: Item
    quantity: int | None

    @property
    def cost(self) -> Price | None:
        """From and to, in the currency of the list."""
        if self.quantity is None or self.item.price is None:
            return None
        return Price(self.item.price.low * self.quantity, self.item.price.high * self.quantity)


@dataclass(frozen=True, slots=True)
class Way:
    """What to get so that gaps are closed. ``unclosed`` are measures that nothing on the list closes.

    ``hours`` are those that more fuel adds on own power; ``None`` where fuel is not part of it or its use not known.
    """

    purchases: tuple[Purchase, ...]
    unclosed: tuple[str, ...]
    hours: float | None = None

    @property
    def cost(self) -> Price:
        """The sum of what has a price; ``n_without_price`` says how much is not in it."""
        known = [cost for purchase in self.purchases if (cost := purchase.cost)]
        return Price(sum(one.low for one in known), sum(one.high for one in known))

    @property
    def n_without_price(self) -> int:
        """Purchases of which the price or the quantity is not known."""
        return sum(purchase.cost is None for purchase in self.purchases)

    @property
    def lead_days(self) -> tuple[int, int] | None:
        """Until the last of it works, where all is ordered at once; of those whose time is known."""
        known = [days for purchase in self.purchases if (days := purchase.item.lead_days)]
        return (max(low for low, _high in known), max(high for _low, high in known)) if known else None

    @property
    def services(self) -> tuple[str, ...]:
        """What people gain, each once."""
        return tuple(dict.fromkeys(service for one in self.purchases for service in one.item.services))


@dataclass(frozen=True, slots=True)
class NextLevel:
    """The next level of readiness by the leading basis: what is lacking, what has to be found out, and the way."""

    target: Readiness
    basis: Basis
    gaps: tuple[Gap, ...]
    to_find_out: tuple[Finding, ...]
    way: Way


@dataclass(frozen=True, slots=True)
class Order:
    """A line of a procurement list: so many of an item for so many points; what is not counted is told beside."""

    item: Item
    quantity: int
    n_points: int
    n_without_quantity: int
    cost: Price | None


def gaps_of(
    assessment: Assessment,
    *,
    forces: Iterable[Force] = (Force.MANDATORY, Force.RECOMMENDED),
    bases: Iterable[Basis] = tuple(Basis),
) -> list[Gap]:
    """What is known to be missing, in the order of the standard. What is not known is no gap."""
    wanted, on_bases = frozenset(forces), frozenset(bases)
    return [
        _gap(finding, assessment.assessed.facts, assessment.on)
        for finding in assessment.findings
        if finding.verdict is Verdict.NOT_MET
        and finding.requirement.force in wanted
        and finding.requirement.basis in on_bases
    ]


def next_level(assessment: Assessment, prices: PriceList, country: str) -> NextLevel | None:
    """The cheapest way up by the leading basis, or ``None`` where nothing more is asked."""
    basis = assessment.leading
    if basis is None or assessment.readiness is Readiness.FULL:
        return None
    forces = _forces_to_fill(assessment, basis)
    open_ones = [
        one for one in assessment.findings if one.requirement.basis is basis and one.requirement.force in forces
    ]
    gaps = gaps_of(assessment, forces=forces, bases=(basis,))
    target = Readiness.READY if Force.MANDATORY in forces else Readiness.FULL
    unknown = tuple(one for one in open_ones if one.verdict is Verdict.UNKNOWN)
    return NextLevel(
        target, basis, tuple(gaps), unknown, cheapest_way(gaps, assessment.assessed.facts, prices, country)
    )


def cheapest_way(gaps: Sequence[Gap], facts: Facts, prices: PriceList, country: str) -> Way:
    """The purchases that close the most and of those cost the least, by the middle of each price. Exact.

    What has a price goes before what has none: an unknown price is not a low one.
    """
    needs: dict[str, float | None] = {}
    for gap in gaps:
        if not gap.is_any:
            for short in gap.shortfalls:
                needs[short.measure] = _more(needs.get(short.measure), short)
    choices = [gap.shortfalls for gap in gaps if gap.is_any and not any(one.measure in needs for one in gap.shortfalls)]
    found = [_cheapest_cover(_with(needs, chosen), prices, country) for chosen in product(*choices)]
    best = min(found, key=lambda cover: cover.rank)
    return Way(best.purchases, best.unclosed, _hours(needs, facts))


def procurement(ways: Iterable[Way]) -> list[Order]:
    """What many points need, summed by item, the dearest first; the points are counted for each."""
    bought: dict[str, list[Purchase]] = {}
    for way in ways:
        for purchase in way.purchases:
            bought.setdefault(purchase.item.key, []).append(purchase)
    orders = [_order(purchases) for purchases in bought.values()]
    return sorted(orders, key=lambda order: (-(order.cost.high if order.cost else -1.0), order.item.key))


def _order(purchases: list[Purchase]) -> Order:
    item = purchases[0].item
    quantity = sum(one.quantity or 0 for one in purchases)
    cost = Price(item.price.low * quantity, item.price.high * quantity) if item.price else None
    return Order(item, quantity, len(purchases), sum(one.quantity is None for one in purchases), cost)


def _gap(finding: Finding, facts: Facts, on: date) -> Gap:
    requirement = finding.requirement
    failed = [
        check for check in requirement.checks if judge_of(check, on)(value_of(facts, check.measure)) is Verdict.NOT_MET
    ]
    return Gap(finding, tuple(shortfall_of(check, facts) for check in failed), requirement.is_any)


def _forces_to_fill(assessment: Assessment, basis: Basis) -> frozenset[Force]:
    """Those of the next level: what is mandatory until all of it is there, then what is recommended too."""
    tally = assessment.tallies[basis]
    is_open = tally.n(Verdict.NOT_MET, Force.MANDATORY) or tally.n(Verdict.UNKNOWN, Force.MANDATORY)
    return frozenset({Force.MANDATORY}) if is_open else frozenset({Force.RECOMMENDED})


def _more(known: float | None, short: Shortfall) -> float | None:
    return max(known or 0.0, short.amount) if short.amount is not None else known


def _with(needs: Mapping[str, float | None], chosen: Iterable[Shortfall]) -> dict[str, float | None]:
    needed = dict(needs)
    for short in chosen:
        needed[short.measure] = _more(needed.get(short.measure), short)
    return needed


def _hours(needs: Mapping[str, float | None], facts: Facts) -> float | None:
    litres, use = needs.get(_FUEL), number(facts, "power.consumption_l_h")
    return litres / use if litres and use else None


@dataclass(frozen=True, slots=True)
class _Cover:
    purchases: tuple[Purchase, ...] = ()
    unclosed: tuple[str, ...] = ()

    @property
    def rank(self) -> tuple[int, int, float]:
        costs = [purchase.cost for purchase in self.purchases]
        return (
            len(self.unclosed),
            sum(cost is None for cost in costs),
            sum((cost.low + cost.high) / 2 for cost in costs if cost),
        )

    def and_then(self, purchase: Purchase) -> "_Cover":
        return _Cover((purchase, *self.purchases), self.unclosed)


def _cheapest_cover(needs: Mapping[str, float | None], prices: PriceList, country: str) -> _Cover:
    """By trying, for one measure after the other, each item that closes it, in each quantity that closes more."""
    closing = {measure: prices.closing(measure, country) for measure in needs}
    unclosed = tuple(measure for measure, items in closing.items() if not items)
    known: dict[frozenset[str], _Cover] = {frozenset(): _Cover((), unclosed)}

    def cover(left: frozenset[str]) -> _Cover:
        if left not in known:
            first = min(left, key=lambda measure: (len(closing[measure]), measure))
            tried = (
                cover(left - closed).and_then(Purchase(item, quantity))
                for item in closing[first]
                for quantity, closed in _quantities(item, first, left, needs)
            )
            known[left] = min(tried, key=lambda one: one.rank)
        return known[left]

    return cover(frozenset(needs) - frozenset(unclosed))


def _quantities(
    item: Item, first: str, left: frozenset[str], needs: Mapping[str, float | None]
) -> list[tuple[int | None, frozenset[str]]]:
    """How many to get so that ``first`` is closed, and what else of ``left`` each number closes."""
    wanted = {measure: _quantity(item, needs[measure]) for measure in left & item.closes}
    if wanted[first] is None:
        return [(None, frozenset({first}))]
    counts = sorted({n for n in wanted.values() if n is not None and n >= wanted[first]})  # type: ignore[operator]
    return [
        (count, frozenset(measure for measure, n in wanted.items() if n is not None and n <= count)) for count in counts
    ]


def _quantity(item: Item, amount: float | None) -> int | None:
    if item.quantity is Quantity.EACH:
        return 1
    return None if amount is None else max(1, ceil(amount / item.holds))
