"""The one inbox of reports, whatever carries them. Each message is taken, known already, or refused with its reason.

A sender that gets no receipt sends again, as often as it likes: the number of a message makes it one report.
"""

import logging
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from django.db import DataError, IntegrityError, OperationalError

from punkt.errors import InvalidValue, PunktError
from punkt.model.reports import ReportMessage
from punkt.model.vocabulary import ReportBearer, ReportChannel
from punkt.wording import gettext_noop as _
from punkt_web.accounts.errors import NotYours
from punkt_web.accounts.queries import Reach
from punkt_web.accounts.roles import Power
from punkt_web.common.audit import Actor
from punkt_web.common.turns import turn_to_write
from punkt_web.operations.actions.reports import Report, check_time, take_in, take_in_of_many
from punkt_web.operations.models import StatusReport
from punkt_web.registry.models import Point

_log = logging.getLogger(__name__)
_FAULTS_OF_A_REPORT = (PunktError, DataError, IntegrityError, OverflowError, TypeError, ValueError)
"""What says something of a report, and nothing of the database or the server."""

MOST_AT_ONCE = 200
"""Messages in one sending; a device with more sends again."""


class Outcome(StrEnum):
    """What became of a message."""

    TAKEN = "taken"
    KNOWN = "known"
    """Received before, with the same content."""
    REFUSED = "refused"
    """It is not taken as it is; a person has to look at it."""


_Read = Report | Outcome | PunktError


@dataclass(frozen=True, slots=True)
class Receipt:
    """The answer to one message; ``fault`` says why it was refused."""

    ulid: str
    outcome: Outcome
    fault: PunktError | None = None


@dataclass(frozen=True, slots=True)
class Sender:
    """Who reports, and by what it came.

    ``voices`` say as what they are told to others, and where: of a point that lies in several, the first counts.
    ``inspecting`` is the same for what needs the power to inspect. ``lag`` is how far their clock is behind ours,
    ``None`` where nobody can tell.
    """

    actor: Actor
    voices: Sequence[tuple[ReportChannel, Reach]]
    bearer: ReportBearer
    lag: timedelta | None = None
    inspecting: Sequence[tuple[ReportChannel, Reach]] = ()

    def channel_at(self, lineage: Collection[str], code: str, power: Power = Power.REPORT) -> ReportChannel | None:
        """As what they speak of a point; ``None`` where they may not. ``lineage``: the codes of its territories."""
        voices = self.inspecting if power is Power.INSPECT else self.voices
        return next((channel for channel, reach in voices if reach.covers(lineage, code)), None)


@dataclass(frozen=True, slots=True)
class Sending:
    """What somebody sends at once."""

    sender: Sender
    messages: Sequence[ReportMessage]


def receive_messages(sender: Sender, messages: Sequence[ReportMessage]) -> list[Receipt]:
    """Takes in each message that can be taken, and gives a receipt for each, in their order.

    One that cannot be taken stops no other. Raises ``InvalidValue`` for more than ``MOST_AT_ONCE``.
    """
    check_n_at_once(len(messages))
    with turn_to_write():
        (receipts,) = receive_sendings([Sending(sender, messages)])
    if isinstance(receipts, Exception):
        raise receipts
    return receipts


def receive_sendings(sendings: Sequence[Sending]) -> list[list[Receipt] | Exception]:
    """``receive_messages`` of several people in one write: the receipts of each, or the error that is for it alone.

    Where the common write fails, each is written alone. ``OperationalError`` is raised for all: a database that does
    not answer is nobody's fault, and would keep each waiting in turn.
    """
    places = _places({message.point_code for one in sendings for message in one.messages})
    read = [(one.sender.actor, _read(one, places)) for one in sendings]
    return [_receipts(one, outcomes) for one, outcomes in zip(sendings, _taken_in(read), strict=True)]


def _read(sending: Sending, places: "_Places") -> list[_Read]:
    allowed = _reached(sending.sender, places)
    reports = [_report(sending.sender, message, allowed) for message in sending.messages]
    return _with_known(sending, reports)


def check_n_at_once(n_reports: int) -> None:
    """Raises ``InvalidValue`` for more than one sending holds."""
    if n_reports > MOST_AT_ONCE:
        raise InvalidValue(
            _("These are %(n)s reports at once; the most are %(most)s."),
            values={"n": n_reports, "most": MOST_AT_ONCE},
            remedy=_("Send them in parts."),
        )


def _with_known(sending: Sending, reports: Sequence[_Read]) -> list[_Read]:
    """What was taken stays taken: who lost the receipt, and then the point, is not told that it was refused."""
    pairs = list(zip(sending.messages, reports, strict=True))
    refused = [message.ulid for message, report in pairs if isinstance(report, PunktError)]
    if not refused:
        return list(reports)
    own = StatusReport.objects.filter(ulid__in=refused, author_name=sending.sender.actor.name)
    known = set(own.values_list("ulid", flat=True))
    return [
        Outcome.KNOWN if isinstance(report, PunktError) and message.ulid in known else report
        for message, report in pairs
    ]


_Outcomes = list[Outcome | PunktError]


def _receipts(sending: Sending, outcomes: _Outcomes | Exception) -> list[Receipt] | Exception:
    if isinstance(outcomes, Exception):
        return outcomes
    pairs = zip(sending.messages, outcomes, strict=True)
    return [
        Receipt(message.ulid, Outcome.REFUSED, outcome)
        if isinstance(outcome, PunktError)
        else Receipt(message.ulid, outcome)
        for message, outcome in pairs
    ]


def _taken_in(read: Sequence[tuple[Actor, Sequence[_Read]]]) -> list[_Outcomes | Exception]:
    """All in one write, which is what nearly always works; where that fails, each sender alone: whose fault it was
    shows then.
    """
    if len(read) > 1:
        said = [(actor, report) for actor, reports in read for report in reports if isinstance(report, Report)]
        try:
            new = take_in_of_many(said)
        except OperationalError:
            raise
        except Exception as error:  # noqa: BLE001 - whatever it was, it is met again by whom it concerns
            _log.info("Reports of %d senders could not be written together: %s", len(read), error)
        else:
            return [_outcomes(reports, new) for _actor, reports in read]
    return [_taken_in_of_one(actor, reports) for actor, reports in read]


def _taken_in_of_one(actor: Actor, reports: Sequence[_Read]) -> _Outcomes | Exception:
    """All of one sender in one write; where one of them cannot be taken, one by one."""
    try:
        return _outcomes(reports, take_in(actor, [report for report in reports if isinstance(report, Report)]))
    except _FAULTS_OF_A_REPORT:
        return [_alone(actor, report) if isinstance(report, Report) else report for report in reports]
    except Exception as error:  # noqa: BLE001 - it is raised for whom it concerns
        return error


def _outcomes(reports: Sequence[_Read], new: Collection[str]) -> _Outcomes:
    outcome = {True: Outcome.TAKEN, False: Outcome.KNOWN}
    return [outcome[report.ulid in new] if isinstance(report, Report) else report for report in reports]


def _alone(actor: Actor, report: Report) -> Outcome | PunktError:
    try:
        return Outcome.TAKEN if take_in(actor, [report]) else Outcome.KNOWN
    except PunktError as error:
        return error
    except _FAULTS_OF_A_REPORT:
        # What the database cannot hold would be sent again for ever, and with it all that waits behind it.
        _log.exception("A report could not be kept: %s", report.ulid)
        return InvalidValue(_("This report cannot be kept."), remedy=_("Make a new one."))


_Places = Mapping[str, tuple[int, Sequence[str]]]
"""Keys of points with the codes of their territories, by code."""
_Allowed = Mapping[str, tuple[int, ReportChannel]]


def reached_points(sender: Sender, codes: set[str], power: Power) -> _Allowed:
    """The points of which the sender may speak by that power, with their keys and as what the sender speaks there."""
    return _reached(sender, _places(codes), power)


def _places(codes: set[str]) -> _Places:
    if not codes:  # most sendings hold reports alone, and a question about nothing costs as much to put
        return {}
    # A withdrawn point is nobody's; one that was merged is withdrawn too, and its reports go on to the other.
    standing = Point.objects.exclude(status=Point.Status.WITHDRAWN, merged_into=None)
    rows = standing.filter(code__in=codes).values_list("code", "pk", "territory__path")
    return {code: (key, (path or "").split("/")) for code, key, path in rows}


def _reached(sender: Sender, places: _Places, power: Power = Power.REPORT) -> _Allowed:
    channels = {code: sender.channel_at(lineage, code, power) for code, (_key, lineage) in places.items()}
    return {code: (places[code][0], channel) for code, channel in channels.items() if channel is not None}


def _report(sender: Sender, message: ReportMessage, allowed: _Allowed) -> _Read:
    if message.point_code not in allowed:
        # The same words for a point that there is not: codes of hidden points are not to be tried out here.
        return NotYours(_("You report on no point %(code)s."), values={"code": message.point_code})
    point_id, channel = allowed[message.point_code]
    report = Report(
        point_id=point_id,
        observed_at=message.observed_at,
        channel=channel,
        content=message.content,
        bearer=sender.bearer,
        author_name=sender.actor.name,
        ulid=message.ulid,
        lag=sender.lag,
    )
    try:
        check_time(report)
    except InvalidValue as error:
        return error
    return report
