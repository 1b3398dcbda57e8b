"""The price list as the desk shows it."""

from collections.abc import Collection
from dataclasses import dataclass

from django.utils.translation import gettext as _

from punkt.standards.prices import Item, PriceList
from punkt_web.dashboard.readiness import lead_words, source_line
from punkt_web.readiness.models import StatedPrice
from punkt_web.readiness.words import cost_words, in_language, measure_words


@dataclass(frozen=True, slots=True)
class PriceLine:
    """An item in words; ``countries`` are the codes of those where its price was seen.

    ``stated_by`` is empty where the price is that of the list.
    """

    key: str
    name: str
    countries: str
    closes: list[str]
    cost: str
    is_known: bool
    lead: str
    sources: list[str]
    stated_by: str


def price_lines(prices: PriceList, stated: Collection[StatedPrice]) -> list[PriceLine]:
    """All items, in the order of the list."""
    by = {row.item: row.stated_by for row in stated}
    return [price_line(item, prices, by.get(item.key, "")) for item in prices.items.values()]


def price_line(item: Item, prices: PriceList, stated_by: str) -> PriceLine:
    """One item."""
    return PriceLine(
        key=item.key,
        name=in_language(item.names),
        countries=", ".join(sorted(item.countries)) or _("everywhere"),
        closes=sorted(measure_words(measure) for measure in item.closes),
        cost=cost_words(item.price, prices.currency),
        is_known=item.price is not None,
        lead=lead_words(item.lead_days),
        sources=[source_line(prices.sources, key) for key in item.sources],
        stated_by=stated_by,
    )
