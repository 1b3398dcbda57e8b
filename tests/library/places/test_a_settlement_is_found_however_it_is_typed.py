"""The place search with the gazetteer that comes with Punkt."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from punkt.places.former_names import FORMER_NAMES
from punkt.places.gazetteer import Place, read_gazetteer
from punkt.places.matches import SURE, PlaceMatch
from punkt.places.question import area_readings, read_question
from punkt.places.search import PlaceIndex, default_places

KYIV, KHARKIV, LVIV, ODESA, DNIPRO = 703448, 706483, 702550, 698740, 709930
ZAPORIZHZHIA, MYKOLAIV, KRYVYI_RIH, VORU, JONKOPING = 687700, 700569, 703845, 587450, 2702979
GOTEBORG, MALMO, TALLINN, STOCKHOLM = 2711537, 2692969, 588409, 2673730


def found(text: str, **options: object) -> list[PlaceMatch]:
    return default_places().search(text, **options)  # type: ignore[arg-type]


def first(text: str, **options: object) -> PlaceMatch:
    matches = found(text, **options)
    assert matches, text
    return matches[0]


@pytest.mark.parametrize(
    ("place_id", "spellings"),
    [
        (
            KHARKIV,
            "Харків|харкив|ХАРКІВ|kharkiv|Harkov|Харьков|Kharkov|Xarkiv|Charkiv|Xapкiв|Харкив|м. Харків|м.Харків",
        ),
        (KHARKIV, "місто Харків|город Харьков|г. Харьков|Харкіі|Хакрів|Kharkhiv|Khrkiv|Charków"),
        (KYIV, "Київ|киів|Kyiv|Kiev|Kyjiv|Киев|Kiew|Kijów|Kiiv|Кииїв|Kijev|Kiievi"),
        (ZAPORIZHZHIA, "Запоріжжя|Запорiжжя|запорижжя|Zaporizhzhia|Zaporizhzhya|Запорожье|Zaporozhye|Запоріжя"),
        (LVIV, "Львів|lviv|Lvov|Львов|Lwów|Lemberg|Лвив|L'viv"),
        (ODESA, "Одеса|Odessa|Одесса|odesa|Одса"),
        (DNIPRO, "Дніпро|Dnipro|Днепр|Dnepropetrovsk|Дніпропетровськ"),
        (MYKOLAIV, "Миколаїв|Mykolaiv|Mykolayiv|Николаев|Nikolaev|миколаив"),
        (KRYVYI_RIH, "Кривий Ріг|кривий|Kryvyi Rih|Кривой Рог|Krivoy Rog|kryvyj rih|Кривийріг"),
        (VORU, "Võru|voru|VÕRU|Vöru|Võru linn|Выру"),
        (TALLINN, "Tallinn|tallin|Таллінн|Таллинн|Tallina|Reval"),
        (JONKOPING, "Jönköping|jonkoping|Jonkopng|JÖNKÖPING|Joenkoeping|Jönköpings kommun|Йончепінг"),
        (GOTEBORG, "Göteborg|Gothenburg|goteborg|Гетеборг|Göteburg"),
        (MALMO, "Malmö|malmo|Мальме|Malmoe"),
        (STOCKHOLM, "Stockholm|stokholm|Стокгольм|Stockhlm"),
    ],
)
def test_any_spelling_leads_to_the_town(place_id: int, spellings: str) -> None:
    missed = [text for text in spellings.split("|") if first(text).place.place_id != place_id]
    assert missed == []


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Кам'янець-Подільський", "Кам'янець-Подільський"),
        ("Кам’янець Подільський", "Кам'янець-Подільський"),
        ("Камянець-Подільський", "Кам'янець-Подільський"),
        ("Камянец Подольский", "Кам'янець-Подільський"),
        ("kamianets podilskyi", "Кам'янець-Подільський"),
        ("Франківськ", "Івано-Франківськ"),
        ("Краматорсск", "Краматорськ"),
        ("Kramtorsk", "Краматорськ"),
        ("Бердичив", "Бердичів"),
        ("Vinnitsa", "Вінниця"),
        ("Житомр", "Житомир"),
        ("Кировоград", "Кропивницький"),
        ("Bila Cerkva", "Біла Церква"),
        ("смт Коцюбинське", "Коцюбинське"),
        ("Örnskoldsvik", "Örnsköldsvik"),
        ("Kuresaare", "Kuressaare"),
        ("Umea", "Umeå"),
    ],
)
def test_more_names_of_four_languages(typed: str, name: str) -> None:
    assert first(typed).place.name == name


def test_what_is_typed_so_far_is_enough() -> None:
    for typed in ("Хар", "Харк", "Kha", "khark"):
        assert first(typed).place.place_id == KHARKIV
    assert first("Jönk").place.place_id == JONKOPING


def test_the_exact_name_scores_one_and_a_misspelling_below_sure() -> None:
    assert first("Харків").score == 1.0
    assert SURE < first("Харьков").score < 1.0
    assert 0.0 < first("Kramtorsk").score < SURE


def test_scores_never_rise_down_the_list_and_equal_ones_go_by_population() -> None:
    for text in ("Іванівка", "Нова", "к", "Kramtorsk", "Миколаїв"):
        matches = found(text, limit=30)
        assert [match.score for match in matches] == sorted((match.score for match in matches), reverse=True)
        exact = [match.place.population or 0 for match in matches if match.score == matches[0].score]
        assert exact == sorted(exact, reverse=True)


def test_an_address_is_answered_with_its_town_and_says_what_is_unknown() -> None:
    match = first("Кутузівка 5, Харків")
    assert match.place.place_id == KHARKIV
    assert match.unmatched == "Кутузівка 5"
    assert first("вул. Сумська 25, м. Харків").unmatched == "вул. Сумська 25"
    assert first("вул Сумська 25 Харків").place.place_id == KHARKIV
    assert first("вул Сумська 25 Харків").unmatched == "вул Сумська 25"
    assert first("Харків, вул. Сумська 25").unmatched == "вул. Сумська 25"


@pytest.mark.parametrize(
    ("typed", "town", "unmatched"),
    [
        ("Одеса, Шевченка", "Одеса", "Шевченка"),  # a quarter of Київ
        ("Одеса Шевченка", "Одеса", "Шевченка"),
        ("Одеса вул. Шевченка", "Одеса", "вул. Шевченка"),
        ("Шевченка, Одеса", "Одеса", "Шевченка"),
        ("Харків, вокзал", "Харків", "вокзал"),  # Вокзал-Городня begins like that
        ("вокзал, Харків", "Харків", "вокзал"),
        ("Тернопіль, центр", "Тернопіль", "центр"),
        ("Дніпро, Центральний", "Дніпро", "Центральний"),  # a quarter of Маріуполь
        ("Tartu, jaam", "Tartu", "jaam"),  # Ямпіль sounds like it
        ("Narva, kesklinn", "Narva", "kesklinn"),  # a quarter of Tallinn
        ("Uppsala, Berga", "Uppsala", "Berga"),
        ("Lviv, Park", "Львів", "Park"),
        ("Бердянськ Зелений Гай", "Бердянськ", "Зелений Гай"),  # villages of other regions
        ("Красна Поляна Київ", "Київ", "Красна Поляна"),
        ("Нове Село Київ", "Київ", "Нове Село"),
        ("Stora Höga Göteborg", "Göteborg", "Stora Höga"),
        ("Нова Одеса вокзал", "Нова Одеса", "вокзал"),
        ("Кривий Ріг Дзержинського", "Кривий Ріг", "Дзержинського"),
    ],
)
def test_the_town_is_never_lost_to_something_of_its_name_elsewhere(typed: str, town: str, unmatched: str) -> None:
    match = first(typed)
    assert (match.place.name, match.unmatched) == (town, unmatched)


@pytest.mark.parametrize(("inner", "town"), [("Kesklinn", "Tallinn"), ("Lasnamäe", "Tallinn"), ("Solna", "Stockholm")])
def test_of_a_town_and_its_quarter_the_quarter_is_meant_and_no_other(inner: str, town: str) -> None:
    for typed in (f"{town}, {inner}", f"{inner}, {town}", f"{town} {inner}"):
        assert (first(typed).place.name, first(typed).unmatched) == (inner, "")


@pytest.mark.parametrize("typed", ["Салтівка, Харків", "Харків, Салтівка", "Saltivka, Kharkiv"])
def test_a_known_part_of_a_town_is_found_in_either_order(typed: str) -> None:
    match = first(typed)
    assert match.place.name == "Салтівка"
    assert match.unmatched == ""


@pytest.mark.parametrize(
    ("typed", "town"),
    [
        ("Malmö, Skåne", "Malmö"),  # Skanör begins like Skåne
        ("Черкаси Канів", "Черкаси"),  # so do Великі Канівці
        ("Черкаси, Канів", "Черкаси"),
        ("Сімферополь, Крим", "Сімферополь"),
        ("Сімферополь Крим", "Сімферополь"),
    ],
)
def test_beside_a_town_nothing_is_meant_that_only_begins_like_what_was_typed(typed: str, town: str) -> None:
    assert (first(typed).place.name, first(typed).unmatched) == (town, "")


def test_a_whole_word_of_the_name_of_a_quarter_is_enough_beside_its_town() -> None:
    assert first("Харків, ХТЗ").place.name == "Район ХТЗ"
    assert first("Харків, Салт").place.name == "Харків"


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("Київ, Одеса", ["Київ", "Одеса"]),
        ("Одеса, Київ", ["Київ", "Одеса"]),
        ("Київ Одеса", ["Київ", "Одеса"]),
        ("Odessa, Kiev", ["Київ", "Одеса"]),
        ("Кременчук, Полтава", ["Полтава", "Кременчук"]),
        ("Черкаси Канів", ["Черкаси", "Канів"]),
        ("Göteborg, Stockholm", ["Stockholm", "Göteborg"]),
        ("Салтівка, Харків, Полтава", ["Салтівка", "Полтава"]),
        ("Київ, Одеса, Полтава", ["Київ", "Одеса", "Полтава"]),
        ("Київ, Одеса, Odesa", ["Київ", "Одеса"]),
    ],
)
def test_of_towns_far_apart_one_is_the_answer_and_the_others_come_next(typed: str, names: list[str]) -> None:
    matches = found(typed)
    assert [match.place.name for match in matches[: len(names)]] == names
    assert [match.is_other_town for match in matches] == [0 < at < len(names) for at in range(len(matches))]
    assert matches[0].unmatched == ""
    assert len(found(typed, limit=1)) == 1


@pytest.mark.parametrize("typed", ["Київ, Київ", "Київ Киев", "Elva Elva vald", "Nõo Nõo vald"])
def test_a_town_that_is_named_twice_is_no_other_town(typed: str) -> None:
    assert first(typed).unmatched == ""
    assert not any(match.is_other_town for match in found(typed))


def test_a_region_chooses_among_places_of_one_name() -> None:
    assert first("Іванівка, Одеська область").place.region_name == "Одеська область"
    assert first("Іванівка, Херсонська обл.").place.region_name == "Херсонська область"
    assert first("Іванівка").place.region_name not in {"Одеська область", "Херсонська область"}


def test_a_region_alone_gives_its_largest_places_as_guesses() -> None:
    match = first("Харківська область")
    assert match.place.place_id == KHARKIV
    assert match.score < SURE


@pytest.mark.parametrize(
    ("town", "typed"),
    [
        ("Ізюм", "Ізюм Харківська область|Ізюм, Харківська|Ізюм Харківська|Харківська область Ізюм|Ізюм область"),
        ("Ізюм", "Izium Kharkiv oblast|Изюм Харьковская область|Изюм, Харьковская обл.|Ізюм Харк. обл."),
        ("Бровари", "Бровари Київська обл|Kyiv oblast Brovary|Бровари, Київська|Київська обл. Бровари"),
        ("Калуш", "Калуш Івано-Франківська область|Ivano Frankivsk oblast Kalush|Калуш, Івано-Франківська"),
        ("Elva", "Elva Tartu maakond|Elva, Tartumaa|Elva Tartumaa|Tartumaa, Elva|Elva Tartu County|Elva Elva vald"),
        ("Tartu", "Tartu, Tartumaa|Tartumaa Tartu|Tartu Tartu maakond"),
        ("Järva-Jaani", "Järva-Jaani Järva maakond|Järva maakond Järva-Jaani"),
        ("Narva", "Narva Ida-Viru maakond|Narva, Ida-Virumaa|Нарва, Ida-Virumaa"),
        ("Lund", "Lund Skåne län|Lund Skåne|Skåne, Lund|Lund Lunds kommun|Lund Lunds kommun Skåne län"),
        ("Göteborg", "Göteborg Västra Götalands län|Göteborg, Västra Götaland|Västra Götaland Göteborg"),
        ("Буча", "Буча Бучанський район|Бучанський р-н Буча|Буча Бучанський район Київська область"),
        ("Мерефа", "Харківський район Харківська область Мерефа|Мерефа, Харківська область, Харківський район"),
        ("Upplands Väsby", "Upplands Väsby kommun|Upplands Väsby kommun, Stockholms län"),
        ("Біла Церква", "Bila Tserkva raion|Біла Церква Білоцерківський район"),
    ],
)
def test_a_region_or_district_beside_a_town_is_neither_lost_nor_in_the_way(town: str, typed: str) -> None:
    answers = {text: first(text) for text in typed.split("|")}
    assert {text: (one.place.name, one.unmatched) for text, one in answers.items()} == dict.fromkeys(
        answers, (town, "")
    )


@pytest.mark.parametrize("typed", ["{} {}", "{}, {}"])
def test_a_region_without_a_word_for_it_chooses_too(typed: str) -> None:
    for region, name in (("Одеська", "Одеська область"), ("Херсонська", "Херсонська область")):
        assert first(typed.format("Іванівка", region)).place.region_name == name


@pytest.mark.parametrize(
    ("typed", "town", "unmatched"),
    [
        ("Ізюм Харківська область вул. Соборна 5", "Ізюм", "вул. Соборна 5"),
        ("вул. Соборна 5, Ізюм Харківська", "Ізюм", "вул. Соборна 5"),
        ("Lund Lunds kommun, Storgatan 5", "Lund", "Storgatan 5"),
        ("Ворзель Бучанський район, вул. Курортна 5", "Ворзель", "вул. Курортна 5"),
        ("Бровари вул. Київська", "Бровари", "вул. Київська"),
        ("вул. Київська, Бровари", "Бровари", "вул. Київська"),
        ("Київська вул. Бровари", "Бровари", "Київська вул."),
        ("Одеса, Київська", "Одеса", "Київська"),  # a street: Одеса is not there
        ("Bila Tserkva raion, Uzyn", "Узин", ""),
    ],
)
def test_streets_stay_streets_beside_regions_and_where_they_are_called_like_one(
    typed: str, town: str, unmatched: str
) -> None:
    assert (first(typed).place.name, first(typed).unmatched) == (town, unmatched)


def test_a_list_of_regions_is_not_searched_for_each_of_them() -> None:
    assert len(list(area_readings(read_question("Skåne, Крим, Tartumaa, " * 8)))) == 3


def test_a_name_of_a_town_and_of_a_region_is_the_town() -> None:
    assert first("Kalmar").place.name == "Kalmar"
    assert first("Lviv, Drohobych").place.name == first("Львів, Дрогобич").place.name == "Львів"


SAMPLE = [
    place
    for country, every in (("UA", 60), ("EE", 4), ("SE", 20))
    for place in [one for one in read_gazetteer() if one.country == country and one.is_town][::every]
]
"""Some thirty towns, all over the three countries."""
STREET = "вул. Вигадана 5"


@pytest.mark.parametrize(
    ("form", "unmatched"),
    [
        ("{town}, {region}", ""),
        ("{region}, {town}", ""),
        ("{town} {region}", ""),
        ("{region} {town}", ""),
        ("{latin} {latin_region}", ""),
        ("{town}, {region}, {street}", STREET),
        ("{street}, {town} {region}", STREET),
        ("{town}, {street}", STREET),
        ("{street}, {town}", STREET),
        ("{street} {town}", STREET),
    ],
)
def test_towns_are_found_by_any_address(form: str, unmatched: str) -> None:
    missed = []
    for place in SAMPLE:
        texts = {"region": place.region_name, "latin": place.latin_name, "latin_region": place.region_latin_name}
        match = first(form.format(town=place.name, street=STREET, **texts))
        if (match.place.name, match.unmatched) != (place.name, unmatched):
            missed.append((place.name, match))
    assert len(SAMPLE) > 25
    assert missed == []


@pytest.mark.parametrize("region", ["Харківська область", "Харківська", "Skåne", "Region Skåne", "Tartumaa", "Крим"])
def test_a_region_by_any_name_is_no_town_that_begins_so(region: str) -> None:
    assert first(region).score < SURE
    assert len({match.place.region_code for match in found(region)}) == 1


def test_a_country_leaves_others_out() -> None:
    assert {match.place.country for match in found("Tallinn", country="UA")} <= {"UA"}
    assert first("Tartu, Estonia").place.country == "EE"
    assert {match.place.country for match in found("Mar, Sweden", limit=20)} == {"SE"}
    for typed, town in (
        ("Харків Україна", "Харків"),
        ("Sweden Stockholm", "Stockholm"),
        ("Elva, Tartumaa, Eesti", "Elva"),
    ):
        assert (first(typed).place.name, first(typed).unmatched) == (town, "")
    assert first("Палац Україна, Київ").unmatched == "Палац Україна"


def test_near_places_come_first_among_equals() -> None:
    odesa, luhansk = (46.48, 30.72), (48.57, 39.30)
    assert first("Миколаївка", near=odesa).place.longitude < first("Миколаївка", near=luhansk).place.longitude
    assert first("Харків", near=odesa).place.place_id == KHARKIV


@pytest.mark.parametrize("text", ["", "   ", "12345", ",,,", "«»", "漢字", "rfhrsd", "!!!", "\x00\x01", "5 6 7"])
def test_what_is_no_name_finds_nothing(text: str) -> None:
    assert found(text) == []


def test_the_list_is_as_long_as_asked_for() -> None:
    assert len(found("к", limit=3)) == 3
    assert len(found("к")) == 8
    assert len({match.place.place_id for match in found("Миколаїв", limit=50)}) == len(found("Миколаїв", limit=50))


def test_extra_places_are_found_beside_the_others() -> None:
    extra = Place(-1, "UA", "07", "Вигаданське", "Vyhadanske", "Vyhadanske", 49.9, 36.2, 800)
    index = default_places().with_places([extra])
    assert index.search("вигаданске")[0].place == extra
    assert index.place(-1) == extra
    assert index.search("Харків")[0].place.place_id == KHARKIV
    assert default_places().place(-1) is None


def test_an_index_of_no_places_finds_nothing() -> None:
    index = PlaceIndex([])
    assert len(index) == 0
    assert index.search("Харків") == []
    assert index.search("Україна") == []


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.sampled_from(read_gazetteer()), st.sampled_from(["name", "latin_name"]))
def test_every_place_is_found_by_its_own_name(place: Place, attribute: str) -> None:
    near = (place.latitude, place.longitude)
    matches = default_places().search(getattr(place, attribute), near=near, limit=50)
    assert place in [match.place for match in matches if match.score >= SURE]


@settings(max_examples=60, deadline=None, derandomize=True)
@given(
    st.sampled_from([place for place in read_gazetteer() if (place.population or 0) > 50_000]),
    st.integers(0, 100),
    st.sampled_from(["drop", "swap", "double"]),
)
def test_a_town_is_found_with_one_slip_of_the_finger(place: Place, where: int, slip: str) -> None:
    name = place.name
    if len(name) < 6 or place.counted_in:
        return
    at = 1 + where % (len(name) - 2)
    pieces = {"drop": "", "swap": name[at + 1] + name[at], "double": name[at] * 2 + name[at + 1]}
    typed = name[:at] + pieces[slip] + name[at + (1 if slip == "drop" else 2) :]
    assert place in [match.place for match in found(typed)]


@settings(max_examples=150, deadline=None, derandomize=True)
@given(st.text(max_size=60))
def test_any_text_gets_a_list(text: str) -> None:
    assert isinstance(found(text), list)


@pytest.mark.parametrize("typed", ["Миколаїв Львівська обл", "Миколаїв, Львівська обл", "Миколаїв Львівська"])
def test_the_region_chooses_before_the_size(typed: str) -> None:
    assert (first(typed).place.region_name, first(typed).unmatched) == ("Львівська область", "")


def test_a_region_that_was_said_beats_a_better_name_elsewhere() -> None:
    assert first("Первомайський").place.region_name == "Донецька область"
    assert first("Первомайський, Харківська область").place.name == "Златопіль"


@pytest.mark.parametrize(
    ("typed", "name", "region"),
    [
        ("Шевченкове Київська обл", "Шевченкове", "Київська обл"),
        ("Вовчанськ Полтавська область", "Вовчанськ", "Полтавська область"),
        ("Дергачі, Львівська обл.", "Дергачі", "Львівська обл."),
        ("Миколаївка Харківська область", "Миколаївка", "Харківська область"),
        ("Львівська область, Салтівка, Харків", "Салтівка", "Львівська область"),
        ("Lund Stockholms län", "Lund", "Stockholms län"),
    ],
)
def test_a_place_outside_the_region_that_was_said_is_a_guess(typed: str, name: str, region: str) -> None:
    matches = found(typed)
    assert (matches[0].place.name, matches[0].unmatched) == (name, region)
    assert all(match.score < SURE for match in matches)


def test_a_city_that_is_a_region_of_its_own_is_in_the_one_around_it() -> None:
    for typed in ("Київ, Київська область", "Kyiv Kyiv oblast", "Київ Київська обл."):
        assert (first(typed).place.place_id, first(typed).score, first(typed).unmatched) == (KYIV, 1.0, "")


@pytest.mark.parametrize("typed", ["Мала", "с. Мала"])
def test_half_a_name_at_home_is_no_village_abroad_that_sounds_so(typed: str) -> None:
    assert {match.place.country for match in found(typed) if match.score >= SURE} == {"UA"}
    assert "Мала Данилівка" in [match.place.name for match in found(typed)]


def test_where_the_country_is_said_a_village_abroad_is_found_by_ear() -> None:
    for typed in ("Мала, Швеція", "Мала Västerbottens län"):
        assert (first(typed).place.name, first(typed).score >= SURE) == ("Malå", True)


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Тарту", "Tartu"),
        ("Нарва", "Narva"),
        ("Мальме", "Malmö"),
        ("Стокгольм", "Stockholm"),
        ("Лунд", "Lund"),
        ("Упсала", "Uppsala"),
        ("Талін", "Tallinn"),  # a quarter of Кропивницький begins so
        ("Kharkiv", "Харків"),
        ("Kiev", "Київ"),
    ],
)
def test_towns_abroad_are_sure_in_the_letters_of_the_other_alphabet(typed: str, name: str) -> None:
    assert (first(typed).place.name, first(typed).score >= SURE) == (name, True)


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Переяслав-Хмельницький", "Переяслав"),
        ("Кіровоград", "Кропивницький"),
        ("Комсомольськ", "Горішні Плавні"),
        ("Первомайський Харківська обл", "Златопіль"),
    ],
)
def test_former_names_lead_to_the_towns_of_today(typed: str, name: str) -> None:
    match = first(typed)
    assert (match.place.name, match.score >= SURE) == (name, True)
    assert match.matched_name != name


def test_former_names_are_of_places_of_the_file_and_new_to_them() -> None:
    for place_id, names in FORMER_NAMES.items():
        place = default_places().place(place_id)
        assert place is not None
        assert set(names) <= set(place.other_names)
        assert place.name not in names


def test_beside_a_town_its_own_villages_come_before_a_town_of_their_name_elsewhere() -> None:
    matches = [match for match in found("Петрівка, Одеса") if match.place.name in {"Одеса", "Петрівка"}]
    regions = [match.place.region_name for match in matches]
    assert matches[0].place.place_id == ODESA
    assert regions == ["Одеська область"] * 3 + ["Автономна Республіка Крим"]


@pytest.mark.parametrize(
    ("typed", "town"),
    [("Чугуївський район", "Чугуїв"), ("Ізюмський р-н", "Ізюм"), ("Харківський район", "Харків")],
)
def test_a_district_alone_is_guessed_to_be_about_the_town_it_is_called_after(typed: str, town: str) -> None:
    assert (first(typed).place.name, first(typed).score < SURE) == (town, True)
