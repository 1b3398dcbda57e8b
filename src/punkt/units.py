"""Units of the quantities that Punkt stores, and how each is written after a number."""

from enum import StrEnum

from punkt.wording import gettext_noop as _


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
    CENTIMETRE = "cm"
    METRE = "m"
    SQUARE_METRE = "m²"
    SQUARE_KILOMETRE = "km²"
    CELSIUS = "°C"
    PERCENT = "%"


UNIT_LABELS = {
    Unit.PERSON: _("people"),
    Unit.PIECE: _("pcs"),
    Unit.KILOWATT: _("kW"),
    Unit.KILOWATT_HOUR: _("kWh"),
    Unit.LITRE: _("l"),
    Unit.LITRE_PER_HOUR: _("l/h"),
    Unit.HOUR: _("h"),
    Unit.MINUTE: _("min"),
    Unit.CENTIMETRE: _("cm"),
    Unit.METRE: _("m"),
    Unit.SQUARE_METRE: _("m²"),
    Unit.SQUARE_KILOMETRE: _("km²"),
    Unit.CELSIUS: _("°C"),
    Unit.PERCENT: _("%"),
}
"""What stands after the number on a page, to translate; the unit itself is the stored symbol."""
