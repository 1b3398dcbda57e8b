"""Official information for residents, and the CAP messages that some of it came in."""

from django.db import models

from punkt.model.alert_words import AlertCategory, AlertSeverity, BulletinTopic, Certainty, Urgency
from punkt.model.vocabulary import choices
from punkt_web.registry.models import Territory


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
