"""Streets and names that points have are found beside the name of a town and without one."""

import pytest
from click.testing import CliRunner

from punkt.model.vocabulary import Visibility
from punkt_web.finder.commands import find
from punkt_web.finder.known_addresses import KnownAddresses
from punkt_web.finder.network import RecheckedNetwork, network
from punkt_web.registry.actions.points import publish_revision
from punkt_web.registry.actions.policies import set_policy
from punkt_web.registry.models import Point
from tests.web.finder.conftest import ACTOR

FROM_HERE = "Distances are from this address, the nearest to yours that we know."
FROM_MIDDLE = "Distances are from the middle of the place."


@pytest.fixture
def streets(town):
    def at(number: int, **more) -> Point:
        more.setdefault("address", f"вул. Сумська, {number}")
        return town.point(settlement="Харків", name=f"Ліцей № {number}", north_m=number * 30, **more)

    made = [at(3), at(25), at(77)]
    made.append(
        town.point(
            settlement="Львів", address="проспект Свободи, 5", name="Автостанція", latitude=49.84, longitude=24.03
        )
    )
    made.append(
        town.point(settlement="Київ", address="Вокзальна площа, 1", name="Автостанція", latitude=50.44, longitude=30.49)
    )
    return made


@pytest.mark.parametrize(
    ("asked", "address"),
    [
        ("вулиця Сумська 25, Харків", "вул. Сумська, 25"),
        ("Харків, Сумська 70", "вул. Сумська, 77"),
        ("сумськ 4, харків", "вул. Сумська, 3"),
        ("Харків, ліцей 77", "вул. Сумська, 77"),
        ("проспект Свободи", "проспект Свободи, 5"),
        ("просп. Свободи 5", "проспект Свободи, 5"),
    ],
)
def test_distances_are_from_the_nearest_known_address(streets, ask, asked, address):
    page = ask(f"/?q={asked}")
    assert f"near {address}" in page
    assert FROM_HERE in page
    assert FROM_MIDDLE not in page
    assert FROM_HERE in ask(f"/t/?q={asked}")
    assert FROM_HERE in ask(f"/sheet?q={asked}")


def test_the_town_that_was_named_comes_before_the_villages_around_it(streets, town, ask):
    town.point(settlement="Пісочин", address="вул. Сумська, 30", north_m=9_000)
    assert "near вул. Сумська, 25" in ask("/?q=Харків, Сумська 30")
    town.point(settlement="Пісочин", address="вул. Лісова, 4", north_m=9_100)
    assert "near вул. Лісова, 4" in ask("/?q=Харків, Лісова 4")


def test_a_street_that_no_point_has_leaves_the_middle_of_the_town(streets, ask):
    page = ask("/?q=вулиця Пушкінська 5, Харків")
    assert FROM_MIDDLE in page
    assert "We do not know “вулиця Пушкінська 5”" in page


def test_a_street_of_another_town_does_not_count(streets, ask):
    assert FROM_MIDDLE in ask("/?q=проспект Свободи 5, Харків")


def test_one_name_in_several_towns_is_a_question(streets, ask):
    page = ask("/?q=автостанція")
    assert FROM_HERE in page
    assert "/?q=%D0%92%D0%BE%D0%BA%D0%B7%D0%B0%D0%BB%D1%8C%D0%BD%D0%B0+" in page
    assert "near вул" not in page


def test_the_command_knows_the_same(streets):
    result = CliRunner().invoke(find, ["--place", "Харків, Сумська 25", "--lang", "en"])
    assert "near вул. Сумська, 25" in result.output


def test_numbers_streets_words_and_junk_alone_are_no_address(streets):
    known = KnownAddresses(network().still(network().by_code))
    for text in ("25", "вулиця", "вул. 25", "", "  ,", "а б", "%", "\\w+", "Ё" * 200, "1" * 200):
        assert known.named(text) == []
    assert len(known.named("ліцей")) == 3


def test_a_word_that_everybody_has_is_no_answer(streets, monkeypatch):
    monkeypatch.setattr("punkt_web.finder.known_addresses._MOST_FOUND", 2)
    assert KnownAddresses(network().by_code).named("ліцей") == []


def test_an_address_that_is_withheld_is_not_found(streets, ask):
    set_policy(ACTOR, streets[1], Visibility.AREA, reason="a target")
    known = network().named("Сумська 25")
    assert streets[1].code not in [point.code for point in known]
    assert "Сумська, 25" not in ask("/?q=Сумська 25, Харків")


def test_an_old_snapshot_tells_no_address_that_was_taken_back_meanwhile(streets):
    old = network()
    assert len(old.named("Сумська")) == 3
    set_policy(ACTOR, streets[0], Visibility.HIDDEN, reason="a target")
    set_policy(ACTOR, streets[1], Visibility.AREA, reason="a target")
    publish_revision()
    assert [point.code for point in RecheckedNetwork(old).named("Сумська")] == [streets[2].code]


def test_each_door_of_the_text_twin_says_where_to_tell_that_it_is_shut(streets, ask):
    code = streets[0].code
    assert f"/p/{code}/wrong" in ask(f"/t/p/{code}")


def test_an_answer_says_how_its_distances_were_made(streets, ask):
    assert "Walking distances are the air line times 1.3, minutes are for a slow walk." in ask("/?q=Харків")
    assert "помножена на 1,3;" in ask("/?q=Харків", "uk")
