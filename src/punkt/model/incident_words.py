"""The closed word lists of the incident log."""

from enum import StrEnum

from punkt.wording import gettext_noop as _


class IncidentKind(StrEnum):
    """What happened at a point."""

    MEDICAL = "medical"
    FIRE = "fire"
    CARBON_MONOXIDE = "carbon_monoxide"
    SECURITY = "security"
    CONFLICT = "conflict"
    MISSING_PERSON = "missing_person"
    TECHNICAL = "technical"
    OTHER = "other"


class Severity(StrEnum):
    """How bad it is, the least first. SEVERE: somebody is or was in danger, or the point cannot go on."""

    MINOR = "minor"
    SERIOUS = "serious"
    SEVERE = "severe"


class Called(StrEnum):
    """Who was called from outside."""

    RESCUE = "rescue"
    AMBULANCE = "ambulance"
    POLICE = "police"
    UTILITY = "utility"
    COORDINATOR = "coordinator"


INCIDENT_LABELS: dict[type[StrEnum], dict[StrEnum, str]] = {
    IncidentKind: {
        IncidentKind.MEDICAL: _("Somebody ill or hurt"),
        IncidentKind.FIRE: _("Fire or smoke"),
        IncidentKind.CARBON_MONOXIDE: _("Carbon monoxide, fumes"),
        IncidentKind.SECURITY: _("Threat, attack or damage from outside"),
        IncidentKind.CONFLICT: _("Quarrel or violence"),
        IncidentKind.MISSING_PERSON: _("Somebody is missing"),
        IncidentKind.TECHNICAL: _("Something broke: power, heat, water, link"),
        IncidentKind.OTHER: _("Something else"),
    },
    Severity: {
        Severity.MINOR: _("Minor"),
        Severity.SERIOUS: _("Serious"),
        Severity.SEVERE: _("Severe"),
    },
    Called: {
        Called.RESCUE: _("Fire and rescue"),
        Called.AMBULANCE: _("Ambulance"),
        Called.POLICE: _("Police"),
        Called.UTILITY: _("Gas, power or water company"),
        Called.COORDINATOR: _("Coordinator"),
    },
}
