"""What members may see of the registry at the desk."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q, QuerySet

from punkt import clock
from punkt.model.fields import Audience
from punkt.model.vocabulary import Visibility
from punkt_web.accounts.models import User
from punkt_web.accounts.queries import Reach, memberships, reach, reach_of, reaches
from punkt_web.accounts.roles import Power
from punkt_web.registry.models import Organisation, Point, Territory
from punkt_web.registry.visibility import policies_at

_NOTHING = Q(pk__in=())


def lineage_of(point: Point) -> list[str]:
    """The codes of the territory of a point and of all above it; empty where the territory is not known."""
    return point.territory.lineage if point.territory else []


def with_successors(where: Reach) -> Reach:
    """A reach that names a merged point reaches the point which stands for it now; one query where it names points."""
    return with_successors_of([where])[0]


def with_successors_of(reaches: Sequence[Reach]) -> list[Reach]:
    """The same for several, in one query for all."""
    codes = frozenset[str]().union(*(where.point_codes for where in reaches))
    if not codes:
        return list(reaches)
    merged = Point.objects.filter(code__in=codes, merged_into__isnull=False)
    successors = dict(merged.values_list("code", "merged_into__code"))
    return [_with(successors, where) for where in reaches]


def _with(successors: Mapping[str, str], where: Reach) -> Reach:
    added = {successors[code] for code in where.point_codes & successors.keys()}
    return replace(where, point_codes=where.point_codes | added)


def reach_now(user: Any, power: Power) -> Reach:
    """Where ``user`` (possibly anonymous) holds ``power`` today, mergers of points seen to."""
    return with_successors(reach(user, power))


def may(user: Any, power: Power, point: Point) -> bool:
    """Whether ``user`` holds ``power`` over a point."""
    return power in powers_over(user, point, [power])


def powers_over(user: Any, point: Point, asked: Iterable[Power]) -> frozenset[Power]:
    """Which of ``asked`` a person who is signed in holds over a point: their memberships are looked up once."""
    if not isinstance(user, User) or not user.is_active:
        return frozenset()
    if user.is_superuser:
        return frozenset(asked)
    held, lineage = memberships(user), lineage_of(point)
    reaches = ((power, with_successors(reach_of(held, power))) for power in asked)
    return frozenset(power for power, where in reaches if where.covers(lineage, point.code))


def may_in(user: Any, power: Power, territory: Territory | None) -> bool:
    """Whether ``user`` holds ``power`` over a territory; over ``None`` (no territory known) only everywhere counts."""
    return reach(user, power).covers(territory.lineage if territory else ())


def territories_in(where: Reach) -> QuerySet[Territory]:
    """The territories of a reach with all below them."""
    if where.is_everywhere:
        return Territory.objects.all()
    return Territory.objects.filter(_below(where.territory_codes, "path"))


def territory_for(code: str) -> Territory | None:
    """The territory of a code, which everybody may know."""
    # PostgreSQL stops at a NUL, which no code holds.
    return None if "\0" in code else Territory.objects.filter(code=code).first()


def points_in(where: Reach) -> QuerySet[Point]:
    """The points of a reach, whatever their policy."""
    if where.is_everywhere:
        return Point.objects.all()
    codes = with_successors(where).point_codes
    return Point.objects.filter(_below(where.territory_codes, "territory__path") | Q(code__in=codes))


def points_for(user: Any) -> QuerySet[Point]:
    """The points that ``user`` may see at the desk: of their reach, hidden ones only with the power to see those."""
    seeing, hidden = reaches(user, [Power.SEE_MEMBERS, Power.SEE_HIDDEN])
    visible = points_in(seeing)
    if hidden == seeing:  # whatever they see they may see hidden: there is nothing to leave out
        return visible
    seeing_hidden = with_successors(hidden)
    if seeing_hidden.is_everywhere:
        return visible
    allowed = _below(seeing_hidden.territory_codes, "territory__path") | Q(code__in=seeing_hidden.point_codes)
    return visible.exclude(_at_least(Visibility.HIDDEN) & ~allowed)


def organisation_names_for(user: Any) -> QuerySet[Organisation, str]:
    """Names of the organisations that ``user`` may know: those behind points that they may see."""
    points = points_for(user)
    behind = (Q(pk__in=points.order_by().values(f"{key}_id")) for key in ("host", "holder", "authority"))
    named = Organisation.objects.filter(reduce(or_, behind))
    return named.order_by("name").values_list("name", flat=True).distinct()


def with_visibility(points: QuerySet[Point], visibility: Visibility) -> QuerySet[Point]:
    """Those of ``points`` that are now shown exactly so widely."""
    stricter = list(Visibility)[visibility.strictness + 1 :]
    found = points if visibility is Visibility.PUBLIC else points.filter(_at_least(visibility))
    return found.exclude(_at_least(stricter[0])) if stricter else found


def _at_least(visibility: Visibility) -> Q:
    """Points that a policy in force reaches which is as strict as ``visibility`` or stricter."""
    policies = policies_at(clock.now())
    codes = [code for code, word in policies.by_territory_code.items() if word.strictness >= visibility.strictness]
    ids = [point_id for point_id, word in policies.by_point_id.items() if word.strictness >= visibility.strictness]
    return _below(codes, "territory__path") | Q(pk__in=ids)


def point_for(user: Any, code: str) -> Point | None:
    """One point that ``user`` may see at the desk."""
    related = ("territory", "kind", "host", "holder", "authority")
    points = points_for(user).select_related(*related)
    return points.filter(code=code).first()


@dataclass(frozen=True, slots=True)
class FieldSight:
    """Which fields of one point a person may see."""

    sees_secret: bool

    def shows(self, audience: Audience) -> bool:
        """Whether a field of that audience is shown."""
        return self.sees_secret or audience is not Audience.SECRET


def field_sight(user: Any, point: Point) -> FieldSight:
    """What of a point's fields ``user`` (who may see the point) may see; contacts go with the secret fields."""
    return sight_with(powers_over(user, point, [Power.SEE_SECRET]))


def sight_with(powers: Collection[Power]) -> FieldSight:
    """What of a point's fields those powers over it show."""
    return FieldSight(sees_secret=Power.SEE_SECRET in powers)


def _below(codes: Iterable[str], path_column: str) -> Q:
    paths = Territory.objects.filter(code__in=list(codes)).values_list("path", flat=True)
    condition, root = _NOTHING, None
    for path in sorted(paths):
        # What lies below a unit that is already there adds nothing: databases limit how deep a condition may be.
        if root is None or not path.startswith(root):
            condition |= Q(**{f"{path_column}__startswith": path})
            root = path
    return condition
