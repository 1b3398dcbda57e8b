"""Where things stand on the site: chapters, practices, and the pages on which something is done."""

from typing import NamedTuple

from django.urls import reverse
from django.utils.translation import get_language, gettext

from punkt.knowledge.chapters import Chapter, packaged_guide
from punkt.knowledge.marks import LinkKind
from punkt.knowledge.terms import WorkPage, knowledge_label
from punkt.standards.terms import Topic

ROUTES: dict[WorkPage, str] = {
    **{page: f"desk:{page.value}" for page in WorkPage},
    WorkPage.FINDER: "finder:find",
    WorkPage.SHEET: "finder:find",  # a sheet is made of a place: the finder asks for it first
    WorkPage.PACK: "finder:get",
}
PUBLIC_PAGES = frozenset({WorkPage.FINDER, WorkPage.SHEET, WorkPage.PACK})


class Place(NamedTuple):
    """Something to go to, in the words of the reader."""

    title: str
    href: str
    is_public: bool = True


def language() -> str:
    """The language of the page, one of those in which chapters stand."""
    return (get_language() or "en")[:2]


def chapter_place(chapter: Chapter) -> Place:
    """A chapter by its title."""
    return Place(chapter.title(language()), reverse("knowledge:chapter", args=[chapter.id]))


def page_place(page: WorkPage) -> Place:
    """A page of the product; most are for those who sign in."""
    return Place(gettext(knowledge_label(page)), reverse(ROUTES[page]), page in PUBLIC_PAGES)


def closing_place(requirement: str, topic: Topic | None) -> Place | None:
    """The chapter that helps to meet a requirement."""
    found = packaged_guide().closing(requirement, topic)
    return chapter_place(found) if found else None


def doing_place(page: WorkPage) -> Place | None:
    """The chapter about what is done on a page."""
    found = packaged_guide().doing(page)
    return chapter_place(found) if found else None


def link_href(kind: LinkKind, key: str) -> str:
    """Where a link of a chapter leads; that to a requirement leads to the chapter about it."""
    if kind is LinkKind.CHAPTER:
        return reverse("knowledge:chapter", args=[key])
    if kind is LinkKind.PRACTICE:
        return reverse("knowledge:practice", args=[key])
    if kind is LinkKind.PAGE:
        return page_place(WorkPage(key)).href
    found = closing_place(key, None)
    return f"{found.href}#{key}" if found else ""
