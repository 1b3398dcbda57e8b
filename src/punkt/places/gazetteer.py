"""The settlements that come with Punkt, read from ``gazetteer.tsv`` (GeoNames, CC BY 4.0) and ``former_names``."""

from dataclasses import dataclass
from importlib import resources

from punkt.places.former_names import FORMER_NAMES
from punkt.places.regions import REGION_NAMES

ATTRIBUTION = "GeoNames, CC BY 4.0"
TOWN_PEOPLE = 5_000
"""From so many people on a place that is named beside another town is no street or quarter that is called like it
(decision of ours: of villages there are many of one name)."""


@dataclass(frozen=True, slots=True)
class Place:
    """A settlement or a part of one. WGS 84 degrees; ``population`` is ``None`` where unknown.

    ``name`` is in the local alphabet, ``latin_name`` in Latin letters, ``english_name`` what English says.
    ``counted_in`` is the id of a larger place whose population probably holds this one's too: leave such places out
    of sums.
    """

    place_id: int
    country: str
    region_code: str
    name: str
    latin_name: str
    english_name: str
    latitude: float
    longitude: float
    population: int | None = None
    counted_in: int | None = None
    other_names: tuple[str, ...] = ()

    @property
    def is_town(self) -> bool:
        """Whether it is a place of its own with so many people that most readers of its name think of it."""
        return self.counted_in is None and (self.population or 0) >= TOWN_PEOPLE

    @property
    def region_name(self) -> str:
        """The region in the local alphabet, "" where unknown."""
        return REGION_NAMES.get((self.country, self.region_code), ("", ""))[0]

    @property
    def region_latin_name(self) -> str:
        """The region in Latin letters, "" where unknown."""
        return REGION_NAMES.get((self.country, self.region_code), ("", ""))[1]


def _place(line: str) -> Place:
    place_id, country, region, name, latin, english, latitude, longitude, people, whole, others = line.split("\t")
    known = others.split("|") if others else []
    return Place(
        place_id=int(place_id),
        country=country,
        region_code=region,
        name=name,
        latin_name=latin or name,
        english_name=english or latin or name,
        latitude=float(latitude),
        longitude=float(longitude),
        population=int(people) or None,
        counted_in=int(whole) if whole else None,
        other_names=tuple(dict.fromkeys((*known, *FORMER_NAMES.get(int(place_id), ())))),
    )


def read_gazetteer() -> tuple[Place, ...]:
    """All places of the file, by country (UA, EE, SE) and GeoNames id."""
    text = resources.files("punkt.places").joinpath("gazetteer.tsv").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    return tuple(_place(line) for line in lines[1:])
