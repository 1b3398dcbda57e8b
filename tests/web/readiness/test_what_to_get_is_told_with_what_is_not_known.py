"""How much of an item to get: what nobody knows is told beside it and is not nothing."""

import pytest
from django.utils import translation

from punkt.standards.gaps import Order
from punkt.standards.prices import Price, packaged_prices
from punkt.standards.requirements import Subject
from punkt_web.dashboard.readiness import lead_words
from punkt_web.readiness.words import cost_words, ordered_words, subject_words

ITEM = next(iter(packaged_prices().items.values()))


def test_points_of_which_the_amount_is_not_known_are_told_beside_it() -> None:
    assert ordered_words(Order(ITEM, 2, 2, 0, None)) == "2"
    assert ordered_words(Order(ITEM, 2, 5, 3, None)) == "2 and what 3 points need, which is not known"
    assert ordered_words(Order(ITEM, 2, 3, 1, None)) == "2 and what 1 point needs, which is not known"


def test_what_has_no_price_does_not_cost_nothing() -> None:
    assert cost_words(None, "UAH") == "price not known"
    assert cost_words(Price(0.0, 0.0), "UAH") == "0 UAH"


@pytest.mark.parametrize(
    ("days", "language", "told"),
    [
        (None, "en", "not known"),
        ((1, 1), "en", "1 day"),
        ((0, 1), "en", "0 to 1 day"),
        ((3, 5), "en", "3 to 5 days"),
        ((2, 2), "uk", "2 дні"),
        ((21, 21), "uk", "21 день"),
        ((1, 21), "uk", "від 1 до 21 дня"),
        ((3, 5), "uk", "від 3 до 5 днів"),
    ],
)
def test_days_until_it_works_have_the_form_of_their_number(days, language: str, told: str) -> None:
    with translation.override(language):
        assert lead_words(days) == told


@pytest.mark.parametrize(("language", "told"), [("en", "from 1 person; below 5,000 people"), ("uk", "від 1 людини")])
def test_sizes_of_places_have_it_too(language: str, told: str) -> None:
    with translation.override(language):
        assert subject_words(Subject(population_from=1, population_below=5000)).startswith(told)
