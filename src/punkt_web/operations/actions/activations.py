"""Asking the points of an area to open, changing what is asked, and ending it; and what their keepers answer.

A form that is sent twice says the same twice and changes nothing the second time.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, connection, transaction

from punkt import clock
from punkt.errors import InvalidValue
from punkt.model.activation_words import ActivationMode, ActivationTrigger, ClosingCriterion, ServiceLevel, StepKind
from punkt.model.reports import is_ulid
from punkt.model.vocabulary import Availability
from punkt.wording import gettext_noop as _
from punkt_web.accounts.errors import NotYours
from punkt_web.accounts.queries import Reach
from punkt_web.common.audit import Actor, Write
from punkt_web.common.texts import one_line
from punkt_web.operations.actions.announcing import tell
from punkt_web.operations.activating.area import Area, area_of, open_by_staff, points_of
from punkt_web.operations.models import Activation, ActivationStep, ActivationTask
from punkt_web.registry.models import Territory

MAX_REASON = 300
MAX_DECISION = 120
LONGEST_AGO = timedelta(hours=24)
"""A decision may be entered so long after it holds."""
LONGEST_AHEAD = timedelta(days=60)
CRITERION_ANSWERS = (Availability.YES, Availability.NO, Availability.UNKNOWN)
_BATCH = 1000


@dataclass(frozen=True, slots=True)
class Terms:
    """What is asked. ``begins_at`` is ``None`` for at once, ``until_at`` where nobody knows yet."""

    trigger: ActivationTrigger
    reason: str
    level: ServiceLevel
    mode: ActivationMode
    begins_at: datetime | None = None
    until_at: datetime | None = None
    decision: str = ""
    is_exercise: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """How it goes on, and why. ``until_at`` is ``None`` where nobody knows."""

    level: ServiceLevel
    mode: ActivationMode
    until_at: datetime | None
    reason: str


@transaction.atomic
def activate(actor: Actor, ulid: str, area: Area, terms: Terms, *, within: Reach) -> bool:
    """Asks the points of ``area`` to open; ``ulid`` is of the form, so that one sent again makes no second one.

    ``False`` where it was known. ``within`` is where the actor may activate. Raises ``NotYours``, and ``InvalidValue``
    for terms that cannot be and for an area without points.
    """
    if not is_ulid(ulid):
        raise InvalidValue(_("This form is not whole."), remedy=_("Open it anew; nobody was asked."))
    _refuse_unreached(area.territories, within)
    if _is_known(actor, ulid):
        return False
    now = clock.now()
    try:
        with transaction.atomic():
            made = _made(actor, ulid, area, terms, now)
    except IntegrityError:  # sent twice at once: the other one was faster by a moment
        if _is_known(actor, ulid):
            return False
        raise
    n_points = _ask(made, area, now)
    if not n_points:
        raise InvalidValue(_("There is no point in this area that could open."), where="territories")
    _step(actor, made, StepKind.BEGIN, now, made.reason, n_points=n_points)
    told = {**_told(made), **_told_area(made), "n_points": n_points}
    tell(actor, Write("activate", "activation", made.pk, {}, told, made.reason))
    return True


def _is_known(actor: Actor, ulid: str) -> bool:
    known = Activation.objects.filter(pk=ulid).first()
    if known is not None and known.said_by != actor.name:
        raise InvalidValue(_("This form belongs to somebody else."), remedy=_("Open a new one."))
    return known is not None


def _made(actor: Actor, ulid: str, area: Area, terms: Terms, now: datetime) -> Activation:
    begins_at = terms.begins_at or now
    if not now - LONGEST_AGO <= begins_at <= now + LONGEST_AHEAD:
        raise InvalidValue(_("Write a beginning within the last 24 hours or the next 60 days."), where="begins_at")
    made = Activation(
        ulid=ulid,
        corners=[list(corner) for corner in area.corners],
        kinds=list(area.kinds),
        trigger=terms.trigger.value,
        reason=_reason(terms.reason),
        decision=one_line(terms.decision)[:MAX_DECISION],
        level=terms.level.value,
        mode=terms.mode.value,
        begins_at=begins_at,
        until_at=_end(terms.until_at, begins_at, now),
        is_exercise=terms.is_exercise,
        said_by=actor.name,
        said_at=now,
    )
    made.save(force_insert=True)
    made.territories.set(area.territories)
    return made


def _ask(activation: Activation, area: Area, now: datetime) -> int:
    """Gives each point of the area its task that has none yet; how many."""
    known = set(activation.tasks.values_list("point_id", flat=True))
    asked = [point for point in points_of(area) if point.pk not in known]
    were_open = open_by_staff([point.pk for point in asked], now)
    ActivationTask.objects.bulk_create(
        [
            ActivationTask(
                activation=activation,
                point_id=point.pk,
                given_at=now,
                promised_minutes=point.promised_minutes,
                was_open=point.pk in were_open,
            )
            for point in asked
        ],
        batch_size=_BATCH,
    )
    return len(asked)


@transaction.atomic
def add_points(actor: Actor, ulid: str, *, within: Reach) -> int:
    """Asks the points of the area that were registered since, too; how many. Raises ``NotYours``, ``InvalidValue``."""
    activation = _running(ulid, within)
    now = clock.now()
    n_points = _ask(activation, area_of(activation), now)
    if n_points:
        _step(actor, activation, StepKind.ADD_POINTS, now, "", n_points=n_points)
        tell(actor, Write("add points", "activation", ulid, {}, {"n_points": n_points}))
    return n_points


@transaction.atomic
def change(actor: Actor, ulid: str, asked: Change, *, within: Reach) -> bool:
    """Extends it, or steps it up or down; ``False`` where nothing is new. Raises ``NotYours``, ``InvalidValue``."""
    activation = _running(ulid, within)
    now = clock.now()
    before = _told(activation)
    activation.level, activation.mode = asked.level.value, asked.mode.value
    if asked.until_at != activation.until_at:
        activation.until_at = _end(asked.until_at, activation.begins_at, now)
    after = _told(activation)
    changed = [key for key in after if after[key] != before[key]]
    if not changed:
        return False
    reason = _reason(asked.reason)
    activation.save(update_fields=["level", "mode", "until_at"])
    _step(actor, activation, StepKind.CHANGE, now, reason)
    was, is_now = ({key: told[key] for key in changed} for told in (before, after))
    tell(actor, Write("change activation", "activation", ulid, was, is_now, reason))
    return True


@transaction.atomic
def close(
    actor: Actor, ulid: str, criteria: Mapping[ClosingCriterion, Availability], *, reason: str = "", within: Reach
) -> bool:
    """Ends it: nobody is asked to be open any more. ``False`` where somebody ended it before: that end stays.

    Every criterion has to be looked at, in an exercise none; where one is not met or not known, a reason is needed.
    Raises ``NotYours`` and ``InvalidValue``.
    """
    activation = _locked(ulid, within)
    if activation.ended_at is not None:
        return False
    told = {} if activation.is_exercise else {one.value: _criterion(criteria, one) for one in ClosingCriterion}
    reason = one_line(reason)[:MAX_REASON]
    if not reason and any(answer != Availability.YES for answer in told.values()):
        raise InvalidValue(
            _("Not all is well yet. Write why the points are closed all the same, or leave them open."), where="reason"
        )
    now = clock.now()
    activation.ended_at = now
    activation.save(update_fields=["ended_at"])
    _step(actor, activation, StepKind.CLOSE, now, reason, criteria=told)
    after = {"ended_at": now.isoformat(), "criteria": told}
    tell(actor, Write("close activation", "activation", ulid, {"ended_at": None}, after, reason))
    return True


def _criterion(criteria: Mapping[ClosingCriterion, Availability], one: ClosingCriterion) -> str:
    answer = criteria.get(one)
    if answer not in CRITERION_ANSWERS:
        raise InvalidValue(_("Say for each whether it is so; “not known” is an answer."), where=f"criterion.{one}")
    return answer.value


def _reason(text: str) -> str:
    reason = one_line(text)[:MAX_REASON]
    if not reason:
        raise InvalidValue(_("Write why, in a few words: keepers read it."), where="reason")
    return reason


def _end(until_at: datetime | None, begins_at: datetime, now: datetime) -> datetime | None:
    if until_at is not None and until_at <= max(begins_at, now):
        raise InvalidValue(_("The end is over already, or before the beginning."), where="until_at")
    return until_at


def _step(
    actor: Actor,
    activation: Activation,
    kind: StepKind,
    at: datetime,
    reason: str,
    *,
    n_points: int = 0,
    criteria: Mapping[str, str] | None = None,
) -> None:
    ActivationStep.objects.create(
        activation=activation,
        kind=kind.value,
        at=at,
        said_by=actor.name,
        level=activation.level,
        mode=activation.mode,
        until_at=activation.until_at,
        n_points=n_points,
        criteria=dict(criteria or {}),
        reason=reason,
    )


def _running(ulid: str, within: Reach) -> Activation:
    activation = _locked(ulid, within)
    if activation.ended_at is not None:
        raise InvalidValue(
            _("Somebody closed this activation meanwhile."), remedy=_("Begin a new one if it holds again.")
        )
    return activation


def _locked(ulid: str, within: Reach) -> Activation:
    """Two who change it wait for each other to the commit."""
    rows = Activation.objects.all()
    if connection.features.has_select_for_update:
        rows = rows.select_for_update()
    activation = rows.get(pk=ulid)
    _refuse_unreached(tuple(activation.territories.all()), within)
    return activation


def _refuse_unreached(territories: tuple[Territory, ...], within: Reach) -> None:
    for territory in territories:
        if not within.covers(territory.lineage):
            raise NotYours(_("You do not coordinate this territory."), where=territory.code)
    if not territories:
        raise InvalidValue(_("Choose at least one territory."), where="territories")


def _told(activation: Activation) -> dict[str, Any]:
    """What the trail tells of how it stands."""
    moments = {name: getattr(activation, name) for name in ("begins_at", "until_at")}
    return {
        "service_level": activation.level,
        "mode": activation.mode,
        **{name: moment.isoformat() if moment else None for name, moment in moments.items()},
    }


def _told_area(activation: Activation) -> dict[str, Any]:
    return {
        "territories": sorted(activation.territories.values_list("code", flat=True)),
        "corners": activation.corners,
        "kinds": activation.kinds,
        "trigger": activation.trigger,
        "decision": activation.decision,
        "is_exercise": activation.is_exercise,
    }
