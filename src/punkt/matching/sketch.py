"""What a row or a known point tells of its identity, made comparable once."""

from collections.abc import Iterable
from dataclasses import dataclass

from punkt.matching.likeness import NameShape, address_shape, name_shape
from punkt.model.position import Position
from punkt.places.fold import folded

Identifier = tuple[str, str]
"""Authority and value."""


@dataclass(frozen=True, slots=True)
class Sketch:
    """A row of a list or a known point, as far as it matters for telling them apart.

    ``places`` are folded settlement names and territory codes: two sketches that share one lie in the same place.
    ``code`` is the public code of a point ("" where a row states none). Make one with ``sketch``.
    """

    names: tuple[NameShape, ...] = ()
    position: Position | None = None
    address: str = ""
    places: frozenset[str] = frozenset()
    identifiers: tuple[Identifier, ...] = ()
    code: str = ""

    def shares_place(self, other: "Sketch") -> bool:
        """Whether both are said to lie in the same settlement or territory."""
        return not self.places.isdisjoint(other.places)


def sketch(
    *,
    names: Iterable[str] = (),
    position: Position | None = None,
    address: str = "",
    settlement: str = "",
    territory_code: str = "",
    identifiers: tuple[Identifier, ...] = (),
    code: str = "",
) -> Sketch:
    """The sketch of what was read; texts as received, in any alphabet."""
    shapes = dict.fromkeys(shape for shape in map(name_shape, names) if shape)
    street = address_shape(address, settlement)
    places = (folded(settlement), street.place, territory_code)
    return Sketch(
        names=tuple(shapes),
        position=position,
        address=street.key,
        places=frozenset(place for place in places if place),
        identifiers=identifiers,
        code=code,
    )
