"""From what comes over HTTP to the inbox, and from its receipts to what goes back."""

import json
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple, TypeVar

from django.utils.crypto import salted_hmac
from django.utils.timezone import get_current_timezone
from django.utils.translation import gettext

from punkt import clock
from punkt.errors import InvalidValue, PunktError
from punkt.formats.item_message import kind_of, read_item
from punkt.formats.report_message import read_report
from punkt.formats.report_text import ReportText, report_ulid
from punkt.formats.report_text_saying import read_back
from punkt.formats.request_text import RequestText, request_ulid
from punkt.formats.request_text_saying import read_back as read_back_request
from punkt.formats.supply_message import read_request
from punkt.formats.text_code import read_text_code
from punkt.ids import N_TIME_CHARACTERS, ulid_at
from punkt.model.items import REPORT, REQUEST, Item
from punkt.model.reports import ReportContent, ReportMessage
from punkt.model.vocabulary import ReportBearer
from punkt.wording import gettext_noop as _
from punkt_web.accounts.errors import NotYours
from punkt_web.accounts.models import User
from punkt_web.common.moments import written
from punkt_web.common.texts import one_line
from punkt_web.common.wording import said
from punkt_web.keeper.carried_pieces import unpacked
from punkt_web.keeper.kinds import ITEM_KINDS, ITEM_LABELS
from punkt_web.keeper.sendings import ANYBODY, Sent, check_signed_in, sender_of, settled_together
from punkt_web.operations.actions.inbox import MOST_AT_ONCE, Outcome, Receipt, Sender, check_n_at_once, receive_messages
from punkt_web.operations.actions.keeping.items import NotYet, receive_items
from punkt_web.operations.supplies.requests import open_alike
from punkt_web.registry.models import Point

TEXT_EXAMPLE = "K7F-2M3 OPEN 24 FUEL 2/4 T19 HEAT YES SHORT WATER AT 14:05"
REQUEST_EXAMPLE = "K7F-2M3 ASK DIESEL 200 L NOW AT 14:05"
_FARTHEST = timedelta(days=365 * 60)
"""How far a clock may be off: one that was reset says 1970."""
_NO_TIME = datetime(1970, 1, 1, tzinfo=UTC)
_NO_ANSWER = {"id": "", "outcome": Outcome.REFUSED.value}
_Reading = ReportMessage | Item | PunktError


def entered(user: User, point: Point, ulid: str, content: ReportContent) -> PunktError | None:
    """Takes in what was entered into a form without scripts; gives why it was not taken, ``None`` where it is there."""
    try:
        message = ReportMessage(ulid, point.code, clock.now(), content.checked("report"))
    except PunktError as error:
        return error
    return receive_messages(sender_of(user, ReportBearer.CONSOLE), [message])[0].fault


def entered_item(user: User, item: Item) -> PunktError | None:
    """The same for an item of another kind."""
    return receive_items(sender_of(user, ReportBearer.CONSOLE), [item], ITEM_KINDS)[0].fault


def received(session_key: str, body: bytes) -> dict[str, Any]:
    """The receipts for a sending of a console. Raises ``NotSignedIn``, ``InvalidValue`` for what is no sending,
    ``NotYours`` where somebody reports on nothing, ``OfAnother`` for what another made.

    A report that cannot be read gets its receipt as well: what is never answered would be sent for ever.
    """
    # What the device is told that points are ``now`` is read after this moment, so it has these reports in it.
    received_at = clock.now()
    sending = _sending_of(session_key, body)
    readings = [_read(one) for one in sending.reports]
    sent = Sent(session_key, sending.by, received_at - sending.sent_at, _of_kind(ReportMessage, readings))
    settled = settled_together(sent)
    receipts = _in_order(readings, sending.reports, settled.receipts, settled.sender)
    return {"received_at": written(received_at, "milliseconds"), "receipts": receipts, "now": settled.now}


@dataclass(frozen=True, slots=True)
class CarriedLine:
    """What became of one line: ``told`` says what was understood, ``why`` that it was not taken ("" where it was).

    ``is_known``: it was received before.
    """

    number: int
    text: str
    told: str
    why: str
    is_known: bool


def carried(user: User, text: str, form_id: str) -> list[CarriedLine]:
    """What became of reports that were carried here, one in each line: as a console writes them, or as text codes.

    Pieces of a console's QR codes are put together first, in any order; those that miss others stay and say which.

    Nobody knows any more what the clock of that device said: their times are taken as they stand. ``form_id`` is of
    the form that was filled in: sent again, it says nothing new.
    """
    pasted = [(number, line.strip()) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
    unpacked_lines = unpacked(pasted)
    lines = unpacked_lines.lines
    text_numbers = _Numbers(form_id)
    readings = [_read_line(line, text_numbers) for _number, line in lines]
    sender, receipts = sender_of(user, ReportBearer.HAND), dict[int, dict[str, Any]]()
    for bearer in (ReportBearer.HAND, ReportBearer.TEXT):
        by = replace(sender, bearer=bearer)
        places = [place for place, (_number, line) in enumerate(lines) if _bearer_of(line) is bearer]
        for start in range(0, len(places), MOST_AT_ONCE):
            part = places[start : start + MOST_AT_ONCE]
            answers = _receipts(by, [readings[place] for place in part], [None] * len(part))
            receipts |= dict(zip(part, answers, strict=True))
    waiting = [CarriedLine(number, line, "", why, is_known=False) for (number, line), why in unpacked_lines.waiting]
    return waiting + [
        _carried_line(number, line, readings[place], receipts[place]) for place, (number, line) in enumerate(lines)
    ]


def _carried_line(number: int, line: str, reading: _Reading, receipt: dict[str, Any]) -> CarriedLine:
    why = one_line(receipt.get("why", ""))
    return CarriedLine(number, line, _told(reading), why, is_known=receipt["outcome"] == Outcome.KNOWN)


def _bearer_of(line: str) -> ReportBearer:
    return ReportBearer.HAND if line.startswith("{") else ReportBearer.TEXT


def _told(reading: _Reading) -> str:
    """What was understood, as it is read back over the radio; "" for what was not."""
    if isinstance(reading, PunktError):
        return ""
    if isinstance(reading, Item):
        return one_line(_told_item(reading))
    return one_line(read_back(reading, clock.now(), get_current_timezone(), gettext))


def _told_item(item: Item) -> str:
    if item.kind == REQUEST:
        with suppress(PunktError):
            moments = (item.observed_at, clock.now())
            return read_back_request(item.point_code, read_request(item), moments, get_current_timezone(), gettext)
    return f"{item.point_code}: {gettext(ITEM_LABELS.get(item.kind, item.kind))}"


def _receipts(by: Sender, readings: Sequence[_Reading], given: Sequence[Any]) -> list[dict[str, Any]]:
    """One for each, in their order."""
    return _in_order(readings, given, receive_messages(by, _of_kind(ReportMessage, readings)), by)


_Kind = TypeVar("_Kind", ReportMessage, Item)


def _of_kind(kind: type[_Kind], readings: Sequence[_Reading]) -> list[_Kind]:
    return [one for one in readings if isinstance(one, kind)]


def _in_order(
    readings: Sequence[_Reading], given: Sequence[Any], of_reports: Sequence[Receipt], by: Sender
) -> list[dict[str, Any]]:
    """Answers to all in the order in which they came; items of other kinds are taken in here, after the reports."""
    reports, items = iter(of_reports), iter(receive_items(by, _of_kind(Item, readings), ITEM_KINDS))
    return [
        _refusal(one, reading)
        if isinstance(reading, PunktError)
        else _answer(next(items if isinstance(reading, Item) else reports))
        for one, reading in zip(given, readings, strict=True)
    ]


def _read_line(line: str, numbers: "_Numbers") -> _Reading:
    try:
        if _bearer_of(line) is ReportBearer.HAND:
            return _read(_loaded(line))
        found = read_text_code(line, received_at=clock.now(), zone=get_current_timezone())
        return numbers.of_request(found) if isinstance(found, RequestText) else numbers.given_to(found)
    except PunktError as error:
        return error


class _Numbers:
    """Numbers for the text codes of a form, which nobody can guess and use up before these come.

    A text that tells its time is the same whoever types it. A report that does not is a word of its own each time that
    somebody fills in the form, and as often as it stands there; a request that does not is the one that stands open at
    that point for the same, if there is one: help is not sent twice because somebody asked twice.
    """

    def __init__(self, form_id: str) -> None:
        self._form_id = form_id
        self._n_before: Counter[str] = Counter()

    def given_to(self, text: ReportText) -> ReportMessage:
        message = text.message
        if text.is_timed:
            return with_own_number(message)
        said = report_ulid(message.point_code, _NO_TIME, message.content)
        made_of = f"{self._form_id} {said} {self._n_before[said]}"
        self._n_before[said] += 1
        return replace(message, ulid=drawn_from(made_of, self._form_id))

    def of_request(self, text: RequestText) -> Item:
        if text.is_timed:
            return text.item(drawn_from(ulid := text.item().ulid, ulid))
        said = request_ulid(text.point_code, _NO_TIME, text.asked)
        own = drawn_from(f"{self._form_id} {said}", self._form_id or text.item().ulid)
        return text.item(open_alike(text.point_code, text.asked) or own)


def with_own_number(message: ReportMessage) -> ReportMessage:
    """A message that tells its time, with the number that is drawn here from what it says: nobody else can guess it."""
    return replace(message, ulid=drawn_from(message.ulid, message.ulid))


def drawn_from(made_of: str, of_moment: str) -> str:
    """A number that nobody else can guess and that is the same each time, of the moment of another one."""
    digest = salted_hmac("punkt.reports.text", made_of, algorithm="sha256").digest()
    return of_moment[:N_TIME_CHARACTERS] + ulid_at(0, int.from_bytes(digest[:10], "big"))[N_TIME_CHARACTERS:]


def _loaded(text: str | bytes) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise InvalidValue(_("This is no report: it is cut off or changed."), remedy=_("Copy it again.")) from error


class _Sending(NamedTuple):
    """What came, as far as it is read: each report by itself is read later."""

    sent_at: datetime
    by: object
    reports: list[Any]


def _sending_of(session_key: str, body: bytes) -> _Sending:
    """What is wrong with a sending is said to those who are signed in. Raises ``NotSignedIn`` and ``InvalidValue``."""
    try:
        return _sending(body)
    except InvalidValue:
        check_signed_in(session_key)
        raise


def _sending(body: bytes) -> _Sending:
    given = _loaded(body)
    try:
        sent_at = datetime.fromisoformat(given["sent_at"])
        reports = given["reports"]
        is_sending = sent_at.tzinfo is not None and isinstance(reports, list)
    except (TypeError, KeyError, ValueError):
        is_sending = False
    if is_sending and abs(clock.now() - sent_at) > _FARTHEST:
        raise InvalidValue(_("The clock of this device is off by decades."), remedy=_("Set it, then send again."))
    if not is_sending:
        raise InvalidValue(_("A sending is an object with sent_at, a time with its zone, and reports, a list."))
    check_n_at_once(len(reports))
    return _Sending(sent_at, given.get("by", ANYBODY), reports)


def _read(given: Any) -> _Reading:
    try:
        return read_report(given) if kind_of(given) == REPORT else read_item(given)
    except PunktError as error:
        return error


def _answer(receipt: Receipt) -> dict[str, Any]:
    answer: dict[str, Any] = {"id": receipt.ulid, "outcome": receipt.outcome.value}
    if receipt.fault is None:
        return answer
    # Rights may come back. What is wrong with a report itself stays so, and its time must not come round by waiting.
    again = {"again": True} if isinstance(receipt.fault, NotYours | NotYet) else {}
    return answer | {"why": said(receipt.fault, with_place=False)} | again


def _refusal(given: Any, error: PunktError) -> dict[str, Any]:
    ulid = given.get("id") if isinstance(given, dict) else None
    named = {"id": ulid} if isinstance(ulid, str) else {}
    return _NO_ANSWER | named | {"why": said(error, with_place=False)}
