"""In which territory a settlement of the gazetteer lies, as far as names tell: whose desk an offer comes to."""

from collections.abc import Iterable

from punkt.places.fold import folded
from punkt.places.gazetteer import Place
from punkt_web.registry.models import Territory
from punkt_web.registry.published_territories import NamedTerritory, territories_named


def territory_of_place(place: Place) -> Territory | None:
    """The unit called as the settlement, in the region of the settlement; else the region; ``None`` for neither.

    Of several of that name in one region nobody can tell which is meant: then it is the region, whose people pass the
    offer on. The widest of those within one another is surely right (a municipality and its town).
    """
    regions = _called((place.region_name, place.region_latin_name), place.country)
    region_codes = {one.code for one in regions}
    called = _called((place.name, place.latin_name, place.english_name), place.country)
    inside = [one for one in called if not region_codes or region_codes & set(one.lineage)]
    chosen = _one_of(inside) or _one_of(regions)
    return Territory.objects.filter(code=chosen.code).first() if chosen else None


def territory_of_words(text: str) -> Territory | None:
    """The only unit of that very name, for a settlement that the gazetteer does not know."""
    chosen = _one_of(_called((text,), ""))
    return Territory.objects.filter(code=chosen.code).first() if chosen else None


def _called(names: Iterable[str], country: str) -> list[NamedTerritory]:
    wanted = {folded(name) for name in names if name}
    found = {one.code: one for name in sorted(wanted) for one in territories_named(name)}
    return [
        one
        for one in found.values()
        if (not country or one.country == country) and wanted & {folded(name) for name in one.names.values()}
    ]


def _one_of(named: list[NamedTerritory]) -> NamedTerritory | None:
    """The only one, or the one that holds all others."""
    widest = min(named, key=lambda one: len(one.lineage), default=None)
    if widest is None or any(widest.code not in one.lineage for one in named):
        return None
    return widest
