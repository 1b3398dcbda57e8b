"""Sends what waits to be told of alarms, channel by channel: one that is down stops no other."""

import hashlib
import hmac
import logging
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
from django.conf import settings
from django.utils import translation

from punkt import clock
from punkt.alarms.push import authorization, encrypted, signing_key
from punkt.errors import PunktError
from punkt.model.alarm_words import AlarmChannel
from punkt.wording import gettext_noop as _
from punkt_web import env
from punkt_web.exchange.at_once import each_at_once
from punkt_web.exchange.mailing import ChannelDown, letter_to, send_letter
from punkt_web.exchange.posting import Gone, post
from punkt_web.operations.actions.alarms.outbox import claim, drop, forget_device, note_failure, note_sent
from punkt_web.operations.actions.alarms.settings import SECRET_PREFIX
from punkt_web.operations.alarms.texts import event, headline, letter, notice
from punkt_web.operations.alarms.waiting import due_messages
from punkt_web.operations.models import AlarmMessage

_PUSH_KEY = "push_key"
_KEPT_FOR_S = 4 * 3600
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Sent:
    """What came of a round of one channel."""

    n_sent: int = 0
    n_failed: int = 0


_Task = Callable[[], None]
_AT_ONCE = {AlarmChannel.EMAIL: 4, AlarmChannel.PUSH: 8, AlarmChannel.WEBHOOK: 8}
"""So many are told at once: a host that takes half a minute for each holds one place of these (decision of ours)."""
BEGIN_FOR_S = 60.0
"""So long a round begins to tell others; the rest is of the next round, with what came meanwhile."""


def send_due(channel: AlarmChannel) -> Sent:
    """Sends what is due by a channel, several at once; what fails is noted, and tried again later or set aside.

    One recipient is told one thing at a time, and a mail server that is down is asked once in a round.
    """
    round_of = _Round(channel)
    told = each_at_once(
        round_of.tasks(),
        most=_AT_ONCE[channel],
        begin_for_s=BEGIN_FOR_S,
        is_first_alone=channel is AlarmChannel.EMAIL,
    )
    n_sent = n_failed = 0
    for message, fault in told:
        is_sent = round_of.note(message, fault)
        n_sent, n_failed = n_sent + is_sent, n_failed + (not is_sent)
    return Sent(n_sent + round_of.n_dropped, n_failed + round_of.n_failed)


class _Round:
    """The messages of a channel that are due. The database is asked and written in the round's own thread only."""

    def __init__(self, channel: AlarmChannel) -> None:
        self._channel = channel
        self._is_down = False
        self.n_dropped = self.n_failed = 0

    def tasks(self) -> Iterator[tuple[AlarmMessage, _Task]]:
        """Each message with what sends it, claimed when there is room to send it."""
        begun: set[str] = set()
        for waiting in list(due_messages(self._channel, clock.now())):
            if self._is_down:
                return
            if waiting.recipient in begun:
                continue
            begun.add(waiting.recipient)
            message = claim(waiting.pk, clock.now())
            task = None if message is None else self._prepared(message)
            if message is not None and task is not None:
                yield message, task

    def _prepared(self, message: AlarmMessage) -> _Task | None:
        try:
            task = _PREPARING[self._channel](message)
        except PunktError as fault:
            self._fail(message, fault)
            return None
        except Exception:  # noqa: BLE001 - told, and the other messages go on
            _log.exception("A message of alarms (%s) could not be made.", message.channel)
            self._fail(message, PunktError(_("Sending it broke off because of a fault in Punkt.")))
            return None
        if task is None:
            drop(message)
            self.n_dropped += 1
        return task

    def _fail(self, message: AlarmMessage, fault: PunktError) -> None:
        note_failure(message, fault, clock.now())
        self.n_failed += 1

    def note(self, message: AlarmMessage, fault: PunktError | None) -> bool:
        """Notes what came of a message; whether it needs to be told no more."""
        if isinstance(fault, Gone) and message.device is not None:
            forget_device(message.device)  # the browser gave it up; its messages go with it
            return True
        if fault is None:
            note_sent(message, clock.now())
            return True
        self._is_down = self._is_down or isinstance(fault, ChannelDown)
        note_failure(message, fault, clock.now())
        return False


def _email(message: AlarmMessage) -> _Task | None:
    user = message.user
    if user is None:
        return None
    with translation.override(user.language or settings.LANGUAGE_CODE):
        mail = letter_to(user.email, headline(message.content), letter(message.content))
    return partial(send_letter, mail)


def push_key() -> EllipticCurvePrivateKey:
    """The key by which browsers know that a notice is from here."""
    return signing_key(env.kept_key(_PUSH_KEY))


def _push(message: AlarmMessage) -> _Task | None:
    device = message.device
    if device is None:
        return None
    with translation.override(device.user.language or settings.LANGUAGE_CODE):
        text = notice(message.content)
    headers = {
        "Authorization": authorization(device.endpoint, push_key(), clock.now(), _contact()),
        "Content-Encoding": "aes128gcm",
        "Content-Type": "application/octet-stream",
        "TTL": str(_KEPT_FOR_S),
        "Urgency": "high",
        "Topic": "alarms",  # a newer one takes the place of one that was not delivered yet
    }
    return partial(post, device.endpoint, encrypted(text, device.p256dh, device.auth), headers)


def _contact() -> str:
    return settings.SITE if settings.SITE.startswith("https:") else f"mailto:{settings.DEFAULT_FROM_EMAIL}"


def _webhook(message: AlarmMessage) -> _Task | None:
    webhook = message.webhook
    if webhook is None:
        return None
    body = event(message)
    return partial(post, webhook.url, body, signed_headers(message.pk, clock.now(), body, webhook.secret))


def signed_headers(message_id: str, at: datetime, body: bytes, secret: str) -> dict[str, str]:
    """The headers of the Standard Webhooks: by them the receiver knows who sent it, when, and that it is whole."""
    moment = str(int(at.timestamp()))
    key = b64decode(secret.removeprefix(SECRET_PREFIX))
    digest = hmac.new(key, f"{message_id}.{moment}.".encode() + body, hashlib.sha256).digest()
    return {
        "Content-Type": "application/json",
        "webhook-id": message_id,
        "webhook-timestamp": moment,
        "webhook-signature": f"v1,{b64encode(digest).decode()}",
    }


_PREPARING: dict[AlarmChannel, Callable[[AlarmMessage], _Task | None]] = {
    AlarmChannel.EMAIL: _email,
    AlarmChannel.PUSH: _push,
    AlarmChannel.WEBHOOK: _webhook,
}
