"""Two rows for one place become one."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from django.db import transaction
from django.db.models import Q

from punkt import clock
from punkt.errors import InvalidValue
from punkt.model.vocabulary import Visibility
from punkt.wording import gettext_noop as _
from punkt_web.common.audit import Actor, Write, record
from punkt_web.registry.actions.points import publish_revision
from punkt_web.registry.actions.policies import set_policy
from punkt_web.registry.models import Point, PointAlias, PublicationPolicy, Territory
from punkt_web.registry.queries import lineage_of
from punkt_web.registry.statements import all_stated, is_known, refresh_search_text

_FOR_EVER = datetime.max.replace(tzinfo=UTC)
_NEVER = datetime.min.replace(tzinfo=UTC)


@transaction.atomic
def merge_points(actor: Actor, keep: Point, drop: Point, *, reason: str = "") -> Point:
    """``keep`` takes over what only ``drop`` knew, its identifiers, contacts, photos, checks and names (as aliases).

    Where ``drop`` is shown to fewer people than ``keep``, now or later, ``keep`` gets a policy as strict and as long:
    a merge publishes nothing that was kept back. ``drop`` is withdrawn and its code leads to ``keep`` from then on.
    Raises ``InvalidValue`` for a point with itself or one that was merged before.
    """
    if keep.pk == drop.pk:
        raise InvalidValue(_("A point cannot be merged with itself."), where=keep.code)
    concerned = Q(pk__in=[keep.pk, drop.pk]) | Q(merged_into=drop.pk)
    rows = {point.pk: point for point in Point.objects.select_for_update().filter(concerned).order_by("pk")}
    keep, drop = rows.pop(keep.pk), rows.pop(drop.pk)
    if keep.merged_into_id or drop.merged_into_id:
        raise InvalidValue(_("One of the two was merged before."), where=f"{keep.code}, {drop.code}")
    before, dropped = _snapshot(keep), _snapshot(drop)
    _keep_secrets(actor, keep, drop)
    _take_unknown_fields(keep, drop)
    _take_names(keep, drop)
    drop.identifiers.update(point=keep)
    drop.contacts.update(point=keep)
    drop.photos.update(point=keep)
    drop.verifications.update(point=keep)
    _close(keep, drop)
    _lead_on(actor, keep, drop, rows.values(), reason)
    record(actor, Write("take over", "point", keep.code, *_difference(before, _snapshot(keep)), reason))
    record(actor, Write("merge into", "point", drop.code, dropped, {"merged_into": keep.code}, reason))
    publish_revision()
    return keep


def _snapshot(point: Point) -> dict[str, Any]:
    """What the trail tells of a row; of contacts only how many: a person can be forgotten, the trail cannot."""
    belongings: dict[str, Any] = {
        "identifiers": sorted(f"{one.authority}: {one.value}" for one in point.identifiers.all()),
        "photos": sorted(point.photos.values_list("pk", flat=True)),
        "aliases": sorted(point.aliases.values_list("name", flat=True)),
        "n_contacts": point.contacts.count(),
        "n_verifications": point.verifications.count(),
    }
    return all_stated(point) | {key: value for key, value in belongings.items() if value}


def _difference(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    changed = {key: value for key, value in after.items() if before.get(key) != value}
    return {key: before.get(key) for key in changed}, changed


def _keep_secrets(actor: Actor, keep: Point, drop: Point) -> None:
    own, kept, dropped = _ends(Q(point=keep)), _ends(_reaching(keep)), _ends(_reaching(drop))
    lost = {word: end for word, end in dropped.items() if end > kept.get(word, _NEVER)}
    if not lost:
        return
    # A point has one decision of its own, so that of ``keep`` goes on in the new one.
    word = max([*lost, *own], key=lambda visibility: visibility.strictness)
    end = max([*lost.values(), *own.values()])
    # Who merged decided nothing: what is kept back stays with those who kept it back.
    decided_for = _widest_decided_for(Q(point=keep) | _reaching(drop))
    set_policy(
        actor,
        keep,
        word,
        reason=f"{drop.code} was merged into this point",
        until_at=None if end == _FOR_EVER else end,
        on_behalf_of=keep.code if decided_for == drop.code else decided_for,
    )


def _widest_decided_for(which: Q) -> str:
    """For which place the policies of ``which`` that hold were decided: of several the widest."""
    in_force = Q(until_at=None) | Q(until_at__gt=clock.now())
    codes = set(PublicationPolicy.objects.filter(which, in_force).values_list("decided_for", flat=True))
    paths = dict(Territory.objects.filter(code__in=codes).values_list("code", "path"))
    return min(codes, key=lambda code: (len(paths.get(code, "/" * 99)) if code else 0, code), default="")


def _reaching(point: Point) -> Q:
    return Q(point=point) | Q(territory__code__in=lineage_of(point))


def _ends(which: Q) -> dict[Visibility, datetime]:
    """Until when these policies keep things back: for each visibility the last end of one that is as strict."""
    in_force = Q(until_at=None) | Q(until_at__gt=clock.now())
    ends: dict[Visibility, datetime] = {}
    for decided, until_at in PublicationPolicy.objects.filter(which, in_force).values_list("visibility", "until_at"):
        for word in Visibility:
            if 0 < word.strictness <= Visibility(decided).strictness:
                ends[word] = max(ends.get(word, _NEVER), until_at or _FOR_EVER)
    return ends


def _close(keep: Point, drop: Point) -> None:
    keep.updated_at = drop.updated_at = clock.now()
    refresh_search_text(keep)
    keep.save()
    drop.status = Point.Status.WITHDRAWN
    drop.merged_into = keep
    drop.save(update_fields=["status", "merged_into", "updated_at"])


def _lead_on(actor: Actor, keep: Point, drop: Point, merged_before: Iterable[Point], reason: str) -> None:
    """The codes that led to ``drop`` lead to ``keep``: a door that was merged twice still answers in one step."""
    for earlier in merged_before:
        earlier.merged_into = keep
        earlier.save(update_fields=["merged_into"])
        led, leads = {"merged_into": drop.code}, {"merged_into": keep.code}
        record(actor, Write("merge into", "point", earlier.code, led, leads, reason))


def _take_unknown_fields(keep: Point, drop: Point) -> None:
    stated = all_stated(keep)
    known = {key for key, value in stated.items() if is_known(value)}
    columns = {
        "position": ("latitude", "longitude", "position_accuracy_m", "position_method"),
        "territory": ("territory", "country"),
    }
    # A basis speaks of its own figure and goes only with it.
    known |= {f"{key}_basis" for key in ("capacity_seated", "capacity_lying") if key in known}
    provenance, facts = dict(keep.provenance), dict(keep.facts)
    for key, value in all_stated(drop).items():
        if key in known or key == "name" or (key in stated and not is_known(value)):
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
