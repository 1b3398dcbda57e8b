"""What holds for every test of the product."""

from collections.abc import Iterator

import pytest
from django.core.cache import caches
from django.db import connection

from punkt_web.common import memories
from punkt_web.finder.card_texts import forget_card_texts
from punkt_web.operations.activating.asked_of_all import forget_asked_of_all
from punkt_web.operations.last_words import forget_last_words
from punkt_web.operations.live_outcomes import forget_live_outcomes
from punkt_web.operations.live_words import forget_live_words
from punkt_web.operations.published_asked import forget_asked
from punkt_web.operations.published_bulletins import forget_bulletins
from punkt_web.operations.published_notices import forget_notices
from punkt_web.registry.published import forget_policy_ends


@pytest.fixture(autouse=True)
def _no_memory_of_another_test() -> Iterator[None]:
    """The memory of the process outlives the database of a test, whose counts begin anew."""
    _forget()
    yield
    _forget()


@pytest.fixture(autouse=True)
def _the_transaction_of_a_test_counts_as_none(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests stand in a transaction that is taken back at their end; what they begin within it counts as one."""
    monkeypatch.setattr(memories, "may_be_kept", _is_outside_of_a_transaction_begun_in_the_test)


def _is_outside_of_a_transaction_begun_in_the_test() -> bool:
    blocks = connection.atomic_blocks
    return not blocks or blocks[-1]._from_testcase


def _forget() -> None:
    forget_last_words()
    forget_live_words()
    forget_live_outcomes()
    forget_asked_of_all()
    forget_asked()
    forget_notices()
    forget_bulletins()
    forget_policy_ends()
    forget_card_texts()
    caches["process"].clear()
