"""The words of complaints from doors."""

from enum import StrEnum

from punkt.wording import gettext_noop as _


class ComplaintKind(StrEnum):
    """What somebody at a door says is wrong (the codes of facts: ukraine section 8)."""

    CLOSED = "closed"
    NOT_LET_IN = "not_let_in"
    NOT_AT_ADDRESS = "not_at_address"
    FULL = "full"
    NO_POWER = "no_power"
    NO_HEAT = "no_heat"
    NO_WATER = "no_water"
    NO_INTERNET = "no_internet"
    NOT_ACCESSIBLE = "not_accessible"
    OTHER = "other"


class ComplaintOutcome(StrEnum):
    """What came out when somebody looked into a complaint."""

    RIGHT = "right"
    NOT_RIGHT = "not_right"
    UNCLEAR = "unclear"


COMPLAINT_LABELS: dict[type[StrEnum], dict[StrEnum, str]] = {
    ComplaintKind: {
        ComplaintKind.CLOSED: _("The door is shut"),
        ComplaintKind.NOT_LET_IN: _("They do not let people in"),
        ComplaintKind.NOT_AT_ADDRESS: _("There is nothing at this address"),
        ComplaintKind.FULL: _("It is full"),
        ComplaintKind.NO_POWER: _("No power, nothing can be charged"),
        ComplaintKind.NO_HEAT: _("It is cold inside"),
        ComplaintKind.NO_WATER: _("No water"),
        ComplaintKind.NO_INTERNET: _("No internet"),
        ComplaintKind.NOT_ACCESSIBLE: _("A wheelchair or pram cannot get in"),
        ComplaintKind.OTHER: _("Something else"),
    },
    ComplaintOutcome: {
        ComplaintOutcome.RIGHT: _("It was right"),
        ComplaintOutcome.NOT_RIGHT: _("It was not right"),
        ComplaintOutcome.UNCLEAR: _("It cannot be told"),
    },
}
