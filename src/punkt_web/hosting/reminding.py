"""Which agreements are to be reminded of, whom, and in which words."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import NamedTuple

from django.conf import settings
from django.db.models import QuerySet
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from punkt_web.accounts.models import User
from punkt_web.accounts.queries import reach
from punkt_web.common.names import name_for_reader
from punkt_web.common.texts import one_line
from punkt_web.hosting.models import AgreementReminder, HostAgreement
from punkt_web.operations.alarms.ladder import IN_CHARGE, Ladder
from punkt_web.operations.alarms.waiting import MOST_TRIES
from punkt_web.operations.models import AlarmPreference
from punkt_web.operations.models.outgoing import to_send
from punkt_web.registry.models import Point, Territory
from punkt_web.registry.queries import lineage_of, with_successors
from punkt_web.registry.standing import heir

DESK = "/desk/agreements/?state=ends_soon"


class Due(NamedTuple):
    """That a person is to be reminded of an agreement now, by the reminder of so many days before the end."""

    agreement: HostAgreement
    user_id: int
    days: int
    valid_until: date


def ending() -> QuerySet[HostAgreement]:
    """Agreements with a last day that nobody ended or renewed."""
    found = HostAgreement.objects.filter(ended_at=None, renewed_by=None, valid_until__isnull=False)
    return found.select_related("point__territory", "point__merged_into__territory")


def due_on(day: date) -> Iterator[Due]:
    """All that is due on a day, told or not: of several reminders the latest that its time has come.

    Whom: those in charge of the point's own territory, else of the next one above. People who want no e-mail, and
    people of a demo, are left out.
    """
    ladder = Ladder()
    silent = set(AlarmPreference.objects.filter(by_email=False).values_list("user_id", flat=True))
    silent |= set(User.objects.filter(is_demo=True).values_list("pk", flat=True))
    for agreement in ending().filter(valid_until__gte=day).iterator(chunk_size=500):
        end, point = agreement.valid_until, heir(agreement.point)
        steps = [days for days in agreement.remind_days if end is not None and (end - day).days <= days]
        if end is None or not steps or point.status == Point.Status.WITHDRAWN:
            continue
        territory = point.territory
        people = ladder.told(territory.path if territory else "", 0).people
        for user_id in sorted(people - silent):
            yield Due(agreement, user_id, min(steps), end)


def waiting_at(at: datetime) -> QuerySet[AgreementReminder]:
    """Reminders that are to be sent now and that nobody is sending."""
    return AgreementReminder.objects.filter(to_send(at), n_tries__lt=MOST_TRIES).order_by("due_at", "ulid")


def is_still_due(reminder: AgreementReminder, user: User) -> bool:
    """Whether the agreement still ends then with nobody having seen to it, at a point that the person answers for."""
    agreement = ending().filter(pk=reminder.agreement_id, valid_until=reminder.valid_until).first()
    if agreement is None:
        return False
    point = heir(agreement.point)
    return point.status != Point.Status.WITHDRAWN and with_successors(reach(user, IN_CHARGE)).covers(
        lineage_of(point), point.code
    )


def headline(reminders: Sequence[AgreementReminder]) -> str:
    """ "2 agreements with hosts end soon", in one line."""
    n = len(reminders)
    told = ngettext("%(n)s agreement with a host ends soon", "%(n)s agreements with hosts end soon", n)
    return one_line(told % {"n": number_format(n)})


def letter(reminders: Sequence[AgreementReminder]) -> str:
    """The text of an e-mail: how many in which territory, the nearest end, and where to look. It names no point."""
    lines = [*_lines(reminders), "", _("See them, and renew or end them:"), f"{settings.SITE}{DESK}"]
    if not settings.SITE:
        lines[-1] = _("at the desk, under “Agreements”")
    lines += ["", _("You get this because you answer for points there. At the desk you choose how you are told.")]
    return "\n".join(lines)


def _lines(reminders: Sequence[AgreementReminder]) -> Iterator[str]:
    ends: dict[str, list[int]] = {}
    for one in reminders:
        territory = heir(one.agreement.point).territory
        ends.setdefault(_title(territory), []).append(one.days)
    for name, days in sorted(ends.items()):
        n, nearest = len(days), min(days)
        told = ngettext(
            "%(place)s: %(n)s agreement, within %(days)s days",
            "%(place)s: %(n)s agreements, the first within %(days)s days",
            n,
        )
        yield told % {"place": name, "n": number_format(n), "days": number_format(nearest)}


def _title(territory: Territory | None) -> str:
    if territory is None:
        return _("territory not known")
    return name_for_reader(territory.names, territory.country) or territory.code
