"""Inspections: who is asked to look at a point, what they say they saw, who signed it, and what has to be done."""

from django.db import models

from punkt.standards.terms import TERM_LABELS, Basis
from punkt_web.accounts.models import User
from punkt_web.operations.models.items import KeptItem
from punkt_web.registry.models import Point, Territory

IS_OPEN = models.Q(signed_at=None, cancelled_at=None)
"""Which inspections are neither signed nor cancelled."""


class InspectionCampaign(models.Model):
    """A season of inspections: all points of a territory and below, held against a standard (its id) before a day."""

    ulid = models.CharField(primary_key=True, max_length=26)
    territory = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    standard = models.CharField(max_length=40)
    due_on = models.DateField()
    started_by = models.CharField(max_length=254)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    end_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = [models.Index(fields=["territory", "-started_at"], name="campaign_of_territory")]

    def __str__(self) -> str:
        return f"{self.territory_id} {self.name}"


class Inspection(models.Model):
    """That somebody is asked to look at a point, and what became of it.

    ``template`` names the standard and the practice list by which the lines were made, ``line_keys`` the lines in their
    order: both stay as they were asked (``punkt.inspection.template``). ``handed_in_at`` is when the last final sheet
    came that nobody sent back since. ``result`` are the lines that were signed, each with its answer, ``by``, whose it
    is, ``failed``, the basis on which it failed or "", and ``known`` and ``known_on``, what the registry said to who
    signed (absent in what was signed before that was kept; lines without an answer are absent there too). ``follows``
    is the inspection whose failures are looked at again. A point has at most one that is open.
    """

    ulid = models.CharField(primary_key=True, max_length=26)
    point = models.ForeignKey(Point, on_delete=models.CASCADE, related_name="inspections")
    campaign = models.ForeignKey(
        InspectionCampaign, null=True, blank=True, on_delete=models.PROTECT, related_name="inspections"
    )
    follows = models.ForeignKey("self", null=True, blank=True, on_delete=models.CASCADE, related_name="followed_by")
    inspector = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    inspector_name = models.CharField(max_length=254)
    due_on = models.DateField()
    template = models.CharField(max_length=300)
    line_keys = models.JSONField(default=list)
    asked_by = models.CharField(max_length=254)
    asked_at = models.DateTimeField()
    handed_in_at = models.DateTimeField(null=True)
    sent_back_at = models.DateTimeField(null=True)
    sent_back_by = models.CharField(max_length=254, blank=True)
    sent_back_why = models.CharField(max_length=300, blank=True)
    signed_at = models.DateTimeField(null=True)
    signed_by = models.CharField(max_length=254, blank=True)
    result = models.JSONField(default=list)
    n_failed = models.PositiveSmallIntegerField(null=True, help_text="lines that failed as it was signed")
    cancelled_at = models.DateTimeField(null=True)
    cancelled_why = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["point"], condition=IS_OPEN, name="inspection_one_open"),
            models.CheckConstraint(
                condition=models.Q(signed_at=None) | models.Q(cancelled_at=None), name="inspection_has_one_end"
            ),
        ]
        indexes = [
            models.Index(fields=["point", "-asked_at"], name="inspection_of_point"),
            models.Index(fields=["due_on"], condition=IS_OPEN, name="inspection_open_by_due"),
        ]

    def __str__(self) -> str:
        return f"{self.point_id} {self.ulid}"

    @property
    def is_open(self) -> bool:
        """Neither signed nor cancelled: sheets are taken."""
        return self.signed_at is None and self.cancelled_at is None

    @property
    def n_answered(self) -> int:
        """The lines that were answered when it was signed, also that they could not be seen."""
        return sum(bool(one["answer"]) or one["value"] is not None for one in self.result)


class InspectionSheet(KeptItem):
    """What somebody says they saw: ``answers`` are ``[{key, answer, value, note}]`` of the lines that were answered.

    Of each author the last final sheet by ``observed_at`` counts. ``n_failed`` are the lines that were answered no.
    """

    inspection = models.ForeignKey(Inspection, on_delete=models.CASCADE, related_name="sheets")
    author = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    answers = models.JSONField(default=list)
    n_answered = models.PositiveSmallIntegerField()
    n_failed = models.PositiveSmallIntegerField()
    n_not_seen = models.PositiveSmallIntegerField()
    is_final = models.BooleanField()

    class Meta:
        indexes = [models.Index(fields=["inspection", "-observed_at"], name="inspection_sheet_latest")]


class InspectionPhoto(KeptItem):
    """A picture of one line, drawn anew. It is never public: only those see it who inspect or edit there."""

    inspection = models.ForeignKey(Inspection, on_delete=models.CASCADE, related_name="photos")
    author = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    line_key = models.CharField(max_length=60)
    image = models.ImageField(upload_to="inspections/")
    description = models.CharField(max_length=300, blank=True)
    sha256 = models.CharField(max_length=64, help_text="of the picture as it was sent")


class InspectionTask(models.Model):
    """What has to be done because a line failed. ``what`` is the inspector's note; ``requirements`` are their ids.

    It is done when its owner says so, and closed when a later signed inspection found the line well (``closed_by``).
    """

    ulid = models.CharField(primary_key=True, max_length=26)
    inspection = models.ForeignKey(Inspection, on_delete=models.CASCADE, related_name="tasks")
    point = models.ForeignKey(Point, on_delete=models.CASCADE, related_name="inspection_tasks")
    line_key = models.CharField(max_length=60)
    what = models.CharField(max_length=500, blank=True)
    basis = models.CharField(max_length=10, choices=[(word.value, label) for word, label in TERM_LABELS[Basis].items()])
    requirements = models.JSONField(default=list)
    owner = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    owner_name = models.CharField(max_length=254, blank=True)
    due_on = models.DateField()
    made_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    done_by = models.CharField(max_length=254, blank=True)
    done_note = models.CharField(max_length=500, blank=True)
    closed_by = models.ForeignKey(Inspection, null=True, on_delete=models.SET_NULL, related_name="closed_tasks")
    closed_at = models.DateTimeField(null=True)
    dropped_why = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["inspection", "line_key"], name="inspection_task_once")]
        indexes = [
            models.Index(fields=["due_on"], condition=models.Q(closed_at=None), name="inspection_task_open_by_due")
        ]

    def __str__(self) -> str:
        return f"{self.point_id} {self.line_key}"
