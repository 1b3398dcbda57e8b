"""What a territory tells everybody who is out of doors: curfews and air alerts."""

from django.db import models

from punkt.model.notice_words import NoticeKind, Passage
from punkt.model.vocabulary import choices
from punkt_web.operations.models.feeds import Feed
from punkt_web.registry.models import Territory

_IS_CURFEW = models.Q(
    kind=NoticeKind.CURFEW.value,
    begins_local__isnull=False,
    ends_local__isnull=False,
    first_on__isnull=False,
    passage__in=[word.value for word in Passage],
    began_at=None,
    confirmed_at=None,
)
_IS_AIR_ALERT = models.Q(
    kind=NoticeKind.AIR_ALERT.value,
    began_at__isnull=False,
    confirmed_at__isnull=False,
    begins_local=None,
    ends_local=None,
    first_on=None,
    last_on=None,
    passage="",
)


class TerritoryNotice(models.Model):
    """A curfew or an air alert, in a territory and everything below it. It is public; who said it is not.

    A curfew has local times of the day (an end before the beginning is one of the next day) and the local days on
    which it begins, ``last_on`` included. An air alert was last said to be on at ``confirmed_at``. ``ended_at`` ends
    either. What holds at a moment is for ``operations.notices``. ``feed`` is the one that began it, ``None`` where a
    person did; ``is_overruled`` where a person ended what that feed still told.
    """

    territory = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="notices")
    kind = models.CharField(max_length=9, choices=choices(NoticeKind))
    begins_local = models.TimeField(null=True)
    ends_local = models.TimeField(null=True)
    passage = models.CharField(max_length=7, choices=choices(Passage), blank=True)
    first_on = models.DateField(null=True)
    last_on = models.DateField(null=True)
    decision = models.CharField(max_length=120, blank=True)
    source = models.URLField(max_length=300, blank=True)
    began_at = models.DateTimeField(null=True)
    confirmed_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    said_by = models.CharField(max_length=254)
    said_at = models.DateTimeField()
    feed = models.ForeignKey(Feed, null=True, on_delete=models.SET_NULL, related_name="notices")
    is_overruled = models.BooleanField(default=False)

    class Meta:
        indexes = [
            models.Index(fields=["territory", "kind"], condition=models.Q(ended_at=None), name="notice_not_ended"),
            models.Index(fields=["-ended_at"], name="notice_ended"),
        ]
        constraints = [
            models.CheckConstraint(condition=_IS_CURFEW | _IS_AIR_ALERT, name="notice_of_its_kind"),
            models.CheckConstraint(
                condition=models.Q(begins_local=None) | ~models.Q(begins_local=models.F("ends_local")),
                name="notice_curfew_has_a_length",
            ),
            models.CheckConstraint(
                condition=models.Q(last_on=None) | models.Q(last_on__gte=models.F("first_on")),
                name="notice_days_in_order",
            ),
            models.CheckConstraint(
                condition=models.Q(began_at=None) | models.Q(confirmed_at__gte=models.F("began_at")),
                name="notice_confirmed_after_it_began",
            ),
            models.CheckConstraint(
                condition=models.Q(ended_at=None)
                | models.Q(began_at=None)
                | models.Q(ended_at__gte=models.F("began_at")),
                name="notice_ended_after_it_began",
            ),
            models.CheckConstraint(
                condition=models.Q(source="") | models.Q(source__startswith="https://"), name="notice_source_is_https"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.territory_id} {self.kind} {self.said_at}"
