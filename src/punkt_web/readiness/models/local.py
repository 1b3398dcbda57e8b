"""What territories decided beyond a standard, and what is stated of territories themselves."""

from django.db import models

from punkt.model.vocabulary import Availability, EvidenceMethod, choices


class LocalOverlay(models.Model):
    """The text of an overlay as a territory stated it. No row is ever removed, and of none the text ever changes.

    ``key`` and ``version`` are the id and the version that the text gives itself; ``edition`` counts the texts of one
    version, the first of which is 1: what an assessment names is always the text that it used. ``valid_from`` and
    ``valid_until`` are those of the text, ``digest`` its SHA-256. From ``ended_at`` on nothing is asked by it any more;
    days before it keep it.
    """

    territory = models.ForeignKey("registry.Territory", on_delete=models.PROTECT, related_name="overlays")
    standard = models.CharField(max_length=40)
    key = models.CharField(max_length=60)
    version = models.CharField(max_length=10)
    edition = models.PositiveSmallIntegerField(default=1)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)
    text = models.TextField()
    digest = models.CharField(max_length=64)
    stated_by = models.CharField(max_length=254)
    stated_at = models.DateTimeField()
    ended_by = models.CharField(max_length=254, blank=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "version", "edition"], name="overlay_text_once")]
        indexes = [models.Index(fields=["standard", "valid_from"], name="overlay_of_standard")]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """What an assessment that used it keeps: ``ID@VERSION``, of later texts of that version ``ID@VERSION.2``."""
        return f"{self.key}@{self.version}" + (f".{self.edition}" if self.edition > 1 else "")


class TerritoryFact(models.Model):
    """An answer to what standards ask of a territory, from ``stated_at`` until ``ended_at`` (empty: still).

    ``measure`` is the key of the measure. It is an answer in a word, or an amount in the unit of the measure; neither
    is "not known". ``method`` is how it was come by, and ``known_on`` is the day of which it tells.
    """

    territory = models.ForeignKey("registry.Territory", on_delete=models.CASCADE, related_name="facts")
    measure = models.CharField(max_length=60)
    answer = models.CharField(max_length=10, blank=True, choices=choices(Availability))
    amount = models.FloatField(null=True)
    source = models.CharField(max_length=300, blank=True)
    method = models.CharField(max_length=12, choices=choices(EvidenceMethod))
    known_on = models.DateField()
    stated_by = models.CharField(max_length=254)
    stated_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["territory", "measure"], condition=models.Q(ended_at=None), name="one_territory_fact_holds"
            )
        ]

    def __str__(self) -> str:
        return f"{self.territory_id} {self.measure} {self.answer or self.amount}"
