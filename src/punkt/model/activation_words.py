"""The closed word lists of activations: why points are asked to open, how, and what became of it."""

from enum import StrEnum

from punkt.wording import gettext_noop as _


class ActivationTrigger(StrEnum):
    """Why points are asked to open (facts: ukraine 1.5).

    Over 3 h without power or heat points go over to day and night (Kharkiv); over 12 h people are told to go to a point
    (24.11.2022); over 48 h support points open (2026).
    """

    OUTAGE_3_H = "outage_3_h"
    OUTAGE_12_H = "outage_12_h"
    OUTAGE_48_H = "outage_48_h"
    DECISION = "decision"


class ServiceLevel(StrEnum):
    """What a point is asked to be (the three levels of Swedish guidance; facts: estonia_sweden_world 3)."""

    INFORMATION = "information"
    DAY = "day"
    OVERNIGHT = "overnight"


class ActivationMode(StrEnum):
    """When the doors are asked to be open; STANDBY: staffed and ready, doors shut (facts: ukraine 1.5)."""

    ROUND_THE_CLOCK = "24/7"
    SCHEDULE = "schedule"
    STANDBY = "standby"


class StepKind(StrEnum):
    """What was done to an activation."""

    BEGIN = "begin"
    CHANGE = "change"
    ADD_POINTS = "add_points"
    CLOSE = "close"


class TaskAnswer(StrEnum):
    """What a keeper answers to "you are asked to open"; READY where doors stay shut: in an exercise, on standby."""

    CONFIRMED = "confirmed"
    READY = "ready"
    CANNOT = "cannot"


class TaskStage(StrEnum):
    """How far one point is, by what needs a person first."""

    LATE = "late"
    SHUT_AGAIN = "shut_again"
    CANNOT = "cannot"
    NOT_CONFIRMED = "not_confirmed"
    WAITING = "waiting"
    CONFIRMED = "confirmed"
    OPENING = "opening"
    SHUT_BY_SCHEDULE = "shut_by_schedule"
    OPEN = "open"
    READY = "ready"


class ClosingCriterion(StrEnum):
    """What is looked at before points close. Power alone is not enough: flats stay cold (facts: AC06, Berlin 2026)."""

    POWER = "power"
    HEAT = "heat"
    WATER = "water"
    NETWORK = "network"
    NOBODY_INSIDE = "nobody_inside"
    NO_NEW_OUTAGE = "no_new_outage"


ACTIVATION_LABELS: dict[type[StrEnum], dict[StrEnum, str]] = {
    ActivationTrigger: {
        ActivationTrigger.OUTAGE_3_H: _("More than 3 hours without power or heat"),
        ActivationTrigger.OUTAGE_12_H: _("More than 12 hours without power or heat"),
        ActivationTrigger.OUTAGE_48_H: _("More than 48 hours without power or heat"),
        ActivationTrigger.DECISION: _("A decision, whatever the outage"),
    },
    ServiceLevel: {
        ServiceLevel.INFORMATION: _("Information only"),
        ServiceLevel.DAY: _("A warm place for the day"),
        ServiceLevel.OVERNIGHT: _("A place for the night too"),
    },
    ActivationMode: {
        ActivationMode.ROUND_THE_CLOCK: _("Open day and night"),
        ActivationMode.SCHEDULE: _("Open by schedule"),
        ActivationMode.STANDBY: _("Ready, with the doors shut"),
    },
    StepKind: {
        StepKind.BEGIN: _("Activated"),
        StepKind.CHANGE: _("Changed"),
        StepKind.ADD_POINTS: _("Points added"),
        StepKind.CLOSE: _("Closed"),
    },
    TaskAnswer: {
        TaskAnswer.CONFIRMED: _("We are on it"),
        TaskAnswer.READY: _("We are ready"),
        TaskAnswer.CANNOT: _("We cannot"),
    },
    TaskStage: {
        TaskStage.LATE: _("Late"),
        TaskStage.SHUT_AGAIN: _("Shut again"),
        TaskStage.CANNOT: _("Cannot open"),
        TaskStage.NOT_CONFIRMED: _("Not confirmed now"),
        TaskStage.WAITING: _("Asked, no answer"),
        TaskStage.CONFIRMED: _("On it"),
        TaskStage.OPENING: _("Opening"),
        TaskStage.SHUT_BY_SCHEDULE: _("Was open, shut now"),
        TaskStage.OPEN: _("Open"),
        TaskStage.READY: _("Ready"),
    },
    ClosingCriterion: {
        ClosingCriterion.POWER: _("Power is back, and stays"),
        ClosingCriterion.HEAT: _("Homes are warm again"),
        ClosingCriterion.WATER: _("Water runs again"),
        ClosingCriterion.NETWORK: _("Telephones work, 112 can be reached"),
        ClosingCriterion.NOBODY_INSIDE: _("Nobody inside still needs the place"),
        ClosingCriterion.NO_NEW_OUTAGE: _("No new outage is announced for the next day"),
    },
}
