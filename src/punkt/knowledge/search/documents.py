"""Everything that the library knows in words, as documents of a search: practices, chapters, requirements, lists."""

from collections.abc import Iterator
from enum import StrEnum
from functools import cache

from punkt.checklists.lists import ListKind, newest
from punkt.knowledge.chapters import packaged_guide
from punkt.knowledge.practices import packaged_book
from punkt.knowledge.search.index import Document, Index
from punkt.standards.editions import packaged_standards
from punkt.wording import LANGUAGES
from punkt.wording import gettext_noop as _


class DocumentKind(StrEnum):
    """What a document of the library is."""

    CHAPTER = "chapter"
    PRACTICE = "practice"
    CONCERN = "concern"
    REQUIREMENT = "requirement"
    LIST_LINE = "list_line"


DOCUMENT_LABELS: dict[DocumentKind, str] = {
    DocumentKind.CHAPTER: _("Chapter of the guide"),
    DocumentKind.PRACTICE: _("Practice"),
    DocumentKind.CONCERN: _("Area of concern"),
    DocumentKind.REQUIREMENT: _("Requirement of a standard"),
    DocumentKind.LIST_LINE: _("Line of a checklist"),
}


def library_documents() -> Iterator[Document]:
    """Every text of the library in every language. Ids: of requirements ``STANDARD/ID``, of lines ``LIST/KEY``."""
    yield from _chapters()
    yield from _practices()
    yield from _requirements()
    yield from _list_lines()


@cache
def library_index() -> Index:
    """The index of all of it, made once."""
    return Index(library_documents())


def _chapters() -> Iterator[Document]:
    for chapter in packaged_guide().chapters.values():
        for language, text in chapter.texts.items():
            yield Document(chapter.id, DocumentKind.CHAPTER, language, text.title, text.prose())


def _practices() -> Iterator[Document]:
    for one in packaged_book().practices.values():
        for language in LANGUAGES:
            parts = (one.shown, one.doubt, one.conditions, one.place)
            text = " ".join(part[language] for part in parts)
            yield Document(one.id, DocumentKind(one.kind.value), language, one.statement[language], text)


def _requirements() -> Iterator[Document]:
    """Of each standard the newest version."""
    for versions in packaged_standards().values():
        standard = versions[-1]
        for one in standard.requirements:
            for language in LANGUAGES:
                key = f"{standard.id}/{one.id}"
                yield Document(key, DocumentKind.REQUIREMENT, language, one.id, one.text[language])


def _list_lines() -> Iterator[Document]:
    for kind in ListKind:
        for line in newest(kind).lines:
            for language in LANGUAGES:
                yield Document(f"{kind}/{line.key}", DocumentKind.LIST_LINE, language, "", line.texts[language])
