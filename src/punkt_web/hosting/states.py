"""Where agreements stand on a day, by the clocks of the installation: as conditions, and of one row."""

from datetime import date, timedelta

from django.db.models import Q
from django.utils import timezone

from punkt import clock
from punkt.model.hosting_words import AgreementState
from punkt_web.hosting.models import HostAgreement

SOON = timedelta(days=60)
"""How long before its end an agreement counts as one that ends soon (decision of ours: a council meets in between)."""
REMIND_DAYS = (60, 14)
"""Days before the end at which those in charge are reminded, where an agreement says no others (decision of ours)."""


def today() -> date:
    """The day that it is."""
    return timezone.localtime(clock.now()).date()


def in_state(state: AgreementState, day: date) -> Q:
    """Agreements that stand so on ``day``; each stands in one state. What nobody knows (begin, end) is not passed.

    One that was renewed ends, but nobody has to do anything about it: it is in force to its end.
    """
    running = Q(ended_at=None)
    if state is AgreementState.ENDED:
        return Q(ended_at__isnull=False)
    if state is AgreementState.OVER:
        return running & Q(valid_until__lt=day)
    if state is AgreementState.TO_COME:
        return running & Q(valid_from__gt=day)
    holds = running & (Q(valid_from=None) | Q(valid_from__lte=day)) & (Q(valid_until=None) | Q(valid_until__gte=day))
    soon = Q(valid_until__isnull=False, valid_until__lte=day + SOON, renewed_by=None)
    return holds & soon if state is AgreementState.ENDS_SOON else holds & ~soon


def state_of(agreement: HostAgreement, day: date, *, is_renewed: bool) -> AgreementState:
    """The same of one row."""
    if agreement.ended_at is not None:
        return AgreementState.ENDED
    if agreement.valid_until is not None and agreement.valid_until < day:
        return AgreementState.OVER
    if agreement.valid_from is not None and agreement.valid_from > day:
        return AgreementState.TO_COME
    ends_soon = agreement.valid_until is not None and agreement.valid_until <= day + SOON and not is_renewed
    return AgreementState.ENDS_SOON if ends_soon else AgreementState.IN_FORCE
