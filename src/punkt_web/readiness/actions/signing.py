"""Signing an inspection: by somebody who did not write it. What was seen goes into the registry, failures into tasks.

Of two who sign at once the first one counts, and the other is told.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db import transaction

from punkt import clock
from punkt.errors import InvalidValue
from punkt.inspection.answers import Answer, facts_of, settled
from punkt.inspection.failing import Looked, looked
from punkt.inspection.template import standard_and_practice
from punkt.model.vocabulary import EvidenceMethod
from punkt.wording import gettext_noop as _
from punkt_web.accounts.errors import NotYours
from punkt_web.accounts.models import User
from punkt_web.accounts.queries import Reach
from punkt_web.common.audit import Actor, Write, record
from punkt_web.common.zones import local_day, today_in
from punkt_web.readiness.actions.checks import check_open, check_sees, checked_due, locked_inspection
from punkt_web.readiness.actions.inspection_tasks import close_and_make
from punkt_web.readiness.actions.rounds import assess_point
from punkt_web.readiness.assessed import assessed_point
from punkt_web.readiness.inspections.lines import StatedLine, stated_line
from punkt_web.readiness.inspections.sheets import answers_by_author, counting_sheets, lines_asked
from punkt_web.readiness.models import IS_OPEN, Inspection, InspectionSheet
from punkt_web.registry.actions.points import change_point
from punkt_web.registry.actions.verification import verify_fields
from punkt_web.registry.models import Point
from punkt_web.registry.standing import heir
from punkt_web.registry.statements import Evidence

TASK_DAYS = 14
"""By when a failure is to be mended where nobody says otherwise (decision of ours)."""
_LONGEST = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Signing:
    """What who signs decided: ``sheets`` are the numbers of those they saw, ``choices`` whose answer counts by line.

    ``owner`` and ``due_on`` are of the tasks that failures become.
    """

    sheets: Sequence[str]
    choices: Mapping[str, str] = field(default_factory=dict)
    owner: User | None = None
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class Signed:
    """What it came to."""

    n_facts: int
    n_failed: int
    n_closed: int


@transaction.atomic
def sign(actor: Actor, ulid: str, signing: Signing, *, within: Reach) -> Signed:
    """Signs it. ``within`` is where the actor coordinates.

    What was answered is written to the registry as seen on that day and verified; what was not answered, or not seen,
    changes nothing. Raises ``NotYours`` outside and for who wrote one of the sheets, and ``InvalidValue`` where nothing
    is handed in, it is signed or cancelled, a sheet came that the actor did not see, or a difference is undecided.
    """
    inspection = locked_inspection(ulid, within)
    check_open(inspection)
    sheets = _sheets_to_sign(actor, inspection, signing)
    point = heir(inspection.point)
    due_on = _due_on(signing, point)
    if signing.owner:
        check_sees(signing.owner, point)
    lines, told = lines_asked(inspection), settled(answers_by_author(sheets), signing.choices)
    answers = [told[line.key][1] for line in lines if line.key in told]
    standard, _practice = standard_and_practice(inspection.template)
    found = looked(lines, answers, standard, assessed_point(point), on=today_in(point.country))
    facts, before = facts_of(lines, answers), {line.key: stated_line(line, point) for line in lines}
    _state(actor, inspection, point, facts, _seen_on(sheets, point))
    _end(actor, inspection, told, before, found)
    n_closed = close_and_make(actor, inspection, answers, found, owner=signing.owner, due_on=due_on)
    counts = {"n_answered": len(answers), "n_failed": len(found.failures), "n_tasks_closed": n_closed}
    record(actor, Write("sign inspection", "point", inspection.point.code, {}, {"inspection": ulid, **counts}))
    assess_point(point)
    return Signed(len(facts), len(found.failures), n_closed)


def _sheets_to_sign(actor: Actor, inspection: Inspection, signing: Signing) -> list[InspectionSheet]:
    if inspection.handed_in_at is None:
        raise InvalidValue(_("Nobody handed this inspection in yet."), where=inspection.point.code)
    sheets = counting_sheets(inspection)
    if {sheet.ulid for sheet in sheets} != set(signing.sheets):
        raise InvalidValue(
            _("Another sheet of this inspection came meanwhile."),
            where=inspection.point.code,
            remedy=_("Look at it, then sign."),
        )
    if any(sheet.author_name == actor.name or sheet.author_id == actor.user_id for sheet in sheets):
        raise NotYours(
            _("You wrote a sheet of this inspection; somebody else has to sign it."), where=inspection.point.code
        )
    return sheets


def _due_on(signing: Signing, point: Point) -> date:
    if signing.due_on is None:
        return today_in(point.country) + timedelta(days=TASK_DAYS)
    return checked_due(signing.due_on, point.country, longest=_LONGEST)


def _seen_on(sheets: Sequence[InspectionSheet], point: Point) -> date:
    """The day of the last sheet that counts, by the clocks of the point."""
    return local_day(point.country, max(sheet.observed_at for sheet in sheets))


def _state(actor: Actor, inspection: Inspection, point: Point, facts: Mapping[str, Any], day: date) -> None:
    """What was seen, in the registry: new values with where they come from, all of them as checked that day."""
    if not facts:
        return
    source = f"inspection {inspection.pk}"
    change_point(actor, point, facts, Evidence(source, EvidenceMethod.SEEN, day.isoformat()), reason=source)
    verify_fields(actor, point, list(facts), EvidenceMethod.SEEN, note=source, on=day)


def _end(
    actor: Actor,
    inspection: Inspection,
    told: Mapping[str, tuple[str, Answer]],
    before: Mapping[str, StatedLine],
    found: Looked,
) -> None:
    """``before`` is what the registry said of each line until now: what who signs saw beside the answers."""
    failed = {one.line.key: one.basis.value for one in found.failures}
    result = []
    for key in (one for one in inspection.line_keys if one in before):
        by, answer = told.get(key, ("", Answer(key)))
        known = before[key]
        kept = {"by": by, "failed": failed.get(key, ""), "known": known.value, "known_on": known.on}
        result.append({**answer.as_json(), **kept})
    unsigned = Inspection.objects.filter(IS_OPEN, pk=inspection.pk)
    if not unsigned.update(signed_at=clock.now(), signed_by=actor.name, result=result, n_failed=len(found.failures)):
        raise InvalidValue(_("This inspection is signed already."), where=inspection.point.code)
