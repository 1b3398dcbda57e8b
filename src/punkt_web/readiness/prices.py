"""The price list of this installation: the one that comes with the library, with what was stated at the desk."""

from punkt.standards.prices import Price, PriceList, Stated, packaged_prices
from punkt.toml.sources import Grade, SourceDocument
from punkt_web.readiness.models import StatedPrice


def prices_now() -> PriceList:
    """As it holds now."""
    return packaged_prices().with_stated({row.item: _stated(row) for row in stated_prices()})


def stated_prices() -> list[StatedPrice]:
    """What was stated and holds."""
    return list(StatedPrice.objects.filter(ended_at=None))


def _stated(row: StatedPrice) -> Stated:
    price = None if row.low is None or row.high is None else Price(row.low, row.high)
    lead = None if row.lead_low_days is None or row.lead_high_days is None else (row.lead_low_days, row.lead_high_days)
    source = SourceDocument(f"desk:{row.item}", row.source, "", Grade.READ, on=row.seen_on.isoformat())
    return Stated(price, source, lead)
