"""What closes a gap and what it costs: a list as data, with sources, that others can change item by item."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import cache
from importlib.resources import files

from punkt.model.fields import FIELDS
from punkt.standards.faults import BadStandard
from punkt.standards.measures import MEASURES
from punkt.toml.sources import SourceDocument, cited, read_sources
from punkt.toml.tables import Table, read_toml
from punkt.wording import LANGUAGES
from punkt.wording import gettext_noop as _

_KEY = r"[a-z][a-z0-9]*(_[a-z0-9]+)*"


class Quantity(StrEnum):
    """How many are needed: EACH closes the gap alone; of PER_UNIT as many as fill up what is missing."""

    EACH = "each"
    PER_UNIT = "per_unit"


@dataclass(frozen=True, slots=True)
class Price:
    """For one item, in the currency of the list, from and to. ``sources`` say where it was seen."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Item:
    """A thing, or work, that closes requirements on ``closes``. ``price`` is ``None`` where nobody knows one.

    ``holds`` is how much of the measure one brings. ``lead_days`` is from the order to working. ``services`` are what
    people gain. ``countries``: where the price was seen; empty for anywhere.
    """

    key: str
    names: Mapping[str, str]
    closes: frozenset[str]
    quantity: Quantity
    holds: float
    price: Price | None
    countries: frozenset[str]
    sources: tuple[str, ...]
    lead_days: tuple[int, int] | None
    lead_source: str
    services: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Stated:
    """What somebody knows of an item, and where from. ``price`` is ``None`` where nobody knows one that holds.

    ``lead_days`` ``None`` leaves what the list says.
    """

    price: Price | None
    source: SourceDocument
    lead_days: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class PriceList:
    """Items by key, prices in ``currency``, as of a day."""

    version: int
    currency: str
    as_of: date
    sources: Mapping[str, SourceDocument]
    items: Mapping[str, Item]

    def closing(self, measure: str, country: str) -> list[Item]:
        """What closes a requirement on the measure, as bought in the country."""
        return [
            item
            for item in self.items.values()
            if measure in item.closes and (not item.countries or country in item.countries)
        ]

    def with_stated(self, stated: Mapping[str, Stated]) -> "PriceList":
        """The list with what somebody knows better, by the key of the item; keys that are not in it change nothing."""
        known = {key: one for key, one in stated.items() if key in self.items}
        items = {key: _restated(self.items[key], one) for key, one in known.items()}
        sources = {one.source.key: one.source for one in known.values()}
        return replace(self, items={**self.items, **items}, sources={**self.sources, **sources})


def _restated(item: Item, stated: Stated) -> Item:
    told = replace(item, price=stated.price, sources=(stated.source.key,))
    return replace(told, lead_days=stated.lead_days, lead_source=stated.source.title) if stated.lead_days else told


def read_prices(text: str, *, where: str) -> PriceList:
    """A price list from the text of its file. Raises ``BadStandard`` with all faults and their lines."""
    top = read_toml(text, where, BadStandard)
    sources = {one.key: one for one in read_sources(top)}
    items = {item.key: item for item in _items(top, sources)}
    version, currency, as_of = top.count("version"), top.text("currency", pattern=r"[A-Z]{3}"), top.day("as_of")
    if version is None:
        top.fault("version", _("%(key)s is missing."), key="version")
    top.end()
    if top.faults:
        raise BadStandard(where, top.faults)
    return PriceList(version or 1, currency, as_of or date.min, sources, items)


@cache
def packaged_prices() -> PriceList:
    """The list that comes with the library, read once."""
    text = (files("punkt.standards") / "data" / "prices-1.toml").read_text("utf-8")
    return read_prices(text, where="prices-1.toml")


def _items(top: Table, sources: Mapping[str, SourceDocument]) -> Iterator[Item]:
    seen: set[str] = set()
    for table in top.tables("item"):
        item = _item(table, sources)
        if item.key in seen:
            table.fault("key", _("There are two items %(key)s."), key=item.key)
        seen.add(item.key)
        table.end()
        yield item


def _item(table: Table, sources: Mapping[str, SourceDocument]) -> Item:
    names = table.table("names", is_needed=True)
    price = _price(table)
    holds = table.number("holds")
    if holds is not None and holds <= 0:
        table.fault("holds", _("%(key)s is above zero."), key="holds")
    item = Item(
        key=table.text("key", pattern=_KEY),
        names=names.by_language(LANGUAGES, LANGUAGES) if names else {},
        closes=frozenset(table.words("closes", frozenset(MEASURES), is_needed=True)),
        quantity=table.word("quantity", Quantity, otherwise=Quantity.EACH) or Quantity.EACH,
        holds=holds or 1.0,
        price=price,
        countries=frozenset(table.words("countries")),
        sources=cited(table, sources, is_needed=price is not None),
        lead_days=_lead_days(table),
        lead_source=table.text("lead_source", is_needed=table.has("lead_days")),
        services=table.words("services", frozenset(FIELDS)),
    )
    if names:
        names.end()
    return item


def _price(table: Table) -> Price | None:
    low, high = table.number("price_low"), table.number("price_high")
    if low is None and high is None:
        return None
    if low is None or high is None or not 0 <= low <= high:
        table.fault("price_low", _("price_low and price_high go together, and the first is not above the second."))
        return None
    return Price(low, high)


def _lead_days(table: Table) -> tuple[int, int] | None:
    days = table.numbers("lead_days")
    if not days:
        return None
    if len(days) != 2 or not 0 <= days[0] <= days[1] <= 1000:
        table.fault("lead_days", _("lead_days are two numbers of days, from and to."))
        return None
    return int(days[0]), int(days[1])
