"""What is stated becomes the row, with who said it; what nobody said stays unknown."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from punkt.errors import InvalidValue, UnknownField
from punkt.model.fields import FACTS, FIELDS, FieldKind
from punkt.model.position import Position
from punkt.model.vocabulary import EvidenceMethod, PositionMethod
from punkt_web.registry.models import Point
from punkt_web.registry.statements import (
    Change,
    Evidence,
    all_stated,
    apply_statements,
    refresh_search_text,
    stated_value,
)

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
LISTED = Evidence("town list", EvidenceMethod.IMPORTED)
SEEN = Evidence("visit", EvidenceMethod.SEEN, "2026-11-19")


def state(point: Point, evidence: Evidence = LISTED, **statements: Any) -> Change:
    return apply_statements(point, statements, evidence, by="ann@example.org", at=NOW)


def test_a_point_of_which_nothing_was_said_states_nothing() -> None:
    assert all_stated(Point()) == {}


def test_zero_is_a_value_and_not_unknown() -> None:
    point = Point()
    state(point, promised_minutes=0)
    apply_statements(point, {"power.n_generators": 0}, LISTED, by="ann", at=NOW)
    assert point.promised_minutes == 0
    assert stated_value(point, "promised_minutes") == 0
    assert stated_value(point, "power.n_generators") == 0


def test_a_blank_says_nothing() -> None:
    point = Point()
    change = state(point, address="  \u00a0 ", settlement="", host_kind="unknown")
    assert not change
    assert point.provenance == {}


def test_every_statement_carries_who_said_it_how_and_when() -> None:
    point = Point()
    state(point, SEEN, address="Main street 1")
    assert point.provenance["address"] == {
        "source": "visit",
        "method": "seen",
        "recorded_at": "2026-11-20T12:00:00+00:00",
        "by": "ann@example.org",
        "stated_on": "2026-11-19",
        "verified": True,
    }


def test_saying_what_is_known_changes_nothing_not_even_who_said_it() -> None:
    point = Point()
    state(point, SEEN, address="Main street 1", position=Position(50, 30, 10, PositionMethod.MAP))
    before = dict(point.provenance)
    assert not state(point, address=" Main  street 1 ", position=Position(50, 30, 10, PositionMethod.MAP))
    assert point.provenance == before


def test_a_list_never_overwrites_what_a_person_verified() -> None:
    point = Point()
    state(point, SEEN, capacity_seated=80)
    change = state(point, capacity_seated=500)
    assert (point.capacity_seated, change.kept, bool(change)) == (80, {"capacity_seated": 500}, False)


def test_a_list_does_not_forget_what_a_person_verified_either() -> None:
    point = Point()
    state(point, SEEN, capacity_seated=80)
    state(point, capacity_seated=None)
    assert point.capacity_seated == 80


def test_a_person_overwrites_what_a_person_verified() -> None:
    point = Point()
    state(point, SEEN, capacity_seated=80)
    state(point, Evidence("call", EvidenceMethod.PHONED), capacity_seated=60)
    assert point.capacity_seated == 60


def test_a_fact_can_be_made_unknown_again_and_loses_its_provenance() -> None:
    point = Point()
    apply_statements(point, {"service.heat": "no", "address": "Main street 1"}, LISTED, by="ann", at=NOW)
    apply_statements(point, {"service.heat": None, "address": None}, LISTED, by="ann", at=NOW)
    assert all_stated(point) == {}
    assert point.provenance == {}
    assert point.address == ""


def test_names_of_other_languages_stay_and_one_can_be_forgotten() -> None:
    point = Point()
    state(point, name={"uk": "Школа", "en": "School"})
    state(point, name={"et": "Kool", "uk": ""})
    assert point.names == {"uk": "Школа", "en": "School", "et": "Kool"}
    state(point, name={"en": None})
    assert point.names == {"uk": "Школа", "et": "Kool"}
    state(point, name=None)
    assert point.names == {}
    assert "name" not in point.provenance


def test_control_characters_do_not_get_in() -> None:
    point = Point()
    statements = {"address": "Main\x00 street\n1", "name": {"en": "A\x07B"}, "safety.shelter": "cellar\x00\x1b[31m"}
    apply_statements(point, statements, LISTED, by="ann", at=NOW)
    assert point.address == "Main street 1"
    assert point.names == {"en": "A B"}
    assert point.facts["safety.shelter"] == "cellar [31m"


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("capacity_seated", 1),
        ("capacity_seated", 2.5),
        ("capacity_seated", True),
        ("capacity_seated", "many"),
        ("power.generator_kw", float("nan")),
        ("power.generator_kw", "inf"),
        ("service.heat", "maybe"),
        ("host_kind", "castle"),
        ("capacity_lying_basis", "hearsay"),
        ("territory", "ZZ01"),
        ("position", "50, 30"),
        ("address", "x" * 301),
        ("safety.shelter", "x" * 501),
    ],
)
def test_what_a_field_cannot_hold_is_refused_and_says_where(key: str, value: object) -> None:
    point = Point()
    with pytest.raises(InvalidValue) as refused:
        apply_statements(point, {key: value}, LISTED, by="ann", at=NOW)
    assert refused.value.where == key
    assert all_stated(point) == {}


def test_a_field_that_does_not_exist_is_refused() -> None:
    with pytest.raises(UnknownField):
        apply_statements(Point(), {"service.sauna": "yes"}, LISTED, by="ann", at=NOW)


def test_search_text_is_folded_so_that_cyrillic_is_found() -> None:
    point = Point(code="K7F-2MX")
    state(point, name={"uk": "Пункт ЇЖАК"}, settlement="Ґоща")
    refresh_search_text(point)
    assert "пункт їжак" in point.search_text
    assert "гоща" in point.search_text


_words = st.sampled_from(["yes", "limited", "no", "n/a", "unknown"])
_availabilities = [key for key, definition in FACTS.items() if definition.kind is FieldKind.AVAILABILITY]


@settings(max_examples=60, derandomize=True, deadline=None)
@given(
    st.dictionaries(st.sampled_from(_availabilities), _words), st.dictionaries(st.sampled_from(_availabilities), _words)
)
def test_facts_hold_exactly_what_was_said_last(first: dict[str, str], second: dict[str, str]) -> None:
    point = Point()
    for statements in (first, second):
        apply_statements(point, statements, LISTED, by="ann", at=NOW)
    assert all_stated(point) == {**first, **second}
    assert set(point.provenance) == set(point.facts)


@settings(max_examples=60, derandomize=True, deadline=None)
@given(st.sampled_from(sorted(FIELDS)), st.text(max_size=40))
def test_text_from_outside_is_stored_clean_or_refused(key: str, text: str) -> None:
    point = Point()
    try:
        apply_statements(point, {key: {"en": text} if key == "name" else text}, LISTED, by="ann", at=NOW)
    except InvalidValue:
        assert all_stated(point) == {}
    else:
        known = all_stated(point)
        assert set(known) <= {key}
        assert all(letter.isprintable() for letter in str(known.get(key, "")))
