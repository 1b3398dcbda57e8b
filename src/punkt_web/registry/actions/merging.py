"""Two rows for one place become one."""

from django.db import transaction

from punkt import clock
from punkt.errors import InvalidValue
from punkt.wording import gettext_noop as _
from punkt_web.common.audit import Actor, Write, record
from punkt_web.registry.actions.points import publish_revision
from punkt_web.registry.actions.policies import set_policy
from punkt_web.registry.models import Point, PointAlias
from punkt_web.registry.statements import all_stated, refresh_search_text
from punkt_web.registry.visibility import policies_at


@transaction.atomic
def merge_points(actor: Actor, keep: Point, drop: Point, *, reason: str = "") -> Point:
    """``keep`` takes over what only ``drop`` knew, its identifiers, contacts, photos and (as aliases) its names.

    Where ``drop`` was shown to fewer people than ``keep``, ``keep`` gets a policy as strict: a merge publishes
    nothing that was kept back. ``drop`` is withdrawn and its code leads to ``keep`` from then on. Raises
    ``InvalidValue`` for a point with itself or one that was merged before.
    """
    rows = {point.pk: point for point in Point.objects.select_for_update().filter(pk__in=[keep.pk, drop.pk])}
    if len(rows) != 2:
        raise InvalidValue(_("A point cannot be merged with itself."), where=keep.code)
    keep, drop = rows[keep.pk], rows[drop.pk]
    if keep.merged_into_id or drop.merged_into_id:
        raise InvalidValue(_("One of the two was merged before."), where=f"{keep.code}, {drop.code}")
    before, dropped = all_stated(keep), all_stated(drop)
    _keep_secrets(actor, keep, drop)
    _take_unknown_fields(keep, drop)
    _take_names(keep, drop)
    drop.identifiers.update(point=keep)
    drop.contacts.update(point=keep)
    drop.photos.update(point=keep)
    _close(keep, drop)
    after = all_stated(keep)
    changed = {key: value for key, value in after.items() if before.get(key) != value}
    record(actor, Write("take over", "point", keep.code, {key: before.get(key) for key in changed}, changed, reason))
    record(actor, Write("merge into", "point", drop.code, dropped, {"merged_into": keep.code}, reason))
    publish_revision()
    return keep


def _keep_secrets(actor: Actor, keep: Point, drop: Point) -> None:
    policies = policies_at(clock.now())
    kept, dropped = (
        policies.visibility(point.pk, point.territory.lineage if point.territory else ()) for point in (keep, drop)
    )
    if dropped.strictness > kept.strictness:
        set_policy(actor, keep, dropped, reason=f"{drop.code} was merged into this point")


def _close(keep: Point, drop: Point) -> None:
    keep.updated_at = drop.updated_at = clock.now()
    refresh_search_text(keep)
    keep.save()
    drop.status = Point.Status.WITHDRAWN
    drop.merged_into = keep
    drop.save(update_fields=["status", "merged_into", "updated_at"])
    Point.objects.filter(merged_into=drop).update(merged_into=keep)


def _take_unknown_fields(keep: Point, drop: Point) -> None:
    known = all_stated(keep)
    columns = {
        "position": ("latitude", "longitude", "position_accuracy_m", "position_method"),
        "territory": ("territory", "country"),
    }
    # A basis speaks of its own figure and goes only with it.
    known |= {f"{key}_basis": None for key in ("capacity_seated", "capacity_lying") if key in known}
    provenance, facts = dict(keep.provenance), dict(keep.facts)
    for key in all_stated(drop):
        if key in known or key == "name":
            continue
        if key in drop.facts:
            facts[key] = drop.facts[key]
        else:
            for column in columns.get(key, (key,)):
                setattr(keep, column, getattr(drop, column))
        if key in drop.provenance:
            provenance[key] = drop.provenance[key]
    keep.provenance, keep.facts = provenance, facts


def _take_names(keep: Point, drop: Point) -> None:
    for language, name in drop.names.items():
        if language not in keep.names:
            keep.names = {**keep.names, language: name}
        elif keep.names[language] != name:
            PointAlias.objects.get_or_create(point=keep, language=language, name=name)
    for alias in drop.aliases.all():
        PointAlias.objects.get_or_create(point=keep, language=alias.language, name=alias.name)
