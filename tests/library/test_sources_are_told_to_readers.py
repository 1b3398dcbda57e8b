"""What data rest on, without the marks that are for who works on the files."""

import pytest

from punkt.checklists.lists import ListKind, newest
from punkt.confidence.parameters import parameters
from punkt.standards.prices import packaged_prices
from punkt.wording import source_parts


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ("temperature log (facts: estonia_sweden_world 5 [SE4][WH1])", (False, "temperature log")),
        ("[decision] the next day", (True, "the next day")),
        ("[decision] fumes kill (facts: ukraine 1.6 [Q17]); an alarm warns", (True, "fumes kill; an alarm warns")),
        ("the board comes first in Ystad (estonia_sweden_world 3.2 [SE8])", (False, "the board comes first in Ystad")),
        ("in a rush about two months, as in Estonia (P6)", (False, "in a rush about two months, as in Estonia (P6)")),
        ("P3", (False, "P3")),
    ],
)
def test_marks_and_references_are_left_out_and_a_decision_stays_one(source: str, told: tuple[bool, str]) -> None:
    assert source_parts(source) == told


def test_each_source_that_comes_with_punkt_says_something_without_them() -> None:
    sources = [line.source for kind in ListKind for line in newest(kind).lines]
    sources += [figure.source for _name, figure in parameters().figures()]
    sources += [source for item in packaged_prices().items.values() for source in item.sources]
    for source in sources:
        words = source_parts(source).words
        assert words
        assert not any(mark in words for mark in ("[decision]", "facts:", "_world", "[SE", "[L1"))
