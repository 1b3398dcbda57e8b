"""The closed word lists of supplies: what goes on, what it goes on with, and why an answer or a reading is missing."""

from enum import StrEnum

from punkt.wording import gettext_noop as _


class Sustained(StrEnum):
    """What goes on at a point, or ends."""

    POWER = "power"
    HEAT = "heat"
    WATER = "water"
    LINK = "link"
    FOOD = "food"


class Resource(StrEnum):
    """What runs out; POWER_SOURCE and HEAT_SOURCE where there is none, or nobody said which."""

    FUEL = "fuel"
    BATTERY = "battery"
    POWER_SOURCE = "power_source"
    HEAT_FUEL = "heat_fuel"
    HEAT_SOURCE = "heat_source"
    DRINKING_WATER = "drinking_water"
    PORTIONS = "portions"
    LINK = "link"


class WhyUnknown(StrEnum):
    """Why there are no hours left to tell. Of two reasons the earlier one counts."""

    NOT_TOLD = "not_told"
    USE_NOT_TOLD = "use_not_told"
    NO_END = "no_end"


class MainsState(StrEnum):
    """Whether there is power from the mains."""

    ON = "on"
    OFF = "off"
    UNKNOWN = "unknown"


class Doubt(StrEnum):
    """Why a reading cannot be true. It is asked for again, and nothing is made of it meanwhile."""

    MORE_THAN_FITS = "more_than_fits"
    ROSE_WITHOUT_DELIVERY = "rose_without_delivery"
    FELL_TOO_FAST = "fell_too_fast"


SUPPLY_LABELS: dict[type[StrEnum], dict[StrEnum, str]] = {
    Sustained: {
        Sustained.POWER: _("Power"),
        Sustained.HEAT: _("Heat"),
        Sustained.WATER: _("Drinking water"),
        Sustained.LINK: _("Internet link"),
        Sustained.FOOD: _("Food"),
    },
    Resource: {
        Resource.FUEL: _("Fuel"),
        Resource.BATTERY: _("Battery"),
        Resource.POWER_SOURCE: _("Power source of its own"),
        Resource.HEAT_FUEL: _("Fuel for heating"),
        Resource.HEAT_SOURCE: _("Heat source"),
        Resource.DRINKING_WATER: _("Drinking water"),
        Resource.PORTIONS: _("Portions of food"),
        Resource.LINK: _("Internet link"),
    },
    WhyUnknown: {
        WhyUnknown.NOT_TOLD: _("Nobody said how much there is"),
        WhyUnknown.USE_NOT_TOLD: _("Nobody said how much of it is used"),
        WhyUnknown.NO_END: _("Perhaps nothing of it is used: no latest end can be told"),
    },
    MainsState: {
        MainsState.ON: _("There is power from the grid"),
        MainsState.OFF: _("No power from the grid"),
        MainsState.UNKNOWN: _("Not known whether there is power from the grid"),
    },
    Doubt: {
        Doubt.MORE_THAN_FITS: _("More than fits in"),
        Doubt.ROSE_WITHOUT_DELIVERY: _("More than before without a delivery"),
        Doubt.FELL_TOO_FAST: _("Less than can be left by now"),
    },
}
