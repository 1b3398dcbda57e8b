"""The field register: everything that can be stated about a point, each fact defined once.

Forms, import columns, provenance, history, publication and the finder all read this register, so a new
service or equipment item is one line here (and a translation) and nowhere else.

A *core* field is a column of the point; every other field is a *fact*, stored under its key. An absent fact is
unknown; it is never a "no" and never a zero.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from punkt.errors import InvalidValue, UnknownField
from punkt.model.activation_words import ACTIVATION_LABELS, ServiceLevel
from punkt.model.vocabulary import Availability
from punkt.units import Unit
from punkt.wording import gettext_noop as _


class FieldKind(StrEnum):
    """The form of a field's value."""

    TEXT = "text"
    NUMBER = "number"
    COUNT = "count"
    AVAILABILITY = "availability"
    CHOICE = "choice"


class FieldGroup(StrEnum):
    """The part of a point that a field belongs to; the order is the order on a form."""

    IDENTITY = "identity"
    PLACE = "place"
    CAPACITY = "capacity"
    OPENING = "opening"
    SERVICE = "service"
    ACCESS = "access"
    POWER = "power"
    HEAT = "heat"
    WATER = "water"
    COMMUNICATION = "communication"
    SAFETY = "safety"
    FOOD = "food"
    NOTICES = "notices"
    ARRANGEMENTS = "arrangements"
    HAZARD = "hazard"


class Audience(StrEnum):
    """The widest circle that may see a field on a public point."""

    PUBLIC = "public"
    MEMBERS = "members"
    SECRET = "secret"


GROUP_LABELS = {
    FieldGroup.IDENTITY: _("What it is"),
    FieldGroup.PLACE: _("Where it is"),
    FieldGroup.CAPACITY: _("How many people"),
    FieldGroup.OPENING: _("When it opens"),
    FieldGroup.SERVICE: _("What it offers"),
    FieldGroup.ACCESS: _("Getting in and moving about"),
    FieldGroup.POWER: _("Power"),
    FieldGroup.HEAT: _("Heat"),
    FieldGroup.WATER: _("Water and toilets"),
    FieldGroup.COMMUNICATION: _("Communication"),
    FieldGroup.SAFETY: _("Safety and beds"),
    FieldGroup.FOOD: _("Food"),
    FieldGroup.NOTICES: _("Signs and notices"),
    FieldGroup.ARRANGEMENTS: _("People, agreements and plans"),
    FieldGroup.HAZARD: _("Hazards around"),
}


@dataclass(frozen=True, slots=True)
class FieldDefinition:
    """One fact that can be stated. ``options`` pairs stored value and label for a CHOICE; ``limits`` bound a number."""

    key: str
    label: str
    group: FieldGroup
    kind: FieldKind = FieldKind.AVAILABILITY
    unit: Unit | None = None
    options: tuple[tuple[str, str], ...] = ()
    limits: tuple[float, float] = (0, 1_000_000)
    audience: Audience = Audience.PUBLIC
    is_core: bool = False

    @property
    def is_service(self) -> bool:
        """Whether the field says that a service is offered."""
        return self.group is FieldGroup.SERVICE


def _core(key: str, label: str, group: FieldGroup, kind: FieldKind = FieldKind.TEXT, **more: Any) -> FieldDefinition:
    return FieldDefinition(key, label, group, kind, is_core=True, **more)


def _for_members(key: str, label: str, group: FieldGroup, kind: FieldKind = FieldKind.AVAILABILITY, **more: Any) -> FieldDefinition:
    return FieldDefinition(key, label, group, kind, audience=Audience.MEMBERS, **more)


def _service(name: str, label: str) -> FieldDefinition:
    return FieldDefinition(f"service.{name}", label, FieldGroup.SERVICE)


_NUMBER, _COUNT, _TEXT, _CHOICE = FieldKind.NUMBER, FieldKind.COUNT, FieldKind.TEXT, FieldKind.CHOICE
_HAZARD_LEVELS = (("none", _("none known")), ("low", _("low")), ("high", _("high")))
_PERSON_LIMITS = (2, 20_000)

_DEFINITIONS = (
    _core("name", _("Name of the point"), FieldGroup.IDENTITY),
    _core("kind", _("Kind of point"), FieldGroup.IDENTITY, _CHOICE),
    _core("host_kind", _("Kind of host"), FieldGroup.IDENTITY, _CHOICE),
    _core("host", _("Host (who runs the premises)"), FieldGroup.IDENTITY),
    _core("holder", _("Holder (who owns the building)"), FieldGroup.IDENTITY, audience=Audience.MEMBERS),
    _core("authority", _("Authority (who designates the point)"), FieldGroup.IDENTITY),
    _core("address", _("Address"), FieldGroup.PLACE),
    _core("entrance_note", _("How to get in"), FieldGroup.PLACE),
    _core("settlement", _("Settlement as written"), FieldGroup.PLACE),
    _core("territory", _("Territory"), FieldGroup.PLACE),
    _core("position", _("Position"), FieldGroup.PLACE),
    _core("capacity_seated", _("Seats"), FieldGroup.CAPACITY, _COUNT, unit=Unit.PERSON, limits=_PERSON_LIMITS),
    _core("capacity_seated_basis", _("What the number of seats rests on"), FieldGroup.CAPACITY, _CHOICE),
    _core("capacity_lying", _("Sleeping places"), FieldGroup.CAPACITY, _COUNT, unit=Unit.PERSON, limits=(1, 20_000)),
    _core("capacity_lying_basis", _("What the number of sleeping places rests on"), FieldGroup.CAPACITY, _CHOICE),
    _core("opening_mode", _("How it opens"), FieldGroup.OPENING, _CHOICE),
    _core("promised_minutes", _("Opens within"), FieldGroup.OPENING, _COUNT, unit=Unit.MINUTE, limits=(0, 10_080)),
    _core("hours_normal", _("Hours in normal times"), FieldGroup.OPENING),
    _core("hours_activated", _("Hours when activated"), FieldGroup.OPENING),
    _core("outage_operator", _("Grid operator"), FieldGroup.POWER, audience=Audience.MEMBERS),
    _core("outage_group", _("Outage group"), FieldGroup.POWER, audience=Audience.MEMBERS),
    # Services: the order is the order in which the finder offers them.
    _service("heat", _("Warmth")),
    _service("charging", _("Phone charging")),
    _service("medical_power", _("Power for medical devices")),
    _service("internet", _("Internet")),
    _service("water", _("Drinking water")),
    _service("hot_drink", _("Hot drink")),
    _service("first_aid", _("First aid")),
    _service("mother_child", _("Room for mother and child")),
    _service("overnight", _("Overnight stay")),
    _service("pets", _("Animals allowed")),
    _service("food", _("Food")),
    _service("toilet", _("Toilet")),
    _service("rest", _("Place to rest")),
    _service("information", _("Information")),
    _service("emergency_call", _("Emergency calls")),
    _service("crisis_support", _("Crisis support talk")),
    _service("medicine_fridge", _("Fridge for medicine")),
    _service("washing", _("Washing")),
    # Access: OSM wheelchair=* and A11yJSON (entrances, restrooms, induction loop, signage).
    FieldDefinition("access.step_free", _("Step-free entrance and room"), FieldGroup.ACCESS),
    FieldDefinition("access.ramp", _("Ramp"), FieldGroup.ACCESS),
    FieldDefinition("access.lift", _("Lift"), FieldGroup.ACCESS),
    FieldDefinition("access.toilet", _("Accessible toilet"), FieldGroup.ACCESS),
    FieldDefinition("access.door_width", _("Door width"), FieldGroup.ACCESS, _NUMBER, Unit.CENTIMETRE, limits=(40, 500)),
    FieldDefinition("access.step_height", _("Highest step"), FieldGroup.ACCESS, _NUMBER, Unit.CENTIMETRE, limits=(0, 200)),
    FieldDefinition("access.hearing_loop", _("Hearing loop"), FieldGroup.ACCESS),
    FieldDefinition("access.tactile", _("Tactile guidance"), FieldGroup.ACCESS),
    FieldDefinition("access.sign_language", _("Sign language"), FieldGroup.ACCESS),
    FieldDefinition("access.quiet_room", _("Quiet room"), FieldGroup.ACCESS),
    FieldDefinition("access.parking", _("Accessible parking"), FieldGroup.ACCESS),
    FieldDefinition("access.languages", _("Languages spoken"), FieldGroup.ACCESS, _TEXT),
    FieldDefinition("power.generator_kw", _("Generator power"), FieldGroup.POWER, _NUMBER, Unit.KILOWATT, limits=(0.1, 5000), audience=Audience.MEMBERS),
    FieldDefinition("power.n_generators", _("Generators"), FieldGroup.POWER, _COUNT, Unit.PIECE, limits=(0, 50), audience=Audience.MEMBERS),
    FieldDefinition("power.fuel", _("Generator fuel"), FieldGroup.POWER, _CHOICE, options=(("diesel", _("diesel")), ("petrol", _("petrol")), ("gas", _("gas")), ("other", _("other fuel"))), audience=Audience.MEMBERS),
    FieldDefinition("power.tank_l", _("Fuel tank"), FieldGroup.POWER, _NUMBER, Unit.LITRE, limits=(0, 100_000), audience=Audience.MEMBERS),
    FieldDefinition("power.fuel_stock_l", _("Fuel held in reserve"), FieldGroup.POWER, _NUMBER, Unit.LITRE, audience=Audience.MEMBERS),
    FieldDefinition("power.consumption_l_h", _("Fuel use at usual load"), FieldGroup.POWER, _NUMBER, Unit.LITRE_PER_HOUR, limits=(0, 1000), audience=Audience.MEMBERS),
    FieldDefinition("power.battery_kwh", _("Battery"), FieldGroup.POWER, _NUMBER, Unit.KILOWATT_HOUR, limits=(0, 100_000), audience=Audience.MEMBERS),
    FieldDefinition("power.solar_kw", _("Solar panels"), FieldGroup.POWER, _NUMBER, Unit.KILOWATT, limits=(0, 10_000), audience=Audience.MEMBERS),
    FieldDefinition("power.changeover", _("Changeover from the grid"), FieldGroup.POWER, _CHOICE, options=(("automatic", _("automatic")), ("manual", _("manual switch")), ("inlet", _("inlet for a mobile generator")), ("none", _("no changeover"))), audience=Audience.MEMBERS),
    FieldDefinition("power.fuel_contract", _("Fuel delivery contract"), FieldGroup.POWER, audience=Audience.MEMBERS),
    FieldDefinition("power.n_sockets", _("Devices charged at once"), FieldGroup.POWER, _COUNT, Unit.PIECE, limits=(0, 5000)),
    FieldDefinition("power.lighting", _("Light without the grid"), FieldGroup.POWER),
    FieldDefinition("heat.without_grid", _("Heat without the grid"), FieldGroup.HEAT),
    FieldDefinition("heat.source", _("Heat source"), FieldGroup.HEAT, _CHOICE, options=(("solid_fuel", _("solid fuel")), ("gas", _("gas")), ("diesel", _("diesel")), ("electric", _("electric")), ("district", _("district heating")), ("heat_pump", _("heat pump")), ("other", _("other heat source"))), audience=Audience.MEMBERS),
    FieldDefinition("heat.power_kw", _("Heating power"), FieldGroup.HEAT, _NUMBER, Unit.KILOWATT, limits=(0, 10_000), audience=Audience.MEMBERS),
    FieldDefinition("heat.indoor_c", _("Indoor temperature held"), FieldGroup.HEAT, _NUMBER, Unit.CELSIUS, limits=(-40, 45)),
    FieldDefinition("water.drinking_l", _("Drinking water stored"), FieldGroup.WATER, _NUMBER, Unit.LITRE, audience=Audience.MEMBERS),
    FieldDefinition("water.technical_l", _("Water for washing and toilets stored"), FieldGroup.WATER, _NUMBER, Unit.LITRE, audience=Audience.MEMBERS),
    FieldDefinition("water.own_source", _("Own well or tank"), FieldGroup.WATER, audience=Audience.MEMBERS),
    FieldDefinition("water.n_toilets", _("Toilets"), FieldGroup.WATER, _COUNT, Unit.PIECE, limits=(0, 500)),
    FieldDefinition("water.toilet_without_mains", _("Toilets that work without mains water"), FieldGroup.WATER),
    FieldDefinition("communication.link", _("Internet link"), FieldGroup.COMMUNICATION, _CHOICE, options=(("xpon", _("fibre (xPON)")), ("starlink", _("Starlink")), ("mobile", _("mobile network")), ("cable", _("cable")), ("other", _("other link")), ("none", _("no internet link"))), audience=Audience.MEMBERS),
    FieldDefinition("communication.backup_h", _("Internet keeps working without power"), FieldGroup.COMMUNICATION, _NUMBER, Unit.HOUR, limits=(0, 1000), audience=Audience.MEMBERS),
    FieldDefinition("communication.radio", _("Two-way radio"), FieldGroup.COMMUNICATION, audience=Audience.MEMBERS),
    FieldDefinition("communication.landline", _("Landline telephone"), FieldGroup.COMMUNICATION),
    FieldDefinition("communication.broadcast_radio", _("Broadcast radio receiver"), FieldGroup.COMMUNICATION),
    FieldDefinition("communication.static_ip", _("Static IP address"), FieldGroup.COMMUNICATION, _TEXT, audience=Audience.SECRET),
    FieldDefinition("communication.starlink_kit", _("Starlink terminal (KIT)"), FieldGroup.COMMUNICATION, _TEXT, audience=Audience.SECRET),
    FieldDefinition("communication.starlink_listed", _("Starlink terminal on the white list"), FieldGroup.COMMUNICATION, audience=Audience.SECRET),
    FieldDefinition("safety.n_beds", _("Beds"), FieldGroup.SAFETY, _COUNT, Unit.PIECE, limits=(0, 20_000)),
    FieldDefinition("safety.first_aid_kit", _("First-aid kit"), FieldGroup.SAFETY),
    FieldDefinition("safety.fire_extinguisher", _("Fire extinguishers"), FieldGroup.SAFETY),
    FieldDefinition("safety.co_alarm", _("Carbon monoxide alarm"), FieldGroup.SAFETY),
    FieldDefinition("safety.guard", _("Guard arrangement"), FieldGroup.SAFETY, _TEXT, audience=Audience.SECRET),
    FieldDefinition("safety.shelter", _("Nearest shelter"), FieldGroup.SAFETY, _TEXT),
    # What standards ask for beyond the above (punkt.standards); seen at inspections, shown to members.
    _for_members("space.floor_m2", _("Floor area for people"), FieldGroup.CAPACITY, _NUMBER, unit=Unit.SQUARE_METRE, limits=(1, 100_000)),
    _for_members("space.limited_mobility_m2", _("Floor area for people with limited mobility"), FieldGroup.CAPACITY, _NUMBER, unit=Unit.SQUARE_METRE, limits=(0, 100_000)),
    _for_members("opening.service_level", _("What it is planned to be"), FieldGroup.OPENING, _CHOICE, options=tuple((level.value, ACTIVATION_LABELS[ServiceLevel][level]) for level in ServiceLevel)),
    _for_members("opening.in_curfew", _("Lets people in during a curfew, without a pass"), FieldGroup.OPENING),
    _for_members("access.n_limited_mobility", _("Places for people with limited mobility"), FieldGroup.ACCESS, _COUNT, unit=Unit.PERSON, limits=(0, 20_000)),
    _for_members("access.n_with_children", _("Places for people with small children"), FieldGroup.ACCESS, _COUNT, unit=Unit.PERSON, limits=(0, 20_000)),
    _for_members("access.barrier_class", _("Barrier-free class"), FieldGroup.ACCESS, _CHOICE, options=(("free", _("barrier-free")), ("partly", _("partly barrier-free")), ("barrier", _("with barriers")))),
    _for_members("power.inlet_ready", _("Generator inlet and cables ready"), FieldGroup.POWER),
    _for_members("power.generator_distance_m", _("Distance from the generator to the building"), FieldGroup.POWER, _NUMBER, unit=Unit.METRE, limits=(0, 1000)),
    _for_members("power.group_tank_l", _("Tanks of one group of generators together"), FieldGroup.POWER, _NUMBER, unit=Unit.LITRE, limits=(0, 100_000)),
    _for_members("power.refuelling_plan", _("Plan for refuelling while it runs"), FieldGroup.POWER),
    _for_members("power.fuel_priority", _("Place in the order in which points get scarce fuel"), FieldGroup.POWER),
    _for_members("power.ran_under_load_h", _("Hours that it ran on its own power under load"), FieldGroup.POWER, _NUMBER, unit=Unit.HOUR, limits=(0, 2000)),
    _for_members("heat.own_source", _("Own heat source if district heating stops"), FieldGroup.HEAT),
    _for_members("water.hot", _("Hot water"), FieldGroup.WATER),
    _for_members("water.n_taps", _("Taps"), FieldGroup.WATER, _COUNT, unit=Unit.PIECE, limits=(0, 500)),
    _for_members("water.n_hand_pumps", _("Hand pumps"), FieldGroup.WATER, _COUNT, unit=Unit.PIECE, limits=(0, 500)),
    _for_members("water.distance_m", _("Distance to the nearest water point"), FieldGroup.WATER, _NUMBER, unit=Unit.METRE, limits=(0, 10_000)),
    _for_members("water.queue_min", _("Queue for water"), FieldGroup.WATER, _NUMBER, unit=Unit.MINUTE, limits=(0, 600)),
    _for_members("water.hygiene_items", _("Personal hygiene items"), FieldGroup.WATER),
    _for_members("water.n_toilets_women", _("Toilets for women"), FieldGroup.WATER, _COUNT, unit=Unit.PIECE, limits=(0, 500)),
    _for_members("water.n_toilets_men", _("Toilets for men"), FieldGroup.WATER, _COUNT, unit=Unit.PIECE, limits=(0, 500)),
    _for_members("water.n_bathing", _("Showers and bathing units"), FieldGroup.WATER, _COUNT, unit=Unit.PIECE, limits=(0, 500)),
    _for_members("water.n_laundry", _("Places to wash clothes"), FieldGroup.WATER, _COUNT, unit=Unit.PIECE, limits=(0, 500)),
    _for_members("communication.all_operators", _("Mobile coverage of all operators"), FieldGroup.COMMUNICATION),
    _for_members("safety.n_defibrillators", _("Defibrillators"), FieldGroup.SAFETY, _COUNT, unit=Unit.PIECE, limits=(0, 100)),
    _for_members("safety.evacuation_set", _("Beds, mattresses, sleeping bags and field toilets for evacuated people"), FieldGroup.SAFETY),
    _for_members("safety.starter_set", _("Starter set: notice board, seats, pocket radio, first-aid kit"), FieldGroup.SAFETY),
    _for_members("safety.emergency_set", _("Emergency set: two generators, fuel cans, cable drums, area light"), FieldGroup.SAFETY),
    _for_members("food.zone", _("Zone for eating and drinking"), FieldGroup.FOOD),
    _for_members("food.tableware", _("Disposable tableware"), FieldGroup.FOOD),
    _for_members("food.warming", _("Means to warm food and boil water"), FieldGroup.FOOD),
    _for_members("food.infants", _("Food for infants"), FieldGroup.FOOD),
    _for_members("notice.sign", _("Official sign in place"), FieldGroup.NOTICES),
    _for_members("notice.banner", _("Banner when it is open"), FieldGroup.NOTICES),
    _for_members("notice.board_outside", _("Notice board outside that works without staff"), FieldGroup.NOTICES),
    _for_members("notice.air_alert", _("Notice: what to do in an air alert"), FieldGroup.NOTICES),
    _for_members("notice.nearby", _("Notice: shelters, shops, fuel, banks and catering near with own power"), FieldGroup.NOTICES),
    _for_members("notice.charging_order", _("Notice: who charges first, medical devices included"), FieldGroup.NOTICES),
    _for_members("notice.broadcast_frequency", _("Radio frequency printed with the list of points"), FieldGroup.NOTICES),
    _for_members("notice.where_water", _("Tells where there is drinking water"), FieldGroup.NOTICES),
    _for_members("notice.where_charging", _("Tells where phones can be charged"), FieldGroup.NOTICES),
    _for_members("notice.languages", _("Languages of the information"), FieldGroup.NOTICES, _TEXT),
    _for_members("notice.kept_current", _("Address and hours kept current in national and local channels"), FieldGroup.NOTICES),
    _for_members("arranged.roster", _("Duty roster with a responsible person"), FieldGroup.ARRANGEMENTS),
    _for_members("arranged.lawful_staff", _("Staff are volunteers, or assigned and paid lawfully"), FieldGroup.ARRANGEMENTS),
    _for_members("arranged.staff", _("Staff who inform and keep order"), FieldGroup.ARRANGEMENTS),
    _for_members("arranged.trained_staff", _("Staff are trained"), FieldGroup.ARRANGEMENTS),
    _for_members("arranged.volunteers", _("Volunteers can be added"), FieldGroup.ARRANGEMENTS),
    _for_members("arranged.staff_agreement", _("Agreement with volunteers, or a plan to move staff here"), FieldGroup.ARRANGEMENTS),
    _for_members("arranged.roles", _("Site lead, catering, crisis support and contact to crisis staff are named"), FieldGroup.ARRANGEMENTS),
    _for_members("arranged.premises_agreement", _("Agreement with the owner and the tenant"), FieldGroup.ARRANGEMENTS),
    _for_members("arranged.needs_first", _("Those who need it most are helped first"), FieldGroup.ARRANGEMENTS),
    _for_members("arranged.help_matching", _("Offers of help and requests are brought together"), FieldGroup.ARRANGEMENTS),
    _for_members("arranged.help_and_supply", _("Help and supply are organised from here"), FieldGroup.ARRANGEMENTS),
    _for_members("arranged.area", _("The area that it serves is published"), FieldGroup.ARRANGEMENTS),
    _for_members("arranged.night_service", _("Can serve day and night if needed"), FieldGroup.ARRANGEMENTS),
    _for_members("arranged.private_talk", _("A private telephone call is possible"), FieldGroup.ARRANGEMENTS),
    _for_members("arranged.business_verified", _("Business was checked before it was listed"), FieldGroup.ARRANGEMENTS),
    _for_members("arranged.entertainment", _("Premises are an entertainment venue"), FieldGroup.ARRANGEMENTS),
    _for_members("arranged.activation_rule", _("It is decided when it opens and when it goes over to day and night"), FieldGroup.ARRANGEMENTS),
    _for_members("siting.home_distance_m", _("Walk from the homes that it serves"), FieldGroup.ARRANGEMENTS, _NUMBER, unit=Unit.METRE, limits=(0, 100_000)),
    _for_members("siting.stop_min", _("Walk from a station or stop"), FieldGroup.ARRANGEMENTS, _NUMBER, unit=Unit.MINUTE, limits=(0, 600)),
    FieldDefinition("hazard.flood", _("Flood"), FieldGroup.HAZARD, _CHOICE, options=_HAZARD_LEVELS, audience=Audience.MEMBERS),
    FieldDefinition("hazard.storm_surge", _("Storm surge"), FieldGroup.HAZARD, _CHOICE, options=_HAZARD_LEVELS, audience=Audience.MEMBERS),
    FieldDefinition("hazard.landslide", _("Landslide"), FieldGroup.HAZARD, _CHOICE, options=_HAZARD_LEVELS, audience=Audience.MEMBERS),
    FieldDefinition("hazard.attack", _("Attack"), FieldGroup.HAZARD, _CHOICE, options=_HAZARD_LEVELS, audience=Audience.SECRET),
    FieldDefinition("hazard.industrial", _("Industrial plant"), FieldGroup.HAZARD, _CHOICE, options=_HAZARD_LEVELS, audience=Audience.MEMBERS),
)

FIELDS: dict[str, FieldDefinition] = {definition.key: definition for definition in _DEFINITIONS}
FACTS: dict[str, FieldDefinition] = {key: definition for key, definition in FIELDS.items() if not definition.is_core}
SERVICES: dict[str, FieldDefinition] = {key: definition for key, definition in FACTS.items() if definition.is_service}


@dataclass(frozen=True, slots=True)
class Need:
    """Something a resident can ask for; it is met by one availability fact of a point."""

    key: str
    label: str
    fact: str


NEEDS: dict[str, Need] = {(key := fact.rpartition(".")[2]): Need(key, FIELDS[fact].label, fact) for fact in (*SERVICES, "access.step_free")}


def field(key: str) -> FieldDefinition:
    """The definition of a field; raises ``UnknownField``."""
    try:
        return FIELDS[key]
    except KeyError:
        raise UnknownField(_("There is no field %(key)s."), remedy=_("See docs/reference/fields.md for all keys."), values={"key": repr(key)}) from None


def checked_fact(key: str, value: object) -> str | float | int:
    """``value`` in the stored form of the fact ``key``. Raises ``UnknownField`` or ``InvalidValue``.

    ``UNKNOWN`` availability is a valid statement ("we asked, nobody knows"); to forget a fact, leave it out.
    """
    definition = FACTS.get(key) or field(key)
    match definition.kind:
        case FieldKind.AVAILABILITY:
            return _checked_word(definition, value, tuple(word.value for word in Availability))
        case FieldKind.CHOICE:
            return _checked_word(definition, value, tuple(option for option, _label in definition.options))
        case FieldKind.TEXT:
            text = str(value).strip()
            if not text or len(text) > 500:
                raise InvalidValue(_("A text has 1 to 500 characters."), where=key)
            return text
        case _:
            return _checked_number(definition, value)


def _checked_word(definition: FieldDefinition, value: object, allowed: tuple[str, ...]) -> str:
    word = str(value)
    if word not in allowed:
        raise InvalidValue(_("%(word)s is not one of %(listed)s."), where=definition.key, values={"word": repr(word), "listed": ', '.join(allowed)})
    return word


def _checked_number(definition: FieldDefinition, value: object) -> float | int:
    low, high = definition.limits
    try:
        number = float(str(value))
    except ValueError:
        raise InvalidValue(_("%(value)s is not a number."), where=definition.key, values={"value": repr(value)}) from None
    if not low <= number <= high:
        raise InvalidValue(_("%(number)s is outside %(low)s to %(high)s."), where=definition.key, values={"number": f"{number:g}", "low": f"{low:g}", "high": f"{high:g}"})
    if definition.kind is FieldKind.COUNT:
        if number != int(number):
            raise InvalidValue(_("%(number)s is not a whole number."), where=definition.key, values={"number": f"{number:g}"})
        return int(number)
    return number
