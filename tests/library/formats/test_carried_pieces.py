"""A queue in pieces comes back whole in any order, and nothing that was lost or changed passes for the whole."""

import base64
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from punkt.errors import InvalidValue
from punkt.formats.carried_pieces import (
    LETTERS_OF_A_PIECE,
    MOST_BYTES,
    Piece,
    is_piece,
    joined,
    missing,
    pieces_of,
    read_piece,
)

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=3000)
long_text = "".join(f'{{"id":"{number * 7919}","note":"Тепло {number**5}"}}\n' for number in range(200))


def read(lines):
    return [read_piece(line) for line in lines]


@given(texts, st.randoms(use_true_random=False))
def test_pieces_come_back_in_any_order_and_twice(text, shuffler):
    lines = pieces_of(text)
    shuffled = [*lines, *lines[:2]]
    shuffler.shuffle(shuffled)
    assert joined(read(shuffled)) == text
    assert missing(read(shuffled)) == []


def test_letter_case_and_spaces_harm_nothing():
    lines = pieces_of(long_text)
    assert len(lines) > 3
    written = [f" {line[:30].lower()} {line[30:90]}\t{line[90:].lower()} " for line in lines]
    assert all(is_piece(line) for line in written)
    assert joined(read(written)) == long_text
    assert all(len(line) <= LETTERS_OF_A_PIECE + 40 for line in lines)


@given(st.data())
def test_a_piece_that_was_changed_or_cut_off_is_never_taken_for_the_whole(data):
    lines = pieces_of(long_text)
    place = data.draw(st.integers(0, len(lines[1]) - 1))
    letter = data.draw(st.sampled_from("AZ279:"))
    changed = lines[1][:place] + data.draw(st.sampled_from(["", letter])) + lines[1][place + 1 :]
    if changed == lines[1]:
        return
    try:
        found = joined(read([lines[0], changed, *lines[2:]]))
    except InvalidValue:
        return
    assert found == long_text


def test_what_is_missing_is_named():
    held = read(pieces_of(long_text))
    assert missing([held[0], held[2]]) == [2, *range(4, held[0].n_all + 1)]
    with pytest.raises(InvalidValue):
        joined([held[0], held[2]])
    with pytest.raises(InvalidValue):
        joined([])
    assert missing([]) == []


@pytest.mark.parametrize(
    "line", ["PUNKT:", "PUNKT:0/1:00000000:Z:0000:AA", "PUNKT:3/2:00000000:Z:0000:AA", "K7F-2M3 OPEN"]
)
def test_what_is_no_piece_is_refused(line):
    with pytest.raises(InvalidValue):
        read_piece(line)


def as_piece(content: bytes, form: str = "Z") -> Piece:
    letters = base64.b32encode(content).decode().rstrip("=")
    return Piece(1, 1, f"{zlib.crc32(content):08X}", form, letters)


def test_a_few_bytes_that_stand_for_a_great_many_are_refused():
    squeezer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    bomb = squeezer.compress(b"0" * 50 * MOST_BYTES) + squeezer.flush()
    for content in (bomb, b"no deflate", bomb[:40]):
        with pytest.raises(InvalidValue):
            joined([as_piece(content)])
    with pytest.raises(InvalidValue):
        joined([as_piece(b"\xff\xfe", "T")])
    assert joined([as_piece("тепло".encode(), "T")]) == "тепло"


def test_too_much_for_codes_is_said():
    checks = (zlib.crc32(n.to_bytes(2, "big")) for n in range(20_000))
    noise = base64.b85encode(b"".join(check.to_bytes(4, "big") for check in checks)).decode()
    with pytest.raises(InvalidValue):
        pieces_of(noise)
