"""A made-up shift at the point of the demo's keeper, so that its console has something to show."""

from datetime import datetime, timedelta
from typing import Any

from punkt import clock
from punkt.ids import new_ulid
from punkt.model.items import Item
from punkt.model.vocabulary import ReportBearer, ReportChannel
from punkt_web.accounts.models import User
from punkt_web.accounts.queries import Reach
from punkt_web.common.audit import Actor
from punkt_web.operations.actions.inbox import Sender
from punkt_web.operations.actions.keeping.items import receive_items
from punkt_web.operations.actions.kinds import KINDS
from punkt_web.registry.models import Point

_SHIFT = timedelta(hours=8)
_FUEL_OF_TRIAL = {"fuel_before_l": 40, "fuel_after_l": 26, "load_kw": 3.1}
_DONE = ("roster", "generator_runs", "light", "warm", "water", "toilets", "first_aid", "notices", "told")


def show_keeping(actor: Actor, keeper: User, point: Point) -> None:
    """A list, a broken lamp, a trial of the generator, a hand-over that waits, and two shifts, one short of people."""
    now = clock.now()
    told: list[tuple[str, timedelta, dict[str, Any]]] = [
        ("checklist", _SHIFT, {"list": "opening", "version": "1", "lines": {key: {"answer": "done"} for key in _DONE}}),
        (
            "incident",
            timedelta(hours=3),
            {
                "about": "technical",
                "severity": "minor",
                "what": "Лампа біля входу не світить",
                "done": "Поставили ліхтар",
            },
        ),
        ("power_trial", timedelta(days=19), {"hours": 6, "load": "usual", "ended": "planned", **_FUEL_OF_TRIAL}),
        ("hand_over", timedelta(minutes=20), {"note": "Чайник працює лише від правої розетки."}),
    ]
    first = now.replace(minute=0, second=0, microsecond=0)
    told += [
        ("shift", timedelta(0), {**_span(first), "users": [keeper.pk], "names": "Ірина"}),
        ("shift", timedelta(0), {**_span(first + _SHIFT), "names": "Богдан", "n_needed": 2}),
    ]
    sender = Sender(actor, [(ReportChannel.KEEPER, Reach(is_everywhere=True))], ReportBearer.CONSOLE)
    receive_items(
        sender, [Item(kind, new_ulid(), point.code, now - ago, content) for kind, ago, content in told], KINDS
    )


def _span(begins_at: datetime) -> dict[str, str]:
    return {"begins_at": begins_at.isoformat(), "ends_at": (begins_at + _SHIFT).isoformat()}
