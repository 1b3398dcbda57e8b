"""Places in any spelling, codes, coordinates, territories; several meanings are offered, mistakes are named."""

import pytest

from punkt.ids import point_code
from punkt.places.search import default_places
from punkt_web.finder.asking import read_needs, read_question
from punkt_web.registry.models import Territory
from tests.web.finder.conftest import address

pytestmark = pytest.mark.django_db


def question(text: str = "", language: str = "en", **more):
    asked = {"q": [text], **{name: [value] for name, value in more.items()}}
    return read_question(asked, language=language, known=lambda _text, _around: ())


@pytest.mark.parametrize("text", ["Харків", "харків", "Kharkiv", "Kharkov", "Харьков", "м. Харків", "Charkiv"])
def test_a_town_is_found_in_any_spelling(text):
    where = question(text).where
    assert where.name == "Kharkiv"
    assert (round(where.latitude), round(where.longitude)) == (50, 36)


def test_a_place_is_named_in_the_language_of_the_page():
    assert question("Kharkiv", "uk").where.name == "Харків"
    assert question("Kharkiv", "uk").where.region == "Харківська область"
    assert question("Харків", "sv").where.name == "Kharkiv"


@pytest.mark.parametrize(
    ("text", "language", "region"),
    [
        ("Харків", "et", "Kharkiv oblast"),
        ("Tartu", "et", "Tartu maakond"),
        ("Tartu", "sv", "Tartu County"),
        ("Lund", "sv", "Skåne län"),
        ("Lund", "uk", "Skåne County"),
    ],
)
def test_a_region_is_named_in_the_language_of_the_page_else_in_english(text, language, region):
    assert question(text, language).where.region == region


@pytest.mark.parametrize("text", ["49.99, 36.23", "49,99 36,23", "49°59'24\"N 36°13'48\"E", "geo:49.99,36.23"])
def test_coordinates_are_read_in_any_notation(text):
    where = question(text).where
    assert (round(where.latitude, 2), round(where.longitude, 2)) == (49.99, 36.23)
    assert not where.is_typed


def test_several_places_of_one_name_are_offered_and_the_first_is_answered(client, now):
    asked = question("Олександрівка")
    assert asked.where is not None
    assert len(asked.others) >= 2
    page = client.get("/", {"q": "Олександрівка", "need": "heat"}).content.decode()
    assert "Did you mean:" in page
    assert f"place={asked.others[0].place_id}&amp;need=heat" in page


def test_a_picked_place_stays_picked_while_its_name_stands_in_the_field():
    other = question("Олександрівка").others[0]
    picked = question("Олександрівка", place=str(other.place_id))
    assert picked.where.place_id == other.place_id
    assert picked.others == ()
    assert question("Харків", place=str(other.place_id)).where.name == "Kharkiv"
    assert question("Харків", place="99999999999999999999").where.name == "Kharkiv"


def test_a_guess_is_called_a_guess_in_the_heading(town, ask):
    town.open_point()
    page = ask("/?q=Хакрів")
    assert "<h1>Nearest match: Kharkiv</h1>" in page
    assert "Did you mean Kharkiv?" in page
    assert "We do not know “Хакрів”." in page
    assert "Open points near" not in page


@pytest.mark.parametrize("text", ["London", "qwertyzxc", "Москва", "zzzz", "Xyzzyq", "Berlin", "漢字漢字", "!!!"])
def test_nonsense_and_far_cities_are_not_answered_with_the_points_of_another_place(town, ask, text):
    shown = town.open_point()
    asked = question(text)
    assert (asked.where, asked.is_unknown) == (None, True)
    page = ask(f"/?q={text}&need=heat")
    assert "<h1>We do not know this place</h1>" in page
    assert "What to do instead" in page
    assert shown.code not in page
    assert ("Did you mean:" in page) is bool(asked.others)
    for other in asked.others:
        assert f"place={other.place_id}&amp;need=heat" in page


@pytest.mark.parametrize("text", ["a", "Ха", "к", "Ia", "ю"])
def test_one_or_two_letters_are_asked_for_more(town, ask, text):
    assert question(text).where is None
    assert "Type more letters of the name" in ask(f"/?q={text}")


def test_two_letters_that_are_a_whole_name_are_a_place():
    assert question("Ås").where is None or question("Ås").where.name == "Ås"
    short = [place for place in default_places().places if len(place.latin_name) <= 2]
    for place in short:
        assert question(place.latin_name).where is not None, place.latin_name


@pytest.mark.parametrize("text", ["Харків", "kharkiv", "Harkov", "Xarkiv", "харкив", "Kharkivv"])
def test_a_slip_in_a_name_is_answered_straight_away(text):
    asked = question(text)
    assert (asked.where.name, asked.is_guess) == ("Kharkiv", False)


@pytest.mark.parametrize("text", ["0,0", "0, 0", "0 0", "0.0, 0.0"])
def test_null_island_is_a_position(text):
    asked = question(text)
    assert (asked.where.latitude, asked.where.longitude, asked.where.is_typed) == (0.0, 0.0, False)


def test_the_part_of_an_address_that_is_not_known_is_named(client, now):
    page = client.get("/", {"q": "Вулиця Незнана 5, Харків"}, headers={"accept-language": "en"}).content.decode()
    assert "Незнана" in page
    assert "distances are from the middle of the place" in page


@pytest.mark.parametrize("text", ["Київ, Одеса", "Одеса Київ", "Odessa, Kiev"])
def test_of_two_towns_the_other_is_offered_and_not_called_unknown(client, now, text):
    asked = question(text)
    assert (asked.where.name, asked.others[0].name, asked.unmatched) == ("Kyiv", "Odesa", "")
    page = client.get("/", {"q": text}, headers={"accept-language": "en"}).content.decode()
    assert "Did you mean:" in page
    assert f"place={asked.others[0].place_id}" in page
    assert "We do not know" not in page


def test_a_town_that_was_called_so_is_always_offered():
    asked = question("Первомайський", "uk")
    assert (asked.where.region, asked.others[0].name) == ("Донецька область", "Златопіль")
    for text in ("Ялта", "Луганське Харківська"):
        regions = [where.region for where in (question(text, "uk").where, *question(text, "uk").others)]
        assert {"Донецька область", "Автономна Республіка Крим"} <= set(regions)


def test_of_many_villages_of_a_name_the_town_that_was_once_called_so_is_offered_too():
    matches = default_places().search("Жовтневе", limit=40)
    named = [match for match in matches[1:] if match.is_named]
    largest = max(named, key=lambda match: match.place.population or 0)
    others = question("Жовтневе").others
    assert len(others) == 5 < len(named)
    assert largest.place.place_id in {where.place_id for where in others}


def test_half_a_name_offers_what_begins_so_at_home():
    asked = question("Мала", "uk")
    assert asked.where.country == "UA"
    assert {where.country for where in asked.others} == {"UA"}


@pytest.mark.parametrize("text", ["Миколаївка Харківська область", "Шевченкове Київська обл"])
def test_a_place_outside_the_region_that_was_said_is_asked_about_with_its_region(town, ask, text):
    town.open_point()
    asked = question(text, "uk")
    assert (asked.is_guess, asked.unmatched) == (True, text.split(" ", 1)[1])
    assert asked.others
    page = ask(f"/?q={text}")
    region = question(text).where.region
    assert f"Did you mean {question(text).where.name}, {region}?" in page
    assert page.count(region) == page.count(f", {region}")
    assert f"We do not know “{text}”." in page


@pytest.mark.parametrize("typed", [str.lower, lambda code: code.replace("-", " "), lambda code: code.replace("-", "")])
def test_a_code_leads_to_its_page_whether_there_is_such_a_point_or_not(client, now, typed):
    code = point_code(123_456)
    response = client.get("/", {"q": typed(code)})
    assert (response.status_code, response["Location"]) == (302, f"/p/{code}")


def test_a_mistyped_code_is_told_from_a_place(client, now):
    code = point_code(123_456)
    wrong = code[:-1] + ("3" if code[-1] != "3" else "4")
    page = client.get("/", {"q": wrong}, headers={"accept-language": "en"}).content.decode()
    assert "a character is wrong or two are swapped" in page
    assert "has 6 characters" in client.get("/p/K7F2M", headers={"accept-language": "en"}).content.decode()


@pytest.mark.parametrize("name", ["Одеса", "Полтава", "Lviv", "Pärnu", "Tartu", "Malmö", "Умань", "Каунас"])
def test_a_place_of_six_letters_is_not_taken_for_a_code(name):
    assert question(name).code == ""


def test_needs_keep_the_order_of_the_register_and_unknown_ones_are_left_out_aloud(client, now):
    assert read_needs(["pets", "heat", "gold", "heat", ""]) == (("heat", "pets"), True)
    page = client.get(address("gold"), headers={"accept-language": "en"}).content.decode()
    assert "asks for something that we do not know" in page


@pytest.fixture
def hromada(town):
    return Territory.objects.create(
        country="UA", code="UA63", level="municipality", names={"uk": "Незнайська громада", "en": "Neznaiska hromada"},
        path="UA/UA63/", search_text="незнайська громада neznaiska hromada",
    )  # fmt: skip


def test_a_territory_that_the_gazetteer_does_not_know_is_answered_from_the_register(town, hromada, ask):
    inside = town.open_point(north_m=None, name="Сільрада", territory=hromada)
    town.open_point(name="Деінде")
    page = ask("/?q=Незнайська громада&need=heat")
    assert "Open points near Neznaiska hromada" in page
    assert f"/p/{inside.code}" in page
    assert "Деінде" not in page


def test_a_territory_with_a_middle_is_a_place_like_any_other(town, hromada, ask):
    Territory.objects.filter(pk=hromada.pk).update(latitude=49.99, longitude=36.23)
    town.open_point(name="Школа поруч")
    page = ask("/?q=незнайська")
    assert "Школа поруч" in page
    assert "north" in page


def test_a_territory_that_no_longer_exists_is_not_found(town, hromada, ask):
    Territory.objects.filter(pk=hromada.pk).update(valid_until="2020-01-01")
    assert "hromada" not in ask("/?q=neznaiska")
