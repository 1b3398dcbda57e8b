"""Where the desk leads: a few pages that are needed at any hour, and the others behind one word."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_noop as _


class _Page(NamedTuple):
    """A page by the name of its route; ``needs`` is what ``my`` must say for it to be offered, "" for nothing.

    ``also`` are beginnings of addresses that belong to it.
    """

    route: str
    label: str
    needs: str = ""
    also: tuple[str, ...] = ()


_START = "desk:board"
_FIRST = (
    _Page("desk:live", _("Live"), also=("/desk/calls/",)),
    _Page("desk:points", _("Points")),
    _Page("desk:alarms", _("Alarms"), "can_edit"),
    _Page("desk:requests", _("Requests"), "can_edit", also=("/desk/stock/",)),
    _Page("desk:activations", _("Activations")),
)
_OTHERS = (
    _Page("desk:incidents", _("Incidents"), "can_edit"),
    _Page("desk:checklists", _("Checklists"), "can_edit"),
    _Page("desk:complaints", _("Complaints"), "can_edit"),
    _Page("desk:agreements", _("Agreements"), "can_edit"),
    _Page("desk:offers", _("Offers"), "can_edit"),
    _Page("desk:notices", _("Notices"), "can_announce"),
    _Page("desk:figures", _("Figures")),
    _Page("desk:readiness", _("Readiness")),
    _Page("desk:drills", _("Drills")),
    _Page("desk:inspections", _("Inspections"), "can_inspect"),
    _Page("keep:points", _("Report"), "can_report"),
    _Page("desk:feeds", _("Feeds"), "can_announce"),
    _Page("imports:list", _("Import"), "can_import"),
    _Page("network:members", _("Network"), "can_take_part", also=("/network/",)),
    _Page("desk:policies", _("Policies"), "can_set_policy"),
    _Page("people:list", _("People"), "can_manage_people"),
    _Page("desk:audit", _("Audit"), "can_administer"),
)


@dataclass(frozen=True, slots=True)
class Link:
    """A page that is offered."""

    address: str
    label: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class Navigation:
    """``first`` stand in the bar, with the page where one is; ``others`` behind one word."""

    first: list[Link]
    others: list[Link]


def navigation(my: Any, path: str) -> Navigation:
    """What is offered to a person (``accounts.context``) on the page at ``path``."""
    start = reverse(_START)
    home = Link(start, pgettext("page of the desk", "Start"), path == start)
    others = list(_links(_OTHERS, my, path))
    here = [link for link in others if link.is_current]
    return Navigation([home, *_links(_FIRST, my, path), *here], [link for link in others if not link.is_current])


def _links(pages: Sequence[_Page], my: Any, path: str) -> Iterator[Link]:
    for page in pages:
        if page.needs and not getattr(my, page.needs, False):
            continue
        try:
            address = reverse(page.route)
        except NoReverseMatch:
            continue
        is_current = any(begin in path for begin in (address, *page.also))
        yield Link(address, gettext(page.label), is_current)
