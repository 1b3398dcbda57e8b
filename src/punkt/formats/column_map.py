"""What each column of a source means: the decision that a person sees, corrects, and that is remembered."""

from dataclasses import dataclass, field
from functools import cached_property

from punkt.model.fields import FIELDS

_OWN_TARGETS = (
    "name",
    "name.uk",
    "name.en",
    "name.et",
    "name.sv",
    "alias",
    "code",
    "identifier",
    "identifier.osm",
    "identifier.edrpou",
    "identifier.edebo",
    "identifier.guid",
    "identifier.objectid",
    "identifier.wikidata",
    "latitude",
    "longitude",
    "coordinates",
    "easting",
    "northing",
    "region",
    "district",
    "municipality",
    "settlement",
    "territory_code",
    "street",
    "house",
    "postcode",
    "contact",
    "hours",
    "remark",
    "state",
    "stated_on",
    "services",
)
TARGETS: tuple[str, ...] = tuple(
    dict.fromkeys((*_OWN_TARGETS, *(key for key in FIELDS if key not in ("position", "name"))))
)
"""All that a column can mean. ``identifier.<authority>`` exists for any authority, not only the ones listed."""

MANY_COLUMN_TARGETS = frozenset({"", "alias", "contact", "remark", "services"})
"""Targets that several columns may share; every other target belongs to one column."""

IDENTIFIER_PREFIX = "identifier."


def is_target(target: str) -> bool:
    """Whether a column may mean this ("" is a column that is not used)."""
    return target in _KNOWN or (target.startswith(IDENTIFIER_PREFIX) and 0 < len(target) - len(IDENTIFIER_PREFIX) <= 80)


_KNOWN = frozenset((*TARGETS, ""))


@dataclass(frozen=True, slots=True)
class ColumnGuess:
    """What a column seems to mean ("" = nothing that Punkt uses), how sure (0 to 1) and why (one English sentence)."""

    target: str
    confidence: float
    reason: str


@dataclass(frozen=True)
class ColumnMap:
    """The decision for each column; a target of "" keeps the column in the extras of the draft.

    ``epsg`` is the grid of the coordinates (4326 for degrees, ``None`` where there are none or the grid is not known).
    ``is_axis_swapped``: the column called latitude holds the longitudes (or the northing column the eastings, or the
    cell with a pair has the longitude first).
    """

    targets: dict[str, str]
    guesses: dict[str, ColumnGuess] = field(default_factory=dict)
    epsg: int | None = None
    is_axis_swapped: bool = False

    @cached_property
    def _columns(self) -> dict[str, str]:
        return {target: column for column, target in reversed(self.targets.items()) if target}

    def column_of(self, target: str) -> str | None:
        """The (first) column with this target."""
        return self._columns.get(target)
