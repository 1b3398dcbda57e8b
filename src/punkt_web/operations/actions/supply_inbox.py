"""The inbox of words about supplies: beside that of reports, by the same rights, with the same receipts."""

import logging
from collections.abc import Sequence

from django.db import DataError, IntegrityError

from punkt.errors import InvalidValue, PunktError
from punkt.model.requests import Asked, SupplyMessage
from punkt.wording import gettext_noop as _
from punkt_web.accounts.errors import NotYours
from punkt_web.operations.actions.inbox import Outcome, Receipt, Sender, check_n_at_once, points_spoken_of
from punkt_web.operations.actions.requests import Said, take_word
from punkt_web.operations.models import RequestStep, SupplyRequest
from punkt_web.registry.models import Point

_log = logging.getLogger(__name__)


def receive_supplies(sender: Sender, messages: Sequence[SupplyMessage]) -> list[Receipt]:
    """Takes in each word that can be taken, and gives a receipt for each, in their order.

    What is asked for is taken before what is said of it, whatever the order. A word that cannot be taken stops no
    other. Raises ``InvalidValue`` for more than ``MOST_AT_ONCE``.
    """
    check_n_at_once(len(messages))
    codes = {message.point_code for message in messages}
    allowed = {code: key for code, (key, _channel) in points_spoken_of(sender, codes).items()} if codes else {}
    merged = Point.objects.filter(pk__in=allowed.values(), merged_into__isnull=False)
    leads_to = dict(merged.values_list("pk", "merged_into")) if allowed else {}
    standing = {code: leads_to.get(key) or key for code, key in allowed.items()}
    order = sorted(range(len(messages)), key=lambda n: not isinstance(messages[n].content, Asked))
    receipts = {n: _receipt(sender, messages[n], standing) for n in order}
    return [receipts[n] for n in range(len(messages))]


def _receipt(sender: Sender, message: SupplyMessage, standing: dict[str, int]) -> Receipt:
    if message.point_code not in standing:
        if _is_own(sender, message):
            return Receipt(message.ulid, Outcome.KNOWN)
        fault = NotYours(_("You report on no point %(code)s."), values={"code": message.point_code})
        return Receipt(message.ulid, Outcome.REFUSED, fault)
    said = Said(
        message.ulid,
        standing[message.point_code],
        message.observed_at,
        message.content,
        bearer=sender.bearer,
        lag=sender.lag,
    )
    try:
        return Receipt(message.ulid, Outcome.TAKEN if take_word(sender.actor, said) else Outcome.KNOWN)
    except PunktError as error:
        return Receipt(message.ulid, Outcome.REFUSED, error)
    except (DataError, IntegrityError, OverflowError):
        # What the database cannot hold would be sent again for ever, and with it all that waits behind it.
        _log.exception("A word about supplies could not be kept: %s", message.ulid)
        unfit = InvalidValue(_("This message cannot be kept."), remedy=_("Make a new one."))
        return Receipt(message.ulid, Outcome.REFUSED, unfit)


def _is_own(sender: Sender, message: SupplyMessage) -> bool:
    """What was taken stays taken: who lost the receipt, and then the point, is not told that it was refused."""
    if isinstance(message.content, Asked):
        return SupplyRequest.objects.filter(pk=message.ulid, asked_by=sender.actor.name).exists()
    return RequestStep.objects.filter(pk=message.ulid, said_by=sender.actor.name).exists()
