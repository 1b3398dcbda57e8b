"""What every action on inspections checks: days, reasons, who reaches what; it changes nothing."""

from datetime import date, timedelta

from punkt.errors import InvalidValue
from punkt.wording import gettext_noop as _
from punkt_web.accounts.errors import NotYours
from punkt_web.accounts.models import User
from punkt_web.accounts.queries import Reach
from punkt_web.common.texts import one_line
from punkt_web.common.zones import today_in
from punkt_web.readiness.models import Inspection
from punkt_web.registry.actions.locking import lock_points
from punkt_web.registry.models import Point
from punkt_web.registry.queries import lineage_of, points_for
from punkt_web.registry.standing import heir, heir_id

_MOST_WHY = 300
_WITH = ("point__territory", "point__merged_into__territory")


def checked_due(day: date, country: str, *, longest: timedelta) -> date:
    """A day from today on. Raises ``InvalidValue``."""
    today = today_in(country)
    if not today <= day <= today + longest:
        raise InvalidValue(
            _("Write a day from today on, within %(n)s days."), where="due_on", values={"n": longest.days}
        )
    return day


def checked_why(why: str) -> str:
    """A reason in one line. Raises ``InvalidValue`` for none."""
    reason = one_line(why)[:_MOST_WHY]
    if not reason:
        raise InvalidValue(_("Say why."), where="why")
    return reason


def check_reached(point: Point, within: Reach) -> None:
    """Raises ``NotYours`` where a point, or what it was merged into, lies outside."""
    stands = heir(point)
    if not within.covers(lineage_of(stands), stands.code):
        raise NotYours(_("You do not coordinate this point."), where=stands.code)


def check_sees(user: User, point: Point) -> None:
    """Raises ``InvalidValue`` where somebody may not know of a point: what is theirs to do there would tell of it."""
    stands = heir(point)
    if not points_for(user).filter(pk=stands.pk).exists():
        raise InvalidValue(_("%(name)s does not see this point."), where=stands.code, values={"name": str(user)})


def locked_inspection(ulid: str, within: Reach) -> Inspection:
    """An inspection, locked to the commit after its point. Raises ``NotYours`` for one of a point outside."""
    found = Inspection.objects.select_related(*_WITH).get(pk=ulid)
    check_reached(found.point, within)
    lock_points([heir_id(found.point)])
    return Inspection.objects.select_for_update(of=("self",)).select_related(*_WITH).get(pk=ulid)


def check_open(inspection: Inspection) -> None:
    """Raises ``InvalidValue`` where it is signed or cancelled."""
    if inspection.signed_at:
        raise InvalidValue(_("This inspection is signed already."), where=heir(inspection.point).code)
    if inspection.cancelled_at:
        raise InvalidValue(_("This inspection was cancelled."), where=heir(inspection.point).code)
