"""Asking for inspections, giving them to somebody else, cancelling them and sending them back."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.db import transaction

from punkt import clock
from punkt.errors import InvalidValue
from punkt.ids import new_ulid
from punkt.inspection.practice import practice_in
from punkt.inspection.template import template_name, template_of
from punkt.standards.assessing import Assessed
from punkt.standards.editions import national_standards, standard_on
from punkt.wording import gettext_noop as _
from punkt_web.accounts.models import User
from punkt_web.accounts.queries import Reach
from punkt_web.accounts.roles import Power
from punkt_web.common.audit import Actor, Write, record, record_many
from punkt_web.common.zones import today_in
from punkt_web.readiness.actions.checks import (
    check_open,
    check_reached,
    checked_due,
    checked_why,
    locked_inspection,
)
from punkt_web.readiness.assessed import assessed_points
from punkt_web.readiness.inspections.again import lines_to_look_again
from punkt_web.readiness.inspections.queries import points_of
from punkt_web.readiness.models import IS_OPEN, Inspection, InspectionCampaign
from punkt_web.registry.actions.locking import lock_points
from punkt_web.registry.models import Point
from punkt_web.registry.queries import lineage_of, reach_now
from punkt_web.registry.standing import heir, ids_of, standing_points

LONGEST = timedelta(days=366)
MOST_AT_ONCE = 2_000
"""Points in one asking (decision of ours); a region asks town by town."""


@dataclass(frozen=True, slots=True)
class Asking:
    """Who is asked, and by when it is to be done. ``campaign`` is that of which it is a part."""

    inspector: User
    due_on: date
    campaign: InspectionCampaign | None = None


@transaction.atomic
def ask_inspections(actor: Actor, points: Collection[Point], asking: Asking, *, within: Reach) -> list[Inspection]:
    """Asks for an inspection of each point that has none open; those that have are passed over.

    ``within`` is where the actor coordinates. Raises ``NotYours`` for a point outside, and ``InvalidValue`` for an
    inspector who does not inspect there, a day that cannot be, a country without a standard, or too many at once.
    """
    if len(points) > MOST_AT_ONCE:
        raise InvalidValue(_("At most %(most)s points at once."), values={"most": MOST_AT_ONCE})
    _check_asking(points, asking, within)
    lock_points(point.pk for point in points)
    standing = standing_points(Point.objects.filter(pk__in=[point.pk for point in points]))
    free = standing.exclude(pk__in=points_of(Inspection.objects.filter(IS_OPEN)))
    ids = dict(free.values_list("code", "pk"))
    countries = dict(free.values_list("code", "country"))
    made = [
        _made(actor, ids[one.key], one, asking, countries[one.key]) for one in assessed_points(free) if one.key in ids
    ]
    Inspection.objects.bulk_create(made, batch_size=500)
    codes = {pk: code for code, pk in ids.items()}
    record_many(actor, (Write("ask for inspection", "point", codes[one.point_id], {}, _told(one)) for one in made))
    return made


def _check_asking(points: Iterable[Point], asking: Asking, within: Reach) -> None:
    inspecting = reach_now(asking.inspector, Power.INSPECT)
    countries: set[str] = set()
    for point in points:
        check_reached(point, within)
        if not inspecting.covers(lineage_of(point), point.code):
            raise InvalidValue(
                _("%(name)s does not inspect this point."), where=point.code, values={"name": str(asking.inspector)}
            )
        if asking.campaign and asking.campaign.territory.code not in lineage_of(point):
            raise InvalidValue(_("This point is not in the territory of the campaign."), where=point.code)
        countries.add(point.country)
    if asking.campaign and asking.campaign.ended_at:
        raise InvalidValue(_("This campaign was ended."), where=asking.campaign.name)
    for country in countries:
        checked_due(asking.due_on, country, longest=LONGEST)
        if country not in national_standards():
            raise InvalidValue(_("There is no standard of this country by which to inspect."), where=country)


def _made(actor: Actor, point_id: int, assessed: Assessed, asking: Asking, country: str) -> Inspection:
    today = today_in(country)
    standard, practice = standard_on(national_standards()[country], today), practice_in(country)
    lines = template_of(standard, practice, assessed, on=today)
    return Inspection(
        ulid=new_ulid(),
        point_id=point_id,
        campaign=asking.campaign,
        inspector=asking.inspector,
        inspector_name=asking.inspector.email,
        due_on=asking.due_on,
        template=template_name(standard, practice),
        line_keys=[line.key for line in lines],
        asked_by=actor.name,
        asked_at=clock.now(),
    )


@transaction.atomic
def ask_again(actor: Actor, ulid: str, asking: Asking, *, within: Reach) -> Inspection:
    """Asks to look again at what failed at a point, by its tasks that are not closed.

    Raises ``NotYours``, and ``InvalidValue`` where the inspection is not signed, nothing failed any more, or another
    inspection of the point is open.
    """
    before = locked_inspection(ulid, within)
    point = heir(before.point)
    if before.signed_at is None:
        raise InvalidValue(_("Only what was signed can be looked at again."), where=point.code)
    keys = lines_to_look_again(point, before)
    if not keys:
        raise InvalidValue(_("Nothing is left to look at again."), where=point.code)
    if Inspection.objects.filter(IS_OPEN, point__in=ids_of(point)).exists():
        raise InvalidValue(_("Another inspection of this point is open."), where=point.code)
    _check_asking([point], replace(asking, campaign=None), within)
    made = Inspection.objects.create(
        ulid=new_ulid(),
        point=point,
        campaign=before.campaign,
        follows=before,
        inspector=asking.inspector,
        inspector_name=asking.inspector.email,
        due_on=asking.due_on,
        template=before.template,
        line_keys=keys,
        asked_by=actor.name,
        asked_at=clock.now(),
    )
    record(actor, Write("ask for inspection", "point", point.code, {}, {**_told(made), "follows": ulid}))
    return made


@transaction.atomic
def reassign(actor: Actor, ulid: str, inspector: User, due_on: date, *, within: Reach) -> bool:
    """Gives it to somebody else, or another day; ``False`` where that is so already. Sheets that came stay."""
    inspection = locked_inspection(ulid, within)
    check_open(inspection)
    _check_asking([heir(inspection.point)], Asking(inspector, due_on), within)
    before = _told(inspection)
    inspection.inspector, inspection.inspector_name, inspection.due_on = inspector, inspector.email, due_on
    if _told(inspection) == before:
        return False
    inspection.save(update_fields=["inspector", "inspector_name", "due_on"])
    record(actor, Write("reassign inspection", "point", inspection.point.code, before, _told(inspection)))
    return True


@transaction.atomic
def cancel_inspection(actor: Actor, ulid: str, why: str, *, within: Reach) -> bool:
    """Cancels it; ``False`` where it was cancelled before. Raises ``InvalidValue`` for one that is signed."""
    inspection = locked_inspection(ulid, within)
    if inspection.cancelled_at:
        return False
    check_open(inspection)
    inspection.cancelled_at, inspection.cancelled_why = clock.now(), checked_why(why)
    inspection.save(update_fields=["cancelled_at", "cancelled_why"])
    after = {"inspection": ulid}
    record(actor, Write("cancel inspection", "point", inspection.point.code, {}, after, inspection.cancelled_why))
    return True


@transaction.atomic
def send_back(actor: Actor, ulid: str, why: str, *, within: Reach) -> bool:
    """Asks who handed it in to look once more; ``False`` where nothing is handed in. Sheets that came stay."""
    inspection = locked_inspection(ulid, within)
    check_open(inspection)
    reason = checked_why(why)
    if inspection.handed_in_at is None:
        return False
    inspection.handed_in_at = None
    inspection.sent_back_at, inspection.sent_back_by, inspection.sent_back_why = clock.now(), actor.name, reason
    inspection.save(update_fields=["handed_in_at", "sent_back_at", "sent_back_by", "sent_back_why"])
    record(actor, Write("send inspection back", "point", inspection.point.code, {}, {"inspection": ulid}, reason))
    return True


def _told(inspection: Inspection) -> dict[str, str]:
    told = {"inspection": inspection.pk, "inspector": inspection.inspector_name}
    return {**told, "due_on": inspection.due_on.isoformat()}
