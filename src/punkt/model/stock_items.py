"""What can be asked for and lie in a depot: fuels, water and equipment, by the keys of the field register."""

from punkt.model.fields import FIELDS
from punkt.model.request_words import RequestKind
from punkt.units import Unit
from punkt.wording import gettext_noop as _

WATER = "water"
FUELS = {f"fuel.{word}": label for word, label in FIELDS["power.fuel"].options}
"""By item: the fuels that a generator can burn."""
EQUIPMENT: dict[str, str] = {
    "power.n_generators": _("Generator"),
    "power.battery_kwh": _("Battery or power station"),
    "power.lighting": _("Battery lamp"),
    "communication.link": _("Internet terminal"),
    "communication.radio": _("Two-way radio set"),
    "communication.broadcast_radio": _("Radio receiver"),
    "safety.n_beds": _("Camp bed"),
    "safety.first_aid_kit": _("First-aid box"),
    "safety.fire_extinguisher": _("Fire extinguisher"),
    "safety.co_alarm": _("Carbon monoxide detector"),
}
"""By the key of what the field register knows about it: the lasting things that can be carried to a point, by the name
of one such thing. The register's labels name what is asked about a point, as "Light without the grid"."""
STOCKED: dict[str, str] = {**FUELS, WATER: _("Drinking water"), **EQUIPMENT}
"""All that a depot can hold, with its name to translate. Staff and transport are no stock."""

_KINDS = dict.fromkeys(FUELS, RequestKind.FUEL) | {WATER: RequestKind.WATER}
_UNITS = {
    RequestKind.FUEL: Unit.LITRE,
    RequestKind.WATER: Unit.LITRE,
    RequestKind.STAFF: Unit.PERSON,
}


def kind_of(item: str) -> RequestKind:
    """As what an item of a depot is asked for."""
    return _KINDS.get(item, RequestKind.EQUIPMENT)


def items_of(kind: RequestKind) -> tuple[str, ...]:
    """What can be chosen of a kind; empty where the kind says it all."""
    return {RequestKind.FUEL: tuple(FUELS), RequestKind.EQUIPMENT: tuple(EQUIPMENT)}.get(kind, ())


def thing_of(kind: RequestKind, item: str) -> str:
    """What is asked for in one word: the item where one is named, else the kind."""
    return item or kind.value


def kind_and_item(thing: str) -> tuple[RequestKind, str]:
    """The reverse. Raises ``ValueError`` for what nobody can ask for."""
    if thing in STOCKED and thing != WATER:
        return kind_of(thing), thing
    return RequestKind(thing), ""


def stocked_as(kind: RequestKind, item: str) -> str:
    """The item of a depot that meets a request; "" where depots hold no such thing, or nobody said which."""
    return WATER if kind is RequestKind.WATER else item


def unit_of(kind: RequestKind) -> Unit:
    """What a quantity of that kind is counted in."""
    return _UNITS.get(kind, Unit.PIECE)
