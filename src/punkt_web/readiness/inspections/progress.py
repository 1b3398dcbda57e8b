"""How far a campaign of inspections is, point by point, and in sums."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from django.db.models import QuerySet

from punkt.wording import gettext_noop as _
from punkt_web.common.zones import today_in
from punkt_web.readiness.models import InspectionCampaign, InspectionTask
from punkt_web.registry.models import Point
from punkt_web.registry.standing import heir_of_row, rows_of, standing_points


class PointStage(StrEnum):
    """How far a point is in a campaign."""

    NOT_ASKED = "not_asked"
    ASKED = "asked"
    TO_SIGN = "to_sign"
    FAILED = "failed"
    WELL = "well"


STAGE_LABELS: Mapping[PointStage, str] = {
    PointStage.NOT_ASKED: _("Nobody is asked yet"),
    PointStage.ASKED: _("Given to an inspector"),
    PointStage.TO_SIGN: _("Handed in, to sign"),
    PointStage.FAILED: _("Signed, something is to be mended"),
    PointStage.WELL: _("Signed, nothing is to be mended"),
}


class PointProgress(NamedTuple):
    """One point: how far it is, by whom and until when; ``inspection`` is "" where nobody is asked."""

    point_id: int
    path: str
    stage: PointStage
    inspection: str
    inspector: str
    is_overdue: bool


@dataclass(frozen=True, slots=True)
class Sums:
    """How many points are how far. ``n_signed`` are those of both kinds."""

    stages: Counter[PointStage] = field(default_factory=Counter)
    n_overdue: int = 0

    @property
    def n_points(self) -> int:
        """All of them."""
        return self.stages.total()

    @property
    def n_signed(self) -> int:
        """Those whose inspection is signed, whatever it found."""
        return self.stages[PointStage.FAILED] + self.stages[PointStage.WELL]

    @property
    def n_to_sign(self) -> int:
        """Those that wait for a second person."""
        return self.stages[PointStage.TO_SIGN]

    @property
    def n_not_asked(self) -> int:
        """Those of which nobody was asked."""
        return self.stages[PointStage.NOT_ASKED]

    @property
    def percent(self) -> int:
        """Signed ones of all, never 100 before the last."""
        return 100 * self.n_signed // self.n_points if self.n_points else 0


def points_of(campaign: InspectionCampaign, among: QuerySet[Point]) -> QuerySet[Point]:
    """Those of ``among`` that the campaign is about, as its territory is now."""
    return standing_points(among).filter(territory__path__startswith=campaign.territory.path)


def progress_of(campaign: InspectionCampaign, among: QuerySet[Point]) -> list[PointProgress]:
    """Each point of a campaign that is one of ``among``, in the order of their codes.

    Of the inspections of a point the first asked for counts that nobody cancelled: to look again is no second one.
    """
    asked = campaign.inspections.filter(cancelled_at=None, follows=None).annotate(of=heir_of_row())
    columns = ("of", "pk", "inspector_name", "signed_at", "handed_in_at", "due_on")
    rows = {row[0]: row for row in asked.order_by("-asked_at").values_list(*columns)}
    failing = _failing(campaign)
    today = today_in(campaign.territory.country)
    points = points_of(campaign, among).order_by("code").values_list("pk", "territory__path")
    return [_progress(pk, path or "", rows.get(pk), failing, today) for pk, path in points]


def _failing(campaign: InspectionCampaign) -> set[int]:
    """The points where a line that failed in the campaign is still to be mended.

    What failed before already is a task of that earlier inspection and of no second one, so tasks are found by line.
    """
    found = campaign.inspections.filter(n_failed__gt=0).annotate(of=heir_of_row())
    failed = {
        (pk, one["key"]) for pk, result in found.values_list("of", "result") for one in result if one.get("failed")
    }
    points = Point.objects.filter(pk__in=found.values("of"))
    to_mend = InspectionTask.objects.filter(rows_of(points), closed_at=None).annotate(of=heir_of_row())
    return {pk for pk, key in to_mend.values_list("of", "line_key") if (pk, key) in failed}


def _progress(pk: int, path: str, row: tuple[object, ...] | None, failing: set[int], today: date) -> PointProgress:
    if row is None:
        return PointProgress(pk, path, PointStage.NOT_ASKED, "", "", is_overdue=False)
    _of, ulid, inspector, signed_at, handed_in_at, due_on = row
    stage = PointStage.TO_SIGN if handed_in_at else PointStage.ASKED
    if signed_at:
        stage = PointStage.FAILED if pk in failing else PointStage.WELL
    is_overdue = stage is PointStage.ASKED and isinstance(due_on, date) and due_on < today
    return PointProgress(pk, path, stage, str(ulid), str(inspector), is_overdue)


def sums_of(rows: Iterable[PointProgress]) -> Sums:
    """All of them in numbers."""
    listed = list(rows)
    return Sums(Counter(row.stage for row in listed), sum(row.is_overdue for row in listed))


def sums_by_part(rows: Iterable[PointProgress], path: str) -> dict[str, Sums]:
    """By the territories right below ``path``; what lies in ``path`` itself is under it."""
    parts: dict[str, list[PointProgress]] = {}
    for row in rows:
        end = row.path.find("/", len(path)) + 1
        parts.setdefault(row.path[:end] if end else row.path, []).append(row)
    return {part: sums_of(of_part) for part, of_part in sorted(parts.items())}


def sums_by_inspector(rows: Iterable[PointProgress]) -> dict[str, Sums]:
    """By who was asked; points of which nobody was are left out."""
    found: dict[str, list[PointProgress]] = {}
    for row in rows:
        if row.inspection:
            found.setdefault(row.inspector, []).append(row)
    return {name: sums_of(of_name) for name, of_name in sorted(found.items())}
