"""Published queries: the one door between the registry and everything public.

Finder, packs, feeds, papers and tiles read points from here and from nowhere else. What policy hides never leaves this
module; a point that is public as an area leaves it without name, address and true position.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from dataclasses import fields as dataclass_fields
from datetime import date, datetime
from itertools import islice
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from punkt import clock
from punkt.geo.distance import area_cell
from punkt.model.fields import FIELDS, Audience, FieldGroup
from punkt.model.vocabulary import EvidenceMethod, Visibility
from punkt_web.common import memories
from punkt_web.common.batches import in_batches
from punkt_web.registry.models import Point, PointAlias, PointPhoto, PublicationPolicy
from punkt_web.registry.revisions import revisions
from punkt_web.registry.standing import who_stands_for
from punkt_web.registry.visibility import PolicyBook, policies_at

AREA_KM = 2.0
"""Side of the square in which an area-only point is shown (decision of ours; a street is not to be guessed from it)."""

_CHUNK = 2000


@dataclass(frozen=True, slots=True)
class PublishedPoint:
    """A point as anybody may see it. Empty texts and ``None`` are unknown or withheld (``is_area_only``).

    ``latitude`` and ``longitude`` of an area-only point are the middle of its ``AREA_KM`` square.
    """

    id: int
    code: str
    is_area_only: bool
    country: str
    lineage: tuple[str, ...]
    territory_names: dict[str, str]
    names: dict[str, str]
    aliases: tuple[str, ...]
    kind_names: dict[str, str]
    host_kind: str
    host: str
    authority: str
    settlement: str
    address: str
    entrance_note: str
    latitude: float | None
    longitude: float | None
    position_accuracy_m: float | None
    position_method: str
    capacity_seated: int | None
    capacity_lying: int | None
    opening_mode: str
    promised_minutes: int | None
    hours_normal: str
    hours_activated: str
    updated_at: datetime
    facts: dict[str, Any] = field(default_factory=dict)
    photos: tuple[tuple[str, str], ...] = ()
    """Address of the picture and what it shows."""


_PUBLISHED_CORE = {column.name for column in dataclass_fields(PublishedPoint)} | {
    "name", "position", "kind", "territory",
}  # fmt: skip
_TOLD = frozenset(
    key
    for key, definition in FIELDS.items()
    if definition.audience is Audience.PUBLIC and (not definition.is_core or key in _PUBLISHED_CORE)
)
# Free text can name the place, so an area-only point tells only facts of fixed words and the two groups people ask for.
_TOLD_OF_AN_AREA = frozenset(
    {"kind", "territory", "capacity_seated", "capacity_lying", "opening_mode", "promised_minutes"}
    | {
        key
        for key in _TOLD
        if FIELDS[key].group in {FieldGroup.SERVICE, FieldGroup.ACCESS} and key != "access.languages"
    }
)


def told_keys(*, is_area_only: bool) -> frozenset[str]:
    """The fields that are told of a published point, known or not; the true position of an area-only one is not."""
    return _TOLD_OF_AN_AREA if is_area_only else _TOLD


_COLUMNS = (
    "id", "code", "country", "territory__path", "territory__names", "names", "kind__names", "host_kind", "host__name",
    "authority__name", "settlement", "address", "entrance_note", "latitude", "longitude", "position_accuracy_m",
    "position_method", "capacity_seated", "capacity_lying", "opening_mode", "promised_minutes", "hours_normal",
    "hours_activated", "updated_at", "facts",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Edition:
    """Names a state of the published network: the same edition, the same points.

    ``revision`` counts up with every write that can change what is published; ``policies_end_at`` is when the first of
    the policies that hold now ends by itself.
    """

    revision: int
    policies_end_at: datetime | None


_policy_ends: tuple[int, list[datetime]] | None = None
"""When policies end by themselves, as of a count of the network."""


def current_edition() -> Edition:
    """The edition that ``published_points`` would give now."""
    global _policy_ends  # noqa: PLW0603 - the one memory of the process
    count, held = revisions().network, _policy_ends
    if held is None or held[0] != count:
        ends = PublicationPolicy.objects.values_list("until_at", flat=True)
        held = (count, sorted(end for end in ends if end is not None))
        if memories.may_be_kept():
            _policy_ends = held
    now = clock.now()
    return Edition(count, next((end for end in held[1] if end > now), None))


def forget_policy_ends() -> None:
    """Drops what is held: for tests, whose databases begin anew with the same counts."""
    global _policy_ends  # noqa: PLW0603
    _policy_ends = None


def published_points(territory: str = "") -> Iterator[PublishedPoint]:
    """Every point that the public may see, of a territory and below where its code is given, by id.

    Those without a position too.
    """
    points = _designated()
    if territory:
        above = Q(territory__path__startswith=f"{territory}/") | Q(territory__path__contains=f"/{territory}/")
        points = points.filter(above)
    yield from _published(points)


def published_ids(among: Collection[int] | None = None) -> set[int]:
    """The ids of the points that the public may see in full: of those shown as an area, or not at all, nothing."""
    policies = policies_at(clock.now())
    parts = [_designated()] if among is None else [_designated().filter(id__in=ids) for ids in in_batches(among)]
    rows = (row for part in parts for row in part.values_list("id", "territory__path").iterator(chunk_size=_CHUNK))
    return {pk for pk, path in rows if policies.visibility(pk, _lineage(path)) is Visibility.PUBLIC}


def published_point(code: str) -> PublishedPoint | None:
    """The published point of a code (in stored form). ``None`` for none, hidden, members-only, withdrawn."""
    return next(_published(_designated().filter(code=code)), None)


def published_among(point_ids: Collection[int]) -> dict[int, PublishedPoint]:
    """Those of the points that the public may see, as they are now, by id."""
    ids = sorted(point_ids)
    parts = (ids[start : start + _CHUNK] for start in range(0, len(ids), _CHUNK))
    return {point.id: point for part in parts for point in _published(_designated().filter(id__in=part))}


def published_standing(ids: Iterable[int]) -> dict[int, int]:
    """``who_stands_for`` for everybody: what was said of a point that is kept back itself counts for nobody in public,
    also where the point that it was merged into is shown.
    """
    stands_for = who_stands_for(ids)
    merged = Point.objects.filter(pk__in=[pk for pk, stands in stands_for.items() if pk != stands])
    policies = policies_at(clock.now())
    kept_back = {
        pk
        for pk, path in merged.values_list("pk", "territory__path")
        if policies.visibility(pk, (path or "").split("/")) is not Visibility.PUBLIC
    }
    return {pk: stands for pk, stands in stands_for.items() if pk not in kept_back}


def kept_back_records() -> "QuerySet[PublicationPolicy, int]":
    """The keys of merged points that a policy of their own keeps back while none does the point that stands for them:
    to be asked within another query. What was told of them is told to nobody in public.
    """
    holds = Q(until_at=None) | Q(until_at__gt=clock.now())
    own = PublicationPolicy.objects.filter(holds, point__isnull=False).exclude(visibility=Visibility.PUBLIC)
    of_heir = own.filter(point=OuterRef("point__merged_into"))
    return own.filter(~Exists(of_heir), point__merged_into__isnull=False).order_by().values_list("point_id", flat=True)


def published_still(points: Collection[PublishedPoint]) -> dict[int, PublishedPoint]:
    """Of points read earlier those that the public may still see, by id: changed ones are read again.

    Whether a point is shown, and how much of it, is always asked anew: policies, status and territories above.
    """
    ids = sorted(point.id for point in points)
    policies = policies_at(clock.now())
    rows: dict[int, tuple[datetime, str | None]] = {}
    for start in range(0, len(ids), _CHUNK):
        found = _designated().filter(id__in=ids[start : start + _CHUNK])
        rows |= {row[0]: row[1:] for row in found.values_list("id", "updated_at", "territory__path")}
    same = {point.id: point for point in points if _is_unchanged(point, rows.get(point.id), policies)}
    return same | published_among(rows.keys() - same.keys())


def _is_unchanged(point: PublishedPoint, row: tuple[datetime, str | None] | None, policies: PolicyBook) -> bool:
    if row is None or row[0] != point.updated_at or _lineage(row[1]) != point.lineage:
        return False
    expected = Visibility.AREA if point.is_area_only else Visibility.PUBLIC
    return policies.visibility(point.id, point.lineage) is expected


@dataclass(frozen=True, slots=True)
class Origin:
    """How a published field is known and since when. Who said it, and in which list, is not public."""

    method: EvidenceMethod
    stated_on: date


def published_origins(point: PublishedPoint) -> dict[str, Origin]:
    """The origin of each public field of a published point, by field key; of an area-only point none."""
    if point.is_area_only:
        return {}
    provenance = Point.objects.values_list("provenance", flat=True).get(pk=point.id)
    return {
        key: Origin(EvidenceMethod(entry["method"]), _day(entry))
        for key, entry in provenance.items()
        if key in told_keys(is_area_only=False)
    }


def _day(entry: dict[str, Any]) -> date:
    """The day that the source names, else the day on which it was recorded."""
    try:
        return date.fromisoformat(str(entry.get("stated_on", ""))[:10])
    except ValueError:
        return datetime.fromisoformat(entry["recorded_at"]).date()


def successor_code(code: str) -> str:
    """Where a merged point went: the code of the published point that stands for it, or an empty text."""
    target = (
        Point.objects.filter(code=code, merged_into__isnull=False).values_list("merged_into__code", flat=True).first()
    )
    return target if target and published_point(target) else ""


def _designated() -> QuerySet[Point]:
    return Point.objects.filter(status=Point.Status.DESIGNATED).order_by("id")


def photo_address(photo_id: int) -> str:
    """Where the site shows a picture, to those who may see it."""
    return f"/photo/{photo_id}.jpg"


def _published(points: QuerySet[Point]) -> Iterator[PublishedPoint]:
    policies = policies_at(clock.now())
    rows = points.values(*_COLUMNS).iterator(chunk_size=_CHUNK)
    while chunk := list(islice(rows, _CHUNK)):
        extras = _extras([row["id"] for row in chunk])
        for row in chunk:
            point = _as_published(row, policies, extras)
            if point is not None:
                yield point


@dataclass(slots=True)
class _Extras:
    """Other names and pictures of a chunk of points, by point id."""

    aliases: dict[int, tuple[str, ...]] = field(default_factory=dict)
    photos: dict[int, tuple[tuple[str, str], ...]] = field(default_factory=dict)


def _extras(point_ids: list[int]) -> _Extras:
    extras = _Extras()
    aliases = PointAlias.objects.filter(point_id__in=point_ids).order_by("id").values_list("point_id", "name")
    for point_id, name in aliases:
        extras.aliases[point_id] = (*extras.aliases.get(point_id, ()), name)
    photos = PointPhoto.objects.filter(point_id__in=point_ids).order_by("id")
    for point_id, photo_id, description in photos.values_list("point_id", "id", "description"):
        extras.photos[point_id] = (*extras.photos.get(point_id, ()), (photo_address(photo_id), description))
    return extras


def _as_published(row: dict[str, Any], policies: PolicyBook, extras: _Extras) -> PublishedPoint | None:
    lineage = _lineage(row["territory__path"])
    visibility = policies.visibility(row["id"], lineage)
    if visibility not in {Visibility.PUBLIC, Visibility.AREA}:
        return None
    shared = {
        "id": row["id"],
        "code": row["code"],
        "country": row["country"],
        "lineage": lineage,
        "territory_names": row["territory__names"] or {},
        "kind_names": row["kind__names"] or {},
        "capacity_seated": row["capacity_seated"],
        "capacity_lying": row["capacity_lying"],
        "opening_mode": row["opening_mode"],
        "promised_minutes": row["promised_minutes"],
        "updated_at": row["updated_at"],
    }
    return _as_area(row, shared) if visibility is Visibility.AREA else _in_full(row, shared, extras)


def _lineage(path: str | None) -> tuple[str, ...]:
    return tuple(code for code in (path or "").split("/") if code)


def _in_full(row: dict[str, Any], shared: dict[str, Any], extras: _Extras) -> PublishedPoint:
    return PublishedPoint(
        **shared,
        is_area_only=False,
        names=row["names"],
        aliases=extras.aliases.get(row["id"], ()),
        host_kind=row["host_kind"],
        host=row["host__name"] or "",
        authority=row["authority__name"] or "",
        settlement=row["settlement"],
        address=row["address"],
        entrance_note=row["entrance_note"],
        latitude=row["latitude"],
        longitude=row["longitude"],
        position_accuracy_m=row["position_accuracy_m"],
        position_method=row["position_method"],
        hours_normal=row["hours_normal"],
        hours_activated=row["hours_activated"],
        facts=_facts(row["facts"], told_keys(is_area_only=False)),
        photos=extras.photos.get(row["id"], ()),
    )


def _as_area(row: dict[str, Any], shared: dict[str, Any]) -> PublishedPoint:
    latitude = longitude = None
    if row["latitude"] is not None and row["longitude"] is not None:
        latitude, longitude = area_cell(row["latitude"], row["longitude"], cell_km=AREA_KM)
    return PublishedPoint(
        **shared,
        is_area_only=True,
        names={},
        aliases=(),
        host_kind="unknown",
        host="",
        authority="",
        settlement="",
        address="",
        entrance_note="",
        latitude=latitude,
        longitude=longitude,
        position_accuracy_m=AREA_KM * 1000 if latitude is not None else None,
        position_method="unknown",
        hours_normal="",
        hours_activated="",
        facts=_facts(row["facts"], told_keys(is_area_only=True)),
    )


def _facts(facts: dict[str, Any], allowed: Iterable[str]) -> dict[str, Any]:
    return {key: value for key, value in facts.items() if key in allowed}
