"""Sends reminders that agreements with hosts end: one letter to a person, whatever number of agreements it tells of."""

import logging
from collections.abc import Sequence

from django.conf import settings
from django.utils import translation

from punkt import clock
from punkt.errors import PunktError
from punkt.wording import gettext_noop as _
from punkt_web.accounts.models import User
from punkt_web.exchange.alarm_sending import Sent
from punkt_web.exchange.mailing import ChannelDown, letter_to, send_letter
from punkt_web.hosting.actions.reminders import claim_reminders, make_reminders, note_not_reminded, note_reminded
from punkt_web.hosting.models import AgreementReminder
from punkt_web.hosting.reminding import headline, letter, waiting_at

_log = logging.getLogger(__name__)


def send_reminders() -> Sent:
    """Makes what is due and sends what waits. A mail server that is down is asked once; the rest waits for later.

    A letter that cannot be sent, or made, keeps nobody else from getting theirs.
    """
    make_reminders(clock.now())
    n_sent = n_failed = 0
    waiting = waiting_at(clock.now()).values_list("user_id", flat=True)
    for user in User.objects.filter(pk__in=set(waiting)).order_by("pk"):
        reminders = claim_reminders(user, clock.now())
        if not reminders:
            continue
        fault = _fault_of_sending(user, reminders)
        if fault is None:
            note_reminded(reminders, clock.now())
            n_sent += 1
            continue
        note_not_reminded(reminders, fault, clock.now())
        n_failed += 1
        if isinstance(fault, ChannelDown):
            break
    return Sent(n_sent, n_failed)


def _fault_of_sending(user: User, reminders: Sequence[AgreementReminder]) -> PunktError | None:
    try:
        with translation.override(user.language or settings.LANGUAGE_CODE):
            mail = letter_to(user.email, headline(reminders), letter(reminders))
        send_letter(mail)
    except PunktError as fault:
        return fault
    except Exception:  # noqa: BLE001 - told, and the other letters go on
        _log.exception("A letter of reminders could not be made or sent.")
        return PunktError(_("Sending it broke off because of a fault in Punkt."))
    return None
