"""Practices and areas of concern in the words of the reader."""

from collections.abc import Iterable
from typing import NamedTuple

from babel import Locale
from django.urls import reverse
from django.utils.translation import gettext

from punkt.knowledge.chapters import Chapter, packaged_guide
from punkt.knowledge.practices import Practice, packaged_book
from punkt.knowledge.terms import Kind, knowledge_label
from punkt.model.fields import FIELDS
from punkt_web.knowledge.places import Place, chapter_place, language


class ToldPractice(NamedTuple):
    """A practice or an area of concern."""

    id: str
    href: str
    kind: str
    is_concern: bool
    statement: str
    place: str
    shown: str
    doubt: str
    conditions: str
    evidence: str
    effort: str
    chapters: list[Place]
    fields: list[str]


def told_practice(one: Practice) -> ToldPractice:
    """A practice in words."""
    chapters = packaged_guide().chapters
    return ToldPractice(
        id=one.id,
        href=reverse("knowledge:practice", args=[one.id]),
        kind=gettext(knowledge_label(one.kind)),
        is_concern=one.kind is Kind.CONCERN,
        statement=one.statement[language()],
        place=one.place[language()],
        shown=one.shown[language()],
        doubt=one.doubt[language()],
        conditions=one.conditions[language()],
        evidence=gettext(knowledge_label(one.evidence)),
        effort=gettext(knowledge_label(one.effort)),
        chapters=[chapter_place(chapters[key]) for key in one.chapters],
        fields=[gettext(FIELDS[key].label) for key in one.fields],
    )


def practices_of(chapter: Chapter) -> list[ToldPractice]:
    """The practices that name a chapter."""
    return [told_practice(one) for one in packaged_book().practices.values() if chapter.id in one.chapters]


def country_names(codes: Iterable[str]) -> list[tuple[str, str]]:
    """Countries with their names, by name; their letters where the language has none."""
    names = Locale.parse(language()).territories
    return sorted(((code, str(names.get(code, code))) for code in codes), key=lambda one: one[1])
