"""The closed word lists of trying the own power of a point."""

from enum import StrEnum

from punkt.wording import gettext_noop as _


class TrialLoad(StrEnum):
    """What hung on the generator or battery while it was tried. USUAL: all that runs when the point is open."""

    USUAL = "usual"
    PART = "part"
    NOTHING = "nothing"


class TrialEnd(StrEnum):
    """Why it ended. PLANNED: it would have gone on; OTHER: something stopped it that was no fault of the power."""

    PLANNED = "planned"
    RAN_OUT = "ran_out"
    FAULT = "fault"
    OTHER = "other"


POWER_TRIAL_LABELS: dict[type[StrEnum], dict[StrEnum, str]] = {
    TrialLoad: {
        TrialLoad.USUAL: _("All that runs when the point is open"),
        TrialLoad.PART: _("A part of it"),
        TrialLoad.NOTHING: _("Nothing: it ran without load"),
    },
    TrialEnd: {
        TrialEnd.PLANNED: _("As planned: it would have gone on"),
        TrialEnd.RAN_OUT: _("Fuel or battery ran out"),
        TrialEnd.FAULT: _("It failed"),
        TrialEnd.OTHER: _("Stopped for another reason"),
    },
}
