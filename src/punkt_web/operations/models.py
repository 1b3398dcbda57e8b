"""What points do now: reports, append-only, the latest word on each point, and what people at doors complain of.

And what a territory tells everybody: curfews, air alerts, official information; and who asked which points to open.
"""

from dataclasses import fields

from django.db import models

from punkt.model.activation_words import ActivationMode, ActivationTrigger, ServiceLevel, StepKind, TaskAnswer
from punkt.model.alert_words import AlertCategory, AlertSeverity, BulletinTopic, Certainty, Urgency
from punkt.model.board_words import CallOutcome
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
from punkt_web.operations.feed_models import Feed, FeedReading, OutageSpan
from punkt_web.registry.models import Point, Territory

__all__ = [
    "CONTENT_COLUMNS",
    "Complaint",
    "CurrentStatus",
    "Feed",
    "FeedReading",
    "OutageSpan",
    "StatusReport",
    "TerritoryNotice",
]

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
    either. What holds at a moment is for ``operations.notices``. ``feed`` is the one that began it, ``None`` where a
    person did; ``is_overruled`` where a person ended what that feed still told.
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
    feed = models.ForeignKey(Feed, null=True, on_delete=models.SET_NULL, related_name="notices")
    is_overruled = models.BooleanField(default=False)

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
        indexes = [models.Index(fields=["point", "-ended_at"], name="call_of_point")]
        constraints = [
            models.UniqueConstraint(fields=["point"], condition=models.Q(ended_at=None), name="call_one_at_a_time")
        ]

    def __str__(self) -> str:
        return f"{self.point_id} {self.taken_by} {self.taken_at}"


class Bulletin(models.Model):
    """Official information for the residents of a territory and of everything below it. It is public; who wrote is not.

    ``texts`` are language -> {"headline", "text"}; ``without`` are the languages of the site that are said to be
    missing. A correction is a new row that ``supersedes`` the old one, which ends. What holds at a moment is for
    ``operations.bulletins``.
    """

    ulid = models.CharField(primary_key=True, max_length=26)
    territory = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="bulletins")
    topic = models.CharField(max_length=9, choices=choices(BulletinTopic))
    texts = models.JSONField()
    without = models.JSONField(default=list)
    category = models.CharField(max_length=9, choices=choices(AlertCategory))
    urgency = models.CharField(max_length=9, choices=choices(Urgency))
    severity = models.CharField(max_length=8, choices=choices(AlertSeverity))
    certainty = models.CharField(max_length=8, choices=choices(Certainty))
    valid_from = models.DateTimeField()
    valid_until = models.DateTimeField()
    office = models.CharField(max_length=200)
    source = models.URLField(max_length=300, blank=True)
    supersedes = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="superseded_by")
    ended_at = models.DateTimeField(null=True)
    said_by = models.CharField(max_length=254)
    said_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(
                fields=["territory", "valid_until"], condition=models.Q(ended_at=None), name="bulletin_not_ended"
            ),
            models.Index(fields=["-ended_at"], name="bulletin_ended"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(valid_until__gt=models.F("valid_from")), name="bulletin_has_a_length"
            ),
            models.CheckConstraint(
                condition=models.Q(source="") | models.Q(source__startswith="https://"), name="bulletin_source_is_https"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.territory_id} {self.ulid}"


class TakenAlert(models.Model):
    """A CAP message that was taken for a territory, as it was received; ``bulletin`` is what it made public.

    It stays, so that the same message is one however often it comes, and that a message which was taken back before it
    came is not told. ``references`` are [sender, identifier, moment] of the messages that it is about.
    """

    territory = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="taken_alerts")
    sender = models.CharField(max_length=200)
    identifier = models.CharField(max_length=200)
    sent_at = models.DateTimeField()
    message_type = models.CharField(max_length=6, help_text="a word of punkt.model.alert_words.MessageType")
    references = models.JSONField(default=list)
    content = models.TextField()
    bulletin = models.OneToOneField(Bulletin, on_delete=models.PROTECT, null=True, related_name="taken_from")
    taken_by = models.CharField(max_length=254)
    taken_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["territory", "sender", "identifier", "sent_at"], name="alert_taken_once"),
        ]

    def __str__(self) -> str:
        return f"{self.sender},{self.identifier}"
