"""Units of the quantities that Punkt stores, and how each is written after a number."""

from enum import StrEnum


class Unit(StrEnum):
    """The symbol written after the number."""

    PERSON = "people"
    PIECE = "pcs"
    KILOWATT = "kW"
    KILOWATT_HOUR = "kWh"
    LITRE = "l"
    LITRE_PER_HOUR = "l/h"
    HOUR = "h"
    MINUTE = "min"
    METRE = "m"
    CENTIMETRE = "cm"
    CELSIUS = "°C"
