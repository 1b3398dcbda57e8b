"""Chapters of the guide where the work is done: ``{% chapter_about "drills" %}`` on a page that has nothing yet."""

from django import template

from punkt.knowledge.terms import WorkPage
from punkt_web.knowledge.places import Place, doing_place

register = template.Library()


@register.inclusion_tag("knowledge/_chapter_about.html")
def chapter_about(page: str) -> dict[str, Place | None]:
    """A line that leads to the chapter about what is done on a page, by the word of ``WorkPage``."""
    return {"place": doing_place(WorkPage(page))}
