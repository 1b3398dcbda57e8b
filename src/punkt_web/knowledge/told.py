"""Chapters, their sources and requirements, in the words of the reader."""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import NamedTuple

from django.utils.translation import gettext

from punkt.checklists.lists import LIST_LABELS, ListKind
from punkt.knowledge.chapters import packaged_guide
from punkt.knowledge.marks import Block, Line, Span, SpanKind
from punkt.knowledge.terms import Part, knowledge_label
from punkt.standards.editions import packaged_standards
from punkt.standards.requirements import Requirement, Standard
from punkt.standards.terms import Force, term_label
from punkt.toml.sources import Grade, SourceDocument
from punkt_web.knowledge.places import Place, chapter_place, language, link_href


class ToldSpan(NamedTuple):
    """A piece of a line: ``kind`` is the word of ``SpanKind``."""

    kind: str
    text: str
    href: str


class ToldBlock(NamedTuple):
    """A block: ``kind`` is the word of ``BlockKind``."""

    kind: str
    lines: list[list[ToldSpan]]


class ToldSource(NamedTuple):
    """A source. ``href`` is empty where what is known of it is no address."""

    key: str
    title: str
    where: str
    href: str
    grade: str


class ToldRequirement(NamedTuple):
    """A requirement, of which standard, and how strongly it asks."""

    id: str
    text: str
    standard: str
    force: str


class PartLines(NamedTuple):
    """A part of the guide with its chapters, each with its first words."""

    title: str
    chapters: list[tuple[Place, str]]


def guide_parts() -> list[PartLines]:
    """The whole guide by parts."""
    return [
        PartLines(
            gettext(knowledge_label(part)),
            [(chapter_place(one), one.texts[language()].summary) for one in packaged_guide().of_part(part)],
        )
        for part in Part
    ]


def told_blocks(blocks: Iterable[Block]) -> list[ToldBlock]:
    """Blocks with their links looked up. Nothing here is HTML: the template escapes every word."""
    return [ToldBlock(block.kind.value, [_told_line(line) for line in block.lines]) for block in blocks]


def _told_line(line: Line) -> list[ToldSpan]:
    return [ToldSpan(span.kind.value, span.text or span.key, _href(span)) for span in line]


def _href(span: Span) -> str:
    if span.kind is SpanKind.SOURCE:
        return f"#source-{span.key}"
    return link_href(span.leads_to, span.key) if span.leads_to else ""


def told_sources(keys: Iterable[str], sources: Mapping[str, SourceDocument]) -> list[ToldSource]:
    """Sources by key, in the order in which they are cited."""
    return [_told_source(sources[key]) for key in keys]


def _told_source(one: SourceDocument) -> ToldSource:
    """``where`` may be several addresses, or words; only one whole address becomes a link."""
    is_address = one.where.startswith("https://") and not any(mark in one.where for mark in " ;,")
    grade = "" if one.grade is Grade.READ else gettext(term_label(one.grade))
    return ToldSource(one.key, one.title, one.where, one.where if is_address else "", grade)


def told_requirements(keys: Iterable[str]) -> list[ToldRequirement]:
    """Requirements by id, each as the newest standard that asks it has it."""
    known = newest_requirements()
    return [_told_requirement(*known[key]) for key in keys if key in known]


@cache
def newest_requirements() -> dict[str, tuple[Standard, Requirement]]:
    """Every requirement of the shipped standards by id, with the newest standard that asks it."""
    return {
        one.id: (standard, one)
        for versions in packaged_standards().values()
        for standard in versions
        for one in standard.requirements
    }


def _told_requirement(standard: Standard, one: Requirement) -> ToldRequirement:
    force = "" if one.force is Force.INFO else gettext(term_label(one.force))
    return ToldRequirement(one.id, one.text[language()], title_of(standard), force)


def title_of(standard: Standard) -> str:
    """The name of a standard."""
    return standard.title.get(language(), standard.title["en"])


def told_lists(kinds: Iterable[ListKind]) -> list[str]:
    """The names of checklists."""
    return [gettext(LIST_LABELS[kind]) for kind in kinds]
