"""What holds for every test of the product."""

from collections.abc import Iterator

import pytest
from django.core.cache import caches

from punkt_web.finder.card_texts import forget_card_texts
from punkt_web.operations.last_words import forget_last_words
from punkt_web.operations.published_notices import forget_notices
from punkt_web.registry.published import forget_policy_ends


@pytest.fixture(autouse=True)
def _no_memory_of_another_test() -> Iterator[None]:
    """The memory of the process outlives the database of a test, whose counts begin anew."""
    _forget()
    yield
    _forget()


def _forget() -> None:
    forget_last_words()
    forget_notices()
    forget_policy_ends()
    forget_card_texts()
    caches["process"].clear()
