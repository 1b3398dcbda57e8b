"""Practices and concerns: each in four languages, each with its source, each tied to what really exists."""

from datetime import date

import pytest

from punkt.knowledge.chapters import packaged_guide
from punkt.knowledge.practices import Practice, packaged_book, read_practices
from punkt.knowledge.terms import KNOWLEDGE_LABELS, Kind, knowledge_label
from punkt.standards.editions import packaged_standards
from punkt.toml.faults import BadFile
from punkt.wording import LANGUAGES

BOOK = packaged_book()
TEXTS = ("place", "statement", "shown", "doubt", "conditions")
ALL = pytest.mark.parametrize("practice", BOOK.practices.values(), ids=str)


def test_there_are_eighteen_practices_and_twelve_concerns() -> None:
    assert len(BOOK.chosen(kind=Kind.PRACTICE)) == 18
    assert len(BOOK.chosen(kind=Kind.CONCERN)) == 12
    assert BOOK.as_of > date(2026, 1, 1)


@pytest.mark.parametrize("practice", BOOK.practices.values(), ids=BOOK.practices)
@pytest.mark.parametrize("part", TEXTS)
def test_every_text_stands_in_four_languages_that_differ(practice: Practice, part: str) -> None:
    texts = getattr(practice, part)
    assert set(texts) == set(LANGUAGES)
    if part != "place":
        assert len(set(texts.values())) == len(LANGUAGES)
        assert all(text.endswith(".") for text in texts.values())
    assert any("а" <= letter <= "є" for letter in texts["uk"].lower())


@pytest.mark.parametrize("practice", BOOK.practices.values(), ids=BOOK.practices)
def test_every_practice_has_a_source_and_a_chapter_that_are_there(practice: Practice) -> None:
    assert practice.sources
    assert set(practice.sources) <= set(BOOK.sources)
    assert practice.chapters
    assert set(practice.chapters) <= set(packaged_guide().chapters)
    assert practice.countries


def test_every_source_is_used_and_can_be_looked_up() -> None:
    used = {key for one in BOOK.practices.values() for key in one.sources}
    assert used == set(BOOK.sources)
    assert all(source.where and source.title for source in BOOK.sources.values())


def test_a_source_means_the_same_as_in_the_standards() -> None:
    for versions in packaged_standards().values():
        for standard in versions:
            for key, source in standard.sources.items():
                assert BOOK.sources.get(key, source) == source


def test_some_doubt_is_told_of_everything() -> None:
    assert all(one.doubt["en"] != one.shown["en"] for one in BOOK.practices.values())


def test_they_are_chosen_by_country_and_kind() -> None:
    chosen = BOOK.chosen(country="EE", kind=Kind.CONCERN)
    assert chosen
    assert all("EE" in one.countries and one.kind is Kind.CONCERN for one in chosen)
    assert BOOK.chosen(country="XX") == []
    assert {"EE", "SE", "UA"} <= set(BOOK.countries)


def test_every_word_has_a_label() -> None:
    for kind in KNOWLEDGE_LABELS:
        assert all(knowledge_label(term) for term in kind)


ONE = """
version = 1
as_of = 2026-12-01
[[source]]
key = "X1"
title = "A report"
where = "example.org"
grade = "read"
[[practice]]
id = "BP01"
kind = "practice"
countries = ["EE"]
evidence = "single"
effort = "little"
sources = ["X1"]
page = "points"
chapters = ["power"]
""" + "".join(
    f"[practice.{part}]\n" + "".join(f'{language} = "{part} {language}"\n' for language in LANGUAGES) for part in TEXTS
)


def test_a_small_book_is_read() -> None:
    assert read_practices(ONE, where="one.toml").practices["BP01"].shown["sv"] == "shown sv"


@pytest.mark.parametrize(
    ("old", "new", "line", "told"),
    [
        ('sources = ["X1"]', 'sources = ["X9"]', 15, "no source X9"),
        ('id = "BP01"', 'id = "AC01"', 10, "begins with BP"),
        ('id = "BP01"', 'id = "P1"', 10, "cannot be"),
        ('countries = ["EE"]', 'countries = ["Estonia"]', 12, "two capital letters"),
        ('chapters = ["power"]', 'chapters = ["power"]\nrequirements = ["EE-99"]', 18, "EE-99"),
        ('chapters = ["power"]', 'chapters = ["power"]\nfields = ["power.magic"]', 18, "power.magic"),
        ('page = "points"', 'page = "moon"', 16, "moon"),
        ('et = "shown et"\n', "", 28, "et is missing"),
        ('effort = "little"', 'effort = "little"\ncost = 5', 15, "cost"),
    ],
)
def test_a_fault_is_told_with_its_line(old: str, new: str, line: int, told: str) -> None:
    with pytest.raises(BadFile) as caught:
        read_practices(ONE.replace(old, new), where="one.toml")
    assert [fault.line for fault in caught.value.faults] == [line]
    assert told in str(caught.value)


def test_all_faults_are_told_at_once() -> None:
    bad = ONE.replace("EE", "ee").replace('"single"', '"none"').replace("[[source]]", "[[sauce]]")
    with pytest.raises(BadFile) as caught:
        read_practices(bad, where="x")
    assert len(caught.value.faults) >= 3


def test_an_id_stands_once() -> None:
    twice = ONE + ONE[ONE.index("[[practice]]") :]
    with pytest.raises(BadFile, match="BP01 is told twice"):
        read_practices(twice, where="x")
