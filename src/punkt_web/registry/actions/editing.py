"""What a person at the desk states: hosts by name, and only over what they saw."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from punkt.errors import PunktError
from punkt.wording import gettext_noop as _
from punkt_web.common.audit import Actor
from punkt_web.registry.actions.aliases import add_alias
from punkt_web.registry.actions.points import change_point, organisation, register_point
from punkt_web.registry.models import Point
from punkt_web.registry.statements import Change, Evidence

_BY_NAME = ("host", "holder", "authority")


class ChangedMeanwhile(PunktError):
    """Somebody saved the point after it was read; nothing was written."""


@transaction.atomic
def register_stated_point(
    actor: Actor, statements: Mapping[str, Any], evidence: Evidence, *, status: str, aliases: tuple[str, ...] = ()
) -> Point:
    """``register_point`` with hosts, holders and authorities given by name, and other names of the point."""
    territory = statements.get("territory")
    named = _with_organisations(actor, statements, country=territory.country if territory else "")
    point = register_point(actor, named, evidence, status=status)
    for alias in aliases:
        add_alias(actor, point, alias)
    return point


@transaction.atomic
def change_seen_point(
    actor: Actor, point: Point, statements: Mapping[str, Any], evidence: Evidence, *, seen_at: datetime
) -> Change:
    """``change_point`` with hosts given by name, unless the point was written after ``seen_at``.

    ``seen_at`` is the ``updated_at`` of the point when it was read. Raises ``ChangedMeanwhile``.
    """
    locked = Point.objects.select_for_update().only("updated_at").get(pk=point.pk)
    if locked.updated_at != seen_at:
        raise ChangedMeanwhile(_("Somebody saved this point meanwhile."), where=point.code)
    return change_point(actor, point, _with_organisations(actor, statements, country=point.country), evidence)


def _with_organisations(actor: Actor, statements: Mapping[str, Any], *, country: str) -> dict[str, Any]:
    named = {key: statements[key] for key in _BY_NAME if statements.get(key)}
    made = {key: organisation(actor, name, country=country) for key, name in named.items()}
    return {**statements, **made}
