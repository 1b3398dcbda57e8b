"""Trials of the own power of points."""

from django.db import models

from punkt.model.power_trial_words import TrialEnd, TrialLoad
from punkt.model.vocabulary import choices
from punkt_web.operations.models.items import KeptItem


class PowerTrial(KeptItem):
    """A trial of the own power that was over at ``observed_at``.

    Litres and kilowatts are empty where nobody read them.
    """

    hours = models.FloatField()
    load = models.CharField(max_length=7, choices=choices(TrialLoad))
    ended = models.CharField(max_length=8, choices=choices(TrialEnd))
    fuel_before_l = models.FloatField(null=True)
    fuel_after_l = models.FloatField(null=True)
    load_kw = models.FloatField(null=True)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = [models.Index(fields=["point", "-observed_at"], name="power_trial_latest")]
