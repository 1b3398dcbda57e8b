"""What points do now: reports, append-only, the latest word on each point, and what people at doors complain of."""

from dataclasses import fields

from django.db import models

from punkt.model.complaint_words import ComplaintKind, ComplaintOutcome
from punkt.model.reports import ReportContent
from punkt.model.vocabulary import PointState, ReportBearer, ReportChannel, choices
from punkt_web.operations.models.claims import Claimable
from punkt_web.registry.models import Point

CONTENT_COLUMNS = tuple(column.name for column in fields(ReportContent))
"""The columns of a report that say what ``ReportContent`` says."""


class StatusReport(models.Model):
    """What someone or something said about a point at ``observed_at``, known to us at ``received_at``.

    ``stated_at`` is the time by the sender's clock, which was ``lag_s`` seconds behind ours; ``None`` and an empty
    ``bearer`` are not known. What each other column means stands with ``punkt.model.reports.ReportContent``.
    """

    ulid = models.CharField(primary_key=True, max_length=26)
    point = models.ForeignKey(Point, on_delete=models.CASCADE, related_name="reports")
    stated_at = models.DateTimeField(null=True)
    observed_at = models.DateTimeField()
    received_at = models.DateTimeField()
    lag_s = models.IntegerField(null=True)
    bearer = models.CharField(max_length=8, choices=choices(ReportBearer), blank=True, default="")
    channel = models.CharField(max_length=12, choices=choices(ReportChannel))
    state = models.CharField(max_length=9, choices=choices(PointState), blank=True)
    headcount = models.PositiveIntegerField(null=True)
    services = models.JSONField(default=dict)
    fuel_l = models.FloatField(null=True)
    fuel_quarters = models.PositiveSmallIntegerField(null=True)
    indoor_c = models.FloatField(null=True)
    water_l = models.FloatField(null=True)
    n_staff = models.PositiveIntegerField(null=True)
    shortages = models.JSONField(null=True)
    bands = models.JSONField(default=dict)
    n_visits = models.IntegerField(null=True)
    visit_bands = models.JSONField(default=dict)
    note = models.CharField(max_length=500, blank=True)
    author_name = models.CharField(max_length=254, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["point", "-observed_at"], name="report_latest"),
            models.Index(fields=["received_at"], name="report_received"),
            models.Index(
                fields=["point", "observed_at"], condition=models.Q(n_visits__isnull=False), name="report_visits"
            ),
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
    fuel_quarters = models.PositiveSmallIntegerField(null=True)
    fuel_quarters_at = models.DateTimeField(null=True)
    indoor_c = models.FloatField(null=True)
    indoor_at = models.DateTimeField(null=True)
    water_l = models.FloatField(null=True)
    water_at = models.DateTimeField(null=True)
    n_staff = models.PositiveIntegerField(null=True)
    staff_at = models.DateTimeField(null=True)
    shortages = models.JSONField(null=True)
    shortages_at = models.DateTimeField(null=True)
    shut_words = models.JSONField(default=list, help_text="[ISO time, source, whether it was found right] of residents")
    revision = models.BigIntegerField(default=0, db_index=True, help_text="the count of last words at the last change")

    class Meta:
        verbose_name_plural = "current statuses"

    def __str__(self) -> str:
        return f"{self.point_id} {self.state}"


class Complaint(Claimable):
    """What somebody at a door said is wrong. It is for the desk: nothing public ever shows it as a fact.

    Nothing tells who said it: ``source`` is equal for words of one sender about one point within a day and leads back
    to nobody, for its key is thrown away; "" is not known. ``receipt`` is the code by which that person finds the
    ``reply``. ``n_folded`` more said the same without a word of their own when so many had that no row was made of it.
    ``outcome`` is empty until somebody looked into it, ``claimed_until`` is how long somebody does so now. ``answer``
    is for the desk, ``reply`` for who asked.
    """

    point = models.ForeignKey(Point, on_delete=models.CASCADE, related_name="complaints")
    kind = models.CharField(max_length=14, choices=choices(ComplaintKind))
    note = models.CharField(max_length=300, blank=True)
    received_at = models.DateTimeField()
    due_at = models.DateTimeField(help_text="by when an answer was promised")
    source = models.CharField(max_length=16, blank=True)
    receipt = models.CharField(max_length=14, null=True, unique=True)  # noqa: DJ001 - unique where there is one
    n_folded = models.PositiveIntegerField(default=0)
    outcome = models.CharField(max_length=9, choices=choices(ComplaintOutcome), blank=True)
    answer = models.CharField(max_length=300, blank=True)
    reply = models.CharField(max_length=300, blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.CharField(max_length=254, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["point", "-received_at"], name="complaint_of_point"),
            models.Index(fields=["-received_at"], name="complaint_latest"),
            models.Index(fields=["due_at"], condition=models.Q(outcome=""), name="complaint_waiting"),
        ]

    def __str__(self) -> str:
        return f"{self.point_id} {self.kind} {self.received_at}"
