"""Readiness as the desk reads it. Which points somebody may see is the caller's part."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from django.db.models import Q, QuerySet

from punkt.standards.assessing import Assessment, assess
from punkt.standards.prices import PriceList
from punkt.standards.requirements import Requirement, Standard
from punkt.standards.terms import Readiness, Scope
from punkt_web.readiness.assessed import assessed_point, assessed_points
from punkt_web.readiness.found import FOUND, found_of
from punkt_web.readiness.laid import Laid, laid_over
from punkt_web.readiness.models import AssessmentRound, PointAssessment
from punkt_web.registry.models import Point
from punkt_web.registry.standing import standing_points

N_WEEKS = 12
"""How far back the trend goes."""


class AssessedRow(NamedTuple):
    """A point as it came out. ``path`` is that of its territory; the others as in ``PointAssessment``."""

    point_id: int
    path: str
    name: str
    readiness: str
    findings: str
    n_fulfilled: int
    n_not_met: int
    n_unknown: int
    cost_low: float
    cost_high: float
    n_without_price: int
    n_unclosed: int
    purchases: dict[str, int | None]


@dataclass(frozen=True, slots=True)
class TrendDay:
    """How many points stood at each level on a day."""

    day: date
    levels: Counter[str]

    @property
    def n_points(self) -> int:
        """Those that were assessed by then."""
        return self.levels.total()

    @property
    def n_ready(self) -> int:
        """With all that is mandatory."""
        return self.levels[Readiness.FULL.value] + self.levels[Readiness.READY.value]


def rows_now(
    points: QuerySet[Point], standard: Standard, on: date, prices: PriceList, laid: Laid | None = None
) -> list[AssessedRow]:
    """The points held against any standard as it judges on a day, by what is known of them now.

    What closes their gaps costs as in the country of each, and each is asked what is laid over the standard there;
    ``laid`` is that, where the caller has it.
    """
    standing = standing_points(points)
    columns = ("code", "pk", "territory__path", "country")
    known = {code: (pk, path or "", country) for code, pk, path, country in standing.values_list(*columns)}
    paths = {code: path for code, (_pk, path, _country) in known.items()}
    found = []
    for one in (laid or laid_over(standard, on)).assess_all(assessed_points(standing), paths, on):
        if one.assessed.key in known:  # else it came, or began to stand again, meanwhile
            pk, path, country = known[one.assessed.key]
            found.append(AssessedRow(pk, path, **found_of(one, prices, country)))
    return found


def kept_rows(points: QuerySet[Point], key: str, on: date) -> list[AssessedRow]:
    """How the points came out on a day by the standard of their country, as it was kept then."""
    kept = PointAssessment.objects.filter(_holding(on), standard=key, point__in=points.order_by())
    rows = kept.order_by("point__code").values_list("point_id", "point__territory__path", *FOUND)
    return [AssessedRow(pk, path or "", *rest) for pk, path, *rest in rows.iterator(chunk_size=5000)]


def rows_by(
    rows: Iterable[AssessedRow], standard: Standard, used: Mapping[str, Standard]
) -> list[tuple[AssessedRow, tuple[Requirement, ...]]]:
    """Those whose findings are of what ``standard`` asks, each with its requirements in the order of its findings.

    That is of this version, with whatever was laid over it where the point lies, and as both are written now: a file
    may be put right without becoming another version, and what was found by it before does not fit any more. ``used``
    are the standards by the names that rows keep.
    """
    version = standard.name.partition("+")[0]
    asked = {name: one.of(Scope.POINT) for name, one in used.items() if name.partition("+")[0] == version}
    found = [(row, asked[row.name]) for row in rows if row.name in asked]
    return [(row, requirements) for row, requirements in found if len(row.findings) == len(requirements)]


def points_with_gaps() -> QuerySet[PointAssessment, int]:
    """The keys of all points that lack something mandatory, by what came out last."""
    found = PointAssessment.objects.filter(until=None, readiness=Readiness.GAPS.value)
    return found.order_by().values_list("point_id", flat=True)


def points_with_unknowns() -> QuerySet[PointAssessment, int]:
    """The keys of all points of which something that is asked is not known, by what came out last."""
    found = PointAssessment.objects.filter(until=None, n_unknown__gt=0)
    return found.order_by().values_list("point_id", flat=True)


def first_kept_day(points: QuerySet[Point], key: str) -> date | None:
    """The first day of which it is kept how any of the points came out; ``None`` where nothing is."""
    kept = PointAssessment.objects.filter(standard=key, point__in=points.order_by())
    return kept.order_by("since").values_list("since", flat=True).first()


def _holding(on: date) -> Q:
    return Q(since__lte=on) & (Q(until=None) | Q(until__gt=on))


def trend(points: QuerySet[Point], key: str, last: date) -> list[TrendDay]:
    """The levels of a country's standard on the last days of weeks, the oldest first, as far back as there are any."""
    days = [last - timedelta(weeks=number) for number in range(N_WEEKS, -1, -1)]
    kept = PointAssessment.objects.filter(
        Q(until=None) | Q(until__gt=days[0]), standard=key, since__lte=last, point__in=points.order_by()
    )
    levels: dict[date, Counter[str]] = {day: Counter() for day in days}
    spans = Counter(kept.values_list("since", "until", "readiness"))
    for (since, until, readiness), n in spans.items():
        for day in days:
            if since <= day and (until is None or day < until):
                levels[day][readiness] += n
    return [TrendDay(day, counted) for day, counted in levels.items() if counted]


def last_round(key: str) -> AssessmentRound | None:
    """When the points were last held against a country's standard."""
    return AssessmentRound.objects.filter(standard=key).first()


def n_changed_since(points: QuerySet[Point], last: AssessmentRound | None) -> int:
    """Points that were changed, or came, after a round: what is told of them may be of before."""
    standing = standing_points(points)
    return (standing.filter(updated_at__gt=last.at) if last and last.at else standing).count()


def assessment_of(point: Point, standard: Standard, on: date) -> Assessment:
    """One point held against a standard and what is laid over it there, by what is known of it now."""
    path = point.territory.path if point.territory else ""
    return assess(assessed_point(point), laid_over(standard, on, path=path).at(path), on=on)


def history_of(point: Point) -> list[PointAssessment]:
    """What came out before, the newest first."""
    return list(PointAssessment.objects.filter(point=point).order_by("-since", "-pk"))


def parts_of(rows: Iterable[AssessedRow], path: str) -> dict[str, list[AssessedRow]]:
    """The rows by the territories right below ``path``; rows of ``path`` itself are under it."""
    found: dict[str, list[AssessedRow]] = {}
    for row in rows:
        end = row.path.find("/", len(path)) + 1
        found.setdefault(row.path[:end] if end else row.path, []).append(row)
    return found
