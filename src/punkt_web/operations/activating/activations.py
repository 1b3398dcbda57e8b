"""Activations as the rest of the product reads them, for members: who sees which, and their tasks."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from punkt.model.activation_words import ActivationMode
from punkt_web.operations.models import Activation, ActivationTask, Complaint
from punkt_web.registry.models import Point
from punkt_web.registry.standing import rows_of


def activations_over(points: QuerySet[Point], *, is_over: bool | None = None) -> QuerySet[Activation]:
    """The activations that ask any of ``points``, the latest first; all, or those that were (not) closed.

    ``n_asked`` counts among these points only.
    """
    n_asked = Count("tasks", filter=Q(tasks__point__in=points))
    found = Activation.objects.annotate(n_asked=n_asked).filter(n_asked__gt=0)
    if is_over is not None:
        found = found.filter(ended_at__isnull=not is_over)
    return found.order_by("-begins_at", "-pk")


def tasks_of(activation: Activation, points: QuerySet[Point]) -> QuerySet[ActivationTask]:
    """What an activation asks of ``points``. Of two points that were merged since only the one that stands is told."""
    successor = ActivationTask.objects.filter(activation=activation, point=OuterRef("point__merged_into"))
    return activation.tasks.filter(~Exists(successor), point__in=points)


def tasks_at(point: Point) -> QuerySet[ActivationTask]:
    """What running activations ask of a point, or asked of those that were merged into it; the latest last.

    One that begins later is among them: its keepers prepare.
    """
    tasks = ActivationTask.objects.select_related("activation")
    return tasks.filter(rows_of([point]), activation__ended_at=None).order_by("activation__begins_at", "pk")


ENDS_TOLD_FOR = timedelta(hours=12)
"""So long keepers are told that an activation is over (decision of ours: the next shift reads it too)."""


def ended_lately(point: Point, at: datetime) -> list[Activation]:
    """The activations of a point that somebody closed a short while ago, the latest first."""
    found = Activation.objects.filter(
        rows_of([point], "tasks__point"), ended_at__gt=at - ENDS_TOLD_FOR, ended_at__lte=at
    )
    return list(found.distinct().order_by("-ended_at"))


def asked_points(point_ids: Iterable[int]) -> dict[int, bool]:
    """Those of the points of which a running activation asks something, and whether it is more than an exercise."""
    tasks = ActivationTask.objects.filter(activation__ended_at=None, point__in=list(point_ids))
    # The exercises first: what is meant stands last and counts.
    rows = tasks.order_by("-activation__is_exercise").values_list("point_id", "activation__is_exercise")
    return {point_id: not is_exercise for point_id, is_exercise in rows}


def complaints_during(activation: Activation, points: QuerySet[Point], at: datetime) -> dict[str, int]:
    """What people at those of its doors that are among ``points`` complained of meanwhile: how many by kind."""
    told = Complaint.objects.filter(
        point__in=activation.tasks.filter(point__in=points).values("point"),
        received_at__gte=activation.begins_at,
        received_at__lte=activation.ended_at or at,
    )
    counted = told.order_by().values_list("kind").annotate(n=Count("pk"))
    return dict(counted.order_by("-n", "kind"))


def asked_for_doors(activation: Activation) -> bool:
    """Whether doors were ever asked to open: one that was stepped down to standby since did so before."""
    if activation.is_exercise:
        return False
    return activation.mode != ActivationMode.STANDBY or activation.steps.exclude(mode=ActivationMode.STANDBY).exists()


def keeps_doors_shut(activation: Activation) -> bool:
    """Whether a point is to say that it is ready, and not to open: in an exercise, and on standby."""
    return activation.is_exercise or activation.mode == ActivationMode.STANDBY
