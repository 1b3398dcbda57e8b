"""Standards, requirements and findings in the reader's language."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

from django.utils.formats import date_format, number_format
from django.utils.translation import get_language, gettext, ngettext

from punkt.model.activation_words import ServiceLevel
from punkt.model.vocabulary import Availability, HostKind, label
from punkt.standards.gaps import Order
from punkt.standards.kinds import KIND_LABELS
from punkt.standards.measures import MEASURES, Measure
from punkt.standards.prices import Price
from punkt.standards.readiness import Tally
from punkt.standards.requirements import Check, Condition, Requirement, Standard, Subject
from punkt.standards.terms import Comparison, term_label
from punkt.units import UNIT_LABELS, Unit

_A_YEAR = 2024
"""Any that has the 29th of February: a day of the season is told without its year."""


def in_language(texts: Mapping[str, str]) -> str:
    """The text in the reader's language, else in English, else in any."""
    language = (get_language() or "en")[:2]
    return texts.get(language) or texts.get("en") or next(iter(texts.values()), "")


def standard_title(standard: Standard) -> str:
    """The title, with the version that it is."""
    return gettext("%(title)s, version of %(day)s") % {
        "title": in_language(standard.title),
        "day": date_format(standard.valid_from),
    }


def term_words(term: StrEnum) -> str:
    """A word of standards in the reader's language."""
    return gettext(term_label(term))


def requirement_words(requirement: Requirement) -> str:
    """What is asked."""
    return in_language(requirement.text)


def measure_words(key: str) -> str:
    """What is looked at."""
    return gettext(MEASURES[key].label)


def check_words(check: Check) -> str:
    """One measure and what is asked of it: "Devices charged at once: at least 50 pcs"."""
    measure = gettext(MEASURES[check.measure].label)
    return gettext("%(measure)s: %(asked)s") % {"measure": measure, "asked": asked_words(check)}


def asked_words(check: Check) -> str:
    """What is asked of a measure that was named already: "at least 50 pcs"."""
    return " ".join(
        part for part in (term_words(check.comparison), _amount_words(check, MEASURES[check.measure])) if part
    )


def asked_of_words(requirement: Requirement) -> str:
    """Of which points: "support point (Ukraine); School; from 100,000 people"; empty where it is asked of all."""
    told = [subject_words(requirement.subject)]
    if requirement.when:
        told.append(condition_words(requirement.when))
    return "; ".join(part for part in told if part)


def subject_words(subject: Subject) -> str:
    """Kinds, hosts, levels and sizes of place; empty where nothing restricts."""
    told = [", ".join(sorted(map(kind_words, subject.kinds)))]
    told.append(", ".join(sorted(gettext(label(HostKind(one))) for one in subject.host_kinds)))
    told.append(", ".join(gettext(label(level)) for level in ServiceLevel if level in subject.service_levels))
    if n := subject.population_from:
        told.append(ngettext("from %(n)s person", "from %(n)s people", n) % {"n": amount_words(n)})
    if n := subject.population_below:
        told.append(ngettext("below %(n)s person", "below %(n)s people", n) % {"n": amount_words(n)})
    return "; ".join(part for part in told if part)


def kind_words(code: str) -> str:
    """What a legal kind of points is called; its code where it has no name here."""
    return gettext(KIND_LABELS[code]) if code in KIND_LABELS else code


def condition_words(condition: Condition) -> str:
    """What has to be so: "Internet link: one of fibre (xPON)"."""
    return check_words(Check(condition.measure, Comparison.ONE_OF, values=condition.one_of))


def _amount_words(check: Check, measure: Measure) -> str:
    if check.day:
        month, day = check.day
        return str(date_format(date(_A_YEAR, month, day), "j E" if get_language() == "uk" else "j F"))
    if check.values:
        labels = {**KIND_LABELS, **dict(measure.options)}
        return ", ".join(gettext(labels[word]) if word in labels else word for word in check.values)
    if check.value is None:
        return ""
    unit = unit_words(check.unit)
    if check.upper is not None:
        told = gettext("%(low)s to %(high)s") % {"low": amount_words(check.value), "high": amount_words(check.upper)}
    else:
        told = amount_words(check.value)
    return f"{told} {unit}".strip()


def unit_words(unit: str) -> str:
    """What stands after a number."""
    return gettext(UNIT_LABELS[Unit(unit)]) if unit in set(Unit) else unit


def amount_words(amount: float) -> str:
    """A number without a needless fraction."""
    return str(number_format(int(amount) if float(amount).is_integer() else round(amount, 2), force_grouping=True))


def bounds_words(name: str, low: float, high: float, *, is_whole: bool = False) -> str:
    """What a number has to be, by the name of its field: "Fuel after, litres: a number from 0 to 20,000"."""
    told = {"name": name, "low": amount_words(low), "high": amount_words(high)}
    if is_whole:
        return gettext("%(name)s: a whole number from %(low)s to %(high)s") % told
    return gettext("%(name)s: a number from %(low)s to %(high)s") % told


def ordered_words(order: Order) -> str:
    """How much of an item to get, and of how many points that is not known."""
    told = amount_words(order.quantity)
    n = order.n_without_quantity
    if not n:
        return told
    more = ngettext(
        "and what %(n)d point needs, which is not known", "and what %(n)d points need, which is not known", n
    )
    return f"{told} {more % {'n': n}}"


def counted_words(*, n_met: int, n_asked: int, n_lacking: int, n_unknown: int) -> str:
    """How many of what is asked are met, lack and are not known."""
    counts = {"n": n_met, "asked": n_asked, "lack": n_lacking, "unknown": n_unknown}
    return gettext("%(n)d of %(asked)d met, %(lack)d not met, %(unknown)d not known") % counts


def tally_words(tally: Tally, n_stated_away: int) -> str:
    """How far a point is by one basis, and how much of that basis is not asked of it since somebody stated so."""
    told = []
    if n_asked := tally.n_asked:
        counts = {"n_met": tally.n_fulfilled, "n_lacking": tally.n_not_met, "n_unknown": tally.n_unknown}
        told.append(counted_words(n_asked=n_asked, **counts))
    if n := n_stated_away:
        told.append(ngettext("%(n)d stated not to apply", "%(n)d stated not to apply", n) % {"n": n})
    return ", ".join(told)


def cost_words(cost: Price | None, currency: str) -> str:
    """From and to; one number where they are the same. Without a price, that nobody knows one."""
    if cost is None:
        return gettext("price not known")
    low, high = amount_words(round(cost.low)), amount_words(round(cost.high))
    told = low if low == high else gettext("%(low)s to %(high)s") % {"low": low, "high": high}
    return f"{told} {currency}"


def closing_words(cost: Price, currency: str, *, n_without_price: int, n_unclosed: int = 0) -> str:
    """What closing gaps costs, and what is not in the sum; where nothing has a price no sum is told, never zero."""
    told = [cost_words(cost, currency)] if cost.high or not (n_without_price or n_unclosed) else []
    if n := n_without_price:
        more = ngettext("and %(n)s purchase without a price", "and %(n)s purchases without a price", n)
        first = ngettext("%(n)s purchase without a price", "%(n)s purchases without a price", n)
        told.append((more if told else first) % {"n": n})
    if n := n_unclosed:
        more = ngettext("and %(n)s gap that no purchase closes", "and %(n)s gaps that no purchase closes", n)
        first = ngettext("%(n)s gap that no purchase closes", "%(n)s gaps that no purchase closes", n)
        told.append((more if told else first) % {"n": n})
    return " ".join(told)


def amount_with_unit(value: object, unit: str) -> str:
    """A number with its unit; an answer in words; anything else as it is written."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return f"{amount_words(value)} {unit_words(unit)}".strip()
    if isinstance(value, str) and value in set(Availability):
        return gettext(label(Availability(value)))
    return str(value)
