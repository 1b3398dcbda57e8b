"""What consoles send at the same time: who sends it, what they may, and what becomes of it, asked once for all of them.

Nothing of it is kept from one time to the next: a right that was taken away and a session that ended count at once.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from punkt.errors import PunktError
from punkt.model.reports import ReportMessage
from punkt.model.vocabulary import ReportBearer
from punkt.wording import gettext_noop as _
from punkt_web.accounts.access import actor
from punkt_web.accounts.errors import NotYours
from punkt_web.accounts.models import User
from punkt_web.accounts.roles import Power
from punkt_web.accounts.signed_in import people_of
from punkt_web.common.together import Together
from punkt_web.keeper.followed import Followed, followed_of
from punkt_web.operations.actions.inbox import Outcome, Receipt, Sender, Sending, receive_sendings
from punkt_web.operations.sureness.voices import Voices, voices_of_all

ANYBODY = object()
"""Where a device does not say whose reports it sends."""


class NotSignedIn(PunktError):
    """Nobody is signed in with that session, or not any more."""


class OfAnother(PunktError):
    """Reports that somebody else made on this device: nobody speaks in the name of another."""


@dataclass(frozen=True, slots=True)
class Sent:
    """``by`` is the key of the person whose reports the device says they are, as it came; ``lag`` that of its clock."""

    session_key: str
    by: object
    lag: timedelta
    messages: Sequence[ReportMessage]


@dataclass(frozen=True, slots=True)
class Settled:
    """The receipts in the order of the messages, and what the points they speak of are ``now``, by code."""

    sender: Sender
    receipts: Sequence[Receipt]
    now: Mapping[str, Followed]


def settle(sent: Sequence[Sent]) -> list[Settled | Exception]:
    """What becomes of each: ``NotSignedIn``, ``OfAnother``, ``NotYours``, or what it settles to."""
    people = people_of({one.session_key for one in sent})
    voices = voices_of_all(people.values())
    senders = [_sender(one, people.get(one.session_key), voices) for one in sent]
    allowed = [
        Sending(sender, one.messages) for one, sender in zip(sent, senders, strict=True) if isinstance(sender, Sender)
    ]
    settled = iter(_settled(allowed))
    return [next(settled) if isinstance(sender, Sender) else sender for sender in senders]


settled_together = Together(settle).settled
"""``settle`` for one, with what others send; raises its error."""


def check_signed_in(session_key: str) -> None:
    """Raises ``NotSignedIn`` where nobody is signed in with that session."""
    if session_key not in people_of({session_key}):
        raise _not_signed_in()


def _not_signed_in() -> NotSignedIn:
    return NotSignedIn(_("Sign in again; nothing is lost."))


def sender_of(user: User, bearer: ReportBearer) -> Sender:
    """Who sends, outside of what consoles send at the same time."""
    return _speaking(user, voices_of_all([user])[user.pk], bearer)


def _speaking(user: User, voices: Mapping[Power, Voices], bearer: ReportBearer, lag: timedelta | None = None) -> Sender:
    return Sender(actor(user), voices[Power.REPORT], bearer, lag, voices[Power.INSPECT])


def _sender(sent: Sent, person: User | None, voices: Mapping[int, Mapping[Power, Voices]]) -> Sender | PunktError:
    if person is None:
        return _not_signed_in()
    if sent.by not in (ANYBODY, person.pk):
        return OfAnother(_("These reports are of somebody else, who has to sign in to send them."))
    if not any(voices[person.pk].values()):
        return NotYours(_("You report on no point any more."))
    return _speaking(person, voices[person.pk], ReportBearer.CONSOLE, sent.lag)


def _settled(sendings: Sequence[Sending]) -> list[Settled | Exception]:
    found = receive_sendings(sendings)
    told = [
        set[str]() if isinstance(receipts, Exception) else _told_of(one.messages, receipts)
        for one, receipts in zip(sendings, found, strict=True)
    ]
    now = followed_of(set[str]().union(*told))
    return [
        receipts if isinstance(receipts, Exception) else Settled(one.sender, receipts, {key: now[key] for key in codes})
        for one, receipts, codes in zip(sendings, found, told, strict=True)
    ]


def _told_of(messages: Sequence[ReportMessage], receipts: Sequence[Receipt]) -> set[str]:
    return {
        message.point_code
        for message, receipt in zip(messages, receipts, strict=True)
        if receipt.outcome is not Outcome.REFUSED
    }
