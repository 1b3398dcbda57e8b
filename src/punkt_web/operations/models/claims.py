"""Rows that one person at a time deals with."""

from datetime import datetime

from django.db import models


class Claimable(models.Model):
    """``claimed_by`` deals with it until ``claimed_until``; then it is nobody's again by itself."""

    claimed_by = models.CharField(max_length=254, blank=True)
    claimed_until = models.DateTimeField(null=True)

    class Meta:
        abstract = True

    def is_held(self, at: datetime) -> bool:
        """Whether somebody deals with it at that moment."""
        return self.claimed_until is not None and self.claimed_until > at

    def is_held_by_another(self, name: str, at: datetime) -> bool:
        """Whether somebody else does."""
        return self.is_held(at) and self.claimed_by != name
