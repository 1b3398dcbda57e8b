"""Each word of supplies has a label, and each label is found where pages look."""

import pytest

from punkt.model.supply_words import SUPPLY_LABELS, Doubt, MainsState, Resource, Sustained, WhyUnknown
from punkt.model.vocabulary import choices, label


@pytest.mark.parametrize("words", [Sustained, Resource, WhyUnknown, MainsState, Doubt])
def test_every_word_has_a_label_of_its_own(words):
    assert set(SUPPLY_LABELS[words]) == set(words)
    labels = [label(word) for word in words]
    assert choices(words) == list(zip(list(words), labels, strict=True))
    assert len(set(labels)) == len(labels)
