"""What a search found, in the words of the reader, each with the page that tells more."""

from collections.abc import Sequence
from typing import NamedTuple

from django.urls import reverse
from django.utils.translation import gettext

from punkt.checklists.lists import LIST_LABELS, ListKind
from punkt.knowledge.chapters import packaged_guide
from punkt.knowledge.practices import packaged_book
from punkt.knowledge.search.documents import DOCUMENT_LABELS, DocumentKind
from punkt.knowledge.search.index import Answer, Document, Found
from punkt.knowledge.search.pieces import Piece
from punkt_web.knowledge.places import chapter_place, closing_place, language
from punkt_web.knowledge.told import newest_requirements, title_of


class ToldFound(NamedTuple):
    """One answer. ``spoken`` is the language of ``pieces``, "" where it is that of the page."""

    kind: str
    title: str
    href: str
    pieces: Sequence[Piece]
    spoken: str
    has_all: bool


def told_answer(answer: Answer) -> list[ToldFound]:
    """What was found, the best first."""
    return [_told_found(one, len(answer.words)) for one in answer.found]


def _told_found(one: Found, n_words: int) -> ToldFound:
    document = one.document
    title, href = _title_and_href(document)
    spoken = "" if document.language == language() else document.language
    kind = gettext(DOCUMENT_LABELS[DocumentKind(document.kind)])
    return ToldFound(kind, title, href, one.pieces, spoken, one.n_words == n_words)


def _title_and_href(document: Document) -> tuple[str, str]:
    """The title in the language of the page, whatever language answered."""
    if document.kind == DocumentKind.CHAPTER:
        place = chapter_place(packaged_guide().chapters[document.id])
        return place.title, place.href
    if document.kind in {DocumentKind.PRACTICE, DocumentKind.CONCERN}:
        statement = packaged_book().practices[document.id].statement[language()]
        return statement, reverse("knowledge:practice", args=[document.id])
    if document.kind == DocumentKind.REQUIREMENT:
        return _of_requirement(document.id.partition("/")[2])
    return _of_list(ListKind(document.id.partition("/")[0]))


def _of_requirement(key: str) -> tuple[str, str]:
    standard, requirement = newest_requirements()[key]
    place = closing_place(key, requirement.topic)
    return f"{key} · {title_of(standard)}", f"{place.href}#{key}" if place else ""


def _of_list(kind: ListKind) -> tuple[str, str]:
    about = next((one for one in packaged_guide().chapters.values() if kind in one.lists), None)
    return gettext(LIST_LABELS[kind]), chapter_place(about).href if about else ""
