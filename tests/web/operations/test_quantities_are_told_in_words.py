"""How much is asked for, with its unit: people in the form of their number, and a quantity nobody knows as that."""

import pytest
from django.utils import translation

from punkt.model.request_words import RequestKind
from punkt_web.operations.supplies.request_wording import quantity_words


@pytest.mark.parametrize(
    ("kind", "quantity", "language", "told"),
    [
        (RequestKind.STAFF, 1.0, "en", "1 person"),
        (RequestKind.STAFF, 2.0, "en", "2 people"),
        (RequestKind.STAFF, 1.0, "uk", "1 людина"),
        (RequestKind.STAFF, 22.0, "uk", "22 людини"),
        (RequestKind.STAFF, 5.0, "uk", "5 людей"),
        (RequestKind.STAFF, 1.0, "et", "1 inimene"),
        (RequestKind.FUEL, 80.0, "en", "80 l"),
        (RequestKind.FUEL, 7.25, "en", "7.2 l"),
        (RequestKind.STAFF, None, "en", "quantity not known"),
    ],
)
def test_a_quantity_has_its_unit(kind: RequestKind, quantity: float | None, language: str, told: str) -> None:
    with translation.override(language):
        assert quantity_words(kind, quantity) == told
