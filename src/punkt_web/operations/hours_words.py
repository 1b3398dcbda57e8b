"""Hours left, in words: how long, what ends it, and where it is not known, why."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from punkt.model.supply_words import Resource, Sustained, WhyUnknown
from punkt.model.vocabulary import label
from punkt.power.autonomy import HoursLeft
from punkt.power.spans import Span
from punkt_web.common.moments import clock_and_day

_NOBODY_TELLS = frozenset({Sustained.FOOD})
"""What no report speaks of yet: it would be "not known" at every point."""
_TENTHS_BELOW_H = 3.0
_WORTH_SAYING_H = 0.5


@dataclass(frozen=True, slots=True)
class HoursLine:
    """What goes on, and for how long, in words."""

    name: str
    words: str


def hours_lines(left: Mapping[Sustained, HoursLeft], country: str) -> list[HoursLine]:
    """One line for each that reports speak of; times as the clocks of the country show them."""
    told = ((one, hours) for one, hours in left.items() if one not in _NOBODY_TELLS)
    return [HoursLine(_(label(one)), hours_words(hours, country)) for one, hours in told]


def hours_words(left: HoursLeft, country: str) -> str:
    """ "7 to 11 h: fuel ends first. Load 0.4 to 2.1 kW, read at 14:05, 30 January", or why it is not known."""
    words = [_unknown(left) if left.hours is None else _known(left.hours, left)]
    if left.hours is not None and left.load_kw is not None:
        words.append(_("Load %(low)s to %(high)s kW.") % {"low": _kw(left.load_kw.low), "high": _kw(left.load_kw.high)})
    if left.read_at is not None:
        words.append(_("Read at %(at)s.") % {"at": clock_and_day(left.read_at, country)})
    words += [
        _("With %(litres)s l that came at %(at)s.") % _brought(one.amount, one.came_at, country) for one in left.came
    ]
    words += [
        _("At most with %(litres)s l that are expected at %(at)s.") % _brought(one.amount, one.due_at, country)
        for one in left.comes
    ]
    if left.is_overloaded:
        words.append(_("The generator cannot carry the load."))
    if left.has_failed:
        words.append(_("The generator failed when it was last tried."))
    return " ".join(words)


def _brought(amount: Span, at: datetime, country: str) -> dict[str, str]:
    ends = dict.fromkeys(number_format(round(litres)) for litres in (amount.low, amount.high))
    return {"litres": "–".join(ends), "at": clock_and_day(at, country)}


def _kw(power: float) -> str:
    return number_format(round(power, 1))


def _known(hours: Span, left: HoursLeft) -> str:
    low, high = _hours(hours.low), _hours(hours.high)
    told = {"low": low, "high": high, "limit": _limit(left.limit)}
    if hours.high <= 0.0:
        return _("It is over: %(limit)s has run out.") % told
    if left.is_maybe_over:
        return _("Up to %(high)s h, and it may be over already: %(limit)s ends first.") % told
    if low == high:
        return _("About %(low)s h: %(limit)s ends first.") % told
    return _("%(low)s to %(high)s h: %(limit)s ends first.") % told


def _unknown(left: HoursLeft) -> str:
    why = _(label(left.unknown or WhyUnknown.NOT_TOLD))
    about = ", ".join(_limit(resource) for resource in left.missing) or _limit(left.limit)
    words = _("Not known. %(why)s: %(about)s.") % {"why": why, "about": about}
    if left.at_least < _WORTH_SAYING_H:
        return words
    return " ".join([words, _("At least %(n)s h.") % {"n": _hours(left.at_least)}])


def _limit(resource: Resource) -> str:
    return _(label(resource)).lower()


def _hours(hours: float) -> str:
    """Rounded down: an hour that is not there helps nobody."""
    return number_format(int(hours) if hours >= _TENTHS_BELOW_H else int(hours * 10) / 10)
