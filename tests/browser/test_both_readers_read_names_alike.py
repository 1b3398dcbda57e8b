"""Towns, quarters and regions in a text are told apart by the same rules with and without a network."""

import json
from types import SimpleNamespace

import pytest

from punkt.places.gazetteer import read_gazetteer
from punkt.places.matches import SURE
from punkt.places.search import default_places
from punkt_web.finder.asking import read_question
from punkt_web.finder.kept_places import places_around
from punkt_web.finder.offline import rules

ALIKE = [
    "Харків", "kharkiv", "м. Харків", "Салтівка, Харків", "Харків, Салтівка", "Saltivka, Kharkiv", "Solna, Stockholm",
    "Tallinn, Kesklinn", "Kesklinn, Tallinn", "Tallinn Kesklinn", "Бровари, Київ", "Київ Бровари", "Lund, Malmö",
    "Київ, Одеса", "Одеса, Київ", "Київ Одеса", "Кременчук, Полтава", "Полтава, Кременчук", "Ізюм, Харків",
    "Черкаси Канів", "Черкаси, Канів", "Göteborg, Stockholm", "Київ, Одеса, Полтава", "Салтівка, Харків, Полтава",
    "Київ, Київ", "Одеса, Шевченка", "Uppsala, Berga", "Narva, kesklinn", "Красна Поляна Київ", "Дніпро, Центральний",
    "Ізюм Харківська область", "Ізюм, Харківська область", "Харківська область Ізюм", "Ізюм, Харківська",
    "Ізюм область", "Ізюм Харківська", "Харківська, Ізюм", "Izium Kharkiv oblast", "Бровари Київська обл.",
    "Kyiv oblast Brovary", "Калуш Івано-Франківська область", "Ivano Frankivsk oblast Kalush", "Ізюм Харк. обл.",
    "область Харківська, Ізюм", "Олександрівка", "Іванівка", "Миколаївка", "Шевченкове",
    "Elva Tartu maakond", "Elva, Tartumaa", "Elva Tartumaa", "Tartu, Tartumaa", "Järva-Jaani Järva maakond",
    "Narva Ida-Viru maakond", "Malmö, Skåne", "Malmö Skåne", "Skåne, Malmö", "Lund Skåne län", "Lund, Skåne län",
    "Göteborg Västra Götalands län", "Göteborg, Västra Götaland", "Сімферополь, Крим", "Сімферополь Крим",
    "Буча Бучанський район", "Бучанський р-н Буча", "Lund Lunds kommun", "Elva Elva vald", "Elva vald",
    "Upplands Väsby kommun", "Bila Tserkva raion", "Мерефа Харківський район Харківська область",
    "Харківський район Харківська область Мерефа", "Tartu, Estonia", "Харків (Україна)", "Malmö; Sverige",
    "Харків Україна", "Sweden Stockholm", "Палац Україна, Київ", "Elva, Tartumaa, Eesti",
    "Харків, вокзал", "вокзал, Харків", "Ізюм Харківська область вул. Соборна 5", "вул. Соборна 5, Ізюм Харківська",
    "Võru linn", "Elva alev", "Elva linn, Tartumaa", "Tartu linn", "Järva-Jaani alevik", "linn Tartu",
    "Malmö stad", "Kalmar stad", "Solna stad, Stockholm", "Visby city", "Dalby tätort", "city of Kharkiv", "Sumy city",
    "city Kharkiv", "пгт Коцюбинське", "смт. Коцюбинське", "Коцюбинське пгт", "селище міського типу Коцюбинське",
    "пос. Коцюбинське", "пос Коцюбинське", "м.Харків", "м Харків", "город Харків", "г. Київ", "Салтівка, г.Харків",
    "село Троєщина", "Хутір-Михайлівський", "х. Михайлівський", "селище Енергетиків", "місто Одеса, Київ",
    "Lund Lunds kommun, Storgatan 5", "вул. Сумська 25, м. Харків", "вул Сумська 25 Харків", "Бровари вул. Київська",
    "вул. Київська, Бровари", "Нова Одеса вокзал", "Кривий Ріг Дзержинського", "Stora Höga Göteborg", "Lviv, Drohobych",
    "Олександрівка, Одеська область", "Іванівка, Одеська", "Іванівка Херсонська", "Одеса, Київська",
    "Київ, Київська область",
    "Миколаїв Львівська обл", "Миколаїв, Львівська обл.", "Миколаїв Львівська", "Миколаїв Львівської обл.", "Миколаїв",
    "Первомайський", "Первомайський, Харківська область", "Переяслав-Хмельницький", "Ялта", "Луганське Харківська",
    "Ялта Крим", "Ялта, Донецька область", "Петрівка, Одеса", "Кіровоград", "Комсомольськ",
]  # fmt: skip
"""Texts of which both make the same: the place, the towns that are offered beside it, and what is not known."""
NOT_THERE = [
    "Шевченкове Київська обл", "Вовчанськ Полтавська область", "Дергачі Львівська обл.",
    "Миколаївка Харківська область", "Харків, Швеція", "вул. Сумська 25, Харків, Львівська область",
]  # fmt: skip
"""Texts with a region or country in which no place of the name is known: both offer what is called so elsewhere."""
_READ = """([texts, places, rules, points = []]) => {
  const asker = new Asker(async () => places, points, rules);
  return Promise.all(texts.map((text) => asker.read(text)));
}"""


@pytest.fixture
def read_in_browser(page_with_scripts):
    """Gives what the script makes of texts, with all places of the three countries and no points."""
    page = page_with_scripts("Asker")
    corners = [SimpleNamespace(latitude=south, longitude=west) for south, west in ((40.0, 5.0), (70.0, 45.0))]
    places = places_around(corners)
    assert len(places) == len(read_gazetteer())
    given = json.loads(json.dumps([places, rules()]))

    def read(texts, n_parts=5):
        return page.evaluate(_READ, [list(texts), [place[:n_parts] for place in given[0]], given[1]])

    return read


def read_here(text):
    first, *others = default_places().search(text)
    assert first.score >= SURE, text
    towns = [place_of(one.place) for one in others if one.is_other_town]
    return {"place": place_of(first.place), "towns": towns, "unmatched": first.unmatched}


def place_of(place):
    return [round(place.latitude, 4), round(place.longitude, 4)]


def as_here(found, n_towns):
    others = [one["place"] for one in found["others"][:n_towns]]
    return {"place": found.get("place"), "towns": others, "unmatched": found.get("unmatched")}


def test_both_read_the_same(read_in_browser):
    here = {text: read_here(text) for text in ALIKE}
    there = {
        text: as_here(found, len(here[text]["towns"]))
        for text, found in zip(ALIKE, read_in_browser(ALIKE), strict=True)
    }
    assert {text: (here[text], found) for text, found in there.items() if found != here[text]} == {}


def test_what_is_outside_the_region_that_was_said_is_only_offered(read_in_browser):
    for text, found in zip(NOT_THERE, read_in_browser(NOT_THERE), strict=True):
        matches = default_places().search(text)
        assert all(match.score < SURE for match in matches), text
        assert found["problem"] == "unknown_place", text
        if matches and matches[0].is_named:
            assert found["others"][0]["place"] == place_of(matches[0].place), text
            assert found["others"][0]["region"] == matches[0].place.country + matches[0].place.region_code, text


@pytest.mark.parametrize(
    "text", ["Первомайський", "Ялта", "Луганське Харківська", "Петрівка, Одеса", "Жовтневе", "Миколаїв"]
)
def test_both_offer_the_same_places_of_the_name(read_in_browser, text):
    (there,) = read_in_browser([text])
    here = read_question({"q": [text]}, language="uk", known=lambda _text, _around: ())
    named = [[round(one.latitude, 4), round(one.longitude, 4)] for one in here.others if one.name in text]
    offered = [one["place"] for one in there["others"]]
    assert [place for place in offered if place in named] == named
    assert ("Златопіль" in str(there["others"])) == (text == "Первомайський")


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("uk", ["Миколаїв (Львівська область)", "Tartu (Tartu County)"]),
        ("et", ["Mykolaiv (Lviv oblast)", "Tartu (Tartu maakond)"]),
    ],
)
def test_a_place_is_offered_with_its_region_in_words_of_the_reader(page_with_scripts, language, said):
    script = """([language, rules]) => {
      const wording = new Wording(language, {}, rules);
      return [
        wording.placeName(["Миколаїв", "Mykolaiv", ""], "UA15"),
        wording.placeName(["Tartu", "", ""], "EE18"),
        wording.placeName(["Lund", "", ""], ""),
      ];
    }"""
    assert page_with_scripts("Wording").evaluate(script, [language, json.loads(json.dumps(rules()))]) == [*said, "Lund"]


@pytest.mark.parametrize("text", ["Мала", "с. Мала"])
def test_half_a_name_is_first_the_beginning_of_what_places_are_called_today(read_in_browser, text):
    (found,) = read_in_browser([text])
    assert found["names"][0] == "Мала Виска"
    assert "Мала Данилівка" in [one["names"][0] for one in found["others"]]


def test_places_kept_without_regions_are_read_and_offered_where_only_a_region_could_choose(read_in_browser):
    texts = ["Ізюм Харківська область", "Миколаїв Львівська обл", "Харків, вокзал"]
    izium, mykolaiv, kharkiv = read_in_browser(texts, n_parts=3)
    assert (izium["names"][0], izium["region"]) == ("Ізюм", "")
    assert mykolaiv["problem"] == "unknown_place"
    assert {one["names"][0] for one in mykolaiv["others"]} >= {"Миколаїв"}
    assert (kharkiv["names"][0], kharkiv["unmatched"]) == ("Харків", "вокзал")


def test_a_file_of_one_region_leads_a_name_to_where_the_pages_lead_it():
    """Of places in the south of Donetsk oblast: Ялта by the name alone is the larger one in Crimea."""
    kept = places_around(
        [SimpleNamespace(latitude=46.9, longitude=37.2), SimpleNamespace(latitude=47.1, longitude=37.6)]
    )
    of_name = [place[1:3] for place in kept if place[0].startswith("Ялта|")]
    assert of_name == [place_of(match.place) for match in default_places().search("Ялта")]
    assert len(kept) < 200


@pytest.mark.parametrize("text", ["Вигадане", "смт Вигадане", "с. Вигадане"])
def test_a_settlement_that_only_points_name_is_found_whatever_is_said_to_be_its_kind(page_with_scripts, text):
    point = {"names": {}, "address": "", "settlement": "смт Вигадане", "latitude": 49.9, "place": [49.9, 36.2]}
    (found,) = page_with_scripts("Asker").evaluate(_READ, [[text], [], json.loads(json.dumps(rules())), [point]])
    assert found["place"] == [49.9, 36.2]


@pytest.mark.parametrize("text", ["Skåne", "Крим", "Харківська область", "Tartumaa", "обл", "Харківська, Україна"])
def test_a_region_alone_is_no_place_that_begins_so(read_in_browser, text):
    (found,) = read_in_browser([text])
    assert found["problem"] == "unknown_place"
