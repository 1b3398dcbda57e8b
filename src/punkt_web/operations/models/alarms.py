"""Alarms: the rules of territories, what is wrong at points now, who is told how, and what waits to be sent."""

from django.conf import settings
from django.db import models

from punkt.model.alarm_words import AlarmChannel, AlarmEnd, AlarmKind
from punkt.model.vocabulary import choices
from punkt_web.operations.models.outgoing import UNSENT, Outgoing
from punkt_web.registry.models import Point, Territory


class AlarmRule(models.Model):
    """What a territory decided on one kind of alarm, for itself and all below it (``punkt.alarms.rules``).

    ``limit`` is in the unit of the kind; ``None`` keeps the limit of above.
    """

    territory = models.ForeignKey(Territory, on_delete=models.CASCADE, related_name="alarm_rules")
    kind = models.CharField(max_length=12, choices=choices(AlarmKind))
    is_on = models.BooleanField(default=True)
    limit = models.FloatField(null=True)
    said_by = models.CharField(max_length=254)
    said_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["territory", "kind"], name="alarm_rule_once")]

    def __str__(self) -> str:
        return f"{self.territory_id} {self.kind}"


class Alarm(models.Model):
    """Something that is wrong at a point; of one kind there is at most one at a time.

    ``figure`` and ``limit`` are those that raised it, ``began_at`` is since when that is so where it is known.
    ``unknown_since``: nobody told of it any more. ``n_raised`` counts how often it came, once more when it comes back
    within a short time and when what somebody acknowledged is not mended in time. ``level`` is how many steps above
    those in charge are told of it, ``level_at`` since when. ``acknowledged_until`` ends the acknowledgement.
    """

    point = models.ForeignKey(Point, on_delete=models.CASCADE, related_name="alarms")
    kind = models.CharField(max_length=12, choices=choices(AlarmKind))
    raised_at = models.DateTimeField()
    began_at = models.DateTimeField(null=True)
    figure = models.FloatField(null=True)
    limit = models.FloatField(null=True)
    unknown_since = models.DateTimeField(null=True)
    n_raised = models.PositiveIntegerField(default=1)
    level = models.PositiveSmallIntegerField(default=0)
    level_at = models.DateTimeField()
    acknowledged_by = models.CharField(max_length=254, blank=True)
    acknowledged_at = models.DateTimeField(null=True)
    acknowledged_until = models.DateTimeField(null=True)
    note = models.CharField(max_length=300, blank=True)
    ended_at = models.DateTimeField(null=True)
    ended = models.CharField(max_length=8, choices=choices(AlarmEnd), blank=True)

    class Meta:
        indexes = [models.Index(fields=["-ended_at"], name="alarm_ended")]
        constraints = [
            models.UniqueConstraint(fields=["point", "kind"], condition=models.Q(ended_at=None), name="alarm_once"),
        ]

    def __str__(self) -> str:
        return f"{self.point_id} {self.kind} {self.raised_at}"


class AlarmRound(models.Model):
    """The one row that a check of all points locks; ``checked_at`` is the moment that the last one looked at."""

    checked_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.checked_at}"


class AlarmPreference(models.Model):
    """How a person wants to be told; without a row by e-mail."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, primary_key=True, on_delete=models.CASCADE)
    by_email = models.BooleanField(default=True)

    def __str__(self) -> str:
        return f"{self.user_id}"


class AlarmDevice(models.Model):
    """A browser that a person asked to show notices: what it gave to be reached by (RFC 8030, RFC 8291)."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="alarm_devices")
    endpoint = models.CharField(max_length=1000, unique=True)
    p256dh = models.CharField(max_length=200)
    auth = models.CharField(max_length=100)
    name = models.CharField(max_length=80, blank=True)
    added_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.user_id} {self.name}"


class AlarmWebhook(models.Model):
    """An address of another system that is told of alarms that come up to a territory, or of all in it at once.

    ``secret`` signs what is sent; no page, log, trail or export holds it after it was made. ``set_aside_at``: it failed
    so often that nothing is sent until somebody says to try again; ``fault`` is the last reason.
    """

    territory = models.ForeignKey(Territory, on_delete=models.CASCADE, related_name="alarm_webhooks")
    url = models.CharField(max_length=500)
    secret = models.CharField(max_length=100)
    hears_all = models.BooleanField(default=False)
    added_by = models.CharField(max_length=254)
    added_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    fault = models.JSONField(default=dict)
    failed_at = models.DateTimeField(null=True)
    set_aside_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["territory", "url"], name="alarm_webhook_once")]

    def __str__(self) -> str:
        return f"{self.territory_id} {self.pk}"


class AlarmMessage(Outgoing):
    """What one recipient is told by one channel: waiting, being sent, sent, or set aside.

    While it ``is_open`` more alarms are folded into it, so that one recipient has one such message; ``content`` is made
    when it is first tried and stays the same. ``recipient`` names the one of ``user``, ``device`` and ``webhook``.
    """

    ulid = models.CharField(primary_key=True, max_length=26)
    channel = models.CharField(max_length=8, choices=choices(AlarmChannel))
    recipient = models.CharField(max_length=40)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE)
    device = models.ForeignKey(AlarmDevice, null=True, on_delete=models.CASCADE)
    webhook = models.ForeignKey(AlarmWebhook, null=True, on_delete=models.CASCADE)
    is_test = models.BooleanField(default=False)
    is_open = models.BooleanField(default=True)
    alarm_ids = models.JSONField(default=list)
    content = models.JSONField(default=dict)

    class Meta:
        indexes = [
            models.Index(
                fields=["channel", "due_at"],
                condition=UNSENT,
                name="alarm_message_waiting",
            ),
            models.Index(fields=["recipient", "-due_at"], name="alarm_message_latest"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["recipient"], condition=models.Q(is_open=True), name="alarm_message_one_open"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.recipient} {self.due_at}"
