"""A box of longitudes and latitudes; it may reach across the antimeridian."""

from dataclasses import dataclass

from django.utils.translation import gettext_noop as _

from punkt_web.api.parameters import Parameter, Refused, numbers


@dataclass(frozen=True, slots=True)
class Box:
    """From west to east and from south to north, degrees, edges included. ``west`` > ``east`` crosses 180 degrees."""

    west: float
    south: float
    east: float
    north: float

    def holds(self, latitude: float | None, longitude: float | None) -> bool:
        """Whether a place is inside; one that is not known is in no box."""
        if latitude is None or longitude is None or not self.south <= latitude <= self.north:
            return False
        if self.west <= self.east:
            return self.west <= longitude <= self.east
        return longitude >= self.west or longitude <= self.east


def read_box(text: str) -> Box:
    """The box of four numbers, or of six where heights are given, which say nothing of points."""
    parts = numbers(text)
    if len(parts) == 6:
        parts = [*parts[:2], *parts[3:5]]
    if len(parts) != 4:
        raise Refused("Four numbers: west, south, east, north (or six with heights).")
    west, south, east, north = parts
    if not (-180 <= west <= 180 and -180 <= east <= 180 and -90 <= south <= north <= 90):
        raise Refused("Longitudes from -180 to 180, latitudes from -90 to 90, the south before the north.")
    return Box(west, south, east, north)


def box_parameter(description: str) -> Parameter:
    """The parameter ``bbox``."""
    sizes = [{"minItems": size, "maxItems": size} for size in (4, 6)]
    schema = {"type": "array", "items": {"type": "number"}, "oneOf": sizes}
    return Parameter("bbox", description, schema, read_box)


BBOX = box_parameter(
    _(
        "Only points in this box: west, south, east, north in degrees (WGS 84). A west greater than the east crosses "
        "the antimeridian. Points without a position are in no box; of an area-only point the middle of its square "
        "counts. Six numbers have heights, which count for nothing."
    )
)
