"""From what comes over HTTP to the inbox, and from its receipts to what goes back."""

import json
from datetime import datetime, timedelta
from typing import Any

from punkt import clock
from punkt.errors import InvalidValue, PunktError
from punkt.formats.report_message import read_report
from punkt.model.reports import ReportMessage
from punkt.model.vocabulary import ReportBearer
from punkt.wording import gettext_noop as _
from punkt_web.accounts.access import actor
from punkt_web.accounts.models import User
from punkt_web.common.moments import written
from punkt_web.common.wording import said
from punkt_web.keeper.queries import Voice, voice_of
from punkt_web.operations.actions.inbox import Outcome, Receipt, Sender, receive_messages

_NO_ANSWER = {"id": "", "outcome": Outcome.REFUSED.value}


def sender(user: User, voice: Voice, bearer: ReportBearer, lag: timedelta | None) -> Sender:
    """Who sends, by what, and how far their clock is behind (``None``: nobody can tell)."""
    return Sender(actor(user), voice.reach, voice.channel, bearer, lag)


def received(user: User, voice: Voice, body: bytes) -> dict[str, Any]:
    """The receipts for a sending of a console. Raises ``InvalidValue`` for what is no sending at all.

    A report that cannot be read gets its receipt as well: what is never answered would be sent for ever.
    """
    sent_at, given = _sending(body)
    readings = [_read(one) for one in given]
    messages = [one for one in readings if isinstance(one, ReportMessage)]
    receipts = iter(receive_messages(sender(user, voice, ReportBearer.CONSOLE, clock.now() - sent_at), messages))
    answers = [
        _answer(next(receipts)) if isinstance(reading, ReportMessage) else _refusal(one, reading)
        for one, reading in zip(given, readings, strict=True)
    ]
    return {"received_at": written(clock.now()), "receipts": answers}


def carried(user: User, text: str) -> list[Receipt]:
    """The receipts for reports that were carried here as text, one in each line. Raises ``PunktError``, with the line.

    Nobody knows any more what the clock of that device said: their times are taken as they stand.
    """
    messages = []
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip():
            try:
                messages.append(read_report(_loaded(line)))
            except PunktError as error:
                error.where = f"{number}"
                raise
    return receive_messages(sender(user, voice_of(user), ReportBearer.PAPER, None), messages)


def _loaded(text: str | bytes) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise InvalidValue(_("This is no report: it is cut off or changed."), remedy=_("Copy it again.")) from error


def _sending(body: bytes) -> tuple[datetime, list[Any]]:
    given = _loaded(body)
    try:
        sent_at = datetime.fromisoformat(given["sent_at"])
        reports = given["reports"]
        is_sending = sent_at.tzinfo is not None and isinstance(reports, list)
    except (TypeError, KeyError, ValueError):
        is_sending = False
    if not is_sending:
        raise InvalidValue(_("A sending is an object with sent_at, a time with its zone, and reports, a list."))
    return sent_at, reports


def _read(given: Any) -> ReportMessage | PunktError:
    try:
        return read_report(given)
    except PunktError as error:
        return error


def _answer(receipt: Receipt) -> dict[str, str]:
    answer = {"id": receipt.ulid, "outcome": receipt.outcome.value}
    return answer | ({"why": said(receipt.fault, with_place=False)} if receipt.fault else {})


def _refusal(given: Any, error: PunktError) -> dict[str, str]:
    ulid = given.get("id") if isinstance(given, dict) else None
    named = {"id": ulid} if isinstance(ulid, str) else {}
    return _NO_ANSWER | named | {"why": said(error, with_place=False)}
