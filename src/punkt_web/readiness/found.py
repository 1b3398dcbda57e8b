"""What an assessment found, as it is kept and counted: alike for rows that are stored and points judged now."""

from collections.abc import Mapping
from typing import Any

from punkt.standards.assessing import Assessment
from punkt.standards.gaps import next_level
from punkt.standards.prices import PriceList
from punkt_web.readiness.letters import letters_of

FOUND = (
    "name", "readiness", "findings", "n_fulfilled", "n_not_met", "n_unknown", "cost_low", "cost_high",
    "n_without_price", "n_unclosed", "purchases",
)  # fmt: skip
Found = Mapping[str, Any]
"""The columns of ``PointAssessment`` that tell what came out."""


def found_of(one: Assessment, prices: PriceList, country: str) -> Found:
    """The columns of one point; counts are those of its leading basis."""
    level = next_level(one, prices, country)
    tally = one.tallies[one.leading] if one.leading else None
    return {
        "name": one.standard.name,
        "readiness": one.readiness.value,
        "findings": letters_of(one.findings),
        "n_fulfilled": tally.n_fulfilled if tally else 0,
        "n_not_met": tally.n_not_met if tally else 0,
        "n_unknown": tally.n_unknown if tally else 0,
        "cost_low": level.way.cost.low if level else 0.0,
        "cost_high": level.way.cost.high if level else 0.0,
        "n_without_price": level.way.n_without_price if level else 0,
        "n_unclosed": len(level.way.unclosed) if level else 0,
        "purchases": {one.item.key: one.quantity for one in level.way.purchases} if level else {},
    }
