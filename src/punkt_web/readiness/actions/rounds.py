"""Holding all points of a country against its standard, and keeping what came out otherwise."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from punkt import clock
from punkt.standards.assessing import assess
from punkt.standards.editions import national_standards, packaged_standards, standard_on
from punkt_web.common.audit import Actor, Write, record
from punkt_web.common.batches import in_batches
from punkt_web.common.zones import local_day, today_in
from punkt_web.readiness.assessed import assessed_point, assessed_points
from punkt_web.readiness.found import FOUND, Found, found_of
from punkt_web.readiness.laid import laid_over
from punkt_web.readiness.models import AssessmentRound, LocalOverlay, PointAssessment, StatedPrice
from punkt_web.readiness.prices import prices_now
from punkt_web.registry.models import Point
from punkt_web.registry.standing import standing_points

_AT_ONCE = 1000


@dataclass(frozen=True, slots=True)
class RoundDone:
    """How many points were held against which version, and the keys of those where something came out otherwise."""

    name: str
    n_points: int
    changed: frozenset[int]


def assess_network(actor: Actor) -> list[RoundDone]:
    """A round for each country that has a standard and points."""
    countries = set(standing_points(Point.objects.all()).values_list("country", flat=True).distinct())
    rounds = (assess_country(actor, key) for country, key in national_standards().items() if country in countries)
    return [done for done in rounds if done]


def assess_country(actor: Actor, key: str) -> RoundDone | None:
    """Holds the points of the standard's country against the version of today, with what is laid over it there.

    ``None`` where another process ended a round meanwhile: what it found is not older than this. Points are read and
    judged before anything is locked, so that nobody waits for that. The round is as of before it read them: what is
    changed meanwhile is due again.
    """
    country = packaged_standards()[key][-1].country
    began = clock.now()
    today = local_day(country, began)
    standard = standard_on(key, today)
    before = AssessmentRound.objects.filter(standard=key).values_list("at", flat=True).first()
    standing = standing_points(Point.objects.filter(country=country))
    places = {code: (pk, path or "") for code, pk, path in standing.values_list("code", "pk", "territory__path")}
    paths = {code: path for code, (_pk, path) in places.items()}
    points = assessed_points(standing_points(Point.objects.filter(country=country)))
    prices = prices_now()
    found = {
        places[one.assessed.key][0]: found_of(one, prices, country)
        for one in laid_over(standard, today).assess_all(points, paths, today)
        if one.assessed.key in places
    }
    with transaction.atomic():
        this = _begin(key, before)
        if this is None:
            return None
        changed = _keep(key, found, today)
        this.at, this.name, this.n_points, this.n_changed = began, standard.name, len(found), len(changed)
        this.save()
        told = {"name": standard.name, "points": len(found), "changed": len(changed)}
        record(actor, Write("assess", "standard", key, {}, told))
    return RoundDone(standard.name, len(found), changed)


def assess_if_due(actor: Actor) -> list[RoundDone]:
    """Rounds for the countries where since the last one a day began or a point, a price or an overlay was changed, or
    where there was none.
    """
    due = [key for country, key in national_standards().items() if _is_due(country, key)]
    return [done for key in due if (done := assess_country(actor, key))]


@transaction.atomic
def assess_point(point: Point) -> bool:
    """Holds one point against the standard of its country at once; whether something came out otherwise.

    It follows from what the trail tells of the point. ``False`` where its country has no standard.
    """
    key = national_standards().get(point.country)
    if key is None:
        return False
    today = today_in(point.country)
    now = Point.objects.select_related("territory").get(pk=point.pk)
    path = now.territory.path if now.territory else ""
    standard = laid_over(standard_on(key, today), today, path=path).at(path)
    one = assess(assessed_point(now), standard, on=today)
    return bool(_keep(key, {point.pk: found_of(one, prices_now(), point.country)}, today, among=[point.pk]))


def _is_due(country: str, key: str) -> bool:
    points = standing_points(Point.objects.filter(country=country))
    last = AssessmentRound.objects.filter(standard=key).values_list("at", flat=True).first()
    if last is None:
        return points.exists()
    is_another_day = local_day(country, last) != today_in(country)
    if is_another_day or Point.objects.filter(country=country, updated_at__gt=last).exists():
        return True
    is_stated_since = Q(stated_at__gt=last) | Q(ended_at__gt=last)
    overlays = LocalOverlay.objects.filter(is_stated_since, standard=key)
    return overlays.exists() or StatedPrice.objects.filter(is_stated_since).exists()


def _begin(key: str, before: datetime | None) -> AssessmentRound | None:
    AssessmentRound.objects.get_or_create(standard=key)
    this = AssessmentRound.objects.select_for_update().get(standard=key)
    return this if this.at == before else None


def _keep(key: str, found: Mapping[int, Found], today: date, *, among: Collection[int] | None = None) -> frozenset[int]:
    """Ends the rows that hold no more and adds those that hold now; of one day the last round counts.

    ``among`` are the points that were looked at, where these are not all.
    """
    rows = PointAssessment.objects.filter(standard=key, until=None)
    holding = {row.point_id: row for row in (rows if among is None else rows.filter(point__in=among))}
    changed = {pk: new for pk, new in found.items() if pk not in holding or _differs(holding[pk], new)}
    gone = [pk for pk in holding if pk not in found]
    for some in in_batches([*changed, *gone]):
        of_these = PointAssessment.objects.filter(standard=key, point__in=some)
        of_these.filter(since__gte=today).delete()
        of_these.filter(until=None).update(until=today)
    made = [PointAssessment(point_id=pk, standard=key, since=today, **new) for pk, new in changed.items()]
    PointAssessment.objects.bulk_create(made, batch_size=_AT_ONCE)
    return frozenset(changed)


def _differs(row: PointAssessment, new: Found) -> bool:
    return any(getattr(row, column) != new[column] for column in FOUND)
