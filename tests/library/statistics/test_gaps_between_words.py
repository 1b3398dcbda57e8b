"""How long it is to the next word on an open door, against the words looked at one by one."""

from math import inf

import numpy as np
from hypothesis import given

from punkt.statistics.gaps import gaps_min
from tests.library.statistics.test_stretches_of_time import LAST, MIN, _words, words_of


def by_hand(words) -> list[tuple[int, int, float]]:
    """Point, minute and gap of each word on an open door that is decided by the end."""
    found = []
    for word in words:
        point, at, lasts, is_open, _is_shut, rank = word
        if not is_open or not 0 <= at < LAST:
            continue
        later = [other[1] for other in words if other[0] == point and (other[1], other[5]) > (at, rank)]
        following = min(later, default=inf)
        if following <= at + lasts:
            found.append((point, at, following - at))
        elif at + lasts < LAST:
            found.append((point, at, inf))
    return sorted(found)


@given(_words)
def test_each_word_is_followed_by_the_next_or_runs_out(words) -> None:
    point, at, minutes = gaps_min(words_of(words), 0, LAST * MIN)
    rows = sorted(zip(point.tolist(), (at // MIN).tolist(), minutes.tolist(), strict=True))
    assert rows == by_hand(words)


def test_without_words_there_is_no_gap() -> None:
    assert all(len(part) == 0 for part in gaps_min(words_of([]), 0, LAST * MIN))
    assert isinstance(gaps_min(words_of([]), 0, 1)[2], np.ndarray)
