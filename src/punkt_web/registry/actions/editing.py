"""Changing a point as somebody saw it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from punkt.errors import PunktError
from punkt_web.common.audit import Actor
from punkt_web.registry.actions.points import change_point
from punkt_web.registry.models import Point
from punkt_web.registry.statements import Change, Evidence


class ChangedMeanwhile(PunktError):
    """Somebody saved the point after it was read; nothing was written."""


@transaction.atomic
def change_seen_point(
    actor: Actor, point: Point, statements: Mapping[str, Any], evidence: Evidence, *, seen_at: datetime
) -> Change:
    """``change_point``, unless the point was written after ``seen_at`` (its ``updated_at`` when it was read)."""
    locked = Point.objects.select_for_update().only("updated_at").get(pk=point.pk)
    if locked.updated_at != seen_at:
        raise ChangedMeanwhile("Somebody saved this point meanwhile.", where=point.code)
    return change_point(actor, point, statements, evidence)
