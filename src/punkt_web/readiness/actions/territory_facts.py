"""Stating what standards ask of a territory itself and nobody can count."""

import math
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from punkt import clock
from punkt.errors import InvalidValue
from punkt.model.vocabulary import Availability, EvidenceMethod
from punkt.standards.measures import MEASURES, MeasureKind
from punkt.wording import gettext_noop as _
from punkt_web.accounts.errors import NotYours
from punkt_web.accounts.queries import Reach
from punkt_web.common.audit import Actor, Write, locked_number, record
from punkt_web.common.texts import one_line
from punkt_web.common.zones import today_in
from punkt_web.readiness.models import TerritoryFact
from punkt_web.readiness.territories import STATED
from punkt_web.registry.models import Territory

EVERYWHERE = Reach(is_everywhere=True)
ANSWERS = (Availability.YES, Availability.LIMITED, Availability.NO, Availability.UNKNOWN)
METHODS = (EvidenceMethod.DOCUMENT, EvidenceMethod.DECLARED)
MOST_LETTERS = 300
MOST = 1_000_000_000.0
"""Of an amount; more is a slip of the hand (decision of ours)."""
_MOST_PERCENT = 100.0


@dataclass(frozen=True, slots=True)
class FactTerms:
    """An answer, or an amount in the unit of the measure; neither, or "unknown", is that nobody knows.

    ``source`` is needed for what is known, and ``known_on`` is the day of which it tells.
    """

    answer: Availability | None
    amount: float | None
    source: str
    known_on: date
    method: EvidenceMethod = EvidenceMethod.DECLARED


@transaction.atomic
def state_fact(
    actor: Actor, territory: Territory, measure: str, terms: FactTerms, *, within: Reach = EVERYWHERE
) -> TerritoryFact:
    """States it; what was stated before is kept as ended. ``within`` is where the actor may.

    Raises ``NotYours``, and ``InvalidValue`` for what cannot be.
    """
    if not within.covers(territory.lineage):
        raise NotYours(_("You do not decide for this territory."), where=territory.code)
    _check(territory, measure, terms)
    locked_number()  # of several at once each sees, and ends, that of who was faster
    before = (
        TerritoryFact.objects.select_for_update().filter(territory=territory, measure=measure, ended_at=None).first()
    )
    if before is not None:
        before.ended_at = clock.now()
        before.save(update_fields=["ended_at"])
    made = TerritoryFact.objects.create(
        territory=territory,
        measure=measure,
        answer=terms.answer.value if terms.answer else "",
        amount=terms.amount,
        source=one_line(terms.source),
        method=terms.method,
        known_on=terms.known_on,
        stated_by=actor.name,
        stated_at=clock.now(),
    )
    record(actor, Write("state territory fact", "territory", territory.code, _words(before), _words(made)))
    return made


def _check(territory: Territory, measure: str, terms: FactTerms) -> None:
    if measure not in STATED:
        raise InvalidValue(_("Nobody has to state this of a territory."), where="measure")
    asked = MEASURES[measure]
    if asked.kind is MeasureKind.YES_NO:
        if terms.amount is not None or terms.answer not in ANSWERS:
            raise InvalidValue(_("Answer yes, in part, no or not known."), where="answer")
    elif terms.answer is not None or not _can_be(terms.amount, asked.unit):
        most = _MOST_PERCENT if asked.unit == "%" else MOST
        raise InvalidValue(_("Write a number from 0 to %(most)s."), where="amount", values={"most": f"{most:.0f}"})
    is_known = terms.amount is not None or terms.answer not in {None, Availability.UNKNOWN}
    source = one_line(terms.source)
    if is_known and not source:
        raise InvalidValue(_("Say where this is known from: a decision, a plan, a contract."), where="source")
    if len(source) > MOST_LETTERS:
        fault = _("The text has %(n)s characters; the most are %(most)s.")
        raise InvalidValue(fault, where="source", values={"n": len(source), "most": MOST_LETTERS})
    if terms.method not in METHODS:
        raise InvalidValue(_("It stands in a document, or somebody says so."), where="method")
    if terms.known_on > today_in(territory.country):
        raise InvalidValue(_("This day has not come yet."), where="known_on")


def _can_be(amount: float | None, unit: str) -> bool:
    if amount is None:
        return True
    return math.isfinite(amount) and 0 <= amount <= (_MOST_PERCENT if unit == "%" else MOST)


def _words(row: TerritoryFact | None) -> dict[str, Any]:
    if row is None:
        return {}
    return {
        "measure": row.measure,
        "known": row.answer or row.amount,
        "fact_source": row.source,
        "method": row.method,
        "known_on": row.known_on.isoformat(),
    }
