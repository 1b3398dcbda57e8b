"""Reminders that agreements end: each is made once, sent once, and tried again as messages of alarms are."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet

from punkt.errors import PunktError
from punkt.ids import new_ulid
from punkt_web.accounts.models import User
from punkt_web.common.audit import Actor, Write, record_many
from punkt_web.common.wording import kept
from punkt_web.hosting.models import AgreementReminder
from punkt_web.hosting.reminding import due_on, is_still_due, waiting_at
from punkt_web.hosting.states import today
from punkt_web.operations.alarms.waiting import CLAIMED_FOR, retry_after

BY_ITSELF = Actor("punkt reminders")
_MOST_IN_A_LETTER = 200


@transaction.atomic
def make_reminders(at: datetime) -> int:
    """Makes the reminders that are due today and are not there yet; how many. None where no mail can be sent: they are
    made when it can, if the agreements have not ended by then."""
    if not settings.EMAIL_IS_SET_UP:
        return 0
    day = today()
    of_today = AgreementReminder.objects.filter(valid_until__gte=day)
    known = set(of_today.values_list("agreement_id", "user_id", "valid_until", "days"))
    made = [
        AgreementReminder(
            ulid=new_ulid(),
            agreement=due.agreement,
            user_id=due.user_id,
            days=due.days,
            valid_until=due.valid_until,
            made_at=at,
            due_at=at,
        )
        for due in due_on(day)
        if (due.agreement.pk, due.user_id, due.valid_until, due.days) not in known
    ]
    AgreementReminder.objects.bulk_create(made, batch_size=100, ignore_conflicts=True)  # two rounds at once
    return len(made)


@transaction.atomic
def claim_reminders(user: User, at: datetime) -> list[AgreementReminder]:
    """Takes all that one person is to be told now, to send it in one letter.

    What is not to be told any more (renewed, ended, another end, not theirs) is gone.
    """
    free = waiting_at(at).filter(user=user).select_for_update(of=("self",), skip_locked=True)
    found = list(free.select_related("agreement__point__territory", "agreement__point__merged_into__territory"))
    due = [one for one in found[:_MOST_IN_A_LETTER] if is_still_due(one, user)]
    AgreementReminder.objects.filter(
        pk__in={one.pk for one in found[:_MOST_IN_A_LETTER]} - {one.pk for one in due}
    ).delete()
    for one in due:
        one.n_tries, one.claimed_until = one.n_tries + 1, at + CLAIMED_FOR
    AgreementReminder.objects.bulk_update(due, ["n_tries", "claimed_until"])
    return due


@transaction.atomic
def note_reminded(reminders: Sequence[AgreementReminder], at: datetime) -> None:
    """The letter is on its way."""
    _rows(reminders).update(sent_at=at, claimed_until=None, fault={})
    record_many(BY_ITSELF, [_told(one) for one in reminders])


@transaction.atomic
def note_not_reminded(reminders: Sequence[AgreementReminder], fault: PunktError, at: datetime) -> None:
    """It could not be sent: it is tried again later, and set aside after the last try. The desk shows it anyway."""
    set_aside = []
    for one in reminders:
        wait = retry_after(one.n_tries)
        one.claimed_until, one.fault = None, kept(fault)
        if wait is None:
            one.set_aside_at = at
            set_aside.append(one)
        else:
            one.due_at = at + wait
    AgreementReminder.objects.bulk_update(reminders, ["claimed_until", "fault", "set_aside_at", "due_at"])
    record_many(BY_ITSELF, [_told(one, is_sent=False) for one in set_aside])


def _rows(reminders: Iterable[AgreementReminder]) -> QuerySet[AgreementReminder]:
    return AgreementReminder.objects.filter(pk__in=[one.pk for one in reminders])


def _told(reminder: AgreementReminder, *, is_sent: bool = True) -> Write:
    after = {"agreement": reminder.agreement_id, "days": reminder.days, "is_sent": is_sent}
    return Write("remind of agreement", "point", reminder.agreement.point.code, {}, after)
