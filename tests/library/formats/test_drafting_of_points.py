"""Rows become drafts: values, names, places, private lines, findings; what is not understood stays in the extras."""

from collections.abc import Mapping, Sequence

import pytest

from punkt.formats.columns import recognise_columns
from punkt.formats.draft import PointDraft, Severity
from punkt.formats.drafting import draft_points
from punkt.formats.findings import REASONS, finding
from punkt.formats.host_kinds import host_kind_of
from punkt.formats.table import Cell, SourceRow, SourceTable
from punkt.ids import point_code
from punkt.model.vocabulary import HostKind


def drafts(
    columns: Sequence[str], *rows: Sequence[Cell], remembered: Mapping[str, str] | None = None
) -> list[PointDraft]:
    table = SourceTable("csv", tuple(columns), [SourceRow(i, tuple(row)) for i, row in enumerate(rows, 2)])
    return list(draft_points(table, recognise_columns(table, remembered=remembered)))


def draft(**cells: Cell) -> PointDraft:
    """The draft of a single named point with these further columns."""
    return drafts(("Назва", *cells), ("Пункт", *cells.values()))[0]


def read(target: str, cell: Cell, *others: Cell) -> tuple[object, list[str], Cell]:
    """``(value, codes, extra)`` of one cell under a target; ``others`` are the cells of further rows."""
    made = drafts(("Назва", "?"), *(("Пункт", each) for each in (cell, *others)), remembered={"?": target})[0]
    return made.values.get(target), [code for code in codes(made) if code != "no-position"], made.extras.get("?")


def codes(made: PointDraft) -> list[str]:
    return [noticed.code for noticed in made.findings]


def test_an_empty_row_is_refused_and_keeps_its_number() -> None:
    made = drafts(("Назва", "lat"), ("Школа", 50.1), (None, " "), ("null", "-"))
    assert [one.row_number for one in made] == [2, 3, 4]
    assert [codes(one) for one in made[1:]] == [["empty-row"], ["empty-row"]]
    assert all(one.is_refused for one in made[1:])


def test_a_row_that_cannot_be_told_from_any_other_is_refused() -> None:
    (made,) = drafts(("Назва", "Місткість"), (None, 50))
    assert codes(made) == ["nothing-to-identify"]
    assert made.is_refused


@pytest.mark.parametrize("columns", [("Назва",), ("Адреса",), ("вулиця",)])
def test_a_name_or_an_address_without_a_position_is_imported_and_pointed_out(columns: tuple[str, ...]) -> None:
    (made,) = drafts(columns, ("Шкільна",))
    assert not made.is_refused
    assert ("no-position", Severity.SUSPICIOUS) in [(noticed.code, noticed.severity) for noticed in made.findings]


def test_a_position_alone_is_enough() -> None:
    (made,) = drafts(("lat", "lon"), (50.45012, 30.52341))
    assert (made.is_refused, made.findings) == (False, ())
    assert made.position is not None


def test_coordinates_that_give_no_position_are_kept() -> None:
    made = drafts(("Назва", "lat", "lon"), ("Пункт", 50.45, 30.52), ("Пункт", 0, "0"))[1]
    assert made.extras == {"lat": 0, "lon": "0"}
    assert codes(made) == ["null-island", "no-position"]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("50", (50, [], None)),
        ("до 50 осіб", (50, [], None)),
        ("200+", (200, [], None)),
        ("1 000", (1000, [], None)),
        ("50 чол.", (50, [], None)),
        ("50-100", (50, ["lower-of-range"], "50-100")),
        ("0", (None, ["placeholder-capacity"], "0")),
        (1, (None, ["placeholder-capacity"], 1)),
        ("-", (None, [], None)),
        ("NULL", (None, [], None)),
        ("невідомо", (None, [], None)),
        (None, (None, [], None)),
        ("багато", (None, ["unreadable-value"], "багато")),
        ("100 м2", (None, ["unreadable-value"], "100 м2")),
        ("999999", (None, ["out-of-limits"], "999999")),
        ("-5", (None, ["out-of-limits"], "-5")),
    ],
)
def test_capacity_is_a_count_or_unknown_and_never_a_placeholder(
    cell: Cell, expected: tuple[object, list[str], Cell]
) -> None:
    assert read("capacity_seated", cell) == expected


@pytest.mark.parametrize(
    ("target", "cell", "value", "noticed"),
    [
        ("service.heat", "так", "yes", []),
        ("service.heat", "немає", "no", []),
        ("service.heat", "частково", "limited", []),
        ("service.heat", False, "no", []),
        ("service.heat", " ", None, []),
        ("service.heat", "null", None, []),
        ("service.heat", "0", None, ["placeholder-zero"]),
        ("service.heat", 1, "yes", []),
        ("service.heat", "3", "yes", []),
        ("service.heat", "хтозна", None, ["unclear-answer"]),
        ("access.step_free", "designated", "yes", []),
        ("access.step_free", "limited", "limited", []),
        ("power.generator_kw", "5 кВт", 5, []),
        ("power.generator_kw", "5000 W", 5, []),
        ("power.generator_kw", "10 кВА", 8, ["converted-kva"]),
        ("power.generator_kw", "2 шт", None, ["unreadable-value"]),
        ("water.drinking_l", "200 л", 200, []),
        ("water.drinking_l", "немає", 0, []),
        ("heat.indoor_c", "немає", None, ["unreadable-value"]),
        ("promised_minutes", "2 години", 120, []),
        ("power.fuel", "дизель", "diesel", []),
        ("power.fuel", "бензин А-95", "petrol", []),
        ("power.fuel", "газ/дизель", None, ["unreadable-value"]),
        ("heat.source", "централізоване", "district", []),
        ("heat.source", "дрова", "solid_fuel", []),
        ("power.changeover", "АВР", "automatic", []),
        ("communication.link", "Starlink", "starlink", []),
        ("communication.link", "оптика xPON", "xpon", []),
        ("power.n_generators", "2", 2, []),
        ("power.n_generators", "є", 1, ["counted-as-one"]),
        ("power.n_generators", "немає", 0, []),
        ("power.n_generators", "5 кВт", 1, ["counted-as-one"]),
        ("opening_mode", "цілодобово", "24/7", []),
        ("opening_mode", "резерв", "standby", []),
        ("opening_mode", "щось", None, ["unreadable-value"]),
        ("hazard.flood", "висока", "high", []),
        ("host_kind", "ліцей", "school", []),
        ("host_kind", "railway", "railway", []),
        ("kind", "стаціонарний", "stationary", []),
        ("kind", "Скривалище", None, []),
        ("safety.guard", "поліція", "поліція", []),
        ("power.lighting", "-", None, []),
    ],
)
def test_each_kind_of_field_reads_its_words(target: str, cell: Cell, value: object, noticed: list[str]) -> None:
    stated, codes_, extra = read(target, cell)
    assert (stated, codes_) == (value, noticed)
    if stated is None and cell not in (None, " ", "null", "-"):
        assert extra == cell, "what is not understood stays"


def test_a_zero_is_a_no_only_in_a_column_of_zeros_and_ones() -> None:
    assert read("service.heat", "0", "1", "0")[0] == "no"
    assert read("service.heat", "0", "1", "2")[0] is None
    assert read("service.heat", "0", "0", None)[0] is None


def test_a_generator_column_in_kilowatts_gives_the_power_too() -> None:
    made = draft(Генератор="5 кВт")
    assert (made.values["power.n_generators"], made.values["power.generator_kw"], made.extras["Генератор"]) == (
        1,
        5,
        "5 кВт",
    )


def test_thousands_without_a_unit_are_not_taken_for_kilowatts() -> None:
    assert draft(**{"Потужність генератора": "5000"}).extras == {"Потужність генератора": "5000"}
    assert draft(**{"Потужність генератора, Вт": "5000"}).values["power.generator_kw"] == 5
    assert draft(**{"Потужність генератора, кВт": "1200"}).values["power.generator_kw"] == 1200


def test_a_starlink_column_says_which_link_and_that_there_is_internet() -> None:
    made = draft(Старлінк="так")
    assert (made.values["communication.link"], made.values["service.internet"]) == ("starlink", "yes")
    denied = draft(Старлінк="ні")
    assert not {"communication.link", "service.internet"} & set(denied.values), (
        "no Starlink says nothing of other links"
    )


def test_a_column_of_its_own_is_believed_before_what_follows_from_another() -> None:
    assert draft(Старлінк="так", Інтернет="ні").values["service.internet"] == "no"


def test_hours_give_the_mode_and_the_short_form_and_keep_the_words() -> None:
    made = draft(**{"Режим роботи": "пн-пт 8.00-17.00"})
    assert (made.values["opening_mode"], made.values["hours_normal"]) == ("schedule", "Mo-Fr 08:00-17:00")
    assert made.extras["Режим роботи"] == "пн-пт 8.00-17.00"
    standby = draft(**{"Режим роботи": "цілодобово під час відключення"})
    assert (standby.values["opening_mode"], standby.values["hours_activated"]) == (
        "standby",
        "цілодобово під час відключення",
    )


@pytest.mark.parametrize(
    ("cell", "noticed", "mode"),
    [
        ("закрито", ["stated-closed"], None),
        ("ні", ["stated-closed"], None),
        ("працює", [], None),
        ("режим очікування", [], "standby"),
        ("ремонт", ["stated-not-ready"], None),
    ],
)
def test_a_state_in_a_list_never_becomes_a_live_state(cell: str, noticed: list[str], mode: str | None) -> None:
    made = draft(Статус=cell)
    assert [code for code in codes(made) if code.startswith("stated")] == noticed
    assert made.values == ({"opening_mode": mode} if mode else {})
    assert made.extras["Статус"] == cell


def test_a_remark_is_kept_and_its_facts_stand_beside_it() -> None:
    text = "Закрито. Ключі у мешканців. Місткість 50. Без води"
    made = draft(Примітка=text)
    assert made.values == {"entrance_note": "Ключі у мешканців", "capacity_seated": 50, "service.water": "no"}
    assert made.extras == {"Примітка": text}
    assert {"stated-closed", "read-from-remark"} <= set(codes(made))


def test_a_column_is_believed_before_a_remark_that_contradicts_it() -> None:
    made = draft(Вода="так", Примітка="без води")
    assert made.values["service.water"] == "yes"
    assert "contradicting-remark" in codes(made)


def test_an_object_of_services_is_read_by_its_answers() -> None:
    made = drafts(("name", "services"), ("x", {"heating": False, "wifi": True, "toilet": None}))[0]
    assert (made.values["service.heat"], made.values["service.internet"]) == ("no", "yes")
    assert "service.toilet" not in made.values


def test_a_list_of_services_is_read() -> None:
    made = drafts(("name", "services"), ("x", ["heating", "wifi"]))[0]
    assert (made.values["service.heat"], made.values["service.internet"]) == ("yes", "yes")


def test_names_carry_the_language_of_their_letters() -> None:
    assert draft().names == {"": "Пункт"}
    assert drafts(("Назва", "Адреса"), ("Школа", "вул. Київська, її"))[0].names == {"uk": "Школа"}
    assert drafts(("nimi", "aadress"), ("Kool", "Harju maakond"))[0].names == {"et": "Kool"}
    assert drafts(("name:uk", "name:en"), ("Школа", "School"))[0].names == {"uk": "Школа", "en": "School"}
    assert drafts(("име",), ("Скривалище в ъгъла",))[0].names == {"": "Скривалище в ъгъла"}


def test_the_name_of_the_source_is_not_the_name_of_the_point() -> None:
    made = drafts(("sourceName", "address"), ("Громада", "вул. Садова, 1"))[0]
    assert (made.names, made.extras) == ({}, {"sourceName": "Громада"})


def test_the_address_is_put_together_from_its_parts() -> None:
    made = drafts(
        ("addr:street", "addr:housenumber", "addr:postcode", "addr:city"), ("Садова", "5", "42700", "Охтирка")
    )[0]
    assert made.values == {"address": "Садова, 5, 42700", "settlement": "Охтирка"}
    assert made.places == {"settlement": "Охтирка"}


def test_places_are_kept_by_level() -> None:
    made = draft(Область="Сумська", Район="Охтирський", Громада="Охтирська", КАТОТТГ="UA01020010010075540")
    assert made.places == {
        "region": "Сумська",
        "district": "Охтирський",
        "municipality": "Охтирська",
        "code": "UA01020010010075540",
    }


def test_people_and_phones_are_private_lines() -> None:
    made = draft(Телефон=380671234567.0, **{"Відповідальна особа": "Іванова І.І."})
    assert made.contacts == ("380671234567", "Іванова І.І.")
    assert made.extras == {}


def test_identifiers_are_kept_once_with_their_authority() -> None:
    made = drafts(("@id", "osm", "id"), ("way/12345", "way/12345", 7.0))[0]
    assert made.identifiers == (("osm", "way/12345"), ("", "7"))


def test_our_own_code_is_read_however_it_is_typed() -> None:
    code = point_code(1234)
    assert read("code", code.lower().replace("-", " "))[1] == []
    made = drafts(("Назва", "?"), ("Пункт", code.lower()), remembered={"?": "code"})[0]
    assert made.identifiers == (("punkt", code),)
    assert read("code", "ABC")[1:] == (["unreadable-value"], "ABC")


def test_the_time_of_the_statement_is_iso_and_nonsense_is_kept() -> None:
    assert draft(Оновлено=1700000000000).stated_on == "2023-11-14T22:13:20+00:00"
    made = drafts(("Назва", "Оновлено"), ("a", "12.03.2024"), ("b", "колись"))
    assert (made[0].stated_on, made[1].stated_on, made[1].extras) == ("2024-03-12", "", {"Оновлено": "колись"})
    assert "unreadable-date" in codes(made[1])


def test_too_long_a_text_is_cut_and_kept_whole_beside() -> None:
    long = "я" * 5000
    made = drafts(("Назва", "Адреса"), (long, long))[0]
    assert (len(made.names[""]), len(str(made.values["address"])), made.extras) == (
        300,
        300,
        {"Назва": long, "Адреса": long},
    )
    assert "cut-text" in codes(made)


def test_markup_is_stripped_from_values_and_not_from_what_is_kept() -> None:
    made = drafts(("Назва", "щось"), ("<b>Школа</b>", "<i>5</i>"))[0]
    assert (made.names[""], made.extras) == ("Школа", {"щось": "<i>5</i>"})
    assert "stripped-markup" in codes(made)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("ЗДО «Дивосвіт»", HostKind.KINDERGARTEN),
        ("ОЗО «Софіївський ліцей»", HostKind.SCHOOL),
        ("ДЮСШ №2", HostKind.SPORT),
        ("Міська бібліотека", HostKind.LIBRARY),
        ("Боромлянська сільська рада", HostKind.TOWN_HALL),
        ("ЦНАП", HostKind.TOWN_HALL),
        ("Пункт незламності (ДСНС)", HostKind.FIRE_STATION),
        ("Намет ДСНС", HostKind.RESCUE_TENT),
        ("Пункт незламності «станція Запоріжжя-Ліве»", HostKind.RAILWAY),
        ("Станція швидкої допомоги", HostKind.HEALTH),
        ("АЗС ОККО", HostKind.FUEL_STATION),
        ("Будинок культури", HostKind.CULTURE),
        ("Білоцерківський відділ", None),
        ("вул. Соборна", None),
        ("Pirita Majandus-gümnaasium", HostKind.SCHOOL),
        ("Saverna lasteaed-külakeskus", HostKind.KINDERGARTEN),
        ("Valgjärve külamaja", HostKind.VILLAGE_HALL),
        ("TÜ raamatukogu", HostKind.LIBRARY),
        ("Rannu rahvamaja", HostKind.CULTURE),
        ("Solna skola", HostKind.SCHOOL),
        ("Förskolan Solen", HostKind.KINDERGARTEN),
        ("Räddningstjänsten", HostKind.FIRE_STATION),
        ("Idrottshallen", HostKind.SPORT),
        ("Stadsbiblioteket", HostKind.LIBRARY),
        ("ЗОШ Олександрівської селищної ради", HostKind.SCHOOL),
        ("ДГ № 82", HostKind.KINDERGARTEN),
        ("大塔小学校", HostKind.SCHOOL),
        ("КСЗ", None),
        ("ОСББ «Сімейний»", HostKind.HOUSING),
    ],
)
def test_the_kind_of_host_is_guessed_from_words_of_the_name(name: str, kind: HostKind | None) -> None:
    assert host_kind_of(name) == kind


def test_a_guessed_kind_of_host_is_pointed_out_and_a_stated_one_is_not() -> None:
    guessed = drafts(("Назва",), ("Школа №5",))[0]
    assert (guessed.values["host_kind"], "inferred-host-kind" in codes(guessed)) == ("school", True)
    stated = drafts(("Назва", "Тип закладу"), ("Школа №5", "бібліотека"))[0]
    assert (stated.values["host_kind"], "inferred-host-kind" in codes(stated)) == ("library", False)


def test_every_finding_has_one_wording() -> None:
    assert all(reason.endswith(".") and "{" not in reason for _severity, reason in REASONS.values())
    assert finding("empty-row") is finding("empty-row")
    with pytest.raises(KeyError):
        finding("no-such-code")
