"""Which alarms hold in a territory: what those above it decided, what it sharpened, and what it switched off."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from punkt.alarms.terms import FIGURE, alarm_terms
from punkt.model.alarm_words import AlarmKind

_MORE_IS_STRICTER = frozenset({AlarmKind.AUTONOMY, AlarmKind.COLD})


@dataclass(frozen=True, slots=True)
class Rule:
    """Whether an alarm is raised, and at which limit; ``None`` for a kind that has none."""

    is_on: bool
    limit: float | None = None


Rules = Mapping[AlarmKind, Rule]


def default_rules() -> dict[AlarmKind, Rule]:
    """What holds where nobody decided."""
    limits = alarm_terms().limits
    return {kind: Rule(is_on=True, limit=limits.get(kind)) for kind in AlarmKind}


def stricter(kind: AlarmKind, one: float, other: float) -> float:
    """The limit of the two that raises the alarm earlier."""
    return max(one, other) if kind in _MORE_IS_STRICTER else min(one, other)


def inherited(decisions: Iterable[Rules]) -> dict[AlarmKind, Rule]:
    """The rules of a territory from the decisions of all from its country down to it, in that order.

    The first that decides on a kind takes the place of the default, and may be milder. Those below may only sharpen
    the limit, and may switch off only what none above them decided to have on: what a region wants to know it hears.
    """
    rules = default_rules()
    decided: set[AlarmKind] = set()
    wanted: set[AlarmKind] = set()
    for decision in decisions:
        for kind, rule in decision.items():
            rules[kind] = Rule(
                rule.is_on or kind in wanted, _limit(kind, rules[kind], rule, is_first=kind not in decided)
            )
            decided.add(kind)
            if rule.is_on:
                wanted.add(kind)
    return rules


def _limit(kind: AlarmKind, above: Rule, own: Rule, *, is_first: bool) -> float | None:
    if kind not in FIGURE:
        return None
    if own.limit is None or above.limit is None:
        return above.limit
    return own.limit if is_first else stricter(kind, own.limit, above.limit)
