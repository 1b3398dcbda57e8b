"""A new version of a standard is told in words: what a page or a terminal shows is no form of the program."""

from dataclasses import fields, replace
from datetime import date

import pytest
from django.utils import translation

from punkt.model.vocabulary import EvidenceMethod
from punkt.standards.changes import changes_between
from punkt.standards.requirements import Check, Condition, Requirement, Standard, Subject
from punkt.standards.terms import Basis, Comparison
from punkt.toml.changes import PartChange
from punkt.toml.sources import Grade, SourceDocument
from punkt_web.readiness import standards_told
from punkt_web.readiness.change_words import PART_LABELS, part_words
from punkt_web.readiness.words import check_words
from tests.library.standards.made import CHECKED, standard_with

BASE = standard_with(CHECKED)
[ASKED] = BASE.requirements


def test_every_part_has_a_word() -> None:
    parts = {field.name for kind in (Requirement, Standard) for field in fields(kind)}
    assert set(PART_LABELS) == parts - {"requirements"}


@pytest.mark.parametrize(
    ("part", "value", "before", "after"),
    [
        ("basis", Basis.NORM, "Law", "International norm"),
        ("evidence", EvidenceMethod.SEEN, "declared by the host", "seen on site"),
        ("is_to_verify", True, "no", "yes"),
        ("sources", ("S1", "S2"), "S1", "S1; S2"),
        ("translated", frozenset({"sv", "en"}), "en, et, sv", "en, sv"),
        (
            "subject",
            Subject(frozenset({"ua-mobile"}), frozenset({"school"}), frozenset({"day"}), 500, 1000),
            "",
            "mobile point (Ukraine); School; A warm place for the day; from 500 people; below 1,000 people",
        ),
        ("when", Condition("communication.link", ("xpon",)), "", "Internet link: one of fibre (xPON)"),
        (
            "checks",
            (*ASKED.checks, replace(ASKED.checks[0], value=60.0)),
            "Devices charged at once: at least 50 pcs",
            "Devices charged at once: at least 50 pcs; Devices charged at once: at least 60 pcs",
        ),
        ("text", {**ASKED.text, "en": "Asked anew"}, "Asked", "Asked anew"),
        ("text", {**ASKED.text, "uk": "Інше"}, "uk: Просять", "uk: Інше"),
    ],
)
def test_a_part_of_a_requirement(part: str, value: object, before: str, after: str) -> None:
    changed = replace(BASE, requirements=(replace(ASKED, **{part: value}),))
    [change] = changes_between(BASE, changed).requirements
    assert part_words(change.parts[0]) == (before, after)


def test_of_documents_only_those_that_differ() -> None:
    other = SourceDocument("S2", "Another", "example.org/2", Grade.NOT_READ)
    [part] = changes_between(BASE, replace(BASE, sources={**BASE.sources, "S2": other})).parts
    assert part_words(part) == ("", "S2: Another. example.org/2 (not read)")


def test_days_and_texts_are_in_the_language_of_the_reader() -> None:
    with translation.override("sv"):
        assert part_words(PartChange("valid_from", date(2026, 1, 2), None)) == ("2 januari 2026", "")
        assert part_words(PartChange("text", {"en": "a", "sv": "b"}, {"en": "c", "sv": "d"})) == ("b", "d")


def test_lines_and_rows_name_the_part_before_and_after() -> None:
    changes = changes_between(BASE, replace(BASE, requirements=(replace(ASKED, basis=Basis.NORM),)))
    assert list(standards_told.change_lines(changes)) == [
        "X-1  changed  Asked",
        "  What it rests on",
        "    - Law",
        "    + International norm",
    ]
    assert list(standards_told.change_rows(changes)) == [
        {"id": "X-1", "change": "changed", "part": "basis", "before": "Law", "after": "International norm"}
    ]


def test_the_29th_of_february_is_told() -> None:
    asked = Check("measured.ready_on", Comparison.BY_DAY, day=(2, 29))
    assert check_words(asked).endswith("29 February")
