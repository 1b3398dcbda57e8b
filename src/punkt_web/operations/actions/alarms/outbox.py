"""What waits to be told of alarms: one message to one recipient at a time, with all that comes meanwhile folded in."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import NamedTuple

from django.conf import settings
from django.db import transaction
from django.db.models import Max

from punkt import clock
from punkt.alarms.push import check_browser_keys
from punkt.alarms.terms import alarm_terms
from punkt.errors import InvalidValue, PunktError
from punkt.ids import new_ulid
from punkt.model.alarm_words import AlarmChannel
from punkt.wording import gettext_noop as _
from punkt_web.accounts.models import User
from punkt_web.common.audit import Actor, Write, record
from punkt_web.common.texts import one_line
from punkt_web.common.wording import kept
from punkt_web.operations.actions.feeds import checked_url
from punkt_web.operations.alarms.ladder import Ladder
from punkt_web.operations.alarms.recipients import alarms_of
from punkt_web.operations.alarms.waiting import CLAIMED_FOR, MOST_TRIES, content_of, recipient_key, retry_after
from punkt_web.operations.models import AlarmDevice, AlarmMessage, AlarmPreference, AlarmWebhook

BY_ITSELF = Actor("punkt alarms")
MOST_DEVICES = 10


class News(NamedTuple):
    """An alarm that came to a level, and the path of the territory of its point."""

    alarm_id: int
    path: str
    level: int


class Subscription(NamedTuple):
    """What a browser gives to be reached by: an address of its service, and two keys (base64url)."""

    endpoint: str
    p256dh: str
    auth: str


class _Recipient(NamedTuple):
    channel: AlarmChannel
    pk: int

    @property
    def key(self) -> str:
        return recipient_key(self.channel, self.pk)


def tell(news: Iterable[News], ladder: Ladder, at: datetime) -> None:
    """Has everybody told whom the news concerns. Within the transaction that raised the alarms, whose rows tell it."""
    people: defaultdict[int, list[int]] = defaultdict(list)
    webhooks: defaultdict[int, list[int]] = defaultdict(list)
    for one in news:
        step = ladder.told(one.path, one.level)
        for pk in step.people:
            people[pk].append(one.alarm_id)
        for pk in step.webhooks:
            webhooks[pk].append(one.alarm_id)
    told = dict(_ways_to(people))
    told |= {_Recipient(AlarmChannel.WEBHOOK, pk): ids for pk, ids in webhooks.items()}
    _fold(told, at)


def _ways_to(people: Mapping[int, list[int]]) -> Iterable[tuple[_Recipient, list[int]]]:
    if settings.EMAIL_IS_SET_UP:
        unwilling = set(AlarmPreference.objects.filter(by_email=False).values_list("user_id", flat=True))
        made_up = set(User.objects.filter(is_demo=True).values_list("pk", flat=True))  # their addresses are nobody's
        for pk in people.keys() - unwilling - made_up:
            yield _Recipient(AlarmChannel.EMAIL, pk), people[pk]
    for device_id, user_id in AlarmDevice.objects.values_list("pk", "user_id"):
        if user_id in people:
            yield _Recipient(AlarmChannel.PUSH, device_id), people[user_id]


def _fold(told: Mapping[_Recipient, list[int]], at: datetime) -> None:
    gap = alarm_terms().message_gap
    is_open = {one.recipient: one for one in AlarmMessage.objects.select_for_update().filter(is_open=True)}
    # What is due later waits to be tried again, and what comes after it waits for that by itself.
    since = AlarmMessage.objects.filter(due_at__gt=at - gap, due_at__lte=at, is_test=False).order_by()
    last = dict(since.values_list("recipient").annotate(last=Max("due_at")))
    made, folded = [], []
    for recipient, ids in told.items():
        waiting = is_open.get(recipient.key)
        if waiting is not None:
            waiting.alarm_ids = list(dict.fromkeys([*waiting.alarm_ids, *ids]))
            folded.append(waiting)
        else:
            due_at = max(at, last[recipient.key] + gap) if recipient.key in last else at
            made.append(_message(recipient, at, due_at=due_at, alarm_ids=ids))
    AlarmMessage.objects.bulk_create(made, batch_size=100)
    AlarmMessage.objects.bulk_update(folded, ["alarm_ids"], batch_size=50)


def _message(recipient: _Recipient, at: datetime, **more: object) -> AlarmMessage:
    field = {AlarmChannel.EMAIL: "user_id", AlarmChannel.PUSH: "device_id", AlarmChannel.WEBHOOK: "webhook_id"}
    return AlarmMessage(
        ulid=new_ulid(),
        channel=recipient.channel,
        recipient=recipient.key,
        made_at=at,
        **{"due_at": at, field[recipient.channel]: recipient.pk, **more},
    )


@transaction.atomic
def send_test(actor: Actor, webhook: AlarmWebhook, at: datetime) -> None:
    """Has a webhook told that this is a test, at once, also one that is set aside.

    One test waits at a time: what a slow host takes its time for keeps the messages to all others waiting.
    """
    AlarmWebhook.objects.select_for_update().get(pk=webhook.pk)
    if AlarmMessage.objects.filter(webhook=webhook, is_test=True, sent_at=None, set_aside_at=None).exists():
        return
    recipient = _Recipient(AlarmChannel.WEBHOOK, webhook.pk)
    _message(recipient, at, is_test=True, is_open=False).save(force_insert=True)
    record(actor, Write("test webhook", "territory", webhook.territory.code, {}, {"webhook": webhook.pk}))


@transaction.atomic
def claim(message_id: str, at: datetime) -> AlarmMessage | None:
    """Takes a message to send it. Its content is made with the first try and stays the same from then on, but for what
    its reader may not hear any more.

    ``None`` where another process has it, and where nothing is left to tell: then it is gone.
    """
    message = AlarmMessage.objects.select_for_update().filter(pk=message_id, sent_at=None, set_aside_at=None).first()
    if message is None or (message.claimed_until is not None and message.claimed_until >= at):
        return None
    if message.n_tries >= MOST_TRIES:  # whoever had it died with it each time
        message.set_aside_at = at
        message.save(update_fields=["set_aside_at"])
        record(BY_ITSELF, _of(message, "set message aside"))
        return None
    _leave_out_what_is_not_theirs(message)
    if not message.content and not message.is_test:
        message.content = content_of(message.alarm_ids, at)
        if not message.content["n_alarms"]:
            message.delete()
            return None
    message.n_tries += 1
    message.is_open, message.claimed_until = False, at + CLAIMED_FOR
    message.save(update_fields=["alarm_ids", "content", "n_tries", "is_open", "claimed_until"])
    return message


def _leave_out_what_is_not_theirs(message: AlarmMessage) -> None:
    """Judged at each try: whose role ended or moved meanwhile is told nothing of where they are in charge no more."""
    person = message.user if message.device is None else message.device.user
    if person is None:
        return
    theirs = alarms_of(person, message.alarm_ids)
    if theirs != message.alarm_ids:
        message.alarm_ids, message.content = theirs, {}


@transaction.atomic
def drop(message: AlarmMessage) -> None:
    """Takes back a message that nobody is to get any more."""
    AlarmMessage.objects.filter(pk=message.pk).delete()


@transaction.atomic
def add_device(actor: Actor, user: User, subscription: Subscription, name: str) -> AlarmDevice:
    """Has a browser of a person told; one that is known already is theirs from now on.

    Raises ``InvalidValue`` for what no browser gives.
    """
    endpoint = checked_url(subscription.endpoint)
    if not endpoint:
        raise InvalidValue(_("This browser gave no address."))
    check_browser_keys(subscription.p256dh, subscription.auth)
    known = {"user": user, "p256dh": subscription.p256dh, "auth": subscription.auth, "name": one_line(name)[:80]}
    device, _is_new = AlarmDevice.objects.update_or_create(
        endpoint=endpoint, defaults={**known, "added_at": clock.now()}
    )
    _keep_newest(user)
    record(actor, Write("add device", "person", str(user.pk), {}, {"device": device.pk}))
    return device


def _keep_newest(user: User) -> None:
    """Of very many browsers of one person the oldest are forgotten."""
    newest = AlarmDevice.objects.filter(user=user).order_by("-added_at", "-pk").values_list("pk", flat=True)
    AlarmDevice.objects.filter(user=user).exclude(pk__in=list(newest[:MOST_DEVICES])).delete()


@transaction.atomic
def forget_device(device: AlarmDevice, actor: Actor = BY_ITSELF) -> None:
    """Tells a browser nothing any more; what waited for it goes with it."""
    user_id, pk = device.user_id, device.pk
    device.delete()
    record(actor, Write("remove device", "person", str(user_id), {"device": pk}, {}))


@transaction.atomic
def note_sent(message: AlarmMessage, at: datetime) -> None:
    """It arrived."""
    AlarmMessage.objects.filter(pk=message.pk).update(sent_at=at, claimed_until=None, fault={})
    if message.webhook is not None:
        AlarmWebhook.objects.filter(pk=message.webhook.pk).update(
            sent_at=at, fault={}, failed_at=None, set_aside_at=None
        )
    record(BY_ITSELF, _of(message, "tell of alarms"))


@transaction.atomic
def note_failure(message: AlarmMessage, fault: PunktError, at: datetime) -> None:
    """It did not arrive: it is tried again later, and set aside after the last try, a webhook with it."""
    wait = None if message.is_test else retry_after(message.n_tries)
    if message.webhook_id is not None:
        AlarmWebhook.objects.filter(pk=message.webhook_id).update(fault=kept(fault), failed_at=at)
    if wait is not None:
        columns = {"due_at": at + wait, "claimed_until": None, "fault": kept(fault)}
        AlarmMessage.objects.filter(pk=message.pk).update(**columns)
        return
    AlarmMessage.objects.filter(pk=message.pk).update(set_aside_at=at, claimed_until=None, fault=kept(fault))
    if message.webhook_id is not None and not message.is_test:
        AlarmWebhook.objects.filter(pk=message.webhook_id).update(set_aside_at=at)
        AlarmMessage.objects.filter(webhook=message.webhook_id, sent_at=None, set_aside_at=None).update(
            set_aside_at=at, is_open=False
        )
    record(BY_ITSELF, _of(message, "set message aside"))


def _of(message: AlarmMessage, action: str) -> Write:
    after = {"alarm_channel": message.channel, "n_alarms": message.content.get("n_alarms", 0)}
    if message.webhook is not None:
        return Write(action, "territory", message.webhook.territory.code, {}, {**after, "webhook": message.webhook_id})
    user_id = message.user_id if message.device is None else message.device.user_id
    return Write(action, "person", str(user_id), {}, after)


@transaction.atomic
def forget_old_messages(before: datetime) -> int:
    """Deletes what was sent or set aside before that moment; returns how many. The trail keeps that it was."""
    sent = AlarmMessage.objects.filter(sent_at__lt=before).delete()[0]
    return sent + AlarmMessage.objects.filter(set_aside_at__lt=before).delete()[0]
