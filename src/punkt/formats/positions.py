"""The coordinates of a whole table -> one position a row, with what had to be repaired.

**Accuracy.** The last written place sets a floor: one step of it is taken as the radius (0.01 degrees is 1,113 m, one
second of arc 31 m). Where a step is under 10 m (five decimals and more), writing says nothing of how the place was
taken, and the accuracy is unknown. Grid metres that are all multiples of 100 or 1,000 were rounded to that.
"""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from punkt.formats.column_map import ColumnMap
from punkt.formats.coordinate_cells import Axis, Pair, Reading, coordinate_of, pair_of
from punkt.formats.draft import Finding
from punkt.formats.findings import finding
from punkt.formats.projections import COUNTRY_BOXES, Box, Numbers, area_of, is_projected, normal_epsg, to_degrees
from punkt.formats.table import Cell, SourceTable
from punkt.formats.values import is_blank
from punkt.model.position import Position
from punkt.model.vocabulary import PositionMethod

METRES_PER_DEGREE = 111_320.0
"""Length of a degree of latitude on the sphere of equal volume, rounded."""
FINEST_ACCURACY_M = 10.0
_LEAST_METRES = 1_000.0
"""Numbers above this are metres on a grid; between 180 and this they are no coordinates at all."""
_NULL = 1e-9

Flags = NDArray[np.bool_]


@dataclass(slots=True)
class PlacedRow:
    """Where a row is, ``None`` where unknown; ``has_cells`` tells whether it states any coordinate at all."""

    position: Position | None = None
    findings: list[Finding] = field(default_factory=list)
    has_cells: bool = False


@dataclass(slots=True)
class _Coordinates:
    """Coordinates of all rows: ``first`` is meant as latitude or northing, ``second`` as longitude or easting."""

    first: Numbers
    second: Numbers
    steps: Numbers
    is_turned: Flags
    """The row is meant to hold the longitude first: it says so itself, or the whole column does."""


@dataclass(slots=True)
class _Places:
    """Degrees of all rows, NaN where none, and which rows hold the longitude first."""

    latitudes: Numbers
    longitudes: Numbers
    is_swapped: Flags


def read_positions(table: SourceTable, columns: ColumnMap) -> list[PlacedRow]:
    """One ``PlacedRow`` for each row, in order."""
    placed = [PlacedRow() for _ in table.rows]
    is_labelled = columns.column_of("coordinates") is None
    coordinates = _collected(table, columns, placed)
    if coordinates is None:
        return placed
    first, second = coordinates.first, coordinates.second
    with np.errstate(invalid="ignore"):
        is_null = (np.abs(first) < _NULL) & (np.abs(second) < _NULL)
        is_metric = np.maximum(np.abs(first), np.abs(second)) > _LEAST_METRES
    is_usable = ~is_null & ~is_metric
    places = _degrees(coordinates, is_usable)
    if is_metric.any():
        _place_metres(coordinates, is_metric, columns, places)
    latitudes, longitudes = places.latitudes, places.longitudes
    # Columns claim an order; a pair in one cell claims what it says or what the other rows do.
    is_odd = places.is_swapped if is_labelled else places.is_swapped != coordinates.is_turned
    is_lost = np.isfinite(first) & np.isfinite(second) & ~is_null & ~np.isfinite(latitudes)
    is_gridless = is_metric & (columns.epsg is None or not is_projected(columns.epsg))
    _note(placed, is_null & np.isfinite(first), "null-island")
    _note(placed, is_odd & np.isfinite(latitudes), "swapped-coordinates")
    _note(placed, is_lost & is_gridless, "unknown-projection")
    _note(placed, is_lost & ~is_gridless, "coordinates-out-of-range")
    _note(placed, _strays(latitudes, longitudes), "far-from-the-rest")
    accuracies = _accuracies(coordinates, is_metric)
    for index in np.flatnonzero(np.isfinite(latitudes)):
        metres = accuracies[index]
        placed[index].position = Position(
            round(float(latitudes[index]), 7),
            round(float(longitudes[index]), 7),
            float(metres) if np.isfinite(metres) else None,
            PositionMethod.SOURCE,
        )
    return placed


# --- cells -> numbers ----------------------------------------------------------------------------------------------


def _collected(table: SourceTable, columns: ColumnMap, placed: list[PlacedRow]) -> _Coordinates | None:
    index = {column: place for place, column in enumerate(table.columns)}
    pair_column = columns.column_of("coordinates")
    first_column = columns.column_of("latitude") or columns.column_of("northing")
    second_column = columns.column_of("longitude") or columns.column_of("easting")
    if first_column is None or second_column is None:
        first_column = second_column = None
    if pair_column is None and first_column is None:
        return None
    empty = np.full(len(table.rows), np.nan)
    is_turned = np.full(len(table.rows), columns.is_axis_swapped)
    coordinates = _Coordinates(empty.copy(), empty.copy(), empty.copy(), is_turned)
    for row_index, row in enumerate(table.rows):
        pair: Pair | str = ""
        if first_column is not None and second_column is not None:
            pair = _pair_of_cells(row.cells[index[first_column]], row.cells[index[second_column]])
        if pair == "" and pair_column is not None:
            pair = _pair_of_cell(row.cells[index[pair_column]])
        if pair != "":
            _keep(coordinates, row_index, pair, placed[row_index])
    return coordinates


def _pair_of_cells(first: Cell, second: Cell) -> Pair | str:
    """The pair, the code of what is wrong, or "" where both cells are blank."""
    one, two = coordinate_of(first), coordinate_of(second)
    if one and two:
        return Pair(one, two, _first_axis(one, two))
    is_first_blank, is_second_blank = is_blank(first), is_blank(second)
    if is_first_blank and is_second_blank:
        return ""
    if is_first_blank != is_second_blank:
        return pair_of(second if is_first_blank else first) or "incomplete-coordinates"
    return "unreadable-coordinates"


def _first_axis(one: Reading, two: Reading) -> Axis:
    if one.axis and one.axis != two.axis:
        return one.axis
    return {"latitude": "longitude", "longitude": "latitude"}.get(two.axis, "") if not one.axis else ""  # type: ignore[return-value]


def _pair_of_cell(cell: Cell) -> Pair | str:
    return pair_of(cell) or ("" if is_blank(cell) else "unreadable-coordinates")


def _keep(coordinates: _Coordinates, row_index: int, pair: Pair | str, placed: PlacedRow) -> None:
    placed.has_cells = True
    if isinstance(pair, str):
        placed.findings.append(finding(pair, "position"))
        return
    coordinates.first[row_index] = pair.first.value
    coordinates.second[row_index] = pair.second.value
    # Numbers lose the zeros at their end, so the finer of the two is what was meant.
    coordinates.steps[row_index] = min(pair.first.step, pair.second.step)
    if pair.first_axis:
        coordinates.is_turned[row_index] = pair.first_axis == "longitude"


def _note(placed: list[PlacedRow], flags: Flags, code: str) -> None:
    for index in np.flatnonzero(flags):
        placed[index].findings.append(finding(code, "position"))


# --- degrees -------------------------------------------------------------------------------------------------------


def _degrees(coordinates: _Coordinates, is_usable: Flags) -> _Places:
    """The places of the rows in degrees (NaN where none) and which rows had to be swapped."""
    first = np.where(is_usable, coordinates.first, np.nan)
    second = np.where(is_usable, coordinates.second, np.nan)
    swap = orientation(first, second, coordinates.is_turned)
    latitudes, longitudes = np.where(swap, second, first), np.where(swap, first, second)
    with np.errstate(invalid="ignore"):
        is_place = (np.abs(latitudes) <= 90) & (np.abs(longitudes) <= 180)
    return _Places(np.where(is_place, latitudes, np.nan), np.where(is_place, longitudes, np.nan), swap & is_usable)


def orientation(first: Numbers, second: Numbers, usual: Flags) -> Flags:
    """Which rows hold the longitude first: as ``usual``, unless the ranges, the countries or the other rows deny it."""
    with np.errstate(invalid="ignore"):
        is_straight_valid = (np.abs(first) <= 90) & (np.abs(second) <= 180)
        is_turned_valid = (np.abs(second) <= 90) & (np.abs(first) <= 180)
    boxes = list(COUNTRY_BOXES.values())
    decided = _by_boxes(first, second, boxes, usual)
    if not np.any([box.holds(first, second) | box.holds(second, first) for box in boxes]):
        decided = _by_boxes(first, second, _own_box(first, second, usual), usual)
    decided = np.where(is_straight_valid & ~is_turned_valid, False, decided)
    swap: Flags = np.where(is_turned_valid & ~is_straight_valid, True, decided).astype(bool)
    return swap


def _by_boxes(first: Numbers, second: Numbers, boxes: list[Box], usual: Flags) -> Flags:
    """A row that lies in a box one way round only is that way round; the others as usual."""
    if not boxes:
        return usual
    is_straight_known = np.any([box.holds(first, second) for box in boxes], axis=0)
    is_turned_known = np.any([box.holds(second, first) for box in boxes], axis=0)
    decided: Flags = np.where(is_straight_known == is_turned_known, usual, is_turned_known)
    return decided


def _own_box(first: Numbers, second: Numbers, usual: Flags) -> list[Box]:
    """Where nine tenths of the rows are, if they are many, close together and not on both sides of the diagonal."""
    latitudes, longitudes = np.where(usual, second, first), np.where(usual, first, second)
    known = np.isfinite(latitudes) & np.isfinite(longitudes)
    if known.sum() < 10:
        return []
    south, north = np.percentile(latitudes[known], (5, 95))
    west, east = np.percentile(longitudes[known], (5, 95))
    box = Box(float(south) - 1, float(north) + 1, float(west) - 1, float(east) + 1)
    is_compact = box.north - box.south < 20 and box.east - box.west < 30
    is_clear = box.south > box.east or box.west > box.north
    return [box] if is_compact and is_clear else []


def _strays(latitudes: Numbers, longitudes: Numbers) -> Flags:
    """Rows outside a country in which 95 of 100 of at least 20 rows lie."""
    known = np.isfinite(latitudes)
    for box in COUNTRY_BOXES.values():
        inside = box.holds(latitudes, longitudes)
        if known.sum() >= 20 and inside.sum() >= 0.95 * known.sum():
            stray: Flags = known & ~inside
            return stray
    return np.zeros(len(latitudes), dtype=bool)


# --- metres --------------------------------------------------------------------------------------------------------


def _place_metres(coordinates: _Coordinates, is_metric: Flags, columns: ColumnMap, places: _Places) -> None:
    """Writes the degrees of the rows in metres into ``places``, in one call of pyproj a table."""
    epsg = normal_epsg(columns.epsg)
    rows = np.flatnonzero(is_metric & np.isfinite(coordinates.first) & np.isfinite(coordinates.second))
    if epsg is None or not is_projected(epsg):
        return
    turn = coordinates.is_turned[rows].copy()
    northings = np.where(turn, coordinates.second[rows], coordinates.first[rows])
    eastings = np.where(turn, coordinates.first[rows], coordinates.second[rows])
    north, east = to_degrees(northings, eastings, epsg)
    outside = ~area_of(epsg).holds(north, east)
    if outside.any():
        other_north, other_east = to_degrees(eastings[outside], northings[outside], epsg)
        is_better = area_of(epsg).holds(other_north, other_east)
        mended = np.flatnonzero(outside)[is_better]
        north[mended], east[mended] = other_north[is_better], other_east[is_better]
        turn[mended] = ~turn[mended]
        north[np.flatnonzero(outside)[~is_better]] = np.nan
    places.latitudes[rows], places.longitudes[rows] = north, np.where(np.isfinite(north), east, np.nan)
    places.is_swapped[rows] = turn


def _accuracies(coordinates: _Coordinates, is_metric: Flags) -> Numbers:
    """Metres, NaN where the writing tells nothing."""
    first, second = coordinates.first, coordinates.second
    radii = np.round(coordinates.steps * METRES_PER_DEGREE)
    with np.errstate(invalid="ignore"):
        of_degrees = np.where(radii >= FINEST_ACCURACY_M, radii, np.nan)
        of_metres = np.full(len(first), np.nan)
        for rounding in (100.0, 1_000.0):
            of_metres = np.where((first % rounding == 0) & (second % rounding == 0), rounding, of_metres)
    return np.where(is_metric, of_metres, of_degrees)
