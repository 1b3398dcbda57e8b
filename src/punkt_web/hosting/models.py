"""Who lets a place be a point, and on what terms: agreements with hosts, and businesses that offer to be one."""

from django.conf import settings
from django.db import models

from punkt.model.hosting_words import (
    BusinessKind,
    CriterionFinding,
    DutyBearer,
    HostCriterion,
    OfferAnswer,
    OfferRefusal,
    OfferState,
)
from punkt.model.vocabulary import EvidenceMethod, choices
from punkt_web.operations.models.claims import Claimable
from punkt_web.operations.models.outgoing import UNSENT, Outgoing
from punkt_web.registry.models import Organisation, Point, Territory


def _organisation() -> models.ForeignKey[Organisation | None, Organisation | None]:
    return models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")


def _duty() -> models.CharField[str, str]:
    return models.CharField(max_length=10, choices=choices(DutyBearer), default=DutyBearer.NOT_SAID)


class HostAgreement(models.Model):
    """What was agreed about a point with who owns the building (holder) and who runs the premises (host).

    Each of the two is an organisation of the registry, or a name, which may be a person's and is shown as contacts are.
    ``promised_minutes``, ``seats`` and days that are ``None``, and empty ``services``, are not said. An agreement
    without ``valid_until`` runs on for ever only where ``is_open_ended``; else nobody knows its end. ``remind_days``
    before the end those in charge are reminded. What is changed leaves its old and new value in the trail.
    """

    ulid = models.CharField(primary_key=True, max_length=26)
    point = models.ForeignKey(Point, on_delete=models.CASCADE, related_name="agreements")
    renews = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="renewed_by")
    holder = _organisation()
    holder_name = models.CharField(max_length=300, blank=True)
    host = _organisation()
    host_name = models.CharField(max_length=300, blank=True)
    promised_minutes = models.PositiveIntegerField(null=True)
    hours = models.CharField(max_length=300, blank=True)
    seats = models.PositiveIntegerField(null=True)
    services = models.JSONField(default=list)
    fuel_by = _duty()
    staffed_by = _duty()
    promises = models.CharField(max_length=2000, blank=True)
    signed_on = models.DateField(null=True)
    valid_from = models.DateField(null=True)
    valid_until = models.DateField(null=True)
    is_open_ended = models.BooleanField(default=False)
    remind_days = models.JSONField(default=list)
    document = models.CharField(max_length=300, blank=True)
    entered_by = models.CharField(max_length=254)
    entered_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    ended_on = models.DateField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=254, blank=True)
    ended_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["point", "-entered_at"], name="agreement_of_point"),
            models.Index(fields=["valid_until"], condition=models.Q(ended_at=None), name="agreement_end"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(is_open_ended=False) | models.Q(valid_until=None), name="agreement_one_end"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.point_id} {self.valid_from} {self.valid_until}"


class KeyHolder(models.Model):
    """A person who holds keys of the premises. Never public, in no trail and no export."""

    agreement = models.ForeignKey(HostAgreement, on_delete=models.CASCADE, related_name="key_holders")
    name = models.CharField(max_length=120, blank=True)
    phone = models.CharField(max_length=40, blank=True)

    def __str__(self) -> str:
        return self.name or self.phone


class AgreementReminder(Outgoing):
    """That an agreement ends in so many ``days``, for one person: waiting, being sent, sent, or set aside."""

    ulid = models.CharField(primary_key=True, max_length=26)
    agreement = models.ForeignKey(HostAgreement, on_delete=models.CASCADE, related_name="reminders")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    days = models.PositiveSmallIntegerField()
    valid_until = models.DateField(help_text="the end that it tells of; another end is reminded of anew")

    class Meta:
        indexes = [
            models.Index(fields=["due_at"], condition=UNSENT, name="reminder_waiting"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "user", "valid_until", "days"], name="reminder_once"),
        ]

    def __str__(self) -> str:
        return f"{self.agreement_id} {self.days} {self.user_id}"


class HostOffer(Claimable):
    """What a business offers, and what became of it. It is for the desk: no page shows it as a point.

    ``number`` is the code by which the business asks how far it is; nobody comes upon another's. ``answers`` maps a
    criterion to an answer. ``place_id`` is of the gazetteer, ``None`` where the settlement is not known there. The
    contact is deleted when it is not needed any more (``contact_deleted_at``). ``reply`` is for the business.
    ``fingerprint`` is equal for what is sent twice within an hour and leads back to nobody, for its key is thrown away.
    """

    number = models.CharField(max_length=14, unique=True)
    fingerprint = models.CharField(max_length=32, unique=True)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=15, choices=choices(BusinessKind))
    country = models.CharField(max_length=2, blank=True)
    settlement = models.CharField(max_length=120)
    place_id = models.BigIntegerField(null=True)
    territory = models.ForeignKey(Territory, null=True, on_delete=models.PROTECT, related_name="offers")
    address = models.CharField(max_length=300)
    answers = models.JSONField(default=dict)
    seats = models.PositiveIntegerField(null=True)
    hours = models.CharField(max_length=300, blank=True)
    in_curfew = models.CharField(max_length=8, choices=choices(OfferAnswer), default=OfferAnswer.NOT_SURE)
    contact_name = models.CharField(max_length=120, blank=True)
    contact_phone = models.CharField(max_length=40, blank=True)
    contact_email = models.EmailField(blank=True)
    contact_deleted_at = models.DateTimeField(null=True)
    received_at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=choices(OfferState), default=OfferState.RECEIVED)
    refusal = models.CharField(max_length=11, choices=choices(OfferRefusal), blank=True)
    reply = models.CharField(max_length=300, blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.CharField(max_length=254, blank=True)
    point = models.OneToOneField(Point, null=True, on_delete=models.CASCADE, related_name="offer")

    class Meta:
        indexes = [
            models.Index(fields=["territory", "state", "received_at"], name="offer_queue"),
            models.Index(fields=["-received_at"], name="offer_latest"),
        ]

    def __str__(self) -> str:
        return f"offer {self.pk}"


class OfferCheck(models.Model):
    """What a person found of one criterion. Rows are only added; the last one of a criterion counts."""

    offer = models.ForeignKey(HostOffer, on_delete=models.CASCADE, related_name="checks")
    criterion = models.CharField(max_length=15, choices=choices(HostCriterion))
    finding = models.CharField(max_length=8, choices=choices(CriterionFinding))
    method = models.CharField(max_length=10, choices=choices(EvidenceMethod))
    note = models.CharField(max_length=300, blank=True)
    checked_by = models.CharField(max_length=254)
    checked_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.offer_id} {self.criterion} {self.finding}"
