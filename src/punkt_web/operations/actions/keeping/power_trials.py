"""Trials of the own power, as items of the queue: append-only. A wrong one is outlived by the next."""

from dataclasses import asdict
from typing import Any

from punkt.model.items import Item
from punkt.model.power_trials import read_power_trial
from punkt_web.common.audit import Write, record
from punkt_web.operations.actions.keeping.items import Arrival, ItemKind
from punkt_web.operations.models import PowerTrial


def _read(item: Item) -> dict[str, Any]:
    told = read_power_trial(item.content, item.where)
    return {**asdict(told), "load": told.load.value, "ended": told.ended.value}


def _keep(arrival: Arrival, columns: dict[str, Any]) -> None:
    made = PowerTrial.objects.create(**arrival.columns(), **columns)
    after = {"power_trial": made.ulid, "hours": made.hours, "ended": made.ended}
    record(arrival.actor, Write("try power", "point", arrival.point.code, {}, after))


POWER_TRIAL = ItemKind(PowerTrial, _read, _keep)
