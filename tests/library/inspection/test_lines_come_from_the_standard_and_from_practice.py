"""Every field that the standard looks at and that is seen on site has one line, then come those of practice."""

import hashlib
from datetime import date
from importlib.resources import files

import pytest

from punkt.errors import InvalidValue
from punkt.inspection.lines import LineForm
from punkt.inspection.practice import packaged_practices, practice_in, read_practice
from punkt.inspection.template import (
    by_topic,
    fields_of,
    is_seen_on_site,
    lines_of,
    standard_and_practice,
    template_name,
    template_of,
)
from punkt.model.fields import FIELDS, Audience
from punkt.standards.assessing import Assessed
from punkt.standards.editions import packaged_standards, standard_on
from punkt.standards.terms import Basis, Force, Scope, Topic
from punkt.wording import LANGUAGES

ON = date(2026, 10, 1)
STANDARD = standard_on("ua-1401", ON)
PRACTICE = practice_in("UA")
# A version that was given out is never changed: what was answered by it stays explainable. Add a file instead.
GIVEN_OUT = {"poltava-1.toml": "7a841eb2b47bbe58"}
STATIONARY = (
    "power.n_generators", "power.inlet_ready", "power.n_sockets", "power.generator_distance_m", "notice.charging_order",
    "power.fuel_stock_l", "power.lighting", "heat.without_grid", "communication.link", "communication.radio",
    "communication.landline", "communication.backup_h", "communication.all_operators", "water.drinking_l",
    "water.technical_l", "water.n_toilets", "water.hygiene_items", "safety.first_aid_kit", "safety.fire_extinguisher",
    "power.group_tank_l", "food.zone", "service.hot_drink", "food.tableware", "access.n_limited_mobility",
    "access.barrier_class", "access.n_with_children", "service.mother_child", "capacity_seated",
    "arranged.night_service", "notice.air_alert", "notice.nearby", "arranged.roster",
    "practice.door_open", "practice.generator_tried", "practice.mobile_internet", "practice.emergency_call",
    "practice.guard",
)  # fmt: skip


def lines_for(kind: str | None, facts: dict[str, object] | None = None):
    return template_of(STANDARD, PRACTICE, Assessed("x", facts or {}, kind), on=ON)


def test_a_stationary_point_is_asked_exactly_this():
    assert sorted(line.key for line in lines_for("ua-stationary")) == sorted(STATIONARY)


def test_lines_stand_in_the_order_of_topics_and_practice_comes_last():
    lines = lines_for("ua-stationary")
    of_standard = [line for line in lines if line.field]
    topics = [list(Topic).index(line.topic) for line in of_standard]
    assert topics == sorted(topics)
    assert list(lines) == of_standard + [line for line in lines if not line.field]
    assert [line.key for told in by_topic(of_standard).values() for line in told] == [one.key for one in of_standard]


@pytest.mark.parametrize("requirement", STANDARD.of(Scope.POINT), ids=lambda one: one.id)
def test_each_requirement_of_the_standard_is_looked_at_where_that_can_be_seen(requirement):
    lines = {line.key: line for line in lines_for(None)}
    for key in fields_of(requirement):
        if requirement.force is Force.INFO:
            continue
        assert requirement.id in lines[key].requirements
        assert requirement.basis in lines[key].bases
    unseen = {need for need in requirement.measures() if need in FIELDS} - lines.keys()
    assert all(not is_seen_on_site(key) for key in unseen)


def test_what_is_secret_or_decided_in_an_office_has_no_line():
    keys = {line.key for name in packaged_standards() for line in lines_of(name_of(name), list(FIELDS))}
    assert keys
    assert not {key for key in keys if FIELDS[key].audience is Audience.SECRET}
    assert keys.isdisjoint({"kind", "opening_mode", "communication.static_ip", "safety.guard", "arranged.lawful_staff"})


def name_of(key: str) -> str:
    return standard_on(key, ON).name


def test_what_is_asked_of_others_is_not_asked_and_what_may_be_is():
    stationary = {line.key for line in lines_for("ua-stationary")}
    assert "safety.n_beds" not in stationary
    assert "safety.n_beds" in {line.key for line in lines_for("ua-support")}
    assert "safety.n_beds" in {line.key for line in lines_for(None)}
    assert "communication.backup_h" not in {
        line.key for line in lines_for("ua-stationary", {"communication.link": "mobile"})
    }


def test_a_field_that_standard_and_practice_look_at_is_one_line_with_both():
    (line,) = (line for line in lines_for("ua-stationary") if line.key == "power.n_generators")
    assert line.form is LineForm.NUMBER
    assert line.bases == (Basis.LAW,)
    assert line.requirements == ("UA-PWR-01",)
    assert "Lubny" in line.source


def test_the_lines_are_found_again_from_the_name_and_the_keys():
    lines = lines_for("ua-support")
    name = template_name(STANDARD, PRACTICE)
    assert name == f"ua-1401@{STANDARD.version}+poltava-1"
    assert [line.key for line in lines_of(name, [line.key for line in lines])] == [line.key for line in lines]
    assert standard_and_practice(name) == (STANDARD, PRACTICE)
    assert standard_and_practice(STANDARD.name) == (STANDARD, None)
    assert lines_of(name, ["no.such"]) == ()


@pytest.mark.parametrize("name", ["", "ua-1401", "ua-1401@1999-01-01", "x@2026-01-01+poltava-1", "+", "ua-1401@+x"])
def test_an_unknown_template_is_refused(name):
    with pytest.raises(InvalidValue):
        standard_and_practice(name)


@pytest.mark.parametrize("key", packaged_standards())
def test_each_standard_gives_lines_with_words(key):
    standard = standard_on(key, ON)
    lines = template_of(standard, practice_in(standard.country), Assessed("x", {}), on=ON)
    assert lines
    assert len({line.key for line in lines}) == len(lines)
    for line in lines:
        assert line.label or set(line.texts) == set(LANGUAGES)
        assert bool(line.options) == (line.form is LineForm.CHOICE)


def test_the_practice_list_is_asked_in_its_country_only():
    assert practice_in("EE") is None
    assert PRACTICE is not None
    assert PRACTICE.name == "poltava-1"
    for line in PRACTICE.lines:
        assert line.source.startswith("[decision]") or "facts:" in line.source
        assert line.bases == (Basis.PRACTICE,)


def test_a_version_that_was_given_out_is_never_changed():
    folder = files("punkt.inspection") / "data"
    found = {file.name: hashlib.sha256(file.read_bytes()).hexdigest()[:16] for file in folder.iterdir()}
    assert found == GIVEN_OUT
    assert {f"{name}.toml" for name in packaged_practices()} == GIVEN_OUT.keys()


LINE = '[[line]]\nkey = "{key}"\ntopic = "power"\nuk = "а"\nen = "a"\net = "a"\nsv = "a"\nsource = "x"\n'
TITLE = '[title]\nuk = "а"\nen = "a"\net = "a"\nsv = "a"\n'


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "no lines"),
        ("x =", "TOML"),
        (TITLE + LINE.format(key="a_b") * 2, "line 2 has no key of its own"),
        (TITLE + LINE.format(key="a_b").replace('topic = "power"', 'topic = "weather"'), "no topic"),
        (TITLE + LINE.format(key="a_b") + 'field = "safety.guard"\n', "verifies no field"),
        (TITLE + LINE.format(key="a_b") + 'field = "no.such"\n', "verifies no field"),
        (TITLE + LINE.format(key="a_b") + 'colour = "red"\n', "colour"),
        ("countries = ['FI']\n" + TITLE + LINE.format(key="a_b"), "countries"),
        (LINE.format(key="a_b"), "title"),
        ("line = [3]\n" + TITLE, "line 1 is no table"),
        (TITLE + LINE.format(key="a_b").replace('et = "a"', ""), "lacks et"),
    ],
)
def test_a_file_that_cannot_be_used_says_what_is_wrong(text, fault):
    with pytest.raises(InvalidValue) as caught:
        read_practice(text, "bad-1")
    assert fault in str(caught.value)
