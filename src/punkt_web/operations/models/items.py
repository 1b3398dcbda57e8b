"""What rows of every kind of item have that a console sends, beside reports."""

from typing import ClassVar, Self

from django.db import models

from punkt.model.vocabulary import ReportBearer, ReportChannel, choices
from punkt_web.registry.models import Point


class KeptItem(models.Model):
    """An item as it was received: append-only. Times, bearer and channel mean what they mean for a report."""

    ulid = models.CharField(primary_key=True, max_length=26)
    point = models.ForeignKey(Point, on_delete=models.CASCADE, related_name="+")
    stated_at = models.DateTimeField()
    observed_at = models.DateTimeField()
    received_at = models.DateTimeField()
    lag_s = models.IntegerField(null=True)
    bearer = models.CharField(max_length=8, choices=choices(ReportBearer))
    channel = models.CharField(max_length=12, choices=choices(ReportChannel))
    author_name = models.CharField(max_length=254)

    objects: ClassVar[models.Manager[Self]] = models.Manager()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.ulid} {self.observed_at}"
