"""What a row states about a point, in the form that the registry takes."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from punkt.formats.draft import PointDraft
from punkt.matching.judging import distance_m
from punkt.matching.sketch import Sketch
from punkt.model.fields import FIELDS
from punkt.model.position import Position
from punkt.model.vocabulary import HostKind
from punkt.places.fold import folded
from punkt_web.exchange.planning import RowPlan
from punkt_web.exchange.territories import KnownTerritory
from punkt_web.registry.actions.points import OrganisationKey, organisation_key
from punkt_web.registry.models import Organisation, Point, PointKind, Territory

_ORGANISATIONS = ("host", "holder", "authority")
_NOT_STATED_HERE = frozenset({"name", "position", "territory", "kind", *_ORGANISATIONS})
_SAME_PLACE_M = 1.0
"""Coordinates that agree to a metre are one statement, whatever decimals two exports keep."""


class Vocabulary:
    """The rows that statements refer to, each fetched once for a whole import.

    Nothing is made here: an organisation that is not there stands in unsaved and is made when the import is written.
    """

    def __init__(self) -> None:
        self._organisations: dict[OrganisationKey, Organisation] = {}
        self._territories: dict[int, Territory] = {}
        self._kinds: dict[str, PointKind] = {}
        for kind in PointKind.objects.all():
            for word in (kind.code, *kind.names.values()):
                self._kinds[folded(str(word))] = kind

    def prepare(self, stating: Sequence[tuple[RowPlan, PointDraft]], points: Mapping[int, Point]) -> None:
        """Fetches what these rows name."""
        ids = {row.territory.id for row, _draft in stating if row.territory is not None} - self._territories.keys()
        self._territories.update(Territory.objects.in_bulk(ids))
        named = {
            self._key(str(draft.values[role]), row, points.get(row.point_id or 0))
            for row, draft in stating
            for role in _ORGANISATIONS
            if draft.values.get(role)
        }
        missing = named - self._organisations.keys()
        for found in Organisation.objects.filter(name__in={name for name, _country in missing}):
            self._organisations[found.name, found.country] = found
        for name, country in missing - self._organisations.keys():
            self._organisations[name, country] = Organisation(name=name, country=country)

    def kind(self, word: str) -> PointKind | None:
        """The kind of a code or a name."""
        return self._kinds.get(folded(word))

    def organisation(self, name: str, row: RowPlan, point: Point | None) -> Organisation:
        """Whom the row names: in the country of its point, else of its territory, as at the desk."""
        return self._organisations[self._key(name, row, point)]

    def _key(self, name: str, row: RowPlan, point: Point | None) -> OrganisationKey:
        country = point.country if point is not None else ""
        if not country and row.territory is not None:
            country = self._territories[row.territory.id].country
        return organisation_key(name, country)

    def territory(self, known: KnownTerritory) -> Territory:
        """The row of a territory."""
        return self._territories[known.id]


def statements_of(draft: PointDraft, row: RowPlan, point: Point | None, vocabulary: Vocabulary) -> dict[str, Any]:
    """The statements of a row about ``point`` (``None`` for a new one); notes in ``row`` what cannot be stated."""
    stated: dict[str, Any] = {
        key: value for key, value in draft.values.items() if key in FIELDS and key not in _NOT_STATED_HERE
    }
    if point is not None and point.host_kind != HostKind.UNKNOWN and _is_guessed(draft):
        stated.pop("host_kind", None)
    for role in _ORGANISATIONS:
        if draft.values.get(role):
            stated[role] = vocabulary.organisation(str(draft.values[role]), row, point)
    if draft.values.get("kind"):
        kind = vocabulary.kind(str(draft.values["kind"]))
        if kind is None:
            row.add("unknown-kind", "kind")
        else:
            stated["kind"] = kind
    names = _new_names(draft.names, point)
    if names:
        stated["name"] = names
    if draft.position is not None and not _is_known_better(draft.position, point):
        stated["position"] = draft.position
    if row.territory is not None and _says_more(row.territory, row.is_territory_stated, point):
        stated["territory"] = vocabulary.territory(row.territory)
    return stated


def _is_guessed(draft: PointDraft) -> bool:
    """Whether the kind of host was guessed from the name: good enough to fill a blank, and for nothing else."""
    return any(finding.code == "inferred-host-kind" for finding in draft.findings)


def _new_names(names: Mapping[str, str], point: Point | None) -> dict[str, str]:
    """A name in no language in particular says nothing new where the point has that name in some language."""
    if point is None:
        return dict(names)
    known = {_folded_name(name) for name in point.names.values()}
    return {language: name for language, name in names.items() if language or _folded_name(name) not in known}


@lru_cache(maxsize=4096)
def _folded_name(name: str) -> str:
    return folded(name)


def _is_known_better(stated: Position, point: Point | None) -> bool:
    """Whether the known position agrees with the stated one and is at least as exact."""
    if point is None or point.latitude is None or point.longitude is None:
        return False
    known = Position(point.latitude, point.longitude, point.position_accuracy_m)
    metres = distance_m(Sketch(position=stated), Sketch(position=known)) or 0.0
    if metres <= _SAME_PLACE_M:
        return stated.accuracy_m is None or (known.accuracy_m is not None and known.accuracy_m <= stated.accuracy_m)
    if stated.accuracy_m is None or known.accuracy_m is None:
        return False
    return metres <= stated.accuracy_m and known.accuracy_m < stated.accuracy_m


def _says_more(territory: KnownTerritory, is_stated: bool, point: Point | None) -> bool:
    """A wider unit says nothing new; one that was not stated but worked out fills a blank only."""
    if point is None or point.territory is None:
        return True
    return is_stated and not point.territory.path.startswith(territory.path)


def without_older(stated: dict[str, Any], draft: PointDraft, row: RowPlan, point: Point) -> dict[str, Any]:
    """Leaves out what the point has from a later day than the row's own date; notes it in ``row``."""
    if not draft.stated_on:
        return stated
    day = draft.stated_on[:10]
    older = {key for key in stated if str(point.provenance.get(key, {}).get("stated_on", ""))[:10] > day}
    for key in sorted(older):
        row.add("older-than-known", key)
    return {key: value for key, value in stated.items() if key not in older}
