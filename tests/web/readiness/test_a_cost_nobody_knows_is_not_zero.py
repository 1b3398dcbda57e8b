"""Where nothing that closes a gap has a price, no sum is told: zero would say that it costs nothing."""

import pytest
from django.utils import translation

from punkt.standards.prices import Price
from punkt_web.readiness.words import closing_words


@pytest.mark.parametrize(
    ("cost", "n_without_price", "n_unclosed", "told"),
    [
        (Price(0, 0), 0, 0, "nothing to buy"),
        (Price(0, 0), 3, 0, "3 purchases without a price"),
        (Price(0, 0), 0, 1, "1 gap that no purchase closes"),
        (Price(0, 0), 1, 2, "1 purchase without a price and 2 gaps that no purchase closes"),
        (Price(49, 205), 0, 0, "49 to 205 EUR"),
        (Price(49, 205), 2, 1, "49 to 205 EUR and 2 purchases without a price and 1 gap that no purchase closes"),
    ],
)
def test_what_has_no_price_is_counted_and_never_summed_as_nothing(
    cost: Price, n_without_price: int, n_unclosed: int, told: str
) -> None:
    with translation.override("en"):
        words = closing_words(cost, "EUR", n_without_price=n_without_price, n_unclosed=n_unclosed)
    assert words == told
