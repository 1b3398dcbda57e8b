"""Facts are taken out of free text when they are plainly said, and only then."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from punkt.formats.remark_words import item_of
from punkt.formats.remarks import read_remark
from punkt.model.fields import FACTS, checked_fact
from punkt.model.vocabulary import Availability


@pytest.mark.parametrize(
    ("text", "values"),
    [
        (
            "Світло, обігрівач. Відкрито. Ключі у мешканців. Місткість 50. Позначка +",
            {"service.heat": "yes", "entrance_note": "Ключі у мешканців", "capacity_seated": 50},
        ),
        (
            "Автономне світло, автономне водопостачання, туалети, харчування, душ",
            {
                "power.lighting": "yes",
                "service.water": "yes",
                "water.own_source": "yes",
                "service.toilet": "yes",
                "service.food": "yes",
                "service.washing": "yes",
            },
        ),
        (
            "Світла немає, сиро, позначка -, коючи у мешканців",
            {"power.lighting": "no", "entrance_note": "коючи у мешканців"},
        ),
        (
            "Світло, тепло. Вхід через під'їзд 2. Місткість 100+",
            {"service.heat": "yes", "entrance_note": "Вхід через під'їзд 2", "capacity_seated": 100},
        ),
        ("Місткість понад 200 +", {"capacity_seated": 200}),
        ("Місткість 1 000 осіб", {"capacity_seated": 1000}),
        ("на 50 чол.", {"capacity_seated": 50}),
        ("20 ліжок, 15 спальних місць", {"service.rest": "yes", "safety.n_beds": 20, "capacity_lying": 15}),
        ("стільці, теплотраса", {"service.rest": "yes", "heat.source": "district"}),
        (
            "Генератор 5 кВт, старлінк",
            {
                "power.n_generators": 1,
                "power.generator_kw": 5.0,
                "service.internet": "yes",
                "communication.link": "starlink",
            },
        ),
        ("вайфай, Wi-Fi", {"service.internet": "yes"}),
        (
            "аптечка, вогнегасники, рація",
            {"safety.first_aid_kit": "yes", "safety.fire_extinguisher": "yes", "communication.radio": "yes"},
        ),
        ("Кімната матері та дитини, гарячий чай", {"service.mother_child": "yes", "service.hot_drink": "yes"}),
        ("технічна вода", {}),
        ("вода не питна", {}),
        ("Відкрите цілодобово", {"opening_mode": "24/7"}),
        ("Відкрите в робочі години", {"opening_mode": "schedule"}),
        (
            "Heater, drinking water and toilet. No internet. Capacity 80",
            {
                "service.heat": "yes",
                "service.water": "yes",
                "service.toilet": "yes",
                "service.internet": "no",
                "capacity_seated": 80,
            },
        ),
        (
            "Generaator olemas, vesi, tualett puudub. Mahutab 50 inimest",
            {"power.n_generators": 1, "service.water": "yes", "service.toilet": "no", "capacity_seated": 50},
        ),
        (
            "Elverk, värme och vatten. Saknas toalett. 60 personer",
            {
                "power.n_generators": 1,
                "service.heat": "yes",
                "service.water": "yes",
                "service.toilet": "no",
                "capacity_seated": 60,
            },
        ),
        ("частково опалення", {"service.heat": "limited"}),
        ("обмежений інтернет", {"service.internet": "limited"}),
    ],
)
def test_what_is_plainly_said_becomes_a_fact(text: str, values: dict[str, object]) -> None:
    assert read_remark(text).values == values


@pytest.mark.parametrize(
    ("text", "denied"),
    [
        ("без світла", {"power.lighting"}),
        ("немає води, туалету та інтернету", {"service.water", "service.toilet", "service.internet"}),
        ("Без води і туалету", {"service.water", "service.toilet"}),
        ("вода відсутня", {"service.water"}),
        ("туалет, вода відсутні", {"service.water", "service.toilet"}),
        ("Інтернет не працює", {"service.internet"}),
        ("ilma veeta, tualett puudub", {"service.toilet"}),
        ("without heating", {"service.heat"}),
        ("ingen värme", {"service.heat"}),
    ],
)
def test_denials_are_noes(text: str, denied: set[str]) -> None:
    values = read_remark(text).values
    assert {key for key, value in values.items() if value == "no"} == denied
    assert "yes" not in values.values()


def test_a_denial_of_one_thing_does_not_deny_its_neighbours() -> None:
    assert read_remark("Є вода, туалету немає, тепло").values == {
        "service.water": "yes",
        "service.toilet": "no",
        "service.heat": "yes",
    }
    assert read_remark("Світло, вода. Позначка відсутня. Туалет").values == {
        "service.water": "yes",
        "service.toilet": "yes",
    }


def test_a_list_after_a_denial_that_may_be_a_new_statement_says_nothing() -> None:
    assert read_remark("немає води, туалет").values == {"service.water": "no"}
    assert read_remark("no water, toilet").values == {"service.water": "no"}
    assert read_remark("no water, toilet available").values == {"service.water": "no", "service.toilet": "yes"}


@pytest.mark.parametrize(
    "text",
    [
        "Потрібен генератор",
        "буде інтернет",
        "Планується опалення",
        "вода?",
        "генератор несправний",
        "Generator needed",
        "vajab vett",
        "вода є. води немає",
    ],
)
def test_wishes_plans_questions_breakages_and_contradictions_state_nothing(text: str) -> None:
    assert read_remark(text).values == {}


def test_plain_light_says_nothing_of_light_without_the_grid() -> None:
    assert "power.lighting" not in read_remark("Світло, електроенергія").values


@pytest.mark.parametrize(
    ("typo", "key"),
    [
        ("туалєт", "service.toilet"),
        ("інтренет", "service.internet"),
        ("генертор", "power.n_generators"),
        ("обігрівачь", "service.heat"),
        ("меблии", "service.rest"),
        ("тепле", None),
        ("харків", None),
        ("світлана", None),
        ("дім", None),
    ],
)
def test_a_slip_of_the_pen_is_forgiven_in_long_words_only(typo: str, key: str | None) -> None:
    assert item_of(typo) == key


def test_a_proper_name_is_not_taken_for_a_slip() -> None:
    assert read_remark("м. Харків, вул. Івана Франка, ЖК Світлана").values == {}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Закрито. Позначка +", "stated-closed"),
        ("Не використовується", "stated-closed"),
        ("Closed", "stated-closed"),
        ("suletud", "stated-closed"),
        ("Не готове", "stated-not-ready"),
        ("Ведуться ремонтні роботи", "stated-not-ready"),
        ("Приватне укриття. Обмежено облаштоване", "stated-not-public"),
        ('Приватне укриття для потреб "Заводу"', "stated-not-public"),
        ("Укриття для потреб підприємства", "stated-not-public"),
    ],
)
def test_a_door_that_was_shut_is_a_finding_and_never_a_state(text: str, code: str) -> None:
    reading = read_remark(text)
    assert code in reading.codes
    assert not {"state", "open", "closed"} & {*reading.values, *map(str, reading.values.values())}


def test_a_thing_that_does_not_work_does_not_close_the_point() -> None:
    assert read_remark("Інтернет не працює").codes == []


def test_a_placeholder_capacity_in_words_is_a_blank() -> None:
    reading = read_remark("Місткість 0")
    assert (reading.values, reading.codes) == ({}, ["placeholder-capacity"])


@pytest.mark.parametrize("text", ["Ключі у Петренко І.І. 067 123 45 67", "ключі у Марії", "keys 0671234567"])
def test_a_line_that_names_a_person_is_private(text: str) -> None:
    reading = read_remark(text)
    assert "entrance_note" not in reading.values
    assert reading.contacts == [text]


_WORDS = st.sampled_from(
    [
        "світло",
        "світла",
        "вода",
        "води",
        "туалет",
        "туалету",
        "немає",
        "без",
        "є",
        "не",
        "відсутні",
        "працює",
        "генератор",
        "закрито",
        "місткість",
        "50",
        ",",
        ".",
        ";",
        "та",
        "ключі",
        "у",
        "потрібен",
        "інтернет",
        "частково",
        "?",
        "heat",
        "no",
    ]
)


@settings(max_examples=400, derandomize=True, deadline=None)
@given(st.lists(_WORDS, max_size=25).map(" ".join))
def test_any_jumble_of_known_words_gives_only_values_that_their_fields_hold(text: str) -> None:
    for key, value in read_remark(text).values.items():
        if key in FACTS:
            assert checked_fact(key, value) == value


@settings(max_examples=200, derandomize=True, deadline=None)
@given(st.text(max_size=200))
def test_text_without_a_word_of_denial_denies_nothing(text: str) -> None:
    if not any(
        word in text.casefold()
        for word in ("не", "нет", "без", "від", "от", "no", "ei", "ej", "in", "ut", "sa", "po", "pu", "il", "wi", "ня")
    ):
        assert Availability.NO.value not in read_remark(text).values.values()
