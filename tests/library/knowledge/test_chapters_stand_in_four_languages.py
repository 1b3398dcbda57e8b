"""Chapters: four languages that say the same, a source for each number, a chapter for each mandatory requirement."""

import re
from collections.abc import Callable

import pytest

from punkt.checklists.lists import ListKind
from punkt.errors import InvalidValue
from punkt.knowledge.chapters import Chapter, chapter_named, packaged_guide, read_guide
from punkt.knowledge.marks import LinkKind, SpanKind, plain_line
from punkt.knowledge.practices import packaged_book
from punkt.knowledge.terms import Part, WorkPage
from punkt.standards.editions import packaged_standards
from punkt.standards.terms import Force, Topic
from punkt.toml.faults import BadFile
from punkt.wording import LANGUAGES

GUIDE = packaged_guide()
EACH = pytest.mark.parametrize("chapter", GUIDE.chapters.values(), ids=GUIDE.chapters)
IN_EACH_LANGUAGE = pytest.mark.parametrize("language", LANGUAGES)
NUMBER = re.compile(r"\d")


def test_every_part_has_chapters_in_reading_order() -> None:
    assert len(GUIDE.chapters) >= 20
    assert [one for part in Part for one in GUIDE.of_part(part)] == list(GUIDE.chapters.values())
    assert all(GUIDE.of_part(part) for part in Part)


@EACH
@IN_EACH_LANGUAGE
def test_a_chapter_is_short(chapter: Chapter, language: str) -> None:
    n_words = len(chapter.texts[language].prose().split())
    assert 140 <= n_words <= 350


@EACH
@IN_EACH_LANGUAGE
def test_every_language_has_the_same_build_sources_and_links(chapter: Chapter, language: str) -> None:
    text, english = chapter.texts[language], chapter.texts["en"]
    assert [(block.kind, len(block.lines)) for block in text.blocks] == [
        (block.kind, len(block.lines)) for block in english.blocks
    ]

    def marks(of: Chapter, told: str) -> list[tuple[str, str]]:
        return sorted((span.kind, span.key) for span in of.texts[told].spans() if span.key)

    assert marks(chapter, language) == marks(chapter, "en")


@EACH
@IN_EACH_LANGUAGE
def test_every_line_with_a_number_carries_a_source(chapter: Chapter, language: str) -> None:
    for block in chapter.texts[language].blocks:
        for line in block.lines:
            if NUMBER.search(plain_line(line).replace("112", "")):
                assert any(span.kind is SpanKind.SOURCE for span in line), plain_line(line)


@EACH
@IN_EACH_LANGUAGE
def test_the_numbers_are_the_same_in_every_language(chapter: Chapter, language: str) -> None:
    def numbers(told: str) -> list[str]:
        plain = re.sub(r"(?<=\d)[ \u00a0,.](?=\d{3}\b)", "", chapter.texts[told].prose())
        return sorted(re.sub(r"(?<=\d),(?=\d)", ".", one) for one in re.findall(r"\d+(?:[.,]\d+)*", plain))

    assert numbers(language) == numbers("en")


@EACH
def test_a_chapter_has_sources_that_can_be_looked_up(chapter: Chapter) -> None:
    assert chapter.sources
    assert set(chapter.sources) <= set(GUIDE.sources)


@EACH
def test_titles_differ_between_languages(chapter: Chapter) -> None:
    assert len({chapter.title(language) for language in LANGUAGES}) == len(LANGUAGES)


@pytest.mark.parametrize("standard", packaged_standards())
def test_every_mandatory_requirement_has_a_chapter_that_names_it(standard: str) -> None:
    named = {key for chapter in GUIDE.chapters.values() for key in chapter.requirements}
    mandatory = {one.id for one in packaged_standards()[standard][-1].requirements if one.force is Force.MANDATORY}
    assert mandatory <= named


def test_every_other_requirement_has_one_by_its_topic() -> None:
    for versions in packaged_standards().values():
        for one in versions[-1].requirements:
            assert GUIDE.closing(one.id, one.topic) is not None, one.id
    assert GUIDE.closing("MY-TOWN-1", Topic.FUEL) is GUIDE.chapters["power"]
    assert GUIDE.closing("MY-TOWN-1") is None


def test_every_topic_has_one_chapter() -> None:
    told = [topic for chapter in GUIDE.chapters.values() for topic in chapter.topics]
    assert set(told) == set(Topic)
    assert [topic for topic in set(told) if told.count(topic) > 1] in ([], [Topic.SERVICES])


def test_every_checklist_has_a_chapter() -> None:
    assert {kind for chapter in GUIDE.chapters.values() for kind in chapter.lists} == set(ListKind)


@pytest.mark.parametrize(
    ("page", "chapter"),
    [(WorkPage.AGREEMENTS, "hosts"), (WorkPage.DRILLS, "drills"), (WorkPage.INSPECTIONS, "drills")],
)
def test_an_empty_page_leads_to_its_chapter(page: WorkPage, chapter: str) -> None:
    found = GUIDE.doing(page)
    assert found is not None
    assert found.id == chapter


def test_practices_that_chapters_name_are_there() -> None:
    named = {
        span.key
        for chapter in GUIDE.chapters.values()
        for span in chapter.texts["en"].spans()
        if span.leads_to is LinkKind.PRACTICE
    }
    assert len(named) >= 15
    assert named <= set(packaged_book().practices)


def test_a_chapter_that_is_not_there_is_told_with_those_that_are() -> None:
    with pytest.raises(InvalidValue, match="power"):
        chapter_named("powr")


LIST = """
[[source]]
key = "X1"
title = "A report"
where = "example.org"
grade = "read"
[[chapter]]
id = "fuel"
part = "equip"
sources = ["X1"]
"""


def texts(**changed: str) -> Callable[[str, str], str | None]:
    return lambda _chapter, language: changed.get(language, "# T\n\nWords. [X1]\n") or None


def test_a_small_guide_is_read() -> None:
    assert read_guide(LIST, texts(), where="g").chapters["fuel"].title("et") == "T"


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"sv": ""}, "guides/fuel/sv.md.*no such file"),
        ({"sv": "# T\n\nWords. [X2]\n"}, "no source X2"),
        ({"sv": "# T\n\nWords.\n"}, "listed and not cited"),
        ({"sv": "# T\n\n[w](chapter:gone) [X1]\n"}, "gone"),
        ({"sv": "# T\n\n[w](practice:BP99) [X1]\n"}, "BP99"),
        ({"sv": "# T\n\n[w](requirement:EE-99) [X1]\n"}, "EE-99"),
        ({"sv": "# T\n\n[w](page:moon) [X1]\n"}, "moon"),
        ({"sv": "Words [X1]\n"}, "title"),
    ],
)
def test_a_fault_of_a_text_is_told(changed: dict[str, str], told: str) -> None:
    with pytest.raises(BadFile, match=f"(?s){told}"):
        read_guide(LIST, texts(**changed), where="g")


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('"X1"]', '"X7"]', "no source X7"),
        ('part = "equip"', 'part = "attic"', "attic"),
        ('part = "equip"', 'part = "equip"\ntopics = ["gold"]', "gold"),
        ('part = "equip"', 'part = "equip"\nrequirements = ["EE-99"]', "EE-99"),
        ('part = "equip"', 'part = "equip"\npages = ["moon"]', "moon"),
    ],
)
def test_a_fault_of_the_list_is_told(old: str, new: str, told: str) -> None:
    with pytest.raises(BadFile, match=told):
        read_guide(LIST.replace(old, new), texts(), where="g")


def test_a_source_that_is_known_already_keeps_its_meaning() -> None:
    own = read_guide(LIST, texts(), where="g").sources
    other = {"X1": packaged_book().sources["EE1"]}
    assert read_guide(LIST, texts(), where="g", known=own).sources == own
    with pytest.raises(BadFile, match="two sources X1"):
        read_guide(LIST, texts(), where="g", known=other)
