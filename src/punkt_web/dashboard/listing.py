"""Rows of the desk's list, and the list as a CSV file."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from punkt import clock
from punkt.model.fields import FIELDS, Audience
from punkt.model.vocabulary import Visibility
from punkt_web.accounts.queries import Reach
from punkt_web.accounts.roles import Power
from punkt_web.common.spreadsheets import csv_lines
from punkt_web.dashboard.wording import LANGUAGES
from punkt_web.operations.activating.asked import asked_now
from punkt_web.operations.hours_left import hours_left_at
from punkt_web.operations.queries import current_statuses
from punkt_web.operations.statuses import StatusNow
from punkt_web.operations.sureness.judged import around, door_sureness, has_power_cut
from punkt_web.operations.sureness.words import SureLine, door_line
from punkt_web.operations.surroundings.grid import grid_now, on_grid
from punkt_web.operations.surroundings.grid_words import grid_line
from punkt_web.registry.models import Point
from punkt_web.registry.queries import lineage_of, reach_now
from punkt_web.registry.statements import is_known, stated_value
from punkt_web.registry.visibility import policies_at


@dataclass(frozen=True, slots=True)
class ListedPoint:
    """One row of the list."""

    point: Point
    visibility: Visibility
    n_known: int
    is_verified: bool
    grid: str
    """Power by the schedule of the grid, "" where no feed tells of it."""
    sure: SureLine


def listed(points: Iterable[Point], user: Any) -> list[ListedPoint]:
    """Rows for points whose territory is loaded; only fields that ``user`` may see count."""
    points, at = list(points), clock.now()
    grids = grid_now(map(on_grid, points), at)
    policies = policies_at(at)
    secret_reach = reach_now(user, Power.SEE_SECRET)
    ids = {point.pk for point in points}
    rows, statuses, asked = [], current_statuses(ids), asked_now(at, ids)
    dark = [point for point in points if has_power_cut(grids[point.pk])]
    hours = hours_left_at(dark, statuses, at)
    for point in points:
        lineage = lineage_of(point)
        sees_secret = secret_reach.covers(lineage, point.code)
        keys = [key for key in FIELDS if not _is_kept_back(key, sees_secret)]
        n_known = sum(is_known(stated_value(point, key)) for key in keys)
        is_verified = any(point.provenance.get(key, {}).get("verified") for key in keys)
        grid = grid_line(grids[point.pk], point.country).short
        status = statuses.get(point.pk, StatusNow())
        about = around(asked=asked.get(point.pk), grid=grids[point.pk], hours=hours.get(point.pk))
        sure = door_line(door_sureness(point, status, at, about), point.country)
        rows.append(ListedPoint(point, policies.visibility(point.pk, lineage), n_known, is_verified, grid, sure))
    return rows


def with_relations(points: QuerySet[Point]) -> QuerySet[Point]:
    """With what a row names, and without the outlines of territories."""
    return points.select_related("territory", "kind", "host", "holder", "authority")


def in_order(keys: Iterable[int]) -> list[Point]:
    """The points of these keys, in that order, with what a row names."""
    wanted = list(keys)
    found = {point.pk: point for point in with_relations(Point.objects.filter(pk__in=wanted))}
    return [found[key] for key in wanted if key in found]


_POSITION = ("latitude", "longitude", "position_accuracy_m", "position_method")


def points_as_csv(points: QuerySet[Point], user: Any, *, withheld: str, is_demo: bool = False) -> Iterator[str]:
    """The points as CSV, headed by the keys of the fields (docs/reference/fields.md).

    An empty cell is not known; "unknown" is what somebody asked and nobody knows. Secret fields are columns only for
    those who may see them somewhere, and say ``withheld`` where they may not. The lines are made while they are sent,
    when the language of the request is no longer in force, so nothing is translated here. In a demo network the first
    column says DEMO in every row.
    """
    secret_reach = reach_now(user, Power.SEE_SECRET)
    keys = [key for key, field in FIELDS.items() if secret_reach or field.audience is not Audience.SECRET]
    columns = [key for key in keys if key not in {"name", "position"}]
    names = ["name", *(f"name.{language}" for language in LANGUAGES)]
    rows = _cells(points, secret_reach, columns, withheld)
    return csv_lines(["code", "status", "shown_to", *names, *_POSITION, *columns, "updated_at"], rows, is_demo=is_demo)


def _cells(
    points: QuerySet[Point], secret_reach: Reach, columns: Sequence[str], withheld: str
) -> Iterator[list[object]]:
    policies = policies_at(clock.now())
    for point in with_relations(points).iterator(chunk_size=1000):
        lineage = lineage_of(point)
        sees_secret = secret_reach.covers(lineage, point.code)
        yield [
            point.code,
            point.status,
            str(policies.visibility(point.pk, lineage)),
            *(point.names.get(language, "") for language in ("", *LANGUAGES)),
            *(_cell(point, column) for column in _POSITION),
            *(withheld if _is_kept_back(key, sees_secret) else stated_value(point, key) for key in columns),
            point.updated_at.isoformat(timespec="seconds"),
        ]


def _cell(point: Point, column: str) -> Any:
    value = getattr(point, column)
    return value if is_known(value) else ""


def _is_kept_back(key: str, sees_secret: bool) -> bool:
    return FIELDS[key].audience is Audience.SECRET and not sees_secret
