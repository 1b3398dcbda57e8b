"""The one inbox of reports, whatever carries them. Each message is taken, known already, or refused with its reason.

A sender that gets no receipt sends again, as often as it likes: the number of a message makes it one report.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from punkt import clock
from punkt.errors import InvalidValue, PunktError
from punkt.model.reports import ReportMessage
from punkt.model.vocabulary import ReportBearer, ReportChannel
from punkt.wording import gettext_noop as _
from punkt_web.accounts.queries import Reach
from punkt_web.common.audit import Actor
from punkt_web.operations.actions.reports import Report, take_in
from punkt_web.operations.actions.together import take_in_with_others
from punkt_web.registry.models import Point

MOST_AT_ONCE = 200
"""Messages in one sending; a device with more sends again."""


class Outcome(StrEnum):
    """What became of a message."""

    TAKEN = "taken"
    KNOWN = "known"
    """Received before, with the same content."""
    REFUSED = "refused"
    """It will not be taken, however often it is sent; a person has to look at it."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """The answer to one message; ``fault`` says why it was refused."""

    ulid: str
    outcome: Outcome
    received_at: datetime
    fault: PunktError | None = None


@dataclass(frozen=True, slots=True)
class Sender:
    """Who reports, where they may, how they are told to others, and by what it came.

    ``lag`` is how far their clock is behind ours, ``None`` where nobody can tell.
    """

    actor: Actor
    reach: Reach
    channel: ReportChannel
    bearer: ReportBearer
    lag: timedelta | None = None


def receive_messages(sender: Sender, messages: Sequence[ReportMessage]) -> list[Receipt]:
    """Takes in each message that can be taken, and gives a receipt for each, in their order.

    A message that cannot be taken stops no other. Raises ``InvalidValue`` for more than ``MOST_AT_ONCE``.
    """
    if len(messages) > MOST_AT_ONCE:
        raise InvalidValue(
            _("These are %(n)s reports at once; the most are %(most)s."),
            values={"n": len(messages), "most": MOST_AT_ONCE},
            remedy=_("Send them in parts."),
        )
    allowed = _points(sender, {message.point_code for message in messages})
    outcomes = _taken_in(sender.actor, [_report(sender, message, allowed) for message in messages])
    at = clock.now()
    return [_receipt(message.ulid, outcome, at) for message, outcome in zip(messages, outcomes, strict=True)]


def _receipt(ulid: str, outcome: Outcome | PunktError, at: datetime) -> Receipt:
    if isinstance(outcome, PunktError):
        return Receipt(ulid, Outcome.REFUSED, at, outcome)
    return Receipt(ulid, outcome, at)


def _taken_in(actor: Actor, reports: Sequence[Report | PunktError]) -> list[Outcome | PunktError]:
    """All in one write, which is what nearly always works; where one of them cannot be taken, one by one."""
    try:
        new = take_in_with_others(actor, [report for report in reports if isinstance(report, Report)])
    except PunktError:
        return [_alone(actor, report) for report in reports]
    outcome = {True: Outcome.TAKEN, False: Outcome.KNOWN}
    return [outcome[report.ulid in new] if isinstance(report, Report) else report for report in reports]


def _alone(actor: Actor, report: Report | PunktError) -> Outcome | PunktError:
    if isinstance(report, PunktError):
        return report
    try:
        return Outcome.TAKEN if take_in(actor, [report]) else Outcome.KNOWN
    except PunktError as error:
        return error


def _points(sender: Sender, codes: set[str]) -> dict[str, int]:
    """The keys of the points that the sender may report on."""
    rows = Point.objects.filter(code__in=codes).values_list("code", "pk", "territory__path")
    return {code: key for code, key, path in rows if sender.reach.covers((path or "").split("/"), code)}


def _report(sender: Sender, message: ReportMessage, allowed: Mapping[str, int]) -> Report | PunktError:
    if message.point_code not in allowed:
        # The same words for a point that there is not: codes of hidden points are not to be tried out here.
        return InvalidValue(_("You report on no point %(code)s."), values={"code": message.point_code})
    return Report(
        point_id=allowed[message.point_code],
        observed_at=message.observed_at,
        channel=sender.channel,
        content=message.content,
        bearer=sender.bearer,
        author_name=sender.actor.name,
        ulid=message.ulid,
        lag=sender.lag,
    )
