"""Which overlays were stated, and one of them as it holds or held."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import Q, QuerySet

from punkt.standards.reading import read_standard_file
from punkt.standards.requirements import Standard
from punkt_web.common.zones import local_day, today_in
from punkt_web.readiness.laid import Laid, named_file, overlays_on, read_overlays
from punkt_web.readiness.models import LocalOverlay
from punkt_web.readiness.overlay_checks import Tried, laid_in_place
from punkt_web.registry.models import Territory


def listed_overlays(territories: Iterable[Territory] | None, *, is_ended_too: bool) -> QuerySet[LocalOverlay]:
    """Those that reach the territories, or lie within them; ``None`` is all. Those of the widest come first."""
    rows = LocalOverlay.objects.select_related("territory__parent__parent").defer("text")
    if territories is not None:
        reached = Q(pk__in=())
        for one in territories:
            reached |= Q(territory__code__in=one.lineage) | Q(territory__path__startswith=one.path)
        rows = rows.filter(reached)
    if not is_ended_too:
        rows = rows.filter(ended_at=None)
    return rows.order_by("territory__path", "standard", "key", "-valid_from", "-edition")


def versions_of(row: LocalOverlay) -> QuerySet[LocalOverlay]:
    """All texts of the same overlay, the newest first."""
    rows = LocalOverlay.objects.select_related("territory").defer("text").filter(key=row.key)
    return rows.order_by("-valid_from", "-edition")


def overlay_shown(row: LocalOverlay) -> Tried:
    """What it does today, or on the day nearest to today on which it holds.

    Raises ``BadStandard`` where it does not fit what it is laid over on that day.
    """
    file = named_file(row, read_standard_file(row.text, where=row.name))
    return laid_in_place(row.territory, file, _shown_on(row))


def asked_without(territory: Territory, standard: Standard, key: str, on: date) -> Standard:
    """What is asked in a territory by all but one overlay: what a next version of that one would be laid over."""
    others = [one for one in read_overlays(overlays_on(standard.id, on, territory.path)) if one.file.id != key]
    return Laid(standard, others).at(territory.path)


def _shown_on(row: LocalOverlay) -> date:
    country = row.territory.country
    ends = [day for day in (row.valid_until, local_day(country, row.ended_at) if row.ended_at else None) if day]
    last = min(ends) - timedelta(days=1) if ends else None
    today = today_in(country)
    return max(row.valid_from, min(today, last) if last else today)
