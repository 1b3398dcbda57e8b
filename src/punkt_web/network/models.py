"""Who takes part in the PIMA network, and what may be shown of them."""

from django.db import models

from punkt.model.network_words import Consent, MemberKind
from punkt.model.vocabulary import choices
from punkt_web.registry.models import Territory


class Member(models.Model):
    """A municipality or partner organisation that takes part.

    ``context`` maps a key of ``CONTEXT_MEASURES`` or ``CONTEXT_WORDS`` to ``{"value", "source", "on"}``: what nobody
    said is not there. ``may_show`` is what the member allowed, ``may_show_how`` how that was asked and by whom it was
    answered: a member that was never asked is not shown. Who left stays, and is shown no more.
    """

    ulid = models.CharField(primary_key=True, max_length=26)
    name = models.CharField(max_length=300)
    kind = models.CharField(max_length=12, choices=choices(MemberKind))
    country = models.CharField(max_length=2)
    territory = models.ForeignKey(Territory, null=True, on_delete=models.PROTECT, related_name="members")
    about = models.CharField(max_length=1000, blank=True)
    context = models.JSONField(default=dict)
    may_show = models.CharField(max_length=9, choices=choices(Consent), default=Consent.NOT)
    may_show_how = models.CharField(max_length=300, blank=True)
    may_show_at = models.DateTimeField(null=True)
    may_show_by = models.CharField(max_length=254, blank=True)
    entered_by = models.CharField(max_length=254)
    entered_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True)
    left_by = models.CharField(max_length=254, blank=True)
    left_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = [models.Index(fields=["country", "name"], name="member_by_country")]
        constraints = [
            models.UniqueConstraint(
                fields=["territory"],
                condition=models.Q(left_at=None, territory__isnull=False),
                name="member_once_a_territory",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class MemberContact(models.Model):
    """Somebody to ask at a member. Never public, in no trail and no export; gone when the member leaves."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="contacts")
    role = models.CharField(max_length=80, blank=True)
    name = models.CharField(max_length=120, blank=True)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=40, blank=True)

    def __str__(self) -> str:
        return self.name or self.email or self.phone
