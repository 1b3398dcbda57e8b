"""Who is at a point when. Names are for those who report on the point; the caller sees to that."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from punkt import clock
from punkt.roster import Gap, PlannedShift, gaps
from punkt_web.accounts.models import Membership, Scope, User
from punkt_web.accounts.roles import Role
from punkt_web.operations.models import Shift, ShiftPerson, ShiftStep
from punkt_web.registry.models import Point
from punkt_web.registry.standing import ids_of, rows_of

LOOKED_AHEAD = timedelta(hours=48)
"""How far gaps are looked for."""


@dataclass(frozen=True, slots=True)
class OnShift:
    """Somebody in a shift; ``None`` where they did not say yet that they began or ended."""

    person: ShiftPerson
    began_at: datetime | None
    ended_at: datetime | None

    @property
    def name(self) -> str:
        """In words; "" where it was deleted."""
        user = self.person.user
        return (user.name or user.email) if user is not None else self.person.name


@dataclass(frozen=True, slots=True)
class ShiftNow:
    """A shift with its people by name."""

    shift: Shift
    people: tuple[OnShift, ...]


def shifts_at(point: Point, since: datetime, until: datetime) -> list[ShiftNow]:
    """The shifts that run between two moments, the first first."""
    shifts = Shift.objects.filter(point__in=ids_of(point), cancelled_at=None, begins_at__lt=until, ends_at__gt=since)
    return _with_people(shifts)


def shifts_of(user: User, points: QuerySet[Point], at: datetime) -> list[ShiftNow]:
    """The shifts of somebody that are not over, at points that they report on."""
    own = ShiftPerson.objects.filter(user=user, removed_at=None).values("shift")
    return _with_people(Shift.objects.filter(rows_of(points), pk__in=own, cancelled_at=None, ends_at__gt=at))


def gaps_ahead(shifts: Iterable[ShiftNow], at: datetime) -> list[Gap]:
    """When fewer people are planned than needed; none where nobody plans shifts at all."""
    planned = [
        PlannedShift(one.shift.begins_at, one.shift.ends_at, len(one.people), one.shift.n_needed) for one in shifts
    ]
    return gaps(planned, at, at + LOOKED_AHEAD) if planned else []


def keepers_of(point: Point) -> QuerySet[User]:
    """Who has the role of a keeper at the point itself, or at one that was merged into it, by name.

    They are offered for its shifts.
    """
    lasts = Q(valid_until=None) | Q(valid_until__gt=clock.now())
    codes = Point.objects.filter(pk__in=ids_of(point)).values("code")
    held = Membership.objects.filter(lasts, role=Role.KEEPER, scope=Scope.POINT, scope_code__in=codes)
    return User.objects.filter(pk__in=held.values("user"), is_active=True).order_by("name", "email")


def _with_people(shifts: QuerySet[Shift]) -> list[ShiftNow]:
    rows = list(shifts.select_related("point").order_by("begins_at", "ulid"))
    people = ShiftPerson.objects.filter(shift__in=rows, removed_at=None).select_related("user")
    by_shift: dict[str, list[ShiftPerson]] = defaultdict(list)
    for person in people:
        by_shift[person.shift_id].append(person)
    steps = _steps(person.ulid for named in by_shift.values() for person in named)
    named = {row.ulid: [OnShift(one, *steps[one.ulid]) for one in by_shift[row.ulid]] for row in rows}
    return [ShiftNow(row, tuple(sorted(named[row.ulid], key=lambda one: (one.name, one.person.ulid)))) for row in rows]


def _steps(ulids: Iterable[str]) -> dict[str, tuple[datetime | None, datetime | None]]:
    """When each began first and ended last, whatever order that came in."""
    began: dict[str, datetime] = {}
    ended: dict[str, datetime] = {}
    wanted = list(ulids)
    for step in ShiftStep.objects.filter(person_ulid__in=wanted).order_by("observed_at"):
        if step.is_end:
            ended[step.person_ulid] = step.observed_at
        else:
            began.setdefault(step.person_ulid, step.observed_at)
    return {ulid: (began.get(ulid), ended.get(ulid)) for ulid in wanted}
