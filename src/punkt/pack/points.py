"""What a pack tells of a point, and nothing else. Visibility is applied before: a pack is for anybody."""

from dataclasses import dataclass, field

from punkt.model.vocabulary import Availability, HostKind, OpeningMode

STEP_DEGREES = 1e-5
"""Positions are kept to 0.00001 degrees, about a metre."""


@dataclass(frozen=True, slots=True)
class PackPoint:
    """A published point as a pack holds it. Empty texts and ``None`` are unknown or withheld.

    ``place`` is latitude and longitude in degrees, of an area-only point the middle of its square; ``accuracy_m`` is
    how far off it may be.
    ``services`` maps fact keys to an availability; a key that is not there is unknown.
    """

    code: str
    place: tuple[float, float] | None = None
    accuracy_m: int | None = None
    is_area_only: bool = False
    territory: str = ""
    host_kind: HostKind = HostKind.UNKNOWN
    opening_mode: OpeningMode = OpeningMode.UNKNOWN
    capacity_seated: int | None = None
    capacity_lying: int | None = None
    hours_normal: str = ""
    hours_activated: str = ""
    settlement: str = ""
    address: str = ""
    entrance_note: str = ""
    names: dict[str, str] = field(default_factory=dict)
    services: dict[str, Availability] = field(default_factory=dict)
