"""Sends what waits to be told of alarms, channel by channel: one that is down stops no other."""

import hashlib
import hmac
import logging
import smtplib
from base64 import b64decode, b64encode
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
from django.conf import settings
from django.core.mail import EmailMessage
from django.utils import translation

from punkt import clock
from punkt.alarms.push import authorization, encrypted, signing_key
from punkt.errors import PunktError
from punkt.model.alarm_words import AlarmChannel
from punkt.wording import gettext_noop as _
from punkt_web import env
from punkt_web.accounts.models import User
from punkt_web.accounts.queries import reach
from punkt_web.exchange.posting import Gone, post
from punkt_web.operations.actions.alarms.outbox import claim, drop, forget_device, note_failure, note_sent
from punkt_web.operations.actions.alarms.settings import SECRET_PREFIX
from punkt_web.operations.alarms.ladder import IN_CHARGE
from punkt_web.operations.alarms.texts import event, headline, letter, notice
from punkt_web.operations.alarms.waiting import due_messages
from punkt_web.operations.models import AlarmMessage

_PUSH_KEY = "push_key"
_KEPT_FOR_S = 4 * 3600
_log = logging.getLogger(__name__)


class ChannelDown(PunktError):
    """Nothing can be sent by this channel now, to whomever it is."""


@dataclass(frozen=True, slots=True)
class Sent:
    """What came of a round of one channel."""

    n_sent: int = 0
    n_failed: int = 0


def send_due(channel: AlarmChannel) -> Sent:
    """Sends what is due by a channel; what fails is noted at the message, and tried again later or set aside."""
    n_sent = n_failed = 0
    for waiting in list(due_messages(channel, clock.now())):
        message = claim(waiting.pk, clock.now())
        if message is None:
            continue
        fault = _sent(message)
        if fault is None:
            n_sent += 1
            continue
        n_failed += 1
        if isinstance(fault, ChannelDown):
            break
    return Sent(n_sent, n_failed)


def _sent(message: AlarmMessage) -> PunktError | None:
    try:
        is_told = _SENDERS[AlarmChannel(message.channel)](message)
    except PunktError as fault:
        note_failure(message, fault, clock.now())
        return fault
    except Exception:  # noqa: BLE001 - told, and the other messages go on
        _log.exception("A message of alarms (%s) could not be sent.", message.channel)
        ours = PunktError(_("Sending it broke off because of a fault in Punkt."))
        note_failure(message, ours, clock.now())
        return ours
    if is_told:
        note_sent(message, clock.now())
    else:
        drop(message)
    return None


def _send_email(message: AlarmMessage) -> bool:
    user = message.user
    if user is None or not _is_in_charge(user):
        return False
    with translation.override(user.language or settings.LANGUAGE_CODE):
        mail = EmailMessage(headline(message.content), letter(message.content), to=[user.email])
        mail.extra_headers["Auto-Submitted"] = "auto-generated"  # RFC 3834: no answering machine answers
    try:
        mail.send()
    except smtplib.SMTPRecipientsRefused:
        raise PunktError(_("The mail server refuses this address.")) from None
    except (smtplib.SMTPException, OSError) as error:
        raise ChannelDown(
            _("The mail server takes nothing: %(why)s."),
            remedy=_("See PUNKT_SMTP."),
            values={"why": type(error).__name__},
        ) from None
    return True


def push_key() -> EllipticCurvePrivateKey:
    """The key by which browsers know that a notice is from here."""
    return signing_key(env.kept_key(_PUSH_KEY))


def _send_push(message: AlarmMessage) -> bool:
    device = message.device
    if device is None or not _is_in_charge(device.user):
        return False
    with translation.override(device.user.language or settings.LANGUAGE_CODE):
        text = notice(message.content)
    key, at = push_key(), clock.now()
    headers = {
        "Authorization": authorization(device.endpoint, key, at, _contact()),
        "Content-Encoding": "aes128gcm",
        "Content-Type": "application/octet-stream",
        "TTL": str(_KEPT_FOR_S),
        "Urgency": "high",
        "Topic": "alarms",  # a newer one takes the place of one that was not delivered yet
    }
    try:
        post(device.endpoint, encrypted(text, device.p256dh, device.auth), headers)
    except Gone:
        forget_device(device)  # the browser gave it up; its messages go with it
        return False
    return True


def _contact() -> str:
    return settings.SITE if settings.SITE.startswith("https:") else f"mailto:{settings.DEFAULT_FROM_EMAIL}"


def _send_webhook(message: AlarmMessage) -> bool:
    webhook = message.webhook
    if webhook is None:
        return False
    body, at = event(message), clock.now()
    post(webhook.url, body, signed_headers(message.pk, at, body, webhook.secret))
    return True


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


def _is_in_charge(user: User) -> bool:
    """Whose role ended meanwhile is told nothing."""
    return bool(reach(user, IN_CHARGE))


_SENDERS: dict[AlarmChannel, Callable[[AlarmMessage], bool]] = {
    AlarmChannel.EMAIL: _send_email,
    AlarmChannel.PUSH: _send_push,
    AlarmChannel.WEBHOOK: _send_webhook,
}
