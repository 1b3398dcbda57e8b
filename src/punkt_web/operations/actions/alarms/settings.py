"""What territories and people decide on alarms: rules, webhooks, and how somebody is told."""

import secrets
from base64 import b64encode
from collections.abc import Iterable
from urllib.parse import urlsplit

from django.db import IntegrityError, transaction

from punkt import clock
from punkt.alarms.rules import Rule
from punkt.alarms.terms import BOUNDS, FIGURE
from punkt.errors import InvalidValue
from punkt.model.alarm_words import AlarmKind
from punkt.wording import gettext_noop as _
from punkt_web.accounts.models import User
from punkt_web.common.audit import Actor, Write, record
from punkt_web.operations.actions.feeds import checked_url
from punkt_web.operations.models import AlarmPreference, AlarmRule, AlarmWebhook
from punkt_web.registry.models import Territory

SECRET_PREFIX = "whsec_"  # noqa: S105 - by which a secret of Standard Webhooks is known
MOST_WEBHOOKS = 10


@transaction.atomic
def set_rules(actor: Actor, territory: Territory, rules: Iterable[tuple[AlarmKind, Rule | None]]) -> None:
    """``set_rule`` for several kinds, all or none."""
    for kind, rule in rules:
        set_rule(actor, territory, kind, rule)


@transaction.atomic
def set_rule(actor: Actor, territory: Territory, kind: AlarmKind, rule: Rule | None) -> None:
    """Decides on a kind of alarm for a territory and all below it; ``None`` takes the decision back.

    Who may is the caller's part. Raises ``InvalidValue`` for a limit that cannot be meant, and for switching off what a
    territory above wants to hear of.
    """
    before = AlarmRule.objects.select_for_update().filter(territory=territory, kind=kind).first()
    old = None if before is None else Rule(before.is_on, before.limit)
    if rule == old:
        return
    if rule is None:
        AlarmRule.objects.filter(territory=territory, kind=kind).delete()
    else:
        _check_limit(kind, rule.limit)
        if not rule.is_on:
            _check_unwanted_above(territory, kind)
        said = {"is_on": rule.is_on, "limit": rule.limit, "said_by": actor.name, "said_at": clock.now()}
        AlarmRule.objects.update_or_create(territory=territory, kind=kind, defaults=said)
    told = [_told(kind, one) for one in (old, rule)]
    record(actor, Write("set alarm rule", "territory", territory.code, told[0], told[1]))


def _check_limit(kind: AlarmKind, limit: float | None) -> None:
    if limit is None:
        return
    least, most = BOUNDS.get(kind, (0.0, 0.0))
    if kind not in FIGURE or not least <= limit <= most:
        raise InvalidValue(
            _("Write a number from %(least)s to %(most)s."), where=kind, values={"least": least, "most": most}
        )


def _check_unwanted_above(territory: Territory, kind: AlarmKind) -> None:
    above = [code for code in territory.lineage if code != territory.code]
    if AlarmRule.objects.filter(territory__code__in=above, kind=kind, is_on=True).exists():
        raise InvalidValue(
            _("A territory above decided to hear of this: it cannot be switched off here."),
            where=kind,
            remedy=_("Ask there, or leave it on."),
        )


def _told(kind: AlarmKind, rule: Rule | None) -> dict[str, object]:
    return {} if rule is None else {"alarm": kind.value, "is_on": rule.is_on, "limit": rule.limit}


@transaction.atomic
def add_webhook(actor: Actor, territory: Territory, url: str, *, hears_all: bool) -> AlarmWebhook:
    """Has another system told of alarms of a territory; its secret is shown once, by who added it.

    Raises ``InvalidValue`` for an address that may not be asked, that is there already, or too many of them.
    """
    checked = checked_url(url)
    if not checked:
        raise InvalidValue(_("Write a whole address that begins with https://."), where="url")
    Territory.objects.select_for_update().get(pk=territory.pk)
    if AlarmWebhook.objects.filter(territory=territory).count() >= MOST_WEBHOOKS:
        raise InvalidValue(_("A territory has at most %(n)s webhooks."), values={"n": MOST_WEBHOOKS})
    secret = SECRET_PREFIX + b64encode(secrets.token_bytes(32)).decode()
    try:
        with transaction.atomic():
            made = AlarmWebhook.objects.create(
                territory=territory,
                url=checked,
                secret=secret,
                hears_all=hears_all,
                added_by=actor.name,
                added_at=clock.now(),
            )
    except IntegrityError:
        raise InvalidValue(_("This address is told already."), where="url") from None
    record(actor, _of_webhook("add webhook", made))
    return made


@transaction.atomic
def remove_webhook(actor: Actor, webhook: AlarmWebhook) -> None:
    """Tells another system nothing any more."""
    told = _of_webhook("remove webhook", webhook)
    webhook.delete()
    record(actor, Write(told.action, told.entity, told.object_key, told.after, {}))


def _of_webhook(action: str, webhook: AlarmWebhook) -> Write:
    """The host only: what follows it can be a secret."""
    told = {"webhook": webhook.pk, "address": host_of(webhook.url), "hears_all": webhook.hears_all}
    return Write(action, "territory", webhook.territory.code, {}, told)


def host_of(url: str) -> str:
    """Of an address what may be shown and noted."""
    return urlsplit(url).hostname or ""


@transaction.atomic
def set_preference(actor: Actor, user: User, *, by_email: bool) -> None:
    """How a person wants to be told, by their own word."""
    before = AlarmPreference.objects.filter(user=user).values_list("by_email", flat=True).first()
    if before is by_email:
        return
    AlarmPreference.objects.update_or_create(user=user, defaults={"by_email": by_email})
    old = {} if before is None else {"by_email": before}
    record(actor, Write("set alarm preference", "person", str(user.pk), old, {"by_email": by_email}))
