"""What this installation knows of prices."""

from django.db import models


class StatedPrice(models.Model):
    """What this installation knows of an item of the price list, from ``stated_at`` until ``ended_at`` (empty: still).

    Without ``low`` and ``high`` nobody knows a price that holds: that of the list is not believed here.
    """

    item = models.CharField(max_length=60)
    low = models.FloatField(null=True)
    high = models.FloatField(null=True)
    lead_low_days = models.PositiveSmallIntegerField(null=True)
    lead_high_days = models.PositiveSmallIntegerField(null=True)
    source = models.CharField(max_length=300)
    seen_on = models.DateField()
    stated_by = models.CharField(max_length=254)
    stated_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["item"], condition=models.Q(ended_at=None), name="one_price_holds")
        ]

    def __str__(self) -> str:
        return f"{self.item} {self.low} {self.high}"
