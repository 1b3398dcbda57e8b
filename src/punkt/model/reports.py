"""What is said of a point, whatever carries it: a console, a text message, a sheet of paper. Checked here, once."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from punkt.errors import InvalidValue
from punkt.model.fields import FACTS, FieldGroup, FieldKind
from punkt.model.items import checked_note
from punkt.model.vocabulary import AgeBand, Availability, PointState, Shortage, one_of
from punkt.wording import gettext_noop as _

REPORTABLE_STATES = (PointState.STANDBY, PointState.OPENING, PointState.OPEN, PointState.FULL, PointState.CLOSED)
"""Planned and withdrawn are decisions about a place and belong to the registry."""

REPORTABLE_SERVICES = frozenset(
    key
    for key, definition in FACTS.items()
    if definition.kind is FieldKind.AVAILABILITY and definition.group in {FieldGroup.SERVICE, FieldGroup.ACCESS}
)

MAX_AHEAD = timedelta(minutes=5)
"""How far a reporter's clock may run ahead; farther is a wrong clock, and its word would look fresh too long."""
MOST_PEOPLE = 100_000
MOST_STAFF = 10_000
MOST_VISITS = 10_000
"""Entries in one report: a day of the fullest point; as many may be taken back."""
MOST_NOTE_LETTERS = 500
N_QUARTERS = 4
LITRES = (0.0, 1_000_000.0)
DEGREES = (-60.0, 60.0)
_MOST_SHOWN = 60
"""Characters of a wrong value that an error shows."""
_ULID = re.compile(r"[0-7][0-9A-HJKMNP-TV-Z]{25}")


@dataclass(frozen=True, slots=True)
class ReportContent:
    """``None``, empty and absent mean "not spoken of", never "no" and never zero.

    ``services`` maps field keys ("service.heat", "access.lift") or their short form ("heat") to an availability.
    ``fuel_quarters`` is a gauge: 0 to 4 quarters of the tank. An empty ``shortages`` says that nothing is short.
    ``bands`` are people present by age; together no more than ``headcount``.
    ``n_visits`` are entries that no report before counted, so that their sum over all reports is right in any order;
    less than nothing takes back what was counted too many. ``visit_bands`` are of these by age.
    """

    state: PointState | None = None
    headcount: int | None = None
    services: Mapping[str, str] = field(default_factory=dict)
    fuel_l: float | None = None
    fuel_quarters: int | None = None
    indoor_c: float | None = None
    water_l: float | None = None
    n_staff: int | None = None
    shortages: Collection[str] | None = None
    bands: Mapping[str, int] = field(default_factory=dict)
    n_visits: int | None = None
    visit_bands: Mapping[str, int] = field(default_factory=dict)
    note: str = ""

    def checked(self, where: str) -> "ReportContent":
        """The same with full keys. Raises ``InvalidValue``, which names ``where``, for what cannot be."""
        if self.state is not None and self.state not in REPORTABLE_STATES:
            raise InvalidValue(
                _("%(state)s is not a state that can be reported."), where=where, values={"state": repr(self.state)}
            )
        content = ReportContent(
            state=None if self.state is None else PointState(self.state),
            services=_checked_services(self.services, where),
            shortages=None if self.shortages is None else _checked_shortages(self.shortages, where),
            bands=_checked_bands(self.bands, where),
            note=checked_note(self.note, where, most=MOST_NOTE_LETTERS),
            headcount=_checked_count(self.headcount, MOST_PEOPLE, where),
            n_staff=_checked_count(self.n_staff, MOST_STAFF, where),
            fuel_quarters=_checked_count(self.fuel_quarters, N_QUARTERS, where),
            fuel_l=_checked_number(self.fuel_l, LITRES, where),
            water_l=_checked_number(self.water_l, LITRES, where),
            indoor_c=_checked_number(self.indoor_c, DEGREES, where),
            n_visits=_checked_count(self.n_visits, MOST_VISITS, where, least=-MOST_VISITS),
            visit_bands=_checked_bands(self.visit_bands, where, least=-MOST_VISITS),
        )
        if content.headcount is not None and sum(content.bands.values()) > content.headcount:
            raise InvalidValue(_("There are more people in the age groups than in all."), where=where)
        if content.visit_bands and content.n_visits is None:
            raise InvalidValue(_("Entries by age need the number of all."), where=where)
        if content.n_visits is not None and _is_more(sum(content.visit_bands.values()), content.n_visits):
            raise InvalidValue(_("There are more entries in the age groups than in all."), where=where)
        return content


@dataclass(frozen=True, slots=True)
class ReportMessage:
    """One report as it is sent: its number, made by the sender, whose door, when it was seen, and what.

    The number makes a message that is sent twice one report. ``observed_at`` is the time of the sender's own clock.
    """

    ulid: str
    point_code: str
    observed_at: datetime
    content: ReportContent


def is_ulid(text: str) -> bool:
    """Whether it can be the number of a report."""
    return _ULID.fullmatch(text) is not None


def check_ulid(ulid: str, where: str) -> None:
    """Raises ``InvalidValue`` for what is no number of a report."""
    if not is_ulid(ulid):
        raise InvalidValue(_("The number of a report is a ULID of 26 characters."), where=where)


def _is_more(of_ages: int, in_all: int) -> bool:
    """Whether ages count more entries, or take more of them back, than all together."""
    return of_ages > max(in_all, 0) or of_ages < min(in_all, 0)


def _checked_count(value: int | None, most: int, where: str, *, least: int = 0) -> int | None:
    if value is None:
        return None
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
        raise InvalidValue(
            _("%(value)s is not a whole number from %(least)s to %(most)s."),
            where=where,
            values={"value": repr(value)[:_MOST_SHOWN], "least": least, "most": most},
        )
    return value


def _checked_number(value: float | None, bounds: tuple[float, float], where: str) -> float | None:
    if value is None:
        return None
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    if not (is_number and bounds[0] <= value <= bounds[1]):  # false for NaN too
        raise InvalidValue(
            _("%(number)s is outside %(low)s to %(high)s."),
            where=where,
            values={"number": repr(value)[:_MOST_SHOWN], "low": f"{bounds[0]:.0f}", "high": f"{bounds[1]:.0f}"},
        )
    return float(value)


def _checked_services(services: Mapping[str, str], where: str) -> dict[str, str]:
    checked = {}
    for name, word in services.items():
        key = name if name in REPORTABLE_SERVICES else f"service.{name}"
        if key not in REPORTABLE_SERVICES:
            raise InvalidValue(
                _("There is no service %(name)s."), where=where, values={"name": repr(name)[:_MOST_SHOWN]}
            )
        checked[key] = str(one_of(Availability, word, where))
    return checked


def _checked_shortages(shortages: Collection[str], where: str) -> tuple[str, ...]:
    return tuple(sorted({str(one_of(Shortage, word, where)) for word in shortages}))


def _checked_bands(bands: Mapping[str, int], where: str, *, least: int = 0) -> dict[str, int]:
    checked = {}
    for name, count in bands.items():
        number = _checked_count(count, MOST_PEOPLE, where, least=least)
        if number is not None:
            checked[str(one_of(AgeBand, name, where))] = number
    return checked
