"""Filters of the desk's list that somebody gave a name."""

from django.db import transaction

from punkt.errors import InvalidValue
from punkt.wording import gettext_noop as _
from punkt_web.accounts.models import User
from punkt_web.common.audit import Actor, Write, record
from punkt_web.common.texts import one_line
from punkt_web.registry.models import SavedView

MAX_VIEWS = 50
"""Views of one person: more than anybody finds again."""


@transaction.atomic
def save_view(actor: Actor, owner: User, name: str, query: str) -> SavedView:
    """Keeps a filter under a name; a name that is there gets the new filter. Raises ``InvalidValue``."""
    name = _checked_name(name)
    if len(query) > 1000:
        raise InvalidValue(_("The filter is longer than 1,000 characters."), where="query")
    known = SavedView.objects.select_for_update().filter(owner=owner)
    before = {view.name: view.query for view in known}
    if name not in before and len(before) >= MAX_VIEWS:
        raise InvalidValue(
            _("You have %(limit)s saved views."),
            where="name",
            remedy=_("Delete one first."),
            values={"limit": MAX_VIEWS},
        )
    view, _is_new = SavedView.objects.update_or_create(owner=owner, name=name, defaults={"query": query})
    old = {"name": name, "query": before[name]} if name in before else {}
    record(actor, Write("save view", "saved view", str(view.pk), old, {"name": name, "query": query}))
    return view


@transaction.atomic
def rename_view(actor: Actor, view: SavedView, name: str) -> None:
    """Raises ``InvalidValue`` where the person has another view of that name."""
    name = _checked_name(name)
    if SavedView.objects.filter(owner=view.owner, name=name).exclude(pk=view.pk).exists():
        raise InvalidValue(_("You have another view of that name."), where="name")
    before = view.name
    view.name = name
    view.save(update_fields=["name"])
    record(actor, Write("rename view", "saved view", str(view.pk), {"name": before}, {"name": name}))


@transaction.atomic
def delete_view(actor: Actor, view: SavedView) -> None:
    """Forgets a view."""
    key, before = str(view.pk), {"name": view.name, "query": view.query}
    view.delete()
    record(actor, Write("delete view", "saved view", key, before, {}))


def _checked_name(name: str) -> str:
    name = one_line(name)[:80]
    if not name:
        raise InvalidValue(_("A view needs a name."), where="name")
    return name
