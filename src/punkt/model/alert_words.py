"""The words of official information: those of the Common Alerting Protocol (OASIS CAP 1.2), and topics of bulletins.

Stored values are the words of the standard, so that nothing is lost on the way in and out; labels are plain ones.
"""

from enum import StrEnum

from punkt.wording import gettext_noop as _


class AlertStatus(StrEnum):
    """Whether a message is meant: only ``ACTUAL`` ever becomes public."""

    ACTUAL = "Actual"
    EXERCISE = "Exercise"
    SYSTEM = "System"
    TEST = "Test"
    DRAFT = "Draft"


class MessageType(StrEnum):
    """What a message does to earlier ones."""

    ALERT = "Alert"
    UPDATE = "Update"
    CANCEL = "Cancel"
    ACK = "Ack"
    ERROR = "Error"


class AlertScope(StrEnum):
    """For whom a message is."""

    PUBLIC = "Public"
    RESTRICTED = "Restricted"
    PRIVATE = "Private"


class AlertCategory(StrEnum):
    """What kind of event it is."""

    GEO = "Geo"
    MET = "Met"
    SAFETY = "Safety"
    SECURITY = "Security"
    RESCUE = "Rescue"
    FIRE = "Fire"
    HEALTH = "Health"
    ENV = "Env"
    TRANSPORT = "Transport"
    INFRA = "Infra"
    CBRNE = "CBRNE"
    OTHER = "Other"


class ResponseType(StrEnum):
    """What people should do."""

    SHELTER = "Shelter"
    EVACUATE = "Evacuate"
    PREPARE = "Prepare"
    EXECUTE = "Execute"
    AVOID = "Avoid"
    MONITOR = "Monitor"
    ASSESS = "Assess"
    ALL_CLEAR = "AllClear"
    NONE = "None"


class Urgency(StrEnum):
    """How soon people should act."""

    IMMEDIATE = "Immediate"
    EXPECTED = "Expected"
    FUTURE = "Future"
    PAST = "Past"
    UNKNOWN = "Unknown"


class AlertSeverity(StrEnum):
    """How bad it is."""

    EXTREME = "Extreme"
    SEVERE = "Severe"
    MODERATE = "Moderate"
    MINOR = "Minor"
    UNKNOWN = "Unknown"


class Certainty(StrEnum):
    """How sure it is."""

    OBSERVED = "Observed"
    LIKELY = "Likely"
    POSSIBLE = "Possible"
    UNLIKELY = "Unlikely"
    UNKNOWN = "Unknown"


class BulletinTopic(StrEnum):
    """Which part of an information board a bulletin is for (facts: estonia_sweden_world 6, in that order)."""

    SITUATION = "situation"
    MEASURES = "measures"
    SUPPLIES = "supplies"
    CONTACTS = "contacts"
    RADIO = "radio"
    HELP = "help"


ALERT_LABELS: dict[type[StrEnum], dict[StrEnum, str]] = {
    AlertCategory: {
        AlertCategory.GEO: _("Earth: landslide, earthquake"),
        AlertCategory.MET: _("Weather and floods"),
        AlertCategory.SAFETY: _("Public safety"),
        AlertCategory.SECURITY: _("Security and defence"),
        AlertCategory.RESCUE: _("Rescue"),
        AlertCategory.FIRE: _("Fire"),
        AlertCategory.HEALTH: _("Health"),
        AlertCategory.ENV: _("Pollution"),
        AlertCategory.TRANSPORT: _("Transport"),
        AlertCategory.INFRA: _("Power, heat, water, networks"),
        AlertCategory.CBRNE: _("Chemical, radioactive, explosive"),
        AlertCategory.OTHER: _("Other"),
    },
    Urgency: {
        Urgency.IMMEDIATE: _("Act at once"),
        Urgency.EXPECTED: _("Act within the next hour"),
        Urgency.FUTURE: _("There is time to prepare"),
        Urgency.PAST: _("Nothing needs to be done any more"),
        Urgency.UNKNOWN: _("How soon to act is not said"),
    },
    AlertSeverity: {
        AlertSeverity.EXTREME: _("Extraordinary danger to life or property"),
        AlertSeverity.SEVERE: _("Serious danger to life or property"),
        AlertSeverity.MODERATE: _("Possible danger to life or property"),
        AlertSeverity.MINOR: _("Little or no danger"),
        AlertSeverity.UNKNOWN: _("How dangerous it is is not said"),
    },
    Certainty: {
        Certainty.OBSERVED: _("It has happened or goes on"),
        Certainty.LIKELY: _("It is likely"),
        Certainty.POSSIBLE: _("It is possible"),
        Certainty.UNLIKELY: _("It is unlikely"),
        Certainty.UNKNOWN: _("How sure it is is not said"),
    },
    BulletinTopic: {
        BulletinTopic.SITUATION: _("What has happened"),
        BulletinTopic.MEASURES: _("What is being done, and when it may end"),
        BulletinTopic.SUPPLIES: _("Where to get water, food, medicine, cash, fuel"),
        BulletinTopic.CONTACTS: _("Whom to call about power, telephone, insurance"),
        BulletinTopic.RADIO: _("Radio channel and frequency"),
        BulletinTopic.HELP: _("Help wanted, help offered"),
    },
}
