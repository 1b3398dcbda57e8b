"""Hours left, in words: how long, what ends it, and where it is not known, why."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from punkt.model.supply_words import Resource, Sustained, WhyUnknown
from punkt.model.vocabulary import label
from punkt.power.autonomy import HoursLeft
from punkt.power.spans import Span

_TENTHS_BELOW_H = 3.0
_WORTH_SAYING_H = 0.5


@dataclass(frozen=True, slots=True)
class HoursLine:
    """What goes on, and for how long, in words."""

    name: str
    words: str


def hours_lines(left: Mapping[Sustained, HoursLeft], *, without: frozenset[Sustained] = frozenset()) -> list[HoursLine]:
    """One line for each, in the order of the list."""
    return [HoursLine(_(label(one)), hours_words(hours)) for one, hours in left.items() if one not in without]


def hours_words(left: HoursLeft) -> str:
    """ "7 to 11 h: fuel ends first", or why it is not known, with what is safe to say."""
    words = [_unknown(left) if left.hours is None else _known(left.hours, left)]
    if left.is_overloaded:
        words.append(_("The generator cannot carry the load."))
    return " ".join(words)


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
