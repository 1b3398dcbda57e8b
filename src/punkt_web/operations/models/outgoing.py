"""Rows of what waits to be sent to somebody, whatever it is about."""

from datetime import datetime

from django.db import models

UNSENT = models.Q(sent_at=None, set_aside_at=None)


class Outgoing(models.Model):
    """Waiting until ``due_at``, being sent until ``claimed_until``, sent, or set aside after its last try."""

    made_at = models.DateTimeField()
    due_at = models.DateTimeField()
    n_tries = models.PositiveSmallIntegerField(default=0)
    claimed_until = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    set_aside_at = models.DateTimeField(null=True)
    fault = models.JSONField(default=dict)

    class Meta:
        abstract = True


def to_send(at: datetime) -> models.Q:
    """Which rows are to be sent at a moment: their time has come, and nobody has them in hand."""
    is_free = models.Q(claimed_until=None) | models.Q(claimed_until__lt=at)
    return UNSENT & is_free & models.Q(due_at__lte=at)
