"""What assessments found, point by point and for as long as it was so."""

from django.db import models

from punkt.standards.terms import TERM_LABELS, Readiness


class PointAssessment(models.Model):
    """What a standard says of a point from ``since`` until the day before ``until`` (open-ended where empty).

    A row is added only when something came out otherwise, so the rows of a point are its history. ``standard`` is the
    id; ``name`` has the version and the overlays that were used, and ``findings`` a letter for each requirement of
    that version, in its order (``readiness.letters``). Counts are those of the leading basis. ``purchases`` are the
    cheapest way to the next level: item -> how many, ``None`` where nobody knows how many; ``n_unclosed`` are things
    that are missing and that nothing on the price list closes.
    """

    point = models.ForeignKey("registry.Point", on_delete=models.CASCADE, related_name="assessments")
    standard = models.CharField(max_length=40)
    name = models.TextField()
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    readiness = models.CharField(
        max_length=16, choices=[(word.value, label) for word, label in TERM_LABELS[Readiness].items()]
    )
    findings = models.TextField()
    n_fulfilled = models.PositiveIntegerField()
    n_not_met = models.PositiveIntegerField()
    n_unknown = models.PositiveIntegerField()
    cost_low = models.FloatField()
    cost_high = models.FloatField()
    n_without_price = models.PositiveIntegerField()
    n_unclosed = models.PositiveIntegerField()
    purchases = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["point", "standard", "since"], name="assessment_once_a_day"),
            models.UniqueConstraint(
                fields=["point", "standard"], condition=models.Q(until=None), name="one_assessment_holds"
            ),
        ]
        indexes = [models.Index(fields=["standard", "since"], name="assessment_since")]

    def __str__(self) -> str:
        return f"{self.point_id} {self.name} {self.since}"


class AssessmentRound(models.Model):
    """When all points of a country were last held against its standard, and how many came out otherwise."""

    standard = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField(null=True, blank=True)
    n_points = models.PositiveIntegerField(default=0)
    n_changed = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.standard} {self.at}"
