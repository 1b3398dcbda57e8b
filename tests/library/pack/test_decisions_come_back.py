"""The range coder and what is told with it: everything comes back, in about as many bits as it tells."""

import math
import random
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from punkt.errors import UnreadablePack
from punkt.pack.range_coder import Chances, Reader, Writer
from punkt.pack.symbols import Boxes, Number, Word


@given(st.lists(st.tuples(st.integers(0, 3), st.booleans())), st.lists(st.integers(0, 2**20 - 1)))
def test_bits_and_plain_numbers_come_back_in_any_mixture(decisions, numbers):
    writer, chances = Writer(), Chances(4)
    for index, bit in decisions:
        writer.bit(chances, index, int(bit))
    for number in numbers:
        writer.plain(20, number)
    reader, chances = Reader(writer.finished()), Chances(4)
    assert [reader.bit(chances, index) for index, _bit in decisions] == [int(bit) for _index, bit in decisions]
    assert [reader.plain(20) for _number in numbers] == numbers


@given(st.integers(1, 300).flatmap(lambda size: st.tuples(st.just(size), st.lists(st.integers(0, size - 1)))))
def test_words_come_back(given_words):
    size, words = given_words
    writer, word = Writer(), Word(size)
    for one in words:
        word.code(writer, 0, one)
    reader, word = Reader(writer.finished()), Word(size)
    assert [word.code(reader, 0) for _one in words] == words


@given(st.lists(st.one_of(st.integers(0, 9), st.integers(0, 2**32 - 2))))
def test_numbers_come_back(numbers):
    writer, number = Writer(), Number()
    for one in numbers:
        number.code(writer, 0, one)
    reader, number = Reader(writer.finished()), Number()
    assert [number.code(reader, 0) for _one in numbers] == numbers


@given(
    st.integers(0, 52).flatmap(
        lambda n_bits: st.tuples(st.just(n_bits), st.lists(st.integers(0, 2**n_bits - 1), max_size=60))
    )
)
def test_places_come_back_sorted_and_as_often_as_they_are(places):
    n_bits, numbers = places
    numbers.sort()
    writer = Writer()
    assert Boxes(n_bits).code(writer, len(numbers), numbers) == numbers
    assert Boxes(n_bits).code(Reader(writer.finished()), len(numbers)) == numbers


def test_a_crowd_on_one_spot_and_alone_far_away_come_back():
    numbers = sorted([7] * 5_000 + [2**40 - 1] * 3 + list(range(100, 400)))
    writer = Writer()
    Boxes(40).code(writer, len(numbers), numbers)
    assert Boxes(40).code(Reader(writer.finished()), len(numbers)) == numbers


def test_a_random_set_takes_hardly_more_bits_than_it_tells():
    draw = random.Random(5)  # noqa: S311 - the same draw each time
    numbers = sorted(draw.randrange(2**36) for _ in range(3_000))
    writer = Writer()
    Boxes(36).code(writer, len(numbers), numbers)
    told = len(numbers) * 36 - math.lgamma(len(numbers) + 1) / math.log(2)
    assert len(writer.finished()) * 8 <= told * 1.02


def test_words_take_hardly_more_bits_than_they_tell():
    draw = random.Random(6)  # noqa: S311 - the same draw each time
    shares = (0.7, 0.2, 0.07, 0.03)
    words = draw.choices(range(4), shares, k=5_000)
    writer, word = Writer(), Word(4)
    for one in words:
        word.code(writer, 0, one)
    told = -len(words) * sum(share * math.log2(share) for share in shares)
    assert len(writer.finished()) * 8 <= told * 1.05


@settings(max_examples=50)
@given(st.binary(max_size=80))
def test_junk_ends_in_numbers_or_in_one_error(junk):
    reader, number, boxes = Reader(junk), Number(), Boxes(30)
    with suppress(UnreadablePack):
        assert len(boxes.code(reader, 50)) == 50
        assert all(number.code(reader, 0) >= 0 for _time in range(200))


def test_a_reader_does_not_read_on_for_ever():
    reader = Reader(b"\xff" * 10)
    with pytest.raises(UnreadablePack):
        [reader.plain(32) for _time in range(10_000)]
