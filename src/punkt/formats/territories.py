"""Official registers of administrative units -> rows of one shape.

Read are Ukraine's codifier (KATOTTG, CSV or XLSX), Estonia's EHAK tables (counties, municipalities, settlements) and
Sweden's municipalities (kommunkod, with population and position where the table has them). A code carries its country:
KATOTTG codes start with ``UA`` already, the others become ``EE-0784`` and ``SE-0180``.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from shapely import make_valid, set_precision
from shapely.errors import ShapelyError
from shapely.geometry import mapping, shape

from punkt.errors import UnreadableFile
from punkt.formats.table import Cell, SourceTable
from punkt.model.vocabulary import TerritoryLevel
from punkt.wording import gettext_noop as _


@dataclass(frozen=True, slots=True)
class TerritoryRow:
    """One unit as a register states it; ``parent_code`` is empty only for a country."""

    code: str
    parent_code: str
    level: TerritoryLevel
    names: dict[str, str] = field(default_factory=dict)
    category: str = ""
    latitude: float | None = None
    longitude: float | None = None
    population: int | None = None

    @property
    def country(self) -> str:
        """ISO 3166-1 code of two letters."""
        return self.code[:2]


COUNTRIES = (
    TerritoryRow(
        "UA", "", TerritoryLevel.COUNTRY, {"uk": "Україна", "en": "Ukraine", "et": "Ukraina", "sv": "Ukraina"}
    ),
    TerritoryRow("EE", "", TerritoryLevel.COUNTRY, {"uk": "Естонія", "en": "Estonia", "et": "Eesti", "sv": "Estland"}),
    TerritoryRow("SE", "", TerritoryLevel.COUNTRY, {"uk": "Швеція", "en": "Sweden", "et": "Rootsi", "sv": "Sverige"}),
)

_KATOTTG_LEVELS = ("Перший рівень", "Другий рівень", "Третій рівень", "Четвертий рівень", "Додатковий рівень")
# Order 19.01.2021 No 3 of the ministry for communities: categories of the codifier.
_KATOTTG_CATEGORIES = {
    "O": TerritoryLevel.REGION,
    "K": TerritoryLevel.REGION,
    "P": TerritoryLevel.DISTRICT,
    "H": TerritoryLevel.MUNICIPALITY,
    "M": TerritoryLevel.SETTLEMENT,
    "T": TerritoryLevel.SETTLEMENT,
    "X": TerritoryLevel.SETTLEMENT,
    "C": TerritoryLevel.SETTLEMENT,
    "B": TerritoryLevel.QUARTER,
}
_KATOTTG_CODE = re.compile(r"UA\d{17}")
# The codifier writes some categories with the Cyrillic letter that looks the same.
_LATIN = str.maketrans("ОКРНМТХСВ", "OKPHMTXCB")


def territory_rows(table: SourceTable) -> list[TerritoryRow]:
    """The units of a register, parents before children. Raises ``UnreadableFile`` for any other table."""
    columns = set(table.columns)
    for needed, read in _REGISTERS:
        if needed <= columns:
            return _parents_first({row.code: row for row in read(table)})
    raise UnreadableFile(
        _("This table is none of the registers of territories that Punkt knows."),
        remedy=_("Give KATOTTG, an EHAK table or a Swedish municipality table (docs/guides/territories.md)."),
    )


def _katottg(table: SourceTable) -> Iterator[TerritoryRow]:
    for row in table.as_dicts():
        codes = [_text(row, column) for column in _KATOTTG_LEVELS]
        # Kyiv repeats its own code on the levels that it does not have.
        chain = list(dict.fromkeys(code for code in codes if code))
        category = _text(row, "Категорія об’єкта").translate(_LATIN)
        if not chain or category not in _KATOTTG_CATEGORIES or not all(map(_KATOTTG_CODE.fullmatch, chain)):
            continue
        yield TerritoryRow(
            code=chain[-1],
            parent_code=chain[-2] if len(chain) > 1 else "UA",
            level=_KATOTTG_CATEGORIES[category],
            names={"uk": _text(row, "Назва об’єкта")},
            category=category,
        )


def _ehak_counties(table: SourceTable) -> Iterator[TerritoryRow]:
    for row in table.as_dicts():
        yield _ehak(_text(row, "MKOOD"), "EE", TerritoryLevel.REGION, _text(row, "MNIMI"))


def _ehak_municipalities(table: SourceTable) -> Iterator[TerritoryRow]:
    for row in table.as_dicts():
        county = _ehak(_text(row, "MKOOD"), "EE", TerritoryLevel.REGION, _text(row, "MNIMI"))
        yield county
        yield _ehak(_text(row, "OKOOD"), county.code, TerritoryLevel.MUNICIPALITY, _text(row, "ONIMI"))


def _ehak_settlements(table: SourceTable) -> Iterator[TerritoryRow]:
    yield from _ehak_municipalities(table)
    for row in table.as_dicts():
        code, municipality = _text(row, "AKOOD"), _text(row, "OKOOD")
        if code != municipality:
            parent = f"EE-{municipality.zfill(4)}"
            yield _ehak(code, parent, TerritoryLevel.SETTLEMENT, _text(row, "ANIMI"), category=_text(row, "TYYP"))


def _ehak(code: str, parent: str, level: TerritoryLevel, name: str, *, category: str = "") -> TerritoryRow:
    return TerritoryRow(f"EE-{code.zfill(4)}", parent, level, {"et": name}, category)


def _swedish_counties(table: SourceTable) -> Iterator[TerritoryRow]:
    for row in table.as_dicts():
        county = f"SE-{_text(row, 'county_code').zfill(2)}"
        yield TerritoryRow(county, "SE", TerritoryLevel.REGION, {"sv": _text(row, "county_name")})
        code = f"SE-{_text(row, 'municipality_code').zfill(4)}"
        yield TerritoryRow(code, county, TerritoryLevel.MUNICIPALITY, {"sv": _text(row, "municipality_name")})


def _swedish_populations(table: SourceTable) -> Iterator[TerritoryRow]:
    latitude, longitude = _first_column(table, "location_lat"), _first_column(table, "location_lng")
    for row in table.as_dicts():
        number = _text(row, "code").zfill(4)
        # The first two digits of a kommunkod are those of the county (SCB).
        county = f"SE-{number[:2]}"
        yield TerritoryRow(county, "SE", TerritoryLevel.REGION, {"sv": _text(row, "region")})
        yield TerritoryRow(
            f"SE-{number}",
            county,
            TerritoryLevel.MUNICIPALITY,
            {"sv": _text(row, "name")},
            latitude=_number(row, latitude),
            longitude=_number(row, longitude),
            population=int(_number(row, "population") or 0) or None,
        )


_REGISTERS = (
    ({*_KATOTTG_LEVELS, "Категорія об’єкта", "Назва об’єкта"}, _katottg),
    ({"AKOOD", "ANIMI", "OKOOD", "ONIMI", "MKOOD", "MNIMI"}, _ehak_settlements),
    ({"OKOOD", "ONIMI", "MKOOD", "MNIMI"}, _ehak_municipalities),
    ({"MKOOD", "MNIMI"}, _ehak_counties),
    ({"municipality_code", "municipality_name", "county_code", "county_name"}, _swedish_counties),
    ({"code", "name", "region", "population"}, _swedish_populations),
)


def _parents_first(rows: Mapping[str, TerritoryRow]) -> list[TerritoryRow]:
    rank = {level: place for place, level in enumerate(TerritoryLevel)}
    ordered = sorted(rows.values(), key=lambda row: (rank[row.level], row.code))
    known = {row.code for row in COUNTRIES} | set(rows)
    orphan = next((row for row in ordered if row.parent_code not in known), None)
    if orphan is not None:
        raise UnreadableFile(
            _("%(code)s stands under %(parent_code)s, which the register does not hold."),
            remedy=_("The file looks cut off; get it again."),
            values={"code": orphan.code, "parent_code": orphan.parent_code},
        )
    return ordered


# ISO 3166-2 number of a Ukrainian region -> first digits of its KATOTTG code, where the two differ.
_ISO_TO_KATOTTG = {"43": "01", "30": "80", "40": "85", "77": "73"}


def territory_boundaries(content: bytes, *, file_name: str = "") -> dict[str, dict[str, Any]]:
    """Boundaries of a GeoJSON file by code; a Ukrainian region is named by the first four characters of its code.

    Geometry is GeoJSON in WGS 84 rounded to 5 decimals (about 1 m). Raises ``UnreadableFile``.
    """
    try:
        document = json.loads(content)
        features = document.get("features", [document])
        found = {_boundary_code(feature["properties"]): _geometry(feature["geometry"]) for feature in features}
    except (ValueError, KeyError, AttributeError, TypeError, ShapelyError, RecursionError):
        raise UnreadableFile(_("This is not a GeoJSON file of territory boundaries."), where=file_name) from None
    found.pop("", None)
    if not found:
        raise UnreadableFile(
            _("No feature of this file carries a code of a territory that Punkt knows."), where=file_name
        )
    return found


def _boundary_code(properties: Mapping[str, Any]) -> str:
    iso = str(properties.get("shapeISO") or properties.get("iso3166-2") or "")
    if iso.startswith("UA-"):
        return "UA" + _ISO_TO_KATOTTG.get(iso[3:], iso[3:])
    if "OKOOD" in properties:
        return f"EE-{properties['OKOOD']}"
    if "kom_namn" in properties:
        return f"SE-{str(properties['id']).zfill(4)}"
    if "l_id" in properties:
        return f"SE-{str(properties['l_id']).zfill(2)}"
    return ""


def _geometry(geometry: Mapping[str, Any]) -> dict[str, Any]:
    if geometry["type"] not in {"Polygon", "MultiPolygon"}:
        raise ValueError
    # Official files hold rings that touch themselves; those are mended before the grid can be laid over them.
    return dict(mapping(set_precision(make_valid(shape(dict(geometry)), method="structure"), 0.00001)))


def _first_column(table: SourceTable, prefix: str) -> str:
    return next((column for column in table.columns if column.startswith(prefix)), "")


def _text(row: Mapping[str, Cell], column: str) -> str:
    return " ".join(str(row.get(column, "")).split())


def _number(row: Mapping[str, Cell], column: str) -> float | None:
    try:
        return float(_text(row, column).replace(",", "."))
    except ValueError:
        return None
