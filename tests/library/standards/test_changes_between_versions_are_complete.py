"""What a new version of a standard changes is told whole: nothing that differs is left out."""

from dataclasses import fields, replace
from datetime import date
from itertools import pairwise

import pytest

from punkt.errors import InvalidValue
from punkt.model.vocabulary import EvidenceMethod
from punkt.standards.assessing import Assessed, assess
from punkt.standards.changes import changes_between, verdicts_changed
from punkt.standards.editions import packaged_standards, standard_on
from punkt.standards.requirements import Condition, Requirement, Standard, Subject
from punkt.standards.terms import Basis, Force, Scope, Topic, Verdict
from punkt.toml.changes import ChangeKind
from tests.library.standards.made import CHECKED, standard_with
from tests.standard_cases import ON

BASE = standard_with(CHECKED, 'measure = "service.heat"\ncomparison = "present"')
_OTHER = {
    "topic": Topic.FIRE,
    "basis": Basis.NORM,
    "force": Force.INFO,
    "text": {"en": "other"},
    "checks": (),
    "sources": ("S2",),
    "is_any": True,
    "scope": Scope.TERRITORY,
    "subject": Subject(kinds=frozenset({"ua-mobile"})),
    "when": Condition("communication.link", ("xpon",)),
    "referral": "notice.where_water",
    "evidence": EvidenceMethod.SEEN,
    "is_to_verify": True,
    "translated": frozenset({"sv"}),
    "adopted_from": "x@1",
    "weakens": "why",
}


@pytest.mark.parametrize("part", [field.name for field in fields(Requirement) if field.name != "id"])
def test_each_part_of_a_requirement(part: str) -> None:
    first, second = BASE.requirements
    changed = replace(first, **{part: _OTHER[part]})
    [change] = changes_between(BASE, replace(BASE, requirements=(changed, second))).requirements
    assert (change.id, change.kind) == ("X-1", ChangeKind.CHANGED)
    assert [(one.part, one.before, one.after) for one in change.parts] == [(part, getattr(first, part), _OTHER[part])]


@pytest.mark.parametrize("part", [field.name for field in fields(Standard) if field.name != "requirements"])
def test_each_part_of_the_standard(part: str) -> None:
    changes = changes_between(BASE, replace(BASE, **{part: object()}))
    assert [one.part for one in changes.parts] == [part]
    assert changes.requirements == ()


def test_added_and_removed() -> None:
    first, second = BASE.requirements
    changes = changes_between(replace(BASE, requirements=(first,)), replace(BASE, requirements=(second,)))
    assert [(one.id, one.kind) for one in changes.requirements] == [
        ("X-2", ChangeKind.ADDED),
        ("X-1", ChangeKind.REMOVED),
    ]


def test_a_version_and_itself_do_not_differ() -> None:
    for versions in packaged_standards().values():
        changes = changes_between(versions[-1], versions[-1])
        assert (changes.parts, changes.requirements) == ((), ())


def test_applying_the_changes_gives_the_new_version() -> None:
    versions = packaged_standards()["ua-1401"]
    for old, new in pairwise(versions):
        by_id = {one.id: one for one in old.requirements}
        for change in changes_between(old, new).requirements:
            if change.new:
                by_id[change.id] = change.new
            else:
                del by_id[change.id]
        assert by_id == {one.id: one for one in new.requirements}
        assert changes_between(old, new).requirements


def test_the_same_point_by_two_versions() -> None:
    old, new = standard_on("ua-1401", date(2025, 1, 1)), standard_on("ua-1401", ON)
    point = Assessed("A", {"communication.link": "cable"}, kind="ua-stationary")
    before, after = (assess(point, standard, on=ON).verdicts for standard in (old, new))
    told = {one.id: (one.before, one.after) for one in verdicts_changed(before, after)}
    assert told["UA-COM-01"] == (Verdict.UNKNOWN, Verdict.NOT_MET)
    assert told["UA-COM-03"] == (None, Verdict.UNKNOWN)
    assert "UA-PWR-04" not in told


@pytest.mark.parametrize(
    ("day", "version"),
    [
        ("2023-01-01", "2022-12-17"),
        ("2025-12-23", "2023-10-13"),
        ("2025-12-24", "2025-12-24"),
        ("2026-12-01", "2026-02-27"),
    ],
)
def test_a_day_has_the_version_that_held_on_it(day: str, version: str) -> None:
    assert standard_on("ua-1401", date.fromisoformat(day)).version == version


@pytest.mark.parametrize("key", ["ua-1402", "ua-1401@1999-01-01"])
def test_what_there_is_is_told_where_something_else_is_asked_for(key: str) -> None:
    with pytest.raises(InvalidValue, match=r"There are: .*(ua-1401|2022-12-17)"):
        standard_on(key, ON)


def test_before_the_first_version_there_is_none() -> None:
    with pytest.raises(InvalidValue):
        standard_on("ua-1401", date(2022, 12, 16))
