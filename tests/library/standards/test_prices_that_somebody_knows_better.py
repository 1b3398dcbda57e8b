"""What is stated of an item goes before what the list says, and nothing else of the list changes."""

from punkt.standards.prices import Price, Stated, packaged_prices
from punkt.toml.sources import Grade, SourceDocument

LIST = packaged_prices()
PRICED = next(key for key, item in LIST.items.items() if item.price)
UNPRICED = next(key for key, item in LIST.items.items() if not item.price)
OFFER = SourceDocument("desk:x", "an offer", "", Grade.READ, on="2026-01-05")


def test_a_price_nobody_knew_is_known():
    found = LIST.with_stated({UNPRICED: Stated(Price(10.0, 20.0), OFFER, (1, 5))})
    item = found.items[UNPRICED]
    assert (item.price, item.lead_days, item.sources) == (Price(10.0, 20.0), (1, 5), ("desk:x",))
    assert found.sources["desk:x"] is OFFER
    assert {key: one for key, one in found.items.items() if key != UNPRICED} == {
        key: one for key, one in LIST.items.items() if key != UNPRICED
    }


def test_a_price_that_holds_no_more_is_not_known():
    found = LIST.with_stated({PRICED: Stated(None, OFFER)})
    assert found.items[PRICED].price is None
    assert found.items[PRICED].lead_days == LIST.items[PRICED].lead_days


def test_what_is_not_in_the_list_changes_nothing():
    assert LIST.with_stated({"flying_carpet": Stated(Price(1.0, 2.0), OFFER)}) == LIST
