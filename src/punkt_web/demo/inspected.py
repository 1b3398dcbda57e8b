"""What inspections found at a third of the demo points: enough that some of them are ready, and most have gaps."""

from random import Random
from typing import Any

from punkt.model.vocabulary import HostKind

_SHARE = 0.35
_WELL_KEPT = 0.4
"""Of those that were inspected. 2,500 of 13,000 points needed completing in 2023 (facts/ukraine 3, Q6): the others may
have had everything or not."""
_ANSWERS = (
    "power.inlet_ready", "power.lighting", "heat.without_grid", "power.refuelling_plan", "communication.all_operators",
    "service.internet", "service.information", "service.heat", "service.charging", "service.water", "service.hot_drink",
    "service.emergency_call", "service.first_aid", "service.toilet", "water.hygiene_items", "safety.first_aid_kit",
    "safety.fire_extinguisher", "food.zone", "food.tableware", "food.warming", "notice.sign", "notice.air_alert",
    "notice.nearby", "notice.kept_current", "notice.charging_order", "arranged.roster", "arranged.lawful_staff",
    "arranged.staff", "arranged.trained_staff", "arranged.premises_agreement", "arranged.activation_rule",
    "arranged.night_service", "opening.in_curfew", "arranged.needs_first",
)  # fmt: skip


def inspected(code: str, host: HostKind, capacity: int | None, *, seed: int) -> dict[str, Any]:
    """What is stated of a point besides what its list says; nothing where nobody was there.

    Drawn apart from the rest of the network, by the code of the point.
    """
    random = Random(f"{seed} inspected {code}")  # noqa: S311 - a play network, not a secret
    if random.random() > _SHARE:
        return {}
    is_well_kept = random.random() < _WELL_KEPT
    yes = 1.0 if is_well_kept else 0.9
    found: dict[str, Any] = {
        key: "yes" if random.random() < yes else random.choice(["limited", "no"])
        for key in _ANSWERS
        if is_well_kept or random.random() < 0.9
    }
    litres, hour = random.choice([40, 60, 120, 200]), random.choice([1.5, 2.5, 3.5])
    found |= {"power.n_generators": random.choice([1, 1, 1, 2]), "power.fuel_stock_l": float(litres)}
    found |= {"power.consumption_l_h": hour, "power.n_sockets": random.choice([50, 50, 60, 80])}
    found |= {"power.generator_distance_m": float(random.choice([6, 8, 10])), "power.group_tank_l": 60.0}
    found |= {"water.drinking_l": 200.0, "water.technical_l": 500.0, "water.n_toilets": random.choice([1, 2, 4])}
    found |= {"heat.indoor_c": float(random.choice([17, 18, 19, 20])), "opening.service_level": "day"}
    found |= {"communication.link": random.choice(["xpon", "starlink"]), "communication.backup_h": 72.0}
    found |= {"communication.radio": "yes", "communication.starlink_listed": "yes"}
    found |= {"access.n_limited_mobility": 4, "access.n_with_children": 6, "space.floor_m2": 2.0 * (capacity or 60)}
    found |= {"communication.static_ip": "192.0.2.1", "safety.guard": "demo: police patrol"}
    if host in {HostKind.BUSINESS, HostKind.SHOP, HostKind.FUEL_STATION}:
        found |= {"arranged.business_verified": "yes", "arranged.entertainment": "no"}
    return found
