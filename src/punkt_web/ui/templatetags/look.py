"""Template tags of the look."""

from functools import cache

from django import template
from django.utils.safestring import SafeString, mark_safe

from punkt import clock
from punkt_web.ui.navigation import Navigation, navigation
from punkt_web.ui.static_text import static_text

register = template.Library()


@register.simple_tag
def inline_css() -> SafeString:
    """The style sheet as text, for a page that must be readable from its first answer: put it inside ``<style>``."""
    return mark_safe(_style_sheet())  # noqa: S308 # our own file, and it holds no "<"


@register.simple_tag
def inline_svg(svg: str) -> SafeString:
    """A picture that our own code drew, inside the page; an XML declaration before it is left out."""
    return mark_safe(svg[max(svg.find("<svg"), 0) :])  # noqa: S308 # drawn by us, never by a person


@register.simple_tag(takes_context=True)
def desk_navigation(context: template.Context) -> Navigation:
    """Where the desk leads from this page."""
    return navigation(context.get("my"), context["request"].path)


@register.simple_tag
def end_of_minute() -> int:
    """When the minute ends in which a page is made, in seconds since 1970; within it the same page has the same bytes.

    Its end and not its beginning: a page that takes it for the time ends a word a little early, never late.
    """
    return int(clock.now().timestamp()) // 60 * 60 + 60


@cache
def _style_sheet() -> str:
    return _without_comments(static_text("ui/punkt.css"))


def _without_comments(css: str) -> str:
    while "/*" in css:
        before, _, rest = css.partition("/*")
        css = before + rest.partition("*/")[2].lstrip("\n")
    return css.strip()
