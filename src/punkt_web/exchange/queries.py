"""What an import must know of the network and of earlier imports, read at once; and who may see which run."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from punkt import clock
from punkt.matching.sketch import Sketch, sketch
from punkt.model.position import Position
from punkt.model.vocabulary import Visibility
from punkt_web.accounts.queries import Reach, reach
from punkt_web.accounts.roles import Power
from punkt_web.exchange.models import ImportRun, MatchDecision, Source, SourceRecord
from punkt_web.registry.models import Point, PointAlias, PointIdentifier
from punkt_web.registry.visibility import policies_at

_SHOWN_TO_ALL = {Visibility.PUBLIC, Visibility.AREA}


@dataclass(frozen=True, slots=True)
class KnownRecord:
    """What is remembered of a row of an earlier file."""

    id: int
    key: str
    base_key: str
    digest: str
    point_id: int | None
    is_gone: bool
    first_run_id: int


@dataclass(frozen=True, slots=True)
class Decided:
    """What a person said about a row. ``point_id`` is ``None`` for a new place."""

    id: int
    point_id: int | None
    is_applied: bool


@dataclass(frozen=True, slots=True)
class KnownPoint:
    """A point that a row may be. ``id`` is that of the point it was merged into, where it was."""

    id: int
    code: str
    lineage: tuple[str, ...]
    is_withdrawn: bool


_NOWHERE = "-"
"""Owner of the sources of people who may import nowhere."""


def owner_of(where: Reach, lineage: Sequence[str] = ()) -> str:
    """Whose lists a person imports: the code of the place of their role, "" for whoever imports everywhere.

    Of several places it is the widest of those in ``lineage``, the codes from the country down to where the import is
    said to be; else the first by code.
    """
    if where.is_everywhere:
        return ""
    named = next((code for code in lineage if code in where.territory_codes), "")
    return named or min(where.territory_codes or where.point_codes, default=_NOWHERE)


def records_of(source: Source) -> dict[str, KnownRecord]:
    """The remembered rows of a source, by key."""
    if source.pk is None:
        return {}
    columns = ("id", "key", "base_key", "digest", "point_id", "is_gone", "first_run_id")
    rows = SourceRecord.objects.filter(source=source).values_list(*columns)
    return {row[1]: KnownRecord(*row) for row in rows.iterator(chunk_size=5000)}


def decisions_of(source: Source) -> dict[str, Decided]:
    """What people decided about rows of a source, by key."""
    if source.pk is None:
        return {}
    rows = MatchDecision.objects.filter(source=source).values_list("key", "id", "point_id", "is_applied")
    return {key: Decided(pk, point_id, is_applied) for key, pk, point_id, is_applied in rows}


class Network:
    """All points, by id; those that were merged lead to the point that stands for them."""

    def __init__(self) -> None:
        columns = ("id", "code", "territory__path", "status", "merged_into_id")
        self._points: dict[int, KnownPoint] = {}
        self._merged: dict[int, int] = {}
        lineages: dict[str, tuple[str, ...]] = {}
        for pk, code, path, status, merged_into in Point.objects.values_list(*columns).iterator(chunk_size=5000):
            lineage = lineages.setdefault(path or "", tuple(part for part in (path or "").split("/") if part))
            self._points[pk] = KnownPoint(pk, code, lineage, status == Point.Status.WITHDRAWN)
            if merged_into is not None:
                self._merged[pk] = merged_into

    def codes(self) -> set[str]:
        """Every code that is taken."""
        return {point.code for point in self._points.values()}

    def point(self, point_id: int | None) -> KnownPoint | None:
        """The point of an id, or the one it was merged into."""
        return self._points.get(self._merged.get(point_id, point_id)) if point_id is not None else None

    def sketches(self, where: Reach) -> tuple[list[int], list[Sketch]]:
        """Ids and sketches of the points that a row may be.

        Of points outside ``where`` only identifiers are told, and the code of those that everybody may see: a row never
        matches one of them by likeness, and the code of a hidden point is to it as one that nobody has, so that no
        import can feel its way to a point that its person may not see.
        """
        policies = policies_at(clock.now())
        identifiers, aliases = _identifiers(), _aliases()
        ids, sketches = [], []
        for row in _described():
            known = self._points[row["id"]]
            if row["id"] in self._merged:
                continue
            own = tuple(identifiers.get(row["id"], ()))
            ids.append(row["id"])
            if where.covers(known.lineage, known.code):
                sketches.append(_sketched(row, own, aliases.get(row["id"], []), known))
            else:
                is_public = policies.visibility(known.id, known.lineage) in _SHOWN_TO_ALL and not known.is_withdrawn
                sketches.append(Sketch(identifiers=own, code=known.code if is_public else ""))
        return ids, sketches


def _described() -> Iterator[dict[str, Any]]:
    columns = ("id", "names", "latitude", "longitude", "position_accuracy_m", "address", "settlement")
    yield from Point.objects.order_by("id").values(*columns, "territory__code").iterator(chunk_size=5000)


def _identifiers() -> dict[int, list[tuple[str, str]]]:
    found: dict[int, list[tuple[str, str]]] = {}
    rows = PointIdentifier.objects.values_list("point_id", "authority", "value")
    for point_id, authority, value in rows.iterator(chunk_size=5000):
        found.setdefault(point_id, []).append((authority, value))
    return found


def _aliases() -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for point_id, name in PointAlias.objects.values_list("point_id", "name").iterator(chunk_size=5000):
        found.setdefault(point_id, []).append(name)
    return found


def _sketched(
    row: dict[str, Any], identifiers: tuple[tuple[str, str], ...], aliases: list[str], known: KnownPoint
) -> Sketch:
    position = None
    if row["latitude"] is not None and row["longitude"] is not None:
        position = Position(row["latitude"], row["longitude"], row["position_accuracy_m"])
    return sketch(
        names=(*row["names"].values(), *aliases),
        position=position,
        address=row["address"],
        settlement=row["settlement"],
        territory_code=row["territory__code"] or "",
        identifiers=identifiers,
        code=known.code,
    )


def point_sketch(point: Point) -> Sketch:
    """The sketch of one point that is loaded."""
    position = None
    if point.latitude is not None and point.longitude is not None:
        position = Position(point.latitude, point.longitude, point.position_accuracy_m)
    return sketch(
        names=point.names.values(),
        position=position,
        address=point.address,
        settlement=point.settlement,
        territory_code=point.territory.code if point.territory else "",
        code=point.code,
    )


def runs_for(user: Any) -> QuerySet[ImportRun]:
    """The runs that ``user`` may see: their own, and all of them for whoever imports everywhere."""
    where = reach(user, Power.IMPORT)
    if where.is_everywhere:
        return ImportRun.objects.all()
    return ImportRun.objects.filter(user=user) if where else ImportRun.objects.none()
