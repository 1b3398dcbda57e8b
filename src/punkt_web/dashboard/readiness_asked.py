"""What a page on readiness is asked: whose points, by which version of which standard, as of which day."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _

from punkt.errors import InvalidValue
from punkt.standards.editions import holding_on, national_standards, packaged_standards, standard_on
from punkt.standards.prices import PriceList
from punkt.standards.requirements import Standard
from punkt_web.common.zones import today_in
from punkt_web.readiness.kept import is_kept
from punkt_web.readiness.laid import Laid, laid_over, overlays_named, standards_named
from punkt_web.readiness.models import LocalOverlay
from punkt_web.readiness.queries import AssessedRow, kept_rows, rows_now
from punkt_web.readiness.words import standard_title
from punkt_web.registry.models import Point, Territory


@dataclass(frozen=True)
class ReadinessAsked:
    """``points`` stand and may be seen. ``fault`` is what was not understood.

    ``kept_of`` is the country of whose points it is kept what came out; empty where they are held against the
    standard now. ``countries`` are all those that have points here, the one with the most first.
    """

    territory: Territory | None
    points: QuerySet[Point]
    standard: Standard
    on: date
    is_today: bool
    kept_of: str
    fault: str
    countries: tuple[str, ...] = ()

    @property
    def path(self) -> str:
        """That of the territory; empty for all that may be seen."""
        return self.territory.path if self.territory else ""

    @property
    def is_kept(self) -> bool:
        """Whether it is told what was kept. That is so of the version that a country's points go by on that day."""
        return bool(self.kept_of)

    @property
    def key(self) -> str:
        """What asks for this standard again: its id, with the version where that is not the one of the day."""
        return key_of(self.standard, self.on)

    @cached_property
    def _laid(self) -> Laid:
        return laid_over(self.standard, self.on)

    @property
    def here(self) -> Standard:
        """The standard with what is laid over it in this territory."""
        return self._laid.at(self.path)

    def left_out(self) -> list[LocalOverlay]:
        """Overlays of this territory and above it that do not fit any more, so that nothing is asked by them."""
        self._laid.at(self.path)  # what does not fit shows when they are put together
        unfit = [row for name, row in self._laid.rows.items() if name in self._laid.unfit]
        return [row for row in unfit if self.path.startswith(row.territory.path)]

    def rows(self, prices: PriceList) -> list[AssessedRow]:
        """How the points came out: as it was kept, or as they are held against the standard now."""
        if self.is_kept:
            return kept_rows(self.points, self.standard.id, self.on)
        return rows_now(self.points, self.standard, self.on, prices, self._laid)

    def used(self, rows: Iterable[AssessedRow]) -> dict[str, Standard]:
        """The standards that these rows name, with what was laid over each."""
        return standards_named({row.name for row in rows}, self._laid.rows)

    def overlays(self, standards: Iterable[Standard]) -> list[LocalOverlay]:
        """What is laid over the standard here and over any of ``standards``, the widest territory first."""
        names = {name for one in (self.here, *standards) for name in one.overlays}
        return overlays_named(names, self._laid.rows)


def readiness_asked(
    points: QuerySet[Point], territory: Territory | None, country: str, query: Mapping[str, str]
) -> ReadinessAsked:
    """What an address asks of the points. ``country`` is that whose standard is meant where none is named.

    Without a country it is the one with the most points.
    """
    if territory:
        points = points.filter(territory__path__startswith=territory.path)
    counted = points.order_by().values("country").annotate(n=Count("pk")).order_by("-n", "country")
    countries = list(counted.values_list("country", flat=True))
    country = country or next(iter(countries), "")
    today = today_in(country)
    on, fault = _day(query.get("on", ""), today)
    standard, unknown = standard_asked(query.get("standard", ""), country, on)
    kept_of = standard.country if is_kept(standard, standard.country, on) and standard.country in countries else ""
    return ReadinessAsked(
        territory=territory,
        points=points.filter(country=kept_of) if kept_of else points,
        standard=standard,
        on=on,
        is_today=on == today,
        kept_of=kept_of,
        fault=fault or unknown,
        countries=tuple(countries),
    )


def standard_asked(key: str, country: str, on: date) -> tuple[Standard, str]:
    """The standard that is asked for, else that of the country, else the international norms; and what was wrong."""
    usual = national_standards().get(country, "sphere")
    try:
        return standard_on(key or usual, on), ""
    except InvalidValue as error:
        return holding_on(on).get(usual, packaged_standards()[usual][-1]), error.advice(_)


def standards_on(on: date, shown: Standard) -> list[tuple[str, str]]:
    """Those that hold on the day, for a choice; before them what is shown, where it is none of these."""
    found = {key: standard_title(one) for key, one in holding_on(on).items()}
    key = key_of(shown, on)
    return [*([] if key in found else [(key, standard_title(shown))]), *found.items()]


def key_of(standard: Standard, on: date) -> str:
    """The id of the version that holds on the day; of any other ``ID@VERSION``."""
    return standard.id if holding_on(on).get(standard.id) == standard else standard.name


def _day(told: str, today: date) -> tuple[date, str]:
    if not told:
        return today, ""
    try:
        on = date.fromisoformat(told)
        is_day = on.year > 1  # weeks before it have a date too
    except ValueError:
        is_day = False
    if not is_day:
        return today, _("This is no day: %(day)s") % {"day": told[:20]}
    return (today, _("This day has not come yet.")) if on > today else (on, "")
