"""Stating what an item of the price list costs here, and going back to what the list says."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from punkt import clock
from punkt.errors import InvalidValue
from punkt.standards.prices import packaged_prices
from punkt.wording import gettext_noop as _
from punkt_web.common.audit import Actor, Write, locked_number, record
from punkt_web.common.texts import one_line
from punkt_web.common.zones import today_in
from punkt_web.readiness.models import StatedPrice

MOST = 10_000_000.0
"""For one, in the currency of the list; more is a slip of the hand (decision of ours)."""
LONGEST_DAYS = 1000
MOST_LETTERS = 300


@dataclass(frozen=True, slots=True)
class PriceTerms:
    """What an item costs and how long it takes, from and to; ``None`` for what nobody knows. ``source`` is needed."""

    low: float | None
    high: float | None
    source: str
    seen_on: date
    lead_low_days: int | None = None
    lead_high_days: int | None = None


@transaction.atomic
def state_price(actor: Actor, item: str, terms: PriceTerms) -> StatedPrice:
    """States it; what was stated before is kept as ended. Raises ``InvalidValue`` for what cannot be."""
    _check(item, terms)
    locked_number()  # of several at once each sees, and ends, that of who was faster
    before = _end(item)
    made = StatedPrice.objects.create(
        item=item,
        low=terms.low,
        high=terms.high,
        lead_low_days=terms.lead_low_days,
        lead_high_days=terms.lead_high_days,
        source=one_line(terms.source),
        seen_on=terms.seen_on,
        stated_by=actor.name,
        stated_at=clock.now(),
    )
    record(actor, Write("state price", "price", item, _words(before), _words(made)))
    return made


@transaction.atomic
def end_price(actor: Actor, item: str) -> bool:
    """What the list says holds again; ``False`` where nothing was stated."""
    before = _end(item) if item in packaged_prices().items else None
    if before is None:
        return False
    record(actor, Write("end price", "price", item, _words(before), {}))
    return True


def _end(item: str) -> StatedPrice | None:
    held = StatedPrice.objects.select_for_update().filter(item=item, ended_at=None).first()
    if held is not None:
        held.ended_at = clock.now()
        held.save(update_fields=["ended_at"])
    return held


def _check(item: str, terms: PriceTerms) -> None:
    if item not in packaged_prices().items:
        raise InvalidValue(_("There is no such item."), where="item")
    _check_span(terms.low, terms.high, MOST, where="low")
    _check_span(terms.lead_low_days, terms.lead_high_days, LONGEST_DAYS, where="lead_low_days")
    source = one_line(terms.source)
    if not source:
        raise InvalidValue(_("Say where the price was seen: an offer, a contract, a shop."), where="source")
    if len(source) > MOST_LETTERS:
        fault = _("The text has %(n)s characters; the most are %(most)s.")
        raise InvalidValue(fault, where="source", values={"n": len(source), "most": MOST_LETTERS})
    if terms.seen_on > today_in(""):
        raise InvalidValue(_("This day has not come yet."), where="seen_on")


def _check_span(low: float | None, high: float | None, most: float, *, where: str) -> None:
    if low is None and high is None:
        return
    if low is None or high is None or not 0 <= low <= high <= most:
        raise InvalidValue(
            _("From and to go together, from 0 to %(most)s, and the first is not above the second."),
            where=where,
            values={"most": f"{most:.0f}"},
        )


def _words(row: StatedPrice | None) -> dict[str, Any]:
    if row is None:
        return {}
    return {
        "price_low": row.low,
        "price_high": row.high,
        "lead_low_days": row.lead_low_days,
        "lead_high_days": row.lead_high_days,
        "price_source": row.source,
        "seen_on": row.seen_on.isoformat(),
    }
