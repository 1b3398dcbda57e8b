"""How much of an item to get: what nobody knows is told beside it and is not nothing."""

from punkt.standards.gaps import Order
from punkt.standards.prices import Price, packaged_prices
from punkt_web.readiness.words import cost_words, ordered_words

ITEM = next(iter(packaged_prices().items.values()))


def test_points_of_which_the_amount_is_not_known_are_told_beside_it() -> None:
    assert ordered_words(Order(ITEM, 2, 2, 0, None)) == "2"
    assert ordered_words(Order(ITEM, 2, 5, 3, None)) == "2 and what 3 points need, which is not known"


def test_what_has_no_price_does_not_cost_nothing() -> None:
    assert cost_words(None, "UAH") == "price not known"
    assert cost_words(Price(0.0, 0.0), "UAH") == "0 UAH"
