"""Numbers weigh more than letters; alphabets, word order and abbreviations weigh nothing."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from punkt.matching.likeness import address_shape, best_likeness, name_likeness, name_shape


def alike(one: str, other: str) -> float:
    return name_likeness(name_shape(one), name_shape(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Школа № 7", "школа №7"),
        ("Школа № 7", "ШКОЛА 7"),
        ("Школа № 007", "Школа 7"),
        ("Ліцей імені Шевченка", "Шевченка імені ліцей"),
        ("Школа № 7", "Shkola No 7"),
        ("Пункт незламності «Школа № 7»", "Школа № 7"),
        ("Бібліотека-філія №3", "бібліотека філія № 3"),
        ("Запорiжжя клуб", "Запоріжжя клуб"),
    ],
)
def test_the_same_name_written_in_another_way_is_alike(one: str, other: str) -> None:
    assert alike(one, other) >= 0.8


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Школа № 7", "Школа № 17"),
        ("Школа № 7", "Школа № 8"),
        ("Гімназія 12", "Гімназія 21"),
        ("School No 1", "School No 2"),
    ],
)
def test_other_numbers_are_other_places(one: str, other: str) -> None:
    assert alike(one, other) == 0.0


@pytest.mark.parametrize(
    ("one", "other"), [("Школа № 7", "Бібліотека № 7"), ("Вокзал", "Лікарня"), ("Koolimaja", "Raamatukogu")]
)
def test_other_words_are_not_alike(one: str, other: str) -> None:
    assert alike(one, other) < 0.5


def test_a_number_on_one_side_only_makes_names_less_alike_and_not_different() -> None:
    assert 0.5 < alike("Школа № 7", "Школа") < alike("Школа № 7", "Школа 7")


@pytest.mark.parametrize("name", ["Пункт незламності", "Укриття", "Найпростіше укриття", "", "  —  ", "Skyddsrum"])
def test_what_every_point_of_a_list_is_called_names_none(name: str) -> None:
    assert not name_shape(name)
    assert best_likeness((), (name_shape("Школа"),)) is None


@given(one=st.text(max_size=40), other=st.text(max_size=40))
@settings(max_examples=200, deadline=None, derandomize=True)
def test_likeness_is_symmetric_bounded_and_full_for_the_same_name(one: str, other: str) -> None:
    likeness = alike(one, other)
    assert 0.0 <= likeness <= 1.0
    assert likeness == alike(other, one)
    if name_shape(one):
        assert alike(one, one) == 1.0


def key(address: str, settlement: str = "") -> str:
    return address_shape(address, settlement).key


@pytest.mark.parametrize(
    "address",
    [
        "вул. Миру, 5-А",
        "вулиця Миру 5а",
        "5 А Миру",
        "5а, вул. Миру",
        "м. Охтирка, вул.Миру,5а",
        "Сумська область, Охтирський район, м. Охтирка, вул. Миру, буд. 5 а",
        "42700, м. Охтирка, вул. Миру 5-а, Україна",
        "ул. Миру, буд. 5 а",
    ],
)
def test_one_address_has_one_key(address: str) -> None:
    assert key(address, "Охтирка") == key(address) == key("вул. Миру 5А") != ""


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("м. Охтирка, вул. Миру, 5", "охтирка"),
        ("Harju maakond, Tallinn, Pirita linnaosa, Metsavahi tee 19", "tallinn"),
        ("Сумська обл., с. Іванівка, Охтирський р-н, вул. Миру 5", "іванівка"),
        ("вул. Миру 5, Охтирка", ""),
        ("вул. Миру 5", ""),
    ],
)
def test_the_settlement_before_the_street_is_the_place(address: str, place: str) -> None:
    assert address_shape(address).place == place


@pytest.mark.parametrize(
    ("one", "other"), [("вул. Миру 5", "вул. Миру 5а"), ("вул. Миру 5", "вул. Миру 15"), ("Aia tn 3", "Kesk tn 3")]
)
def test_another_house_or_street_is_another_address(one: str, other: str) -> None:
    assert key(one) != key(other)


@pytest.mark.parametrize("address", ["вул. Миру", "5", "", "центр села", "буд. 12", ",,,", "42700"])
def test_half_an_address_identifies_nothing(address: str) -> None:
    assert key(address) == ""
