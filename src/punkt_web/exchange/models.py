"""Lists of others: where they come from, each run of an import, each row as it was received."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from punkt.model.vocabulary import Visibility, choices


class Source(models.Model):
    """Somebody's list, imported again and again under one name.

    ``owner`` is the code of the territory in which those who import it hold their role, empty for the installation's
    own: two municipalities can both have a "list.csv", and neither says how the other's is read. ``columns`` maps a
    column of the list to what a person decided that it means ("" for: leave it out).
    """

    name = models.CharField(max_length=80)
    owner = models.CharField(max_length=24, blank=True)
    columns = models.JSONField(default=dict, blank=True)
    territory = models.ForeignKey("registry.Territory", null=True, blank=True, on_delete=models.SET_NULL)
    licence = models.CharField(max_length=120, blank=True)
    attribution = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["name", "owner"], name="source_once")]

    def __str__(self) -> str:
        return self.name

    @property
    def authority(self) -> str:
        """The authority of the list's own identifiers, as long as ``PointIdentifier`` takes."""
        return f"{self.name[: 77 - len(self.owner)]} ({self.owner})" if self.owner else self.name


class ImportRun(models.Model):
    """One import: what was given, how it went, and its quality report.

    ``token`` names the run in addresses and the folder that holds the uploaded file until the run is over. ``columns``
    are the decisions of this run; they are remembered by the source once it is applied. ``counts`` are those of the
    report; ``report`` is the report itself, JSON compressed with zlib.
    """

    class State(models.TextChoices):
        """A run of the command line goes straight to DONE; one of the desk stops at PREVIEW for a person."""

        READING = "reading", _("Reading")
        PREVIEW = "preview", _("Waiting for you")
        APPLYING = "applying", _("Being applied")
        DONE = "done", _("Done")
        STOPPED = "stopped", _("Stopped")
        FAILED = "failed", _("Failed")

    token = models.CharField(max_length=26, unique=True)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="runs")
    file_name = models.CharField(max_length=200, blank=True)
    n_bytes = models.BigIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL)
    actor_name = models.CharField(max_length=254)
    territory_code = models.CharField(max_length=24, blank=True)
    columns = models.JSONField(default=dict, blank=True)
    accepts_probable = models.BooleanField(default=False)
    visibility = models.CharField(max_length=8, blank=True, choices=choices(Visibility))
    state = models.CharField(max_length=8, choices=State.choices)
    counts = models.JSONField(default=dict, blank=True)
    error = models.JSONField(default=dict, blank=True)
    report = models.BinaryField(null=True)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-started_at"]

    def __str__(self) -> str:
        return f"{self.source_id} {self.state} {self.started_at:%Y-%m-%d %H:%M}"

    @property
    def is_running(self) -> bool:
        """Whether a worker has it in hand, or is about to."""
        return self.state in {self.State.READING, self.State.APPLYING}


class SourceRecord(models.Model):
    """One row of a list as it was last received, every column of it.

    ``key`` names the row from file to file: its identifier, or what identifies it (``punkt_web.exchange.keys``).
    ``digest`` stands for the row, and for how its columns were read, when it was last applied; empty where it never
    was. ``is_gone``: the row stood in an earlier file of this source and is missing in the last one.
    """

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="records")
    key = models.CharField(max_length=32)
    base_key = models.CharField(max_length=32)
    payload = models.JSONField(default=dict)
    digest = models.CharField(max_length=32, blank=True)
    point = models.ForeignKey(
        "registry.Point", null=True, blank=True, on_delete=models.SET_NULL, related_name="source_records"
    )
    first_run = models.ForeignKey(ImportRun, on_delete=models.PROTECT, related_name="+")
    last_run = models.ForeignKey(ImportRun, on_delete=models.PROTECT, related_name="+")
    is_gone = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "key"], name="source_record_once")]

    def __str__(self) -> str:
        return f"{self.source_id} {self.key}"


class MatchDecision(models.Model):
    """What a person said about a row that may be a known point: that point, or (``point`` empty) a new place."""

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="decisions")
    key = models.CharField(max_length=32)
    point = models.ForeignKey("registry.Point", null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    decided_by = models.CharField(max_length=254)
    decided_at = models.DateTimeField()
    is_applied = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "key"], name="match_decision_once")]

    def __str__(self) -> str:
        return f"{self.source_id} {self.key}"
