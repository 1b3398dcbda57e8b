"""Which column means what: by its header, by what stands in it, and by what a person decided before."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from punkt.formats.column_map import (
    IDENTIFIER_PREFIX,
    MANY_COLUMN_TARGETS,
    TARGETS,
    ColumnGuess,
    ColumnMap,
    is_target,
)
from punkt.formats.coordinate_cells import coordinate_of, pair_of
from punkt.formats.positions import orientation
from punkt.formats.projections import (
    COUNTRY_BOXES,
    WGS84,
    Numbers,
    is_projected,
    likely_projection,
    named_projection,
    normal_epsg,
)
from punkt.formats.synonyms import LIKELY, READER_COLUMNS, folded, header_target
from punkt.formats.table import Cell, SourceTable
from punkt.formats.values import clean_cell, is_blank, moment_of, number_of, quantity_of
from punkt.wording import gettext_noop as _

__all__ = ["EPSG_KEY", "TARGETS", "ColumnGuess", "ColumnMap", "recognise_columns"]

EPSG_KEY = "@epsg"
"""Key among the remembered decisions under which the grid of a source is kept ("6384")."""

_SAMPLE_SIZE = 200
_BY_CONTENT = 0.6
_GEOMETRY = 0.99

_BY_HEADER_REASON = _("The header says so.")
_BY_LIKELY_HEADER_REASON = _("The header is close to a known one.")
_BY_READER_REASON = _("It comes from the geometry of the file.")
_BY_CONTENT_REASON = _("What stands in the column looks like it.")
_REMEMBERED_REASON = _("Somebody decided so for this source before.")
_TAKEN_REASON = _("Another column is the surer one.")
_UNFIT_REASON = _("The header suggests it, but what stands in the column does not fit.")
_UNKNOWN_REASON = _("Nothing known fits; the column is kept as it is.")
_UNUSED_REASON = _("The column is known and says nothing about the point.")
_SHARED_REASON = _("The numbers name organisations: several rows share one.")


@dataclass(frozen=True)
class _Column:
    """A column with a sample of what stands in it."""

    name: str
    cells: tuple[Cell, ...]

    @cached_property
    def texts(self) -> list[str]:
        return [clean_cell(cell).text for cell in self.cells]

    def share(self, *tests: "re.Pattern[str]") -> float:
        """Share of the sample that one of the patterns matches from the beginning."""
        if not self.texts:
            return 0.0
        return sum(any(test.match(text) for test in tests) for text in self.texts) / len(self.texts)

    @cached_property
    def coordinates(self) -> Numbers:
        """The values of the cells that hold exactly one coordinate."""
        found = (coordinate_of(cell) for cell in self.cells)
        return np.array([reading.value for reading in found if reading is not None])

    @cached_property
    def pair_share(self) -> float:
        return sum(pair_of(cell) is not None for cell in self.cells) / len(self.cells) if self.cells else 0.0

    @cached_property
    def coordinate_share(self) -> float:
        return len(self.coordinates) / len(self.cells) if self.cells else 0.0


def recognise_columns(table: SourceTable, *, remembered: Mapping[str, str] | None = None) -> ColumnMap:
    """The meaning of each column of ``table``.

    ``remembered`` maps column to target as a person decided it for this source; it wins over every guess. Under
    ``"@epsg"`` it may keep the EPSG code of the coordinates. A decision that names no target or no column is passed
    over.
    """
    decided = {
        column: target for column, target in (remembered or {}).items() if column in table.columns and is_target(target)
    }
    columns = [_Column(name, _sample(table, place)) for place, name in enumerate(table.columns)]
    guesses = {column.name: _guess(column) for column in columns}
    guesses |= _coordinates_by_content(
        [column for column in columns if not guesses[column.name].target], guesses, decided
    )
    guesses |= {
        column: ColumnGuess("", guess.confidence, _SHARED_REASON)
        for column, guess in guesses.items()
        if guess.target == "identifier.edrpou" and _is_shared(table, column)
    }
    guesses |= {column: ColumnGuess(target, 1.0, _REMEMBERED_REASON) for column, target in decided.items()}
    targets, reasons = _assigned(guesses)
    guesses |= reasons
    targets = _axes_by_magnitude(targets, columns, frozenset(decided))
    epsg, is_axis_swapped = _grid(table, targets, columns, (remembered or {}).get(EPSG_KEY, ""))
    return ColumnMap(targets, guesses, epsg, is_axis_swapped)


def _sample(table: SourceTable, place: int) -> tuple[Cell, ...]:
    """Up to 200 filled cells of a column, spread over the table (not only its top, which may be tidier)."""
    step = max(1, len(table.rows) // (_SAMPLE_SIZE * 4))
    sample = [row.cells[place] for row in table.rows[::step] if not is_blank(row.cells[place])]
    if not sample and step > 1:
        sample = [row.cells[place] for row in table.rows if not is_blank(row.cells[place])]
    return tuple(sample[:: max(1, len(sample) // _SAMPLE_SIZE)][:_SAMPLE_SIZE])


def _is_shared(table: SourceTable, column: str) -> bool:
    """Whether two rows carry the same number: then it names an organisation and not a point."""
    place = table.columns.index(column)
    numbers = [text for text in (clean_cell(row.cells[place]).text for row in table.rows) if text]
    return len(set(numbers)) < len(numbers)


# --- one column ----------------------------------------------------------------------------------------------------

_OSM_ID = re.compile(r"(?:node|way|relation|n|w|r)/?\d{3,}$")
_TERRITORY_CODE = re.compile(r"UA\d{17}$")
_PHONE = re.compile(r"(?:\+|\(|0|38|372|46)[\d\s()\-+.,;/]{8,60}$")
_EMAIL = re.compile(r"[^\s@]+@[^\s@]+\.\w{2,}$")
_URL = re.compile(r"https?://|www\.")
_DATE = re.compile(r"\d{4}-\d\d?-\d\d?|\d{1,2}[./]\d{1,2}[./]\d{2,4}|1[3-9]\d{8}(?:\d{3})?$")
_STREET = re.compile(
    r".{0,60}?(?:\b(?:вул|просп|пров|бульв|пл|буд|шосе|проспект|вулиця|провулок|ул|улица|бул|жк|площа)\b|"
    r"\b(?:tn|tänav|mnt|pst|tee|puiestee)\b|"
    r"\w+(?:gatan|vägen|gränd|torget|allén)\b|\b(?:street|st\.|road|avenue|ave)\b|丁目|町|maakond)",
    re.IGNORECASE,
)
_PATTERNS: tuple[tuple[str, re.Pattern[str], float], ...] = (
    ("identifier.osm", _OSM_ID, 0.9),
    ("territory_code", _TERRITORY_CODE, 0.9),
    ("contact", _EMAIL, 0.7),
    ("", _URL, 0.9),
    ("stated_on", _DATE, 0.3),
    ("contact", _PHONE, 0.7),
    ("address", _STREET, 0.65),
)
_UNSURE_HEADERS = frozenset(
    {
        "location",
        "point",
        "position",
        "title",
        "title name",
        "стан",
        "geo",
        "карта",
        "kaart",
        "номер",
        "availability",
        "actual",
    }
)


def _guess(column: _Column) -> ColumnGuess:
    """What a single column means, by itself."""
    if column.name in READER_COLUMNS:
        target = (
            "identifier.osm" if column.name == "@id" and column.share(_OSM_ID) > 0.9 else READER_COLUMNS[column.name]
        )
        return ColumnGuess(target, _GEOMETRY if column.cells else 0.0, _BY_READER_REASON)
    target, confidence = header_target(column.name)
    if confidence and not target:
        return ColumnGuess("", confidence, _UNUSED_REASON)
    if confidence and column.cells:
        confidence *= _fit(column, target)
    if confidence >= 0.5 or (confidence and not column.cells):
        is_unsure = column.name.casefold() in _UNSURE_HEADERS or not column.cells
        reason = _BY_HEADER_REASON if confidence >= LIKELY else _BY_LIKELY_HEADER_REASON
        return ColumnGuess(target, round(confidence * (0.8 if is_unsure else 1), 2), reason)
    by_content = _by_content(column)
    if not by_content.target and confidence:
        return ColumnGuess("", round(confidence, 2), _UNFIT_REASON)
    return by_content


def _by_content(column: _Column) -> ColumnGuess:
    for target, pattern, least in _PATTERNS:
        share = column.share(pattern)
        if share >= least and column.cells:
            # A header that nobody knows makes a date an uncertain "last edited": it may be a founding date.
            is_weak = target == "stated_on"
            return ColumnGuess(
                "" if is_weak else target,
                round(_BY_CONTENT * share, 2),
                _UNKNOWN_REASON if is_weak else _BY_CONTENT_REASON,
            )
    if column.pair_share >= 0.8:
        return ColumnGuess("coordinates", round(_BY_CONTENT * column.pair_share, 2), _BY_CONTENT_REASON)
    return ColumnGuess("", 0.0, _UNKNOWN_REASON)


_NUMERIC_TARGETS = frozenset({"latitude", "longitude", "easting", "northing"})


def _fit(column: _Column, target: str) -> float:
    """How well the sample fits what the header says: 1 fits, 0 cannot be."""
    if target in _NUMERIC_TARGETS:
        is_metric_only = target in ("easting", "northing")
        n_fitting = int((np.abs(column.coordinates) > 180).sum()) if is_metric_only else len(column.coordinates)
        return 1.0 if n_fitting >= 0.5 * len(column.cells) or column.pair_share > 0.5 else 0.0
    if target == "coordinates":
        return 1.0 if column.pair_share >= 0.3 else 0.0
    test = _TESTS.get(target)
    if test is None:
        return 1.0
    share = sum(map(test.holds, column.texts)) / len(column.texts)
    return 1.0 if test.least <= share <= test.most else test.otherwise


@dataclass(frozen=True)
class _Test:
    """What must hold for a share of the texts of a column; ``otherwise`` is how much the header is still worth."""

    holds: Callable[[str], bool]
    least: float
    most: float
    otherwise: float


def _is_count(text: str) -> bool:
    return quantity_of(text, is_count=True) is not None


def _is_number(text: str) -> bool:
    return number_of(text) is not None


def _is_moment(text: str) -> bool:
    return bool(moment_of(text))


_WORDY = _Test(_is_number, 0, 0.8, 0.3)
_TESTS = {
    "capacity_seated": _Test(_is_count, 0.3, 1, 0.2),
    "capacity_lying": _Test(_is_count, 0.3, 1, 0.2),
    "stated_on": _Test(_is_moment, 0.3, 1, 0.1),
    "state": _Test(_is_moment, 0, 0.5, 0.2),
    **dict.fromkeys(
        ("name", "name.uk", "name.en", "name.et", "name.sv", "address", "street", "host", "holder", "hours"), _WORDY
    ),
}


# --- all columns together ------------------------------------------------------------------------------------------


def _coordinates_by_content(
    unknown: list[_Column], guesses: Mapping[str, ColumnGuess], decided: Mapping[str, str]
) -> dict[str, ColumnGuess]:
    """Two unknown columns of decimals that together lie in one of the countries, where no column is a position yet."""
    taken = {guess.target for guess in guesses.values()} | set(decided.values())
    if taken & {"latitude", "longitude", "coordinates", "easting", "northing"}:
        return {}
    decimal = [column for column in unknown if column.coordinate_share > 0.9 and _is_decimal(column)]
    for first in decimal:
        for second in decimal:
            if first is not second and any(_both_in(first, second, country) for country in COUNTRY_BOXES):
                return {
                    first.name: ColumnGuess("latitude", _BY_CONTENT, _BY_CONTENT_REASON),
                    second.name: ColumnGuess("longitude", _BY_CONTENT, _BY_CONTENT_REASON),
                }
    return {}


def _is_decimal(column: _Column) -> bool:
    return float((column.coordinates != np.round(column.coordinates, 2)).mean()) > 0.5


def _both_in(first: _Column, second: _Column, country: str) -> bool:
    box = COUNTRY_BOXES[country]
    is_latitude = (first.coordinates >= box.south) & (first.coordinates <= box.north)
    is_longitude = (second.coordinates >= box.west) & (second.coordinates <= box.east)
    return float(is_latitude.mean()) > 0.9 and float(is_longitude.mean()) > 0.9


def _assigned(guesses: Mapping[str, ColumnGuess]) -> tuple[dict[str, str], dict[str, ColumnGuess]]:
    """One column for each single-valued target: the most confident, of equals the first."""
    targets: dict[str, str] = dict.fromkeys(guesses, "")
    reasons: dict[str, ColumnGuess] = {}
    taken: set[str] = set()
    for column, guess in sorted(guesses.items(), key=lambda item: -item[1].confidence):
        if guess.target in MANY_COLUMN_TARGETS or guess.target not in taken:
            targets[column] = guess.target
            taken.add(guess.target)
            continue
        own = f"{IDENTIFIER_PREFIX}{folded(column)}"
        if guess.target == "identifier" and is_target(own) and own not in taken:
            targets[column] = own
            taken.add(own)
        reasons[column] = ColumnGuess(targets[column], guess.confidence, _TAKEN_REASON)
    if "identifier" not in taken:
        _promote_identifier(targets)
    return targets, reasons


def _promote_identifier(targets: dict[str, str]) -> None:
    """Where a source has no "id", its GUID or object number is its own identifier."""
    for own in ("identifier.guid", "identifier.objectid"):
        column = next((column for column, target in targets.items() if target == own), None)
        if column is not None:
            targets[column] = "identifier"
            return


# --- axes and grid -------------------------------------------------------------------------------------------------


def _axes_by_magnitude(targets: dict[str, str], columns: list[_Column], decided: frozenset[str]) -> dict[str, str]:
    """ "x" and "y" of thousands of metres are easting and northing, not longitude and latitude."""
    by_name = {column.name: column for column in columns}
    taken = set(targets.values())
    for degrees, metres in (("latitude", "northing"), ("longitude", "easting")):
        column = next((by_name[name] for name, target in targets.items() if target == degrees), None)
        if column is None or metres in taken or column.name in decided or column.name in READER_COLUMNS:
            continue
        if len(column.coordinates) and float((np.abs(column.coordinates) > 1000).mean()) > 0.5:
            targets = {**targets, column.name: metres}
    return targets


def _axis_values(targets: Mapping[str, str], table: SourceTable) -> tuple[Numbers, Numbers]:
    """First and second coordinate of up to 800 rows that have both."""
    place = {column: index for index, column in enumerate(table.columns)}
    by_target = {target: place[column] for column, target in targets.items()}
    first = by_target.get("latitude", by_target.get("northing"))
    second = by_target.get("longitude", by_target.get("easting"))
    step = max(1, len(table.rows) // 800)
    pairs: list[tuple[float, float]] = []
    for row in table.rows[::step]:
        if first is not None and second is not None:
            one, two = coordinate_of(row.cells[first]), coordinate_of(row.cells[second])
            if one and two:
                pairs.append((two.value, one.value) if one.axis == "longitude" else (one.value, two.value))
        elif "coordinates" in by_target:
            pair = pair_of(row.cells[by_target["coordinates"]])
            if pair:
                values = (pair.first.value, pair.second.value)
                pairs.append(values[::-1] if pair.first_axis == "longitude" else values)
    values_ = np.array(pairs, dtype=float).reshape(-1, 2)
    is_stated = (np.abs(values_) > 1e-9).any(axis=1)
    return values_[is_stated, 0], values_[is_stated, 1]


def _grid(
    table: SourceTable, targets: Mapping[str, str], columns: list[_Column], remembered: str
) -> tuple[int | None, bool]:
    """The EPSG code of the coordinates and whether their axes are the other way round."""
    first, second = _axis_values(targets, table)
    if not len(first):
        return None, False
    is_metric = float((np.maximum(np.abs(first), np.abs(second)) > 1000).mean()) > 0.5
    if not is_metric:
        turned = orientation(first, second, np.zeros(len(first), dtype=bool))
        return WGS84, bool(turned.mean() > 0.5)
    stated = normal_epsg(int(remembered)) if remembered.isdecimal() and len(remembered) < 7 else None
    stated = (
        stated
        or normal_epsg(table.epsg)
        or named_projection(column for column, target in targets.items() if target in _NUMERIC_TARGETS)
    )
    if stated is not None and is_projected(stated):
        return stated, False
    words = " ".join((*table.columns, *(text for column in columns for text in column.texts[:40])))
    return likely_projection(first, second, words)
