"""The closed word lists of the live board: what a door is to the desk, and why somebody should call."""

from enum import StrEnum

from punkt.wording import gettext_noop as _


class DoorWord(StrEnum):
    """What a door is at a moment, for members.

    CONTRADICTED: told as open, but enough people at the door say that it is shut; SILENT: what was told last counts no
    more; NEVER: nothing ever was.
    """

    OPEN = "open"
    FULL = "full"
    OPENING = "opening"
    CLOSED = "closed"
    STANDBY = "standby"
    CONTRADICTED = "contradicted"
    SILENT = "silent"
    NEVER = "never"


class CallReason(StrEnum):
    """Why a point needs a call, the most pressing first."""

    DOOR_COMPLAINT = "door_complaint"
    ASKED_NOT_OPEN = "asked_not_open"
    FUEL_LOW = "fuel_low"
    OVER_CAPACITY = "over_capacity"
    COLD = "cold"
    FELL_SILENT = "fell_silent"
    SHORT = "short"
    SOON_SILENT = "soon_silent"


class CallOutcome(StrEnum):
    """What came of a call."""

    TOLD = "told"
    NOT_REACHED = "not_reached"


BOARD_LABELS: dict[type[StrEnum], dict[StrEnum, str]] = {
    DoorWord: {
        DoorWord.OPEN: _("Open"),
        DoorWord.FULL: _("Full"),
        DoorWord.OPENING: _("Opening"),
        DoorWord.CLOSED: _("Closed"),
        DoorWord.STANDBY: _("Standby"),
        DoorWord.CONTRADICTED: _("Not confirmed: people at the door say that it is shut"),
        DoorWord.SILENT: _("Silent: the last word is too old"),
        DoorWord.NEVER: _("Never heard of"),
    },
    CallReason: {
        CallReason.DOOR_COMPLAINT: _("People at the door say that it is shut"),
        CallReason.ASKED_NOT_OPEN: _("Asked to open, and late"),
        CallReason.FUEL_LOW: _("The tank is nearly empty"),
        CallReason.OVER_CAPACITY: _("More people than seats"),
        CallReason.COLD: _("It is cold inside"),
        CallReason.FELL_SILENT: _("Was open, and is silent now"),
        CallReason.SHORT: _("Something is short"),
        CallReason.SOON_SILENT: _("Open, but nobody confirmed it for 3 hours"),
    },
    CallOutcome: {
        CallOutcome.TOLD: _("Reached"),
        CallOutcome.NOT_REACHED: _("Not reached"),
    },
}
