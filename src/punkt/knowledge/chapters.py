"""Chapters of the guide: a list as data, and for each language a text in a file of its own."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import TypeVar

from punkt.checklists.lists import ListKind
from punkt.errors import InvalidValue
from punkt.knowledge.marks import LinkKind, MarkedText, SpanKind, read_marks
from punkt.knowledge.practices import packaged_book, shipped_requirements
from punkt.knowledge.terms import Part, WorkPage
from punkt.standards.terms import Topic
from punkt.toml.faults import BadFile, Fault
from punkt.toml.sources import SourceDocument, cited, read_sources
from punkt.toml.tables import Table, read_toml
from punkt.wording import LANGUAGES
from punkt.wording import gettext_noop as _

Word = TypeVar("Word", bound=StrEnum)
_ID = r"[a-z]+(-[a-z]+)*"
Texts = Callable[[str, str], str | None]
"""The text of a chapter in a language, or ``None`` where there is none."""


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter. ``texts`` are by language. ``requirements`` are those that it helps to meet, ``topics`` those whose
    other requirements it is shown for, ``lists`` the checklists it explains, ``pages`` where its work is done.
    """

    id: str
    part: Part
    sources: tuple[str, ...]
    requirements: tuple[str, ...]
    topics: tuple[Topic, ...]
    lists: tuple[ListKind, ...]
    pages: tuple[WorkPage, ...]
    texts: Mapping[str, MarkedText]

    def title(self, language: str) -> str:
        """Its title in a language."""
        return self.texts[language].title


@dataclass(frozen=True, slots=True)
class Guide:
    """The chapters by id, in reading order, and the sources that they cite."""

    chapters: Mapping[str, Chapter]
    sources: Mapping[str, SourceDocument]

    def of_part(self, part: Part) -> list[Chapter]:
        """The chapters of a part in reading order."""
        return [one for one in self.chapters.values() if one.part is part]

    def closing(self, requirement: str, topic: Topic | None = None) -> Chapter | None:
        """The chapter that helps to meet a requirement: the one that names it, or else that of its topic."""
        named = (one for one in self.chapters.values() if requirement in one.requirements)
        of_topic = (one for one in self.chapters.values() if topic in one.topics)
        return next(named, None) or next(of_topic, None)

    def doing(self, page: WorkPage) -> Chapter | None:
        """The first chapter about what is done on a page of the product: shown where that page has nothing yet."""
        return next((one for one in self.chapters.values() if page in one.pages), None)


def read_guide(text: str, texts: Texts, *, where: str, known: Mapping[str, SourceDocument] | None = None) -> Guide:
    """A guide from the text of its list and of its chapters. Sources of ``known`` can be cited too.

    Raises ``BadFile`` with all faults: of the list with their lines, or, where the list is right, of the first
    text that has any.
    """
    top = read_toml(text, where)
    own = {one.key: one for one in read_sources(top)}
    sources = {**(known or {}), **own}
    for key, one in (known or {}).items():
        if own.get(key, one) != one:
            top.fault("source", _("There are two sources %(key)s."), key=key)
    chapters = {one.id: one for one in _chapters(top, sources)}
    top.end()
    if top.faults:
        raise BadFile(where, top.faults)
    told = {key: _with_texts(one, texts, set(chapters)) for key, one in chapters.items()}
    used = {key for one in told.values() for key in one.sources}
    return Guide(told, {key: one for key, one in sources.items() if key in used})


@cache
def packaged_guide() -> Guide:
    """The guide that comes with the library, read once."""
    folder = files("punkt.knowledge") / "data"

    def chapter_text(chapter: str, language: str) -> str | None:
        file = folder / "guides" / chapter / f"{language}.md"
        return file.read_text("utf-8") if file.is_file() else None

    name = "guides-1.toml"
    return read_guide((folder / name).read_text("utf-8"), chapter_text, where=name, known=packaged_book().sources)


def chapter_named(key: str) -> Chapter:
    """A chapter by its id. Raises ``InvalidValue`` that lists what there is."""
    chapters = packaged_guide().chapters
    if key in chapters:
        return chapters[key]
    raise InvalidValue(
        _("There is no chapter %(id)s."),
        where=key[:60],
        remedy=_("There are: %(listed)s."),
        values={"id": repr(key)[:60], "listed": ", ".join(chapters)},
    )


def _chapters(top: Table, sources: Mapping[str, SourceDocument]) -> Iterator[Chapter]:
    seen = set[str]()
    for table in top.tables("chapter"):
        key = table.text("id", pattern=_ID)
        if key in seen:
            table.fault("id", _("%(id)s is told twice."), id=key)
        seen.add(key)
        yield Chapter(
            id=key,
            part=table.word("part", Part) or Part.START,
            sources=cited(table, sources),
            requirements=table.words("requirements", shipped_requirements()),
            topics=_words(table, "topics", Topic),
            lists=_words(table, "lists", ListKind),
            pages=_words(table, "pages", WorkPage),
            texts={},
        )
        table.end()
    if not seen:
        top.fault("", _("There is no chapter."))


def _words(table: Table, key: str, kind: type[Word]) -> tuple[Word, ...]:
    known = frozenset(kind)
    return tuple(kind(one) for one in table.words(key, known) if one in known)


def _with_texts(chapter: Chapter, texts: Texts, chapters: set[str]) -> Chapter:
    return replace(chapter, texts={language: _text(chapter, texts, language, chapters) for language in LANGUAGES})


def _text(chapter: Chapter, texts: Texts, language: str, chapters: set[str]) -> MarkedText:
    where = f"guides/{chapter.id}/{language}.md"
    text = texts(chapter.id, language)
    if text is None:
        raise BadFile(where, [Fault(0, _("There is no such file."))])
    faults = list[Fault]()
    marked = read_marks(text, faults)
    faults.extend(_reference_faults(chapter, marked, chapters))
    if faults:
        raise BadFile(where, faults)
    return marked


def _reference_faults(chapter: Chapter, marked: MarkedText, chapters: set[str]) -> Iterator[Fault]:
    """Sources that the list does not give the chapter or that its text never cites, and links to nothing."""
    for key in marked.sources:
        if key not in chapter.sources:
            yield Fault(0, _("There is no source %(key)s."), {"key": key})
    for key in chapter.sources:
        if key not in marked.sources:
            yield Fault(0, _("The source %(key)s is listed and not cited."), {"key": key})
    there: dict[LinkKind, frozenset[str] | set[str]] = {
        LinkKind.CHAPTER: chapters,
        LinkKind.PRACTICE: frozenset(packaged_book().practices),
        LinkKind.REQUIREMENT: shipped_requirements(),
        LinkKind.PAGE: frozenset(WorkPage),
    }
    for block in marked.blocks:
        for span in (span for line in block.lines for span in line if span.kind is SpanKind.LINK):
            if span.leads_to is not None and span.key not in there[span.leads_to]:
                yield Fault(block.line, _("A link leads to %(key)s, which is not there."), {"key": span.key})
