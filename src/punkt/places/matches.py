"""A place that a text may mean, and what its score says."""

from dataclasses import dataclass

from punkt.places.gazetteer import Place
from punkt.places.question import Regions

SURE = 0.75
"""Matches with a lower score are misspellings of the name, or what else might be meant."""

LIKELY = 0.6
"""Matches with a lower score share some sounds with the question and no more ("Storgatan", "Storuman"): no answer."""

NAMED = 0.92
"""Matches from this score on are the very name or another name of the place, at least by ear."""
WORD_NAMED = 0.86
"""Matches from this score on are at least a whole later word of the name ("ХТЗ" of "Район ХТЗ")."""


@dataclass(frozen=True, slots=True)
class PlaceMatch:
    """A place that may be meant. ``score`` in (0, 1]: 1 is the very name, below ``SURE`` a guess at a misspelling,
    below ``LIKELY`` a far one that is only worth a question.

    ``unmatched`` is the part of the question that names nothing known ("вокзал" of "Харків, вокзал"), and the region
    that was said where the place is not in it.
    ``is_other_town``: another part of the question names it. Who writes "Київ, Одеса" may mean either.
    ``is_named``: one of its names is what was typed, at least by ear.
    """

    place: Place
    score: float
    matched_name: str
    unmatched: str = ""
    is_other_town: bool = False
    is_named: bool = False

    def is_in(self, regions: Regions) -> bool:
        """Whether the place is in one of the regions."""
        return (self.place.country, self.place.region_code) in regions
