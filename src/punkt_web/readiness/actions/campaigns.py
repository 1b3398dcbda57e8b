"""Seasons of inspections: all points of a territory before a day. Who starts one coordinates that territory."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import IntegrityError, transaction

from punkt import clock
from punkt.errors import InvalidValue
from punkt.model.reports import is_ulid
from punkt.standards.editions import national_standards
from punkt.wording import gettext_noop as _
from punkt_web.accounts.errors import NotYours
from punkt_web.accounts.queries import Reach
from punkt_web.common.audit import Actor, Write, record
from punkt_web.common.texts import one_line
from punkt_web.readiness.actions.checks import checked_due, checked_why
from punkt_web.readiness.models import InspectionCampaign
from punkt_web.registry.models import Territory

LONGEST = timedelta(days=400)
_MOST_NAME = 120


@dataclass(frozen=True, slots=True)
class CampaignPlan:
    """What is asked: a name for it, and the day before which all points are to be inspected."""

    name: str
    due_on: date


@transaction.atomic
def start_campaign(
    actor: Actor, ulid: str, territory: Territory, plan: CampaignPlan, *, within: Reach
) -> InspectionCampaign:
    """Starts it; ``ulid`` is of the form, so that one sent again makes no second one.

    ``within`` is where the actor coordinates. Raises ``NotYours``, and ``InvalidValue`` for a country without a
    standard, a name or day that cannot be, and a form of somebody else.
    """
    if not is_ulid(ulid):
        raise InvalidValue(_("This form is not whole."), remedy=_("Open it anew; nobody was asked."))
    if not within.covers(territory.lineage):
        raise NotYours(_("You do not coordinate this territory."), where=territory.code)
    known = _known(actor, ulid)
    if known is not None:
        return known
    try:
        with transaction.atomic():
            return _started(actor, ulid, territory, plan)
    except IntegrityError:  # sent twice at once: the other one was faster by a moment
        known = _known(actor, ulid)
        if known is None:
            raise
        return known


def _known(actor: Actor, ulid: str) -> InspectionCampaign | None:
    known = InspectionCampaign.objects.filter(pk=ulid).first()
    if known is not None and known.started_by != actor.name:
        raise InvalidValue(_("This form belongs to somebody else."), remedy=_("Open a new one."))
    return known


def _started(actor: Actor, ulid: str, territory: Territory, plan: CampaignPlan) -> InspectionCampaign:
    standard = national_standards().get(territory.country)
    if standard is None:
        raise InvalidValue(_("There is no standard of this country by which to inspect."), where=territory.code)
    name = one_line(plan.name)[:_MOST_NAME]
    if not name:
        raise InvalidValue(_("Give the campaign a name."), where="name")
    made = InspectionCampaign.objects.create(
        ulid=ulid,
        territory=territory,
        name=name,
        standard=standard,
        due_on=checked_due(plan.due_on, territory.country, longest=LONGEST),
        started_by=actor.name,
        started_at=clock.now(),
    )
    after = {"campaign": ulid, "name": name, "due_on": made.due_on.isoformat()}
    record(actor, Write("start campaign", "territory", territory.code, {}, after))
    return made


@transaction.atomic
def end_campaign(actor: Actor, ulid: str, why: str, *, within: Reach) -> bool:
    """Ends it; inspections that are open stay so. ``False`` where it was ended before. Raises ``NotYours``."""
    campaign = InspectionCampaign.objects.select_related("territory").get(pk=ulid)
    if not within.covers(campaign.territory.lineage):
        raise NotYours(_("You do not coordinate this territory."), where=campaign.territory.code)
    reason = checked_why(why)
    if not InspectionCampaign.objects.filter(pk=ulid, ended_at=None).update(ended_at=clock.now(), end_reason=reason):
        return False
    record(actor, Write("end campaign", "territory", campaign.territory.code, {}, {"campaign": ulid}, reason))
    return True
