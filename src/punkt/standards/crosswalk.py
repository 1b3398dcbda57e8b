"""Which requirements of several standards are about the same thing, and where a standard asks nothing of it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from punkt.standards.requirements import Requirement, Standard
from punkt.wording import gettext_noop as _


@dataclass(frozen=True, slots=True)
class Concept:
    """One thing that standards ask for, each in its own way; a measure belongs to one concept."""

    key: str
    label: str
    measures: frozenset[str]


@dataclass(frozen=True, slots=True)
class CrosswalkRow:
    """What each standard asks of a concept, by the standard's id; an empty tuple says that it asks nothing."""

    concept: Concept
    asked: Mapping[str, tuple[Requirement, ...]]


def _concept(key: str, label: str, *measures: str) -> Concept:
    return Concept(key, label, frozenset(measures))


CONCEPTS: Sequence[Concept] = (
    _concept("kind", _("Kind and level of a point"), "kind", "opening.service_level"),
    _concept(
        "own_power",
        _("Power without the grid"),
        "power.n_generators",
        "power.generator_kw",
        "power.battery_kwh",
        "power.solar_kw",
        "power.inlet_ready",
        "power.changeover",
        "safety.emergency_set",
    ),
    _concept("hours_on_own_power", _("Hours on own power"), "derived.own_power_h", "power.ran_under_load_h"),
    _concept(
        "fuel",
        _("Fuel"),
        "power.fuel_stock_l",
        "power.fuel_contract",
        "power.refuelling_plan",
        "power.fuel_priority",
        "territory.fuel_held",
    ),
    _concept(
        "charging",
        _("Charging"),
        "service.charging",
        "power.n_sockets",
        "notice.charging_order",
        "notice.where_charging",
    ),
    _concept("light", _("Light"), "power.lighting"),
    _concept("heat", _("Heat"), "service.heat", "heat.without_grid", "heat.own_source", "heat.source"),
    _concept("temperature", _("Indoor temperature"), "heat.indoor_c"),
    _concept(
        "internet",
        _("Internet and mobile network"),
        "service.internet",
        "communication.link",
        "communication.backup_h",
        "communication.static_ip",
        "communication.starlink_kit",
        "communication.starlink_listed",
        "communication.all_operators",
    ),
    _concept(
        "emergency_call",
        _("Calls for help"),
        "service.emergency_call",
        "communication.radio",
        "communication.landline",
    ),
    _concept(
        "drinking_water",
        _("Drinking water"),
        "service.water",
        "water.drinking_l",
        "water.own_source",
        "derived.drinking_l_per_person",
        "notice.where_water",
    ),
    _concept(
        "other_water",
        _("Water for other uses"),
        "water.technical_l",
        "water.distance_m",
        "water.queue_min",
        "derived.technical_l_per_person",
        "derived.water_l_per_person",
        "derived.people_per_tap",
        "derived.people_per_hand_pump",
    ),
    _concept(
        "sanitation",
        _("Toilets and hygiene"),
        "service.toilet",
        "service.washing",
        "water.n_toilets",
        "water.toilet_without_mains",
        "water.hygiene_items",
        "derived.people_per_toilet",
        "derived.people_per_toilet_beyond_two",
        "derived.women_per_men_toilets",
        "derived.people_per_bathing",
        "derived.people_per_laundry",
    ),
    _concept(
        "food",
        _("Food and hot drink"),
        "service.food",
        "service.hot_drink",
        "water.hot",
        "food.zone",
        "food.tableware",
        "food.warming",
    ),
    _concept("first_aid", _("First aid"), "service.first_aid", "safety.first_aid_kit", "safety.n_defibrillators"),
    _concept(
        "medical_power",
        _("Power for medical devices and medicine"),
        "service.medical_power",
        "service.medicine_fridge",
    ),
    _concept(
        "fire",
        _("Fire safety"),
        "safety.fire_extinguisher",
        "safety.co_alarm",
        "power.group_tank_l",
        "power.generator_distance_m",
    ),
    _concept(
        "capacity", _("How many people"), "capacity_seated", "territory.planned_share", "territory.planned_people"
    ),
    _concept(
        "space",
        _("Floor area"),
        "derived.floor_per_person_m2",
        "derived.floor_per_sleeper_m2",
        "derived.floor_per_limited_mobility_m2",
    ),
    _concept(
        "overnight",
        _("Staying overnight and evacuation"),
        "service.overnight",
        "capacity_lying",
        "safety.n_beds",
        "safety.evacuation_set",
        "territory.housing_h",
        "territory.secondary_points",
    ),
    _concept(
        "access",
        _("Access for everybody"),
        "access.n_limited_mobility",
        "access.barrier_class",
        "access.step_free",
        "access.ramp",
        "access.toilet",
    ),
    _concept("children", _("Children"), "access.n_with_children", "service.mother_child", "food.infants"),
    _concept(
        "time_to_open",
        _("Time to open"),
        "derived.opens_within_min",
        "promised_minutes",
        "arranged.activation_rule",
    ),
    _concept("hours", _("Hours"), "opening_mode", "opening.in_curfew", "arranged.night_service"),
    _concept(
        "information",
        _("Information at the point"),
        "service.information",
        "safety.starter_set",
        "notice.air_alert",
        "notice.nearby",
        "notice.board_outside",
        "notice.broadcast_frequency",
        "communication.broadcast_radio",
    ),
    _concept(
        "announced",
        _("Where points are, and answers to complaints"),
        "notice.kept_current",
        "territory.announces",
        "measured.answer_h",
    ),
    _concept("languages", _("Languages"), "notice.languages", "access.languages"),
    _concept("sign", _("Sign"), "notice.sign", "notice.banner"),
    _concept(
        "staff",
        _("Staff"),
        "arranged.staff",
        "arranged.trained_staff",
        "arranged.roster",
        "arranged.lawful_staff",
        "arranged.volunteers",
        "arranged.staff_agreement",
        "arranged.roles",
    ),
    _concept(
        "community",
        _("Support and mutual help"),
        "service.crisis_support",
        "arranged.help_matching",
        "arranged.help_and_supply",
        "arranged.private_talk",
        "arranged.needs_first",
    ),
    _concept("security", _("Security"), "safety.guard", "territory.publication_decided"),
    _concept(
        "agreements",
        _("Agreements"),
        "arranged.premises_agreement",
        "arranged.business_verified",
        "arranged.entertainment",
    ),
    _concept(
        "where",
        _("How many points, and where"),
        "territory.n_points",
        "territory.n_points_per_district",
        "territory.residents_per_point",
        "territory.both_sides",
        "siting.home_distance_m",
        "siting.stop_min",
        "arranged.area",
    ),
    _concept(
        "checked",
        _("Planned and checked before the season"),
        "territory.needs_analysis",
        "territory.inspected_share",
        "measured.ready_on",
    ),
)
_CONCEPT_OF = {measure: concept for concept in CONCEPTS for measure in concept.measures}


def concepts_of(requirement: Requirement) -> tuple[Concept, ...]:
    """What a requirement is about, each concept once; a measure that no concept has is about nothing shared."""
    found = (_CONCEPT_OF.get(measure) for measure in requirement.measures())
    return tuple(dict.fromkeys(concept for concept in found if concept))


def crosswalk(standards: Iterable[Standard]) -> list[CrosswalkRow]:
    """A row for each concept of which at least one of the standards asks something."""
    chosen = list(standards)
    rows = [CrosswalkRow(concept, {one.id: _asked(one, concept) for one in chosen}) for concept in CONCEPTS]
    return [row for row in rows if any(row.asked.values())]


def _asked(standard: Standard, concept: Concept) -> tuple[Requirement, ...]:
    return tuple(one for one in standard.requirements if concept in concepts_of(one))
