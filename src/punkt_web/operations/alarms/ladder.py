"""Who is told of an alarm, step by step upwards: those in charge of the point's own territory, then those above."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import NamedTuple

from punkt_web.accounts.models import Scope
from punkt_web.accounts.queries import people_with
from punkt_web.accounts.roles import Power
from punkt_web.operations.models import AlarmWebhook

IN_CHARGE = Power.EDIT
"""The power of those who see alarms, acknowledge them and are told of them: who registers points answers for them."""
EVERYWHERE = ""


@dataclass(slots=True)
class Step:
    """One level: the code of its territory ("" for everywhere), people and webhooks by key."""

    code: str
    people: set[int] = field(default_factory=set)
    webhooks: set[int] = field(default_factory=set)


class _Hook(NamedTuple):
    pk: int
    code: str
    hears_all: bool


class Ladder:
    """As of when it was made. Levels without anybody in charge are left out, so that nobody waits for them."""

    def __init__(self) -> None:
        self._people: defaultdict[str, set[int]] = defaultdict(set)
        for scope, code, user_id in people_with(IN_CHARGE):
            if scope != Scope.POINT:
                self._people[code if scope == Scope.TERRITORY else EVERYWHERE].add(user_id)
        hooks = AlarmWebhook.objects.filter(set_aside_at=None)
        self._hooks = [_Hook(*row) for row in hooks.values_list("pk", "territory__code", "hears_all")]
        self._known: dict[str, list[Step]] = {}

    def steps(self, path: str) -> list[Step]:
        """The steps of the territory of a path ("" for none), the nearest first; at least one, if with nobody."""
        if path not in self._known:
            self._known[path] = self._made(path)
        return self._known[path]

    def _made(self, path: str) -> list[Step]:
        upwards = [*reversed(path.rstrip("/").split("/")), EVERYWHERE] if path else [EVERYWHERE]
        steps = [Step(code, set(self._people[code])) for code in upwards if self._people.get(code)]
        steps = steps or [Step(EVERYWHERE)]
        for hook in self._hooks:
            if hook.code in upwards:
                self._place(hook, steps, upwards)
        return steps

    def _place(self, hook: _Hook, steps: list[Step], upwards: list[str]) -> None:
        """At once, or with the first step at its territory or above it, or with the last."""
        height = 0 if hook.hears_all else upwards.index(hook.code)
        chosen = next((step for step in steps if upwards.index(step.code) >= height), steps[-1])
        chosen.webhooks.add(hook.pk)

    def told(self, path: str, level: int) -> Step:
        """Who is told at a level; of one above all others the last."""
        steps = self.steps(path)
        return steps[min(level, len(steps) - 1)]

    def has_above(self, path: str, level: int) -> bool:
        """Whether anybody above that level could be told."""
        return level + 1 < len(self.steps(path))
