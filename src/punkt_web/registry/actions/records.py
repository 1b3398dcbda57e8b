"""Rows that the desk has no page for and Django's admin edits: territories, kinds of point, organisations."""

from typing import Any

from django.db import models, transaction

from punkt.errors import InvalidValue
from punkt.places.fold import folded
from punkt.wording import gettext_noop as _
from punkt_web.common.audit import Actor, Write, record
from punkt_web.registry.actions.points import publish_revision
from punkt_web.registry.models import Organisation, PointKind, Territory

Record = Territory | PointKind | Organisation

_DERIVED = {"path", "search_text"}


@transaction.atomic
def save_record(actor: Actor, row: Record) -> None:
    """Saves a row that is valid. What follows from other columns is set here; where a unit stands is not changed here.

    Raises ``InvalidValue`` for a territory with another code or parent than before.
    """
    stored = type(row).objects.select_for_update().filter(pk=row.pk).first() if row.pk else None
    if isinstance(row, Territory):
        _complete(row, stored if isinstance(stored, Territory) else None)
    before = _snapshot(stored) if stored is not None else {}
    row.save()
    after = _snapshot(row)
    changed = {key: value for key, value in after.items() if before.get(key) != value}
    if changed:
        was = {key: before[key] for key in changed if key in before}
        record(actor, Write("change" if stored else "add", _entity(row), _key(row), was, changed))
        publish_revision()


@transaction.atomic
def delete_record(actor: Actor, row: PointKind | Organisation) -> None:
    """Deletes a kind or an organisation; the database refuses one that a point names."""
    key, before = _key(row), _snapshot(row)
    row.delete()
    record(actor, Write("delete", _entity(row), key, before, {}))
    publish_revision()


def _complete(territory: Territory, stored: Territory | None) -> None:
    if stored is not None and (territory.code, territory.parent_id) != (stored.code, stored.parent_id):
        raise InvalidValue(
            _("The code and the parent of a territory are not changed here."),
            where=stored.code,
            remedy=_("Load the new register: it keeps the old tree for old figures."),
        )
    above = territory.parent.path if territory.parent else ""
    territory.path = stored.path if stored is not None else f"{above}{territory.code}/"
    territory.search_text = folded(" ".join([*territory.names.values(), territory.code]))


def _entity(row: models.Model) -> str:
    return {Territory: "territory", PointKind: "point kind", Organisation: "organisation"}[type(row)]


def _key(row: Record) -> str:
    return str(row.pk) if isinstance(row, Organisation) else row.code


def _snapshot(row: Record) -> dict[str, Any]:
    columns = [column for column in row._meta.concrete_fields if column.attname not in _DERIVED]
    values = {column.attname: column.value_from_object(row) for column in columns}
    return {key: value.isoformat() if hasattr(value, "isoformat") else value for key, value in values.items()}
