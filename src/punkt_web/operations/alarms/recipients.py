"""Whom a territory or a person has told of alarms: other systems, browsers, the mailbox."""

from collections.abc import Sequence

from django.db.models import QuerySet

from punkt_web.accounts.models import User
from punkt_web.accounts.queries import reach
from punkt_web.common.batches import in_batches
from punkt_web.operations.alarms.ladder import IN_CHARGE
from punkt_web.operations.models import Alarm, AlarmDevice, AlarmPreference, AlarmWebhook
from punkt_web.registry.models import Territory
from punkt_web.registry.queries import points_in


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


def alarms_of(user: User, alarm_ids: Sequence[int]) -> list[int]:
    """Of these alarms those at points that the person is in charge of now, in the same order."""
    where = reach(user, IN_CHARGE)
    if where.is_everywhere:
        return list(alarm_ids)
    theirs: set[int] = set()
    for ids in in_batches(alarm_ids):
        theirs |= set(Alarm.objects.filter(pk__in=ids, point__in=points_in(where)).values_list("pk", flat=True))
    return [pk for pk in alarm_ids if pk in theirs]
