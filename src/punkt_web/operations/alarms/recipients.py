"""Whom a territory or a person has told of alarms: other systems, browsers, the mailbox."""

from django.db.models import QuerySet

from punkt_web.accounts.models import User
from punkt_web.operations.models import AlarmDevice, AlarmPreference, AlarmWebhook
from punkt_web.registry.models import Territory


def webhooks() -> QuerySet[AlarmWebhook]:
    """All, with their territories. Who may know of one is the caller's part."""
    return AlarmWebhook.objects.select_related("territory")


def webhooks_of(territory: Territory) -> QuerySet[AlarmWebhook]:
    """Those of a territory itself, as they were added."""
    return AlarmWebhook.objects.filter(territory=territory).order_by("pk")


def devices_of(user: User) -> QuerySet[AlarmDevice]:
    """The browsers of a person, the newest first."""
    return AlarmDevice.objects.filter(user=user).order_by("-added_at", "-pk")


def is_told_by_email(user: User) -> bool:
    """Whether a person is told by e-mail: who decided nothing is."""
    return not AlarmPreference.objects.filter(user=user, by_email=False).exists()
