"""Where an OpenStreetMap way or relation is, out of the places of its members."""

from collections.abc import Iterable, Sequence

from punkt.formats.readers.geometry import XY, point_of_area, point_of_line

NodePlaces = dict[str, XY]
"""Places by the number of a node, or of a way."""


def place_of_way(line: Sequence[XY]) -> XY | None:
    """A closed way is an area, an open one a line."""
    if len(line) > 3 and line[0] == line[-1]:
        return point_of_area([line])
    return point_of_line(line)


def middle_of_box(points: Sequence[XY]) -> XY | None:
    """The middle of the bounding box, which is what Overpass calls ``center``."""
    if not points:
        return None
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return ((min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2)


def place_of_relation(members: Iterable[tuple[str, str]], nodes: NodePlaces, ways: NodePlaces) -> XY | None:
    """The middle of the members that the file holds; ``members`` are (kind, number)."""
    places = {"node": nodes, "way": ways}
    found = [places[kind].get(number) for kind, number in members if kind in places]
    return middle_of_box([point for point in found if point is not None])
