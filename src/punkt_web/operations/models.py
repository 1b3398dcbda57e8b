"""What points do now: reports, append-only, the latest word on each point, and what people at doors complain of."""

from django.db import models

from punkt.model.vocabulary import ComplaintKind, ComplaintOutcome, PointState, ReportChannel, choices
from punkt_web.registry.models import Point


class StatusReport(models.Model):
    """What someone or something said about a point at ``observed_at``, known to us at ``received_at``.

    ``services`` maps service keys to an availability; a service that is not there was not spoken of.
    """

    ulid = models.CharField(primary_key=True, max_length=26)
    point = models.ForeignKey(Point, on_delete=models.CASCADE, related_name="reports")
    observed_at = models.DateTimeField()
    received_at = models.DateTimeField()
    channel = models.CharField(max_length=12, choices=choices(ReportChannel))
    state = models.CharField(max_length=9, choices=choices(PointState), blank=True)
    headcount = models.PositiveIntegerField(null=True)
    services = models.JSONField(default=dict)
    fuel_l = models.FloatField(null=True)
    indoor_c = models.FloatField(null=True)
    note = models.CharField(max_length=500, blank=True)
    author_name = models.CharField(max_length=254, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["point", "-observed_at"], name="report_latest"),
            models.Index(fields=["received_at"], name="report_received"),
        ]

    def __str__(self) -> str:
        return f"{self.point_id} {self.state} {self.observed_at}"


class CurrentStatus(models.Model):
    """The latest word on each part of a point's state, with its own time: each part can be from another report."""

    point = models.OneToOneField(Point, on_delete=models.CASCADE, primary_key=True, related_name="current_status")
    state = models.CharField(max_length=9, choices=choices(PointState), blank=True)
    state_at = models.DateTimeField(null=True)
    state_channel = models.CharField(max_length=12, choices=choices(ReportChannel), blank=True)
    headcount = models.PositiveIntegerField(null=True)
    headcount_at = models.DateTimeField(null=True)
    services = models.JSONField(default=dict, help_text="service key -> [availability, ISO time]")
    fuel_l = models.FloatField(null=True)
    fuel_at = models.DateTimeField(null=True)
    indoor_c = models.FloatField(null=True)
    indoor_at = models.DateTimeField(null=True)
    revision = models.BigIntegerField(default=0, db_index=True, help_text="the count of last words at the last change")

    class Meta:
        verbose_name_plural = "current statuses"

    def __str__(self) -> str:
        return f"{self.point_id} {self.state}"


class Complaint(models.Model):
    """What somebody at a door said is wrong. It is for the desk: nothing public ever shows it as a fact.

    Nothing tells who said it. ``outcome`` is empty until somebody looked into it.
    """

    point = models.ForeignKey(Point, on_delete=models.CASCADE, related_name="complaints")
    kind = models.CharField(max_length=14, choices=choices(ComplaintKind))
    note = models.CharField(max_length=300, blank=True)
    received_at = models.DateTimeField()
    outcome = models.CharField(max_length=9, choices=choices(ComplaintOutcome), blank=True)
    answer = models.CharField(max_length=300, blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.CharField(max_length=254, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["point", "-received_at"], name="complaint_of_point"),
            models.Index(fields=["-received_at"], name="complaint_latest"),
        ]

    def __str__(self) -> str:
        return f"{self.point_id} {self.kind} {self.received_at}"
