"""The one inbox of reports, whatever carries them. Each message is taken, known already, or refused with its reason.

A sender that gets no receipt sends again, as often as it likes: the number of a message makes it one report.
"""

import logging
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from django.db import DataError, IntegrityError

from punkt.errors import InvalidValue, PunktError
from punkt.model.reports import ReportMessage
from punkt.model.vocabulary import ReportBearer, ReportChannel
from punkt.wording import gettext_noop as _
from punkt_web.accounts.errors import NotYours
from punkt_web.accounts.queries import Reach
from punkt_web.common.audit import Actor
from punkt_web.operations.actions.reports import Report, check_time, take_in
from punkt_web.operations.actions.together import take_in_with_others
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
    ``lag`` is how far their clock is behind ours, ``None`` where nobody can tell.
    """

    actor: Actor
    voices: Sequence[tuple[ReportChannel, Reach]]
    bearer: ReportBearer
    lag: timedelta | None = None

    def channel_at(self, lineage: Collection[str], code: str) -> ReportChannel | None:
        """As what they speak of a point; ``None`` where they may not. ``lineage``: the codes of its territories."""
        return next((channel for channel, reach in self.voices if reach.covers(lineage, code)), None)


def receive_messages(sender: Sender, messages: Sequence[ReportMessage]) -> list[Receipt]:
    """Takes in each message that can be taken, and gives a receipt for each, in their order.

    A message that cannot be taken stops no other. Raises ``InvalidValue`` for more than ``MOST_AT_ONCE``.
    """
    check_n_at_once(len(messages))
    allowed = reached_points(sender, {message.point_code for message in messages})
    reports = [_report(sender, message, allowed) for message in messages]
    outcomes = _taken_in(sender.actor, _with_known(sender, messages, reports))
    return [_receipt(message.ulid, outcome) for message, outcome in zip(messages, outcomes, strict=True)]


def check_n_at_once(n_reports: int) -> None:
    """Raises ``InvalidValue`` for more than one sending holds."""
    if n_reports > MOST_AT_ONCE:
        raise InvalidValue(
            _("These are %(n)s reports at once; the most are %(most)s."),
            values={"n": n_reports, "most": MOST_AT_ONCE},
            remedy=_("Send them in parts."),
        )


def _with_known(sender: Sender, messages: Sequence[ReportMessage], reports: Sequence[_Read]) -> list[_Read]:
    """What was taken stays taken: who lost the receipt, and then the point, is not told that it was refused."""
    refused = [one.ulid for one, report in zip(messages, reports, strict=True) if isinstance(report, PunktError)]
    if not refused:
        return list(reports)
    own = StatusReport.objects.filter(ulid__in=refused, author_name=sender.actor.name)
    known = set(own.values_list("ulid", flat=True))
    return [
        Outcome.KNOWN if isinstance(report, PunktError) and message.ulid in known else report
        for message, report in zip(messages, reports, strict=True)
    ]


def _receipt(ulid: str, outcome: Outcome | PunktError) -> Receipt:
    if isinstance(outcome, PunktError):
        return Receipt(ulid, Outcome.REFUSED, outcome)
    return Receipt(ulid, outcome)


def _taken_in(actor: Actor, reports: Sequence[_Read]) -> list[Outcome | PunktError]:
    """All in one write, which is what nearly always works; where one of them cannot be taken, one by one."""
    try:
        new = take_in_with_others(actor, [report for report in reports if isinstance(report, Report)])
    except _FAULTS_OF_A_REPORT:
        return [_alone(actor, report) if isinstance(report, Report) else report for report in reports]
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


def reached_points(sender: Sender, codes: set[str]) -> dict[str, tuple[int, ReportChannel]]:
    """The points that the sender may report on, with their keys and as what the sender speaks there."""
    # A withdrawn point is nobody's; one that was merged is withdrawn too, and its reports go on to the other.
    standing = Point.objects.exclude(status=Point.Status.WITHDRAWN, merged_into=None)
    rows = standing.filter(code__in=codes).values_list("code", "pk", "territory__path")
    found = {}
    for code, key, path in rows:
        channel = sender.channel_at((path or "").split("/"), code)
        if channel is not None:
            found[code] = (key, channel)
    return found


def _report(sender: Sender, message: ReportMessage, allowed: Mapping[str, tuple[int, ReportChannel]]) -> _Read:
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
