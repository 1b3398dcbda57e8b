"""The place search with the gazetteer that comes with Punkt."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from punkt.places.gazetteer import Place, read_gazetteer
from punkt.places.search import SURE, PlaceIndex, PlaceMatch, default_places

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


def test_a_region_chooses_among_places_of_one_name() -> None:
    assert first("Іванівка, Одеська область").place.region_name == "Одеська область"
    assert first("Іванівка, Херсонська обл.").place.region_name == "Херсонська область"
    assert first("Іванівка").place.region_name not in {"Одеська область", "Херсонська область"}


def test_a_region_alone_gives_its_largest_places_as_guesses() -> None:
    match = first("Харківська область")
    assert match.place.place_id == KHARKIV
    assert match.score < SURE


def test_a_country_leaves_others_out() -> None:
    assert {match.place.country for match in found("Tallinn", country="UA")} <= {"UA"}
    assert first("Tartu, Estonia").place.country == "EE"
    assert {match.place.country for match in found("Mar, Sweden", limit=20)} == {"SE"}


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
