"""Who asked which points to open, what their keepers answered, and who calls which point."""

from django.db import models

from punkt.model.activation_words import ActivationMode, ActivationTrigger, ServiceLevel, StepKind, TaskAnswer
from punkt.model.board_words import CallOutcome
from punkt.model.vocabulary import choices
from punkt_web.registry.models import Point, Territory


class Activation(models.Model):
    """A period in which the points of an area are asked to open, as it stands now; its steps tell how it came to that.

    The area is the ``territories`` with all below them, inside of the ``corners`` ([latitude, longitude] in degrees)
    where an outline was drawn, and only points of the ``kinds`` where some are named. It goes on past ``until_at``
    until somebody closes it: points are needed after the power is back. An exercise is never told to the public.
    """

    ulid = models.CharField(primary_key=True, max_length=26)
    territories = models.ManyToManyField(Territory, related_name="activations")
    corners = models.JSONField(default=list)
    kinds = models.JSONField(default=list)
    trigger = models.CharField(max_length=11, choices=choices(ActivationTrigger))
    reason = models.CharField(max_length=300)
    decision = models.CharField(max_length=120, blank=True)
    level = models.CharField(max_length=11, choices=choices(ServiceLevel))
    mode = models.CharField(max_length=8, choices=choices(ActivationMode))
    begins_at = models.DateTimeField()
    until_at = models.DateTimeField(null=True)
    is_exercise = models.BooleanField(default=False)
    said_by = models.CharField(max_length=254)
    said_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["ended_at", "-begins_at"], name="activation_running")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(until_at=None) | models.Q(until_at__gt=models.F("begins_at")),
                name="activation_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ulid} {self.mode} {self.begins_at}"


class ActivationStep(models.Model):
    """What was done to an activation, and how it stood after: append-only. ``criteria`` are those of a closing."""

    activation = models.ForeignKey(Activation, on_delete=models.CASCADE, related_name="steps")
    kind = models.CharField(max_length=10, choices=choices(StepKind))
    at = models.DateTimeField()
    said_by = models.CharField(max_length=254)
    level = models.CharField(max_length=11, choices=choices(ServiceLevel))
    mode = models.CharField(max_length=8, choices=choices(ActivationMode))
    until_at = models.DateTimeField(null=True)
    n_points = models.PositiveIntegerField(default=0, help_text="points that were asked in this step")
    criteria = models.JSONField(default=dict, help_text="criterion -> yes, no or unknown")
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.activation_id} {self.kind} {self.at}"


class ActivationTask(models.Model):
    """What an activation asks of one point, and what its keepers answered.

    ``promised_minutes`` is what the register said when the point was asked. ``was_open``: staff had said so before.
    When it opened is in the reports. ``answer`` is the last one; ``ready_at`` the first time that it was READY.
    """

    activation = models.ForeignKey(Activation, on_delete=models.CASCADE, related_name="tasks")
    point = models.ForeignKey(Point, on_delete=models.CASCADE, related_name="tasks")
    given_at = models.DateTimeField()
    promised_minutes = models.PositiveIntegerField(null=True)
    was_open = models.BooleanField(default=False)
    answer = models.CharField(max_length=9, choices=choices(TaskAnswer), blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.CharField(max_length=254, blank=True)
    note = models.CharField(max_length=300, blank=True)
    ready_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["activation", "point"], name="task_once")]

    def __str__(self) -> str:
        return f"{self.activation_id} {self.point_id} {self.answer}"


class Call(models.Model):
    """A call to a point that somebody takes on, so that no two call at once; nobody else does until ``until_at``.

    ``outcome`` is empty until it is over, and stays so where it was given back or ran out. What was told is a report.
    """

    point = models.ForeignKey(Point, on_delete=models.CASCADE, related_name="calls")
    taken_by = models.CharField(max_length=254)
    taken_at = models.DateTimeField()
    until_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=11, choices=choices(CallOutcome), blank=True)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = [models.Index(fields=["-ended_at"], name="call_latest")]
        constraints = [
            models.UniqueConstraint(fields=["point"], condition=models.Q(ended_at=None), name="call_one_at_a_time")
        ]

    def __str__(self) -> str:
        return f"{self.point_id} {self.taken_by} {self.taken_at}"
