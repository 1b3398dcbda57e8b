"""A place on the Earth with how well it is known."""

import math
from dataclasses import dataclass

from punkt.errors import InvalidCoordinates
from punkt.model.vocabulary import PositionMethod
from punkt.wording import gettext_noop as _


@dataclass(frozen=True, slots=True)
class Position:
    """WGS 84 degrees. ``accuracy_m`` is the radius that holds the true place, ``None`` where unknown."""

    latitude: float
    longitude: float
    accuracy_m: float | None = None
    method: PositionMethod = PositionMethod.UNKNOWN

    def __post_init__(self) -> None:
        if not (math.isfinite(self.latitude) and math.isfinite(self.longitude)):
            raise InvalidCoordinates(_("A coordinate is not a finite number."))
        if abs(self.latitude) > 90 or abs(self.longitude) > 180:
            raise InvalidCoordinates(
                _("%(latitude)s, %(longitude)s is not on the Earth."),
                values={"latitude": f"{self.latitude:g}", "longitude": f"{self.longitude:g}"},
            )
        for name in ("latitude", "longitude", "accuracy_m"):
            if getattr(self, name) == 0:  # -0.0 is the same place, and not every database keeps its sign
                object.__setattr__(self, name, 0.0)
