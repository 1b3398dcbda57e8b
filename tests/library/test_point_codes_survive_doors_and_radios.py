"""The public code of a point: every likely mistake is found, every likely way of writing is understood."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from punkt.errors import InvalidCode
from punkt.ids import (
    ALPHABET,
    new_point_code,
    new_ulid,
    normal_point_code,
    point_code,
    ulid_after,
    ulid_at,
    ulid_of_content,
)

NUMBERS = st.integers(0, 23**5 - 1)
CYRILLIC = str.maketrans("ACEHKMPTX", "АСЕНКМРТХ")


def is_code(text: str) -> bool:
    try:
        normal_point_code(text)
    except InvalidCode:
        return False
    return True


@given(NUMBERS)
def test_a_code_is_read_back_in_any_case_alphabet_and_grouping(number: int) -> None:
    code = point_code(number)
    bare = code.replace("-", "")
    for written in (code, bare, code.lower(), f" {bare[:2]} {bare[2:4]} {bare[4:]} ", bare.translate(CYRILLIC).lower()):
        assert normal_point_code(written) == code


@given(NUMBERS, st.integers(0, 5), st.sampled_from(ALPHABET))
def test_one_wrong_character_is_always_found(number: int, place: int, wrong: str) -> None:
    bare = point_code(number).replace("-", "")
    changed = bare[:place] + wrong + bare[place + 1 :]
    assert is_code(changed) == (changed == bare)


@given(NUMBERS, st.integers(0, 5), st.integers(0, 5))
def test_two_swapped_characters_are_always_found(number: int, first: int, second: int) -> None:
    characters = list(point_code(number).replace("-", ""))
    characters[first], characters[second] = characters[second], characters[first]
    changed = "".join(characters)
    assert is_code(changed) == (changed == point_code(number).replace("-", ""))


@pytest.mark.parametrize("text", ["", "K7F", "K7F-2M", "0IO-SBZ", "K7F-2MX!", "К7Ф-2МХ", "1" * 1000])
def test_a_text_that_cannot_be_a_code_says_why(text: str) -> None:
    with pytest.raises(InvalidCode) as caught:
        normal_point_code(text)
    assert caught.value.what
    assert caught.value.remedy


def test_the_alphabet_has_no_two_characters_that_look_or_sound_alike() -> None:
    assert len(set(ALPHABET)) == 23
    for pair in ("0O", "1I", "5S", "8B", "UV", "2Z", "MN", "CG", "DT"):
        assert not set(pair) <= set(ALPHABET), pair


def test_codes_are_drawn_from_the_whole_range() -> None:
    asked: list[int] = []
    new_point_code(lambda n: asked.append(n) or 0)  # type: ignore[func-returns-value]
    assert asked == [23**5]


def test_ulids_sort_by_time_and_then_by_number() -> None:
    early, late = new_ulid(1_000), new_ulid(2_000)
    assert early < late
    assert ulid_at(5, 1) < ulid_at(5, 2) < ulid_at(6, 0)
    assert len(ulid_at(2**48 - 1, 2**80 - 1)) == 26


def test_the_same_content_of_the_same_moment_has_the_same_ulid_for_ever() -> None:
    assert ulid_of_content(5, b"a") == "0000000005SABR24PA3EYWNYP2"
    assert len({ulid_of_content(5, b"a"), ulid_of_content(5, b"b"), ulid_of_content(6, b"a")}) == 3


def test_every_example_of_a_code_is_one() -> None:
    root = Path(__file__).resolve().parents[2]
    texts = [path for kind in ("py", "html", "po", "md") for path in root.glob(f"src/**/*.{kind}")]
    texts += [*root.glob("docs/**/*.md"), root / "GLOSSARY.md"]
    found = {code for path in texts for code in re.findall(r"K7F-\w{3}", path.read_text(encoding="utf-8"))}
    assert found
    assert {code for code in found if not is_code(code)} == set()


@given(st.integers(0, 2**48 - 1), st.integers(0, 2**80 - 1), st.integers(0, 5000))
def test_the_number_after_another_is_worked_out_alike_by_everybody(moment: int, low: int, n: int) -> None:
    after = ulid_after(ulid_at(moment, low), n)
    assert after == ulid_at(0, ((moment << 80) + low + n) % 2**128)
    assert len(after) == 26


def test_numbers_after_another_follow_it() -> None:
    assert ulid_after("01ARZ3NDEKTSV4RRFFQ69G5FAZ", 1) == "01ARZ3NDEKTSV4RRFFQ69G5FB0"
    assert ulid_after("7" + "Z" * 25, 1) == "0" * 26
