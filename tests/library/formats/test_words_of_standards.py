"""Every field that standards ask for is known by the headings and answers of four languages."""

from collections import defaultdict

import pytest

from punkt.formats.columns import recognise_columns
from punkt.formats.drafting import draft_points
from punkt.formats.stated import Stated, reader_of
from punkt.formats.synonyms import HEADERS, STANDARD_WORDS, folded, header_target
from punkt.formats.table import SourceRow, SourceTable
from punkt.formats.word_files import words_by_meaning
from punkt.model.fields import FIELDS, FieldKind

GENERAL = words_by_meaning("header_words.txt")
NEVER_ASKED = {"position", "capacity_seated_basis", "capacity_lying_basis"}
BROUGHT_BY_STANDARDS = sorted(FIELDS.keys() - GENERAL.keys() - NEVER_ASKED)
LANGUAGES = sorted(STANDARD_WORDS)
ANSWERED = [key for key in BROUGHT_BY_STANDARDS if FIELDS[key].kind is FieldKind.AVAILABILITY]


def words_of(language: str) -> dict[str, tuple[str, ...]]:
    return words_by_meaning(STANDARD_WORDS[language])


def answer(key: str, text: str, header: str = "") -> Stated:
    reader = reader_of(key, header=header or key)
    assert reader is not None
    return reader(text)


def test_the_fields_that_standards_brought_are_as_many_as_the_register_says() -> None:
    assert len(BROUGHT_BY_STANDARDS) == 63


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", BROUGHT_BY_STANDARDS)
def test_each_has_words_in_each_language_that_lead_to_it(key: str, language: str) -> None:
    words = words_of(language).get(key, ())
    assert words
    assert [word for word in words if header_target(word) != (key, 0.95)] == []


def test_no_word_leads_to_two_fields() -> None:
    owners: dict[str, set[str]] = defaultdict(set)
    for file_name in ("header_words.txt", *STANDARD_WORDS.values()):
        for target, words in words_by_meaning(file_name).items():
            for word in words:
                owners[folded(word)].add(target)
    assert {word: targets for word, targets in owners.items() if len(targets) > 1} == {}


def test_the_files_name_fields_only_and_no_word_took_another_from_the_general_ones() -> None:
    assert {key for language in LANGUAGES for key in words_of(language)} <= FIELDS.keys()
    kept = {target: "" if target == "(unused)" else target for target in GENERAL}
    assert [word for target, words in GENERAL.items() for word in words if HEADERS[folded(word)] != kept[target]] == []


@pytest.mark.parametrize(
    ("header", "target"),
    [
        ("Графік роботи", "hours"),
        ("Графік чергувань", "arranged.roster"),
        ("Кількість місць", "capacity_seated"),
        ("Кількість місць для маломобільних груп населення", "access.n_limited_mobility"),
        ("Туалет", "service.toilet"),
        ("Туалети для жінок (шт)", "water.n_toilets_women"),
        ("Запас води", "service.water"),
        ("Гаряча вода", "water.hot"),
        ("Найближче укриття", "safety.shelter"),
        ("Інформація про найближчі укриття, магазини, АЗС, банки", "notice.nearby"),
        ("Інформація", "remark"),
        ("Мови", "access.languages"),
        ("Мови інформації", "notice.languages"),
        ("Площа", ""),
        ("Площа приміщення, м²", "space.floor_m2"),
        ("Наявність дефібрилятора", "safety.n_defibrillators"),
        ("Наявність графіка чергувань", "arranged.roster"),
        ("Kas on olemas defibrillaator", "safety.n_defibrillators"),
        ("Finns hjärtstartare", "safety.n_defibrillators"),
        ("Finns det barnmat", "food.infants"),
        ("Frivilliga (antal)", "arranged.volunteers"),
        ("Duty roster", "arranged.roster"),
    ],
)
def test_the_longer_heading_wins_over_the_word_that_it_begins_with(header: str, target: str) -> None:
    assert header_target(header)[0] == target


@pytest.mark.parametrize("key", ANSWERED)
def test_yes_and_no_are_read_in_four_languages(key: str) -> None:
    for text in ("так", "є", "yes", "jah", "on olemas", "ja", "finns"):
        assert answer(key, text).values == ((key, "yes"),), text
    for text in ("ні", "немає", "відсутній", "no", "ei", "puudub", "nej", "saknas"):
        assert answer(key, text).values == ((key, "no"),), text
    for text in ("частково", "partly", "osaliselt", "delvis"):
        assert answer(key, text).values == ((key, "limited"),), text
    assert answer(key, "0").values == ()


@pytest.mark.parametrize(
    ("key", "text", "value"),
    [
        ("arranged.premises_agreement", "Укладено", "yes"),
        ("arranged.premises_agreement", "не укладено", "no"),
        ("arranged.premises_agreement", "sõlmitud", "yes"),
        ("arranged.premises_agreement", "sõlmimata", "no"),
        ("arranged.premises_agreement", "tecknat", "yes"),
        ("arranged.premises_agreement", "ej tecknat", "no"),
        ("notice.sign", "встановлено", "yes"),
        ("notice.sign", "не встановлено", "no"),
        ("notice.sign", "буде встановлено", None),
        ("notice.sign", "немає, планується", "no"),
        ("notice.sign", "will be posted", None),
        ("arranged.roster", "ще не затверджено", None),
        ("arranged.roster", "не визначено", None),
        ("arranged.volunteers", "5", "yes"),
        ("safety.n_defibrillators", "є", 1),
        ("safety.n_defibrillators", "2 шт", 2),
        ("safety.n_defibrillators", "saknas", 0),
        ("safety.n_defibrillators", "не працює", None),
        ("water.n_toilets_women", "так", None),
        ("space.floor_m2", "120 м²", 120),
        ("space.floor_m2", "85,5 кв. м", 85.5),
        ("space.floor_m2", "60 kvm", 60),
        ("space.floor_m2", "120 осіб", None),
        ("power.generator_distance_m", "6 м", 6),
        ("power.generator_distance_m", "8 meetrit", 8),
        ("siting.home_distance_m", "1,5 км", 1500),
        ("siting.home_distance_m", "0.8 km", 800),
        ("siting.stop_min", "5 хв", 5),
        ("water.queue_min", "0,5 год", 30),
        ("power.group_tank_l", "100 л", 100),
        ("power.ran_under_load_h", "90 хв", 1.5),
        ("access.n_with_children", "10 місць", 10),
        ("access.barrier_class", "безбар'єрний", "free"),
        ("access.barrier_class", "частково безбар'єрний", "partly"),
        ("access.barrier_class", "бар’єрний", "barrier"),
        ("access.barrier_class", "не безбар'єрний", "barrier"),
        ("access.barrier_class", "osaliselt takistusteta", "partly"),
        ("access.barrier_class", "takistustega", "barrier"),
        ("access.barrier_class", "hinderfri", "free"),
        ("access.barrier_class", "med hinder", "barrier"),
        ("access.barrier_class", "fully accessible", "free"),
        ("access.barrier_class", "так", None),
        ("opening.service_level", "Nivå 2", "day"),
        ("opening.service_level", "3", "overnight"),
        ("opening.service_level", "інформаційний", "information"),
        ("opening.service_level", "päevakeskus", "day"),
        ("opening.service_level", "денний і нічний", None),
        ("heat.source", "puudub", None),
        ("heat.source", "puuküte", "solid_fuel"),
        ("notice.languages", "українська, англійська", "українська, англійська"),
    ],
)
def test_what_officials_write_below_such_a_heading(key: str, text: str, value: object) -> None:
    assert dict(answer(key, text).values) == ({} if value is None else {key: value})


def test_the_heading_gives_the_unit_of_bare_numbers() -> None:
    assert answer("siting.home_distance_m", "1,2", "Відстань до житла, км").values == (
        ("siting.home_distance_m", 1200),
    )
    assert answer("space.floor_m2", "90", "Площа приміщення, м²").values == (("space.floor_m2", 90),)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sheet_with_all_headings_of_a_language_loses_no_column(language: str) -> None:
    words = {key: words_of(language)[key][0] for key in BROUGHT_BY_STANDARDS}
    table = SourceTable("csv", ("name", *words.values()), [SourceRow(2, ("A", *("1" for _ in words)))])
    targets = recognise_columns(table).targets
    assert {key: targets[word] for key, word in words.items()} == {key: key for key in words}
    (draft,) = draft_points(table, recognise_columns(table))
    assert {key for key in ANSWERED if draft.values.get(key) != "yes"} == set()
