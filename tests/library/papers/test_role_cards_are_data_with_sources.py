"""Role cards are data: four first, each line in four languages with its source."""

import pytest

from punkt.errors import InvalidValue
from punkt.papers.role_cards import read_role_cards, role_cards
from punkt.wording import DECISION, LANGUAGES


def test_four_roles_are_filled_first_and_stand_first():
    assert [card.is_first for card in role_cards()] == [True] * 4 + [False] * 2
    assert len({card.key for card in role_cards()}) == 6


def test_every_line_stands_in_four_languages_with_its_source():
    for card in role_cards():
        for texts in (card.names, *(task.texts for task in card.tasks)):
            assert all(texts[language].strip() for language in LANGUAGES)
            assert len(set(texts.values())) == 4 or card.key == "information"
        for task in card.tasks:
            assert task.source.startswith(DECISION) or "(facts:" in task.source


@pytest.mark.parametrize("text", ["", "x", "[[role]]\nkey = 'a'", "role = 3", "role = [1]"])
def test_what_is_no_card_is_refused(text):
    with pytest.raises(InvalidValue):
        read_role_cards(text)
