"""Feeds: where schedules of outages and air alerts come from, what came last, and what a schedule says of a group."""

from django.db import models

from punkt.model.feed_words import Certainty, DayStatus, FeedForm
from punkt.model.vocabulary import choices
from punkt_web.registry.models import Territory


class Feed(models.Model):
    """A source that is read again and again under one name; it counts in its territory, everywhere where that is none.

    ``operator`` is whose schedule it is where the form does not say. ``token`` opens the source: no page, log, trail or
    export holds it. ``read_at`` is when its word was last had, changed or not; ``failing_since`` when it first could
    not be had after that, with the last reason in ``fault``; ``ask_after`` when the source wants to be asked again.
    ``etag`` and ``last_modified`` are what the source calls what was had. ``findings`` are the first of ``n_findings``.
    """

    name = models.CharField(max_length=80, unique=True)
    form = models.CharField(max_length=12, choices=choices(FeedForm))
    territory = models.ForeignKey(Territory, null=True, blank=True, on_delete=models.PROTECT, related_name="feeds")
    operator = models.CharField(max_length=120, blank=True)
    url = models.CharField(max_length=500, blank=True)
    token = models.CharField(max_length=500, blank=True)
    added_by = models.CharField(max_length=254)
    added_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    source_updated_at = models.DateTimeField(null=True)
    failing_since = models.DateTimeField(null=True)
    fault = models.JSONField(default=dict)
    ask_after = models.DateTimeField(null=True)
    etag = models.CharField(max_length=200, blank=True)
    last_modified = models.CharField(max_length=100, blank=True)
    n_told = models.PositiveIntegerField(default=0, help_text="spans or alerts of the last reading")
    n_findings = models.PositiveIntegerField(default=0)
    findings = models.JSONField(default=list)

    def __str__(self) -> str:
        return self.name


class FeedReading(models.Model):
    """What a feed gave, as it was received (compressed with zlib): the last few that differ from the one before."""

    feed = models.ForeignKey(Feed, on_delete=models.CASCADE, related_name="readings")
    read_at = models.DateTimeField()
    file_name = models.CharField(max_length=200, blank=True, help_text="empty where it came from the address")
    n_bytes = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField()

    class Meta:
        indexes = [models.Index(fields=["feed", "-read_at"], name="feed_reading_latest")]

    def __str__(self) -> str:
        return f"{self.feed_id} {self.read_at}"


class OutageSpan(models.Model):
    """What the last reading of a feed says of one group for a time (``punkt.model.outages.ScheduleSpan``).

    Points meet it by the two keys (``outage_key``), never by the spellings beside them.
    """

    feed = models.ForeignKey(Feed, on_delete=models.CASCADE, related_name="spans")
    operator_key = models.CharField(max_length=120)
    group_key = models.CharField(max_length=40)
    operator = models.CharField(max_length=120)
    group = models.CharField(max_length=40)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    certainty = models.CharField(max_length=8, choices=choices(Certainty))
    status = models.CharField(max_length=10, choices=choices(DayStatus))
    source_updated_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["operator_key", "group_key", "ends_at"], name="outage_of_group")]
        constraints = [
            models.CheckConstraint(condition=models.Q(ends_at__gt=models.F("starts_at")), name="outage_has_a_length")
        ]

    def __str__(self) -> str:
        return f"{self.operator} {self.group} {self.starts_at}"
