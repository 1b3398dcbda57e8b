"""The audit trail: one row for each write, chained so that a change or a gap shows."""

from django.db import models


class AuditEntry(models.Model):
    """What was written, by whom, with the state before and after. Rows are only ever added.

    ``digest`` is an HMAC-SHA-256 over this row and the digest of the row before it.
    """

    number = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField(db_index=True)
    actor_id = models.BigIntegerField(null=True)
    actor_name = models.CharField(max_length=254)
    action = models.CharField(max_length=60)
    entity = models.CharField(max_length=40)
    object_key = models.CharField(max_length=64)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    reason = models.TextField(blank=True)
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ["number"]
        indexes = [models.Index(fields=["entity", "object_key", "-number"], name="audit_object")]
        verbose_name_plural = "audit entries"

    def __str__(self) -> str:
        return f"{self.number} {self.action} {self.entity} {self.object_key}"


class AuditHead(models.Model):
    """The end of the chain: the row that a writer locks, and what shows that the last rows were cut off."""

    last_number = models.BigIntegerField(default=0)
    last_digest = models.CharField(max_length=64, blank=True)

    def __str__(self) -> str:
        return f"audit head {self.last_number}"
