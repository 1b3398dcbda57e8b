"""The points on a tile of the map: one by one where there is room for their marks, else gathered to clusters."""

from collections.abc import Collection, Hashable, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from punkt.confidence.freshness import PublicState
from punkt.geo.mercator import Tile, on_square
from punkt_web.finder.answers import Found, Judge
from punkt_web.finder.network import Near, Network, RecheckedNetwork
from punkt_web.registry.published import PublishedPoint

CELLS = 8
"""A tile has so many cells a side, each a little wider than a mark that a finger hits (64 of 512 pixels)."""

ALONE_FROM_ZOOM = 16
"""From here on only points with one and the same position are gathered: no nearer look would part them."""

MOST_JUDGED = 1000
"""With more points on a tile nobody counts how many of them are open: one look at a country must not cost a second."""

MOST_IN_A_HEAP = 50


@dataclass(frozen=True, slots=True)
class Cluster:
    """Points that share a mark.

    ``n_open`` is ``None`` where it was not counted; ``heap`` holds the points where no nearer look would part them,
    at most ``MOST_IN_A_HEAP``.
    """

    points: list[PublishedPoint]
    n_open: int | None
    heap: list[Found]

    @property
    def middle(self) -> tuple[float, float]:
        """Latitude and longitude, degrees."""
        latitudes, longitudes = _places(self.points)
        return sum(latitudes) / len(latitudes), sum(longitudes) / len(longitudes)

    @property
    def edges(self) -> tuple[float, float, float, float]:
        """South, west, north and east of its points, degrees."""
        latitudes, longitudes = _places(self.points)
        return min(latitudes), min(longitudes), max(latitudes), max(longitudes)


@dataclass(frozen=True, slots=True)
class OnTile:
    """What a tile shows; each point of it is in one cluster or stands alone."""

    clusters: list[Cluster]
    alone: list[Found]


def on_tile(network: Network | RecheckedNetwork, tile: Tile, without: Collection[str] = ()) -> OnTile:
    """The points of a tile but for the codes of ``without``, which the page shows already."""
    points = [point for point in network.in_box(tile.box()) if point.code not in without]
    cells = _gathered(points, tile)
    is_counted = len(points) <= MOST_JUDGED
    judged = points if is_counted else [cell[0] for cell in cells if len(cell) == 1]
    found = {one.point.id: one for one in Judge().found([Near(point, None) for point in judged])}
    return OnTile(
        [_cluster(cell, found, tile, is_counted=is_counted) for cell in cells if len(cell) > 1],
        [found[cell[0].id] for cell in cells if len(cell) == 1],
    )


def _cluster(cell: list[PublishedPoint], found: dict[int, Found], tile: Tile, *, is_counted: bool) -> Cluster:
    if not is_counted:
        return Cluster(cell, None, [])
    of_cell = [found[point.id] for point in cell]
    n_open = sum(one.shown.state is PublicState.OPEN for one in of_cell)
    return Cluster(cell, n_open, of_cell[:MOST_IN_A_HEAP] if tile.z >= ALONE_FROM_ZOOM else [])


def _gathered(points: Iterable[PublishedPoint], tile: Tile) -> list[list[PublishedPoint]]:
    def cell_of(point: PublishedPoint) -> tuple[Hashable, ...]:
        if tile.z >= ALONE_FROM_ZOOM:
            return point.latitude, point.longitude
        x, y = on_square(point.latitude or 0.0, point.longitude or 0.0)
        n = CELLS * 2**tile.z
        return int(x * n), int(y * n)

    return [list(group) for _cell, group in groupby(sorted(points, key=cell_of), key=cell_of)]


def _places(points: Sequence[PublishedPoint]) -> tuple[list[float], list[float]]:
    return [point.latitude or 0.0 for point in points], [point.longitude or 0.0 for point in points]
