"""An alert as CAP 1.2 says it, in values instead of texts. What is not said is "", empty or ``None``.

Moments are aware and whole seconds; positions are (latitude, longitude) in degrees, WGS 84.
"""

from dataclasses import dataclass
from datetime import datetime

from punkt.model.alert_words import (
    AlertCategory,
    AlertScope,
    AlertSeverity,
    AlertStatus,
    Certainty,
    MessageType,
    ResponseType,
    Urgency,
)

NAMESPACE = "urn:oasis:names:tc:emergency:cap:1.2"
DEFAULT_LANGUAGE = "en-US"
"""What an info without a language is in, as the standard says."""

Position = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Reference:
    """What names a message in the whole world."""

    sender: str
    identifier: str
    sent_at: datetime


@dataclass(frozen=True, slots=True)
class Named:
    """A value of a list that somebody else keeps: a geocode, a code of an event, a parameter."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Circle:
    """Everything within ``radius_km`` of a place."""

    centre: Position
    radius_km: float


@dataclass(frozen=True, slots=True)
class Area:
    """Where an info holds. Polygons are closed; altitudes are in feet above mean sea level."""

    description: str
    polygons: tuple[tuple[Position, ...], ...] = ()
    circles: tuple[Circle, ...] = ()
    geocodes: tuple[Named, ...] = ()
    altitude_ft: float | None = None
    ceiling_ft: float | None = None


@dataclass(frozen=True, slots=True)
class Resource:
    """A picture, a sound or a page beside an info. ``content`` is in base 64, ``digest`` a SHA-1 in hexadecimal."""

    description: str
    mime_type: str
    size_bytes: int | None = None
    uri: str = ""
    content: str = ""
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Info:
    """What is said, in one language."""

    categories: tuple[AlertCategory, ...]
    event: str
    urgency: Urgency
    severity: AlertSeverity
    certainty: Certainty
    language: str = DEFAULT_LANGUAGE
    responses: tuple[ResponseType, ...] = ()
    audience: str = ""
    event_codes: tuple[Named, ...] = ()
    effective_at: datetime | None = None
    onset_at: datetime | None = None
    expires_at: datetime | None = None
    sender_name: str = ""
    headline: str = ""
    description: str = ""
    instruction: str = ""
    web: str = ""
    contact: str = ""
    parameters: tuple[Named, ...] = ()
    resources: tuple[Resource, ...] = ()
    areas: tuple[Area, ...] = ()


@dataclass(frozen=True, slots=True)
class Alert:
    """A message."""

    identifier: str
    sender: str
    sent_at: datetime
    status: AlertStatus
    message_type: MessageType
    scope: AlertScope
    source: str = ""
    restriction: str = ""
    addresses: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    note: str = ""
    references: tuple[Reference, ...] = ()
    incidents: tuple[str, ...] = ()
    infos: tuple[Info, ...] = ()

    @property
    def name(self) -> Reference:
        """What later messages call this one."""
        return Reference(self.sender, self.identifier, self.sent_at)
