"""What points do now: reports, append-only, the latest word on each point, and what people at doors complain of.

And what a territory tells everybody who is out of doors: curfews and air alerts.
"""

from dataclasses import fields

from django.db import models

from punkt.model.reports import ReportContent
from punkt.model.vocabulary import (
    ComplaintKind,
    ComplaintOutcome,
    NoticeKind,
    Passage,
    PointState,
    ReportBearer,
    ReportChannel,
    choices,
)
from punkt_web.registry.models import Point, Territory

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


class Complaint(models.Model):
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
    claimed_by = models.CharField(max_length=254, blank=True)
    claimed_until = models.DateTimeField(null=True)
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


_IS_CURFEW = models.Q(
    kind=NoticeKind.CURFEW.value,
    begins_local__isnull=False,
    ends_local__isnull=False,
    first_on__isnull=False,
    passage__in=[word.value for word in Passage],
    began_at=None,
    confirmed_at=None,
)
_IS_AIR_ALERT = models.Q(
    kind=NoticeKind.AIR_ALERT.value,
    began_at__isnull=False,
    confirmed_at__isnull=False,
    begins_local=None,
    ends_local=None,
    first_on=None,
    last_on=None,
    passage="",
)


class TerritoryNotice(models.Model):
    """A curfew or an air alert, in a territory and everything below it. It is public; who said it is not.

    A curfew has local times of the day (an end before the beginning is one of the next day) and the local days on
    which it begins, ``last_on`` included. An air alert was last said to be on at ``confirmed_at``. ``ended_at`` ends
    either. What holds at a moment is for ``operations.notices``.
    """

    territory = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="notices")
    kind = models.CharField(max_length=9, choices=choices(NoticeKind))
    begins_local = models.TimeField(null=True)
    ends_local = models.TimeField(null=True)
    passage = models.CharField(max_length=7, choices=choices(Passage), blank=True)
    first_on = models.DateField(null=True)
    last_on = models.DateField(null=True)
    decision = models.CharField(max_length=120, blank=True)
    source = models.URLField(max_length=300, blank=True)
    began_at = models.DateTimeField(null=True)
    confirmed_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    said_by = models.CharField(max_length=254)
    said_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["territory", "kind"], condition=models.Q(ended_at=None), name="notice_not_ended"),
            models.Index(fields=["-ended_at"], name="notice_ended"),
        ]
        constraints = [
            models.CheckConstraint(condition=_IS_CURFEW | _IS_AIR_ALERT, name="notice_of_its_kind"),
            models.CheckConstraint(
                condition=models.Q(begins_local=None) | ~models.Q(begins_local=models.F("ends_local")),
                name="notice_curfew_has_a_length",
            ),
            models.CheckConstraint(
                condition=models.Q(last_on=None) | models.Q(last_on__gte=models.F("first_on")),
                name="notice_days_in_order",
            ),
            models.CheckConstraint(
                condition=models.Q(began_at=None) | models.Q(confirmed_at__gte=models.F("began_at")),
                name="notice_confirmed_after_it_began",
            ),
            models.CheckConstraint(
                condition=models.Q(ended_at=None)
                | models.Q(began_at=None)
                | models.Q(ended_at__gte=models.F("began_at")),
                name="notice_ended_after_it_began",
            ),
            models.CheckConstraint(
                condition=models.Q(source="") | models.Q(source__startswith="https://"), name="notice_source_is_https"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.territory_id} {self.kind} {self.said_at}"
