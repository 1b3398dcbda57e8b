"""What was told of a point lately, as its page at the desk shows it: every report, also one that a later one outdid."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from punkt.model.fields import FIELDS
from punkt.model.reports import N_QUARTERS
from punkt.model.vocabulary import AgeBand, Availability, PointState, ReportBearer, ReportChannel, Shortage, label
from punkt.units import UNIT_LABELS, Unit
from punkt_web.accounts.names import shown_name
from punkt_web.common.moments import clock_and_day
from punkt_web.common.numbers import shown_number
from punkt_web.common.trail_keys import KEYS
from punkt_web.operations.models import StatusReport
from punkt_web.operations.queries import last_reports
from punkt_web.registry.models import Point

_N_SHOWN = 15
_LATE = timedelta(minutes=10)
"""A report that took longer to come than this is said to be late."""
_CLOCK_OFF_S = 120
_UNITS = {
    "headcount": None,
    "fuel_l": Unit.LITRE,
    "water_l": Unit.LITRE,
    "indoor_c": Unit.CELSIUS,
    "n_staff": None,
    "n_visits": None,
}


@dataclass(frozen=True, slots=True)
class ToldReport:
    """One report in words; ``remarks`` say what is odd about how it came."""

    at: str
    by: str
    state: str
    parts: list[str]
    note: str
    remarks: list[str]


def told_reports(point: Point) -> list[ToldReport]:
    """The last reports of a point, and of those that were merged into it, the newest first."""
    return [
        ToldReport(
            at=clock_and_day(one.observed_at, point.country),
            by=_by(one),
            state=_(label(PointState(one.state))) if one.state else "",
            parts=_parts(one),
            note=one.note,
            remarks=_remarks(one, point.country),
        )
        for one in last_reports(point, limit=_N_SHOWN)
    ]


def _by(report: StatusReport) -> str:
    who = [_(label(ReportChannel(report.channel))), shown_name(report.author_name)]
    if report.bearer:
        who.append(_(label(ReportBearer(report.bearer))))
    return ", ".join(filter(None, who))


def _parts(report: StatusReport) -> list[str]:
    parts = [_measured(name, getattr(report, name), unit) for name, unit in _UNITS.items()]
    if report.fuel_quarters is not None:
        parts.append(_named("fuel_quarters", f"{report.fuel_quarters}/{N_QUARTERS}"))
    for key, answer in report.services.items():
        parts.append(f"{_(FIELDS[key].label)}: {_(label(Availability(answer)))}")
    if report.shortages is not None:
        short = [_(label(Shortage(word))) for word in report.shortages]
        parts.append(_named("shortages", ", ".join(short) or _("Nothing")))
    for band, count in report.bands.items():
        parts.append(f"{_(label(AgeBand(band)))}: {number_format(count)}")
    for band, count in report.visit_bands.items():
        parts.append(f"{_named('n_visits', _(label(AgeBand(band))))}: {number_format(count)}")
    return list(filter(None, parts))


def _measured(name: str, value: float | None, unit: Unit | None) -> str:
    if value is None:
        return ""
    number = shown_number(value)
    return _named(name, f"{number} {_(UNIT_LABELS[unit])}" if unit else number)


def _named(key: str, words: str) -> str:
    return f"{_(KEYS[key])}: {words}"


def _remarks(report: StatusReport, country: str) -> list[str]:
    remarks = []
    if report.received_at - report.observed_at > _LATE:
        remarks.append(_("came at %(at)s") % {"at": clock_and_day(report.received_at, country)})
    if report.lag_s is not None and abs(report.lag_s) > _CLOCK_OFF_S:
        minutes = number_format(round(abs(report.lag_s) / 60))
        slow, fast = _("its clock was %(n)s min behind"), _("its clock was %(n)s min ahead")
        remarks.append((slow if report.lag_s > 0 else fast) % {"n": minutes})
    return remarks
