"""Proposals: certain by identifier and code, probable by likeness nearby; no point for two rows."""

import random
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from punkt.matching.judging import (
    FARTHEST_M,
    NEAR_M,
    Certainty,
    Match,
    contradicts,
    distance_m,
    judged,
    search_radius_m,
)
from punkt.matching.proposing import find_matches
from punkt.matching.sketch import Sketch, sketch
from punkt.model.position import Position

METRE = 1 / 111_195  # degrees of latitude on the sphere of mean radius


def place(name: str = "", north_m: float = 0.0, accuracy_m: float | None = None, **more: str) -> Sketch:
    position = Position(50.0 + north_m * METRE, 30.0, accuracy_m)
    return sketch(names=[name] if name else [], position=position, **more)  # type: ignore[arg-type]


def match(row: Sketch, *known: Sketch) -> Match:
    return find_matches([row], known)[0]


def test_an_identifier_is_certain() -> None:
    known = sketch(names=["Школа"], identifiers=(("osm", "node/1"),))
    assert match(sketch(identifiers=(("osm", "node/1"),)), known) == Match(0, 1.0, "identifier", Certainty.CERTAIN)


def test_the_same_value_of_another_authority_says_nothing() -> None:
    known = sketch(identifiers=(("osm", "1"),))
    assert match(sketch(identifiers=(("list", "1"),)), known).certainty is Certainty.NONE


def test_the_code_on_the_door_is_certain() -> None:
    assert match(sketch(code="K7F-2MX"), sketch(code="K7F-2MX")).reason == "code"


def test_a_similar_name_nearby_is_probable() -> None:
    found = match(place("Школа № 7", 100), place("Школа №7"))
    assert (found.certainty, found.reason) == (Certainty.PROBABLE, "name-and-distance")


def test_another_number_is_another_place_even_on_the_same_spot() -> None:
    assert match(place("Школа № 17"), place("Школа № 7")).certainty is Certainty.NONE


def test_far_away_the_same_name_is_another_place() -> None:
    assert match(place("Школа № 7", 3000), place("Школа № 7")).certainty is Certainty.NONE


def test_the_radius_grows_with_how_vague_a_position_is_and_has_an_end() -> None:
    far = place("Школа № 7", 900)
    assert match(far, place("Школа № 7")).certainty is Certainty.NONE
    assert match(far, place("Школа № 7", accuracy_m=1000)).certainty is Certainty.PROBABLE
    assert search_radius_m(place(accuracy_m=0), place(accuracy_m=0)) == NEAR_M
    assert search_radius_m(place(accuracy_m=1e9), place(accuracy_m=1e9)) == FARTHEST_M


def test_the_same_address_in_the_same_settlement_is_probable_without_any_position() -> None:
    row = sketch(address="вул. Миру, 5", settlement="Охтирка")
    assert match(row, sketch(address="вулиця Миру 5", settlement="Охтирка")).reason == "address"
    assert match(row, sketch(address="вулиця Миру 5", settlement="Суми")).certainty is Certainty.NONE


def test_the_same_address_of_another_school_number_is_another_place() -> None:
    row = place("Школа № 7", address="вул. Миру 5")
    assert match(row, place("Школа № 8", address="вул. Миру 5")).certainty is Certainty.NONE


def test_the_same_name_in_the_same_settlement_is_probable_where_a_position_is_missing() -> None:
    row = sketch(names=["Школа № 7"], settlement="Суми")
    assert match(row, place("Школа №7", settlement="Суми")).reason == "name-and-place"
    assert match(row, place("Школа №7", settlement="Охтирка")).certainty is Certainty.NONE


def test_places_without_names_are_one_only_on_the_same_spot() -> None:
    assert match(place("", 10), place("Школа")).reason == "same-spot"
    assert match(place("", 40), place("Школа")).certainty is Certainty.NONE


def test_a_known_point_goes_to_the_row_that_fits_best_and_the_other_is_told() -> None:
    rows = [place("Школа № 7", 90), place("Школа № 7", 10)]
    worse, better = find_matches(rows, [place("Школа № 7")])
    assert (better.certainty, better.reason) == (Certainty.PROBABLE, "name-and-distance")
    assert (worse.certainty, worse.reason, worse.index) == (Certainty.PROBABLE, "duplicate-in-file", 0)


def test_a_row_that_lost_its_best_point_gets_the_next() -> None:
    rows = [place("Школа № 7", 0), place("Школа № 7", 10)]
    known = [place("Школа № 7", 0), place("Школа № 7", 100)]
    assert [one.index for one in find_matches(rows, known)] == [0, 1]


def test_two_rows_of_one_identifier_are_not_both_certain() -> None:
    known = sketch(identifiers=(("list", "1"),))
    row = sketch(identifiers=(("list", "1"),))
    assert [one.reason for one in find_matches([row, row], [known])] == ["identifier", "duplicate-in-file"]


def test_a_point_that_is_taken_is_proposed_to_nobody_as_his_own() -> None:
    assert find_matches([place("Школа № 7")], [place("Школа № 7")], taken=[0])[0].reason == "duplicate-in-file"


def test_an_identifier_of_a_place_that_looks_different_waits_for_a_person() -> None:
    known = sketch(names=["Школа № 7"], position=Position(50, 30), identifiers=(("list", "1"),))
    row = sketch(names=["Лікарня"], position=Position(51, 31), identifiers=(("list", "1"),))
    assert match(row, known) == Match(0, 0.5, "identifier-elsewhere", Certainty.PROBABLE)


@pytest.mark.parametrize(
    ("row", "known", "is_doubtful"),
    [
        (place("Школа № 7", 9000), place("Школа № 7"), False),  # moved, but the name agrees
        (place("Лікарня", 100), place("Школа № 7"), False),  # renamed, but on the same ground
        (place("Лікарня", 1000), place("Школа № 7"), True),
        (place("", 1000), place(""), False),  # a corrected position
        (place("", 9000), place(""), True),
        (sketch(names=["Лікарня"]), sketch(names=["Школа"]), True),
        (sketch(), sketch(names=["Школа"]), False),
        (sketch(names=["Ліцей"], address="Миру 5"), sketch(names=["Школа"], address="вул. Миру, 5"), False),
    ],
)
def test_one_thing_that_agrees_is_enough_to_believe_an_identifier(
    row: Sketch, known: Sketch, is_doubtful: bool
) -> None:
    assert contradicts(row, known) is is_doubtful
    assert contradicts(known, row) is is_doubtful


NAMES = ("Школа № 7", "Школа №7", "Школа № 17", "Ліцей 7", "Бібліотека", "Бiблiотека", "Пункт незламності", "")
SKETCHES = st.builds(
    lambda name, north, east, accuracy, address, settlement, has_position: sketch(
        names=[name],
        position=Position(50 + north * METRE, 30 + east * METRE, accuracy) if has_position else None,
        address=address,
        settlement=settlement,
    ),
    st.sampled_from(NAMES),
    st.integers(0, 900),
    st.integers(0, 900),
    st.sampled_from([None, 0.0, 30.0, 500.0]),
    st.sampled_from(["", "вул. Миру 5", "вулиця Миру, 5", "Садова 1"]),
    st.sampled_from(["", "Суми", "Охтирка"]),
    st.booleans(),
)


@given(rows=st.lists(SKETCHES, max_size=8), known=st.lists(SKETCHES, max_size=8))
@settings(max_examples=150, deadline=None, derandomize=True)
def test_the_search_finds_what_comparing_all_with_all_finds(rows: list[Sketch], known: list[Sketch]) -> None:
    pairs = []
    for row, one in enumerate(rows):
        for index, other in enumerate(known):
            score, reason = judged(one, other, distance_m(one, other))
            if score > 0:
                pairs.append((-score, row, index, reason))
    given_to: dict[int, Match] = {}
    missed: dict[int, Match] = {}
    taken: set[int] = set()
    for negative, row, index, reason in sorted(pairs):
        if row in given_to:
            continue
        if index in taken:
            missed.setdefault(row, Match(index, -negative, "duplicate-in-file", Certainty.PROBABLE))
        else:
            given_to[row] = Match(index, -negative, reason, Certainty.PROBABLE)
            taken.add(index)
    expected = [given_to.get(row) or missed.get(row) or Match() for row in range(len(rows))]
    assert find_matches(rows, known) == expected


@given(rows=st.lists(SKETCHES, max_size=8), known=st.lists(SKETCHES, max_size=8))
@settings(max_examples=60, deadline=None, derandomize=True)
def test_no_known_point_is_given_to_two_rows(rows: list[Sketch], known: list[Sketch]) -> None:
    given_away = [
        one.index
        for one in find_matches(rows, known)
        if one.certainty is not Certainty.NONE and "dup" not in one.reason
    ]
    assert len(given_away) == len(set(given_away))


def test_a_list_that_calls_all_its_places_the_same_on_one_spot_stays_quick() -> None:
    heap = [sketch(names=["Школа 1"], position=Position(50, 30), settlement="Суми", address="Миру 1")] * 3000
    began = time.process_time()
    assert len(find_matches(heap, heap)) == 3000
    assert time.process_time() - began < 60  # all with all are nine million pairs: minutes


def test_thousands_of_rows_find_their_points_again() -> None:
    draw = random.Random(3)  # noqa: S311 # nothing secret
    spots = [(draw.uniform(46, 51), draw.uniform(24, 38)) for _ in range(6000)]  # more than one block
    known = [sketch(names=[f"Школа № {n}"], position=Position(*spot)) for n, spot in enumerate(spots)]
    rows = [
        sketch(names=[f"школа {n}"], position=Position(latitude + 20 * METRE, longitude))
        for n, (latitude, longitude) in enumerate(spots)
    ]
    assert [one.index for one in find_matches(rows, known)] == list(range(6000))
