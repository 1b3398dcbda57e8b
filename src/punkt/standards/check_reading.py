"""The checks of a requirement, read: what is looked at, how, and in which unit."""

from calendar import monthrange

from punkt.standards.measures import MEASURES, Measure, MeasureKind
from punkt.standards.requirements import Check
from punkt.standards.terms import Comparison, Scope
from punkt.toml.tables import Table
from punkt.wording import gettext_noop as _

_C = Comparison
_A_LEAP_YEAR = 2024
_ONE_SIDED = frozenset({_C.AT_LEAST, _C.MORE_THAN, _C.AT_MOST, _C.LESS_THAN})
ALLOWED: dict[MeasureKind, frozenset[Comparison]] = {
    MeasureKind.YES_NO: frozenset({_C.PRESENT, _C.ABSENT, _C.SOME, _C.RECORDED}),
    MeasureKind.NUMBER: _ONE_SIDED | {_C.BETWEEN, _C.SOME, _C.RECORDED},
    MeasureKind.CHOICE: frozenset({_C.ONE_OF, _C.RECORDED}),
    MeasureKind.TEXT: frozenset({_C.INCLUDES, _C.SOME, _C.RECORDED}),
    MeasureKind.DATE: frozenset({_C.BY_DAY, _C.RECORDED}),
}


def read_checks(table: Table, scope: Scope) -> tuple[tuple[Check, ...], bool]:
    """The checks of a table and whether one of them suffices: one check in the table itself, or ``all``, or ``any``."""
    ways = [key for key in ("all", "any", "measure") if table.has(key)]
    if len(ways) != 1:
        table.fault("", _("It has one of these: measure, all, any."))
    if "measure" in ways or not ways:
        for key in ("all", "any"):
            list(table.tables(key))
        return _only(_check(table, scope)), False
    checks: list[Check] = []
    looked_at = list(table.tables(ways[0]))
    for within in looked_at:
        checks += _only(_check(within, scope))
        within.end()
    if not looked_at:
        table.fault(ways[0], _("%(key)s holds nothing to look at."), key=ways[0])
    return tuple(checks), ways[0] == "any"


def _only(check: Check | None) -> tuple[Check, ...]:
    return () if check is None else (check,)


def _check(table: Table, scope: Scope) -> Check | None:
    key, comparison = table.text("measure"), table.word("comparison", Comparison)
    value, upper, unit = table.number("value"), table.number("upper"), table.text("unit", is_needed=False)
    values, day = table.words("values"), _day(table)
    measure = MEASURES.get(key)
    if key and (measure is None or measure.scope is not scope):
        table.fault("measure", _("There is no measure %(key)s of a %(scope)s."), key=key, scope=scope.value)
    if measure is None or comparison is None:
        return None
    if comparison not in ALLOWED[measure.kind]:
        listed = ", ".join(sorted(ALLOWED[measure.kind]))
        table.fault("comparison", _("%(measure)s can be compared by %(listed)s."), measure=key, listed=listed)
    _check_amounts(table, comparison, value, upper)
    _check_words(table, measure, comparison, values, day)
    if unit and unit != measure.unit:
        table.fault("unit", _("%(measure)s is told in %(unit)s."), measure=key, unit=measure.unit or "no unit")
    if value is not None and measure.unit and not unit:
        table.fault("value", _("A value is told with its unit, which is %(unit)s."), unit=measure.unit)
    return Check(key, comparison, value, upper, unit, values, day)


def _check_amounts(table: Table, comparison: Comparison, value: float | None, upper: float | None) -> None:
    takes_value = comparison in _ONE_SIDED or comparison is Comparison.BETWEEN
    if takes_value and value is None:
        table.fault("comparison", _("%(word)s needs a value; where the source names none it is some."), word=comparison)
    if not takes_value and value is not None:
        table.fault("value", _("%(word)s takes no value."), word=comparison)
    if (upper is not None) != (comparison is Comparison.BETWEEN):
        table.fault("upper", _("upper is for between, and between needs it."))
    if value is not None and upper is not None and upper < value:
        table.fault("upper", _("upper is below value."))


def _check_words(
    table: Table, measure: Measure, comparison: Comparison, values: tuple[str, ...], day: tuple[int, int] | None
) -> None:
    takes_words = comparison in {Comparison.ONE_OF, Comparison.INCLUDES}
    if takes_words != bool(values):
        table.fault("values", _("values is for one_of and includes, and those need it."))
    if (comparison is Comparison.BY_DAY) != (day is not None):
        table.fault("day", _("day is for by_day, and by_day needs it."))
    options = {option for option, _label in measure.options}
    for word in values:
        if comparison is Comparison.ONE_OF and options and word not in options:
            listed = ", ".join(sorted(options))
            table.fault(
                "values", _("%(key)s: %(word)s is not one of %(listed)s."), key="values", word=word, listed=listed
            )


def _day(table: Table) -> tuple[int, int] | None:
    text = table.text("day", is_needed=False, pattern=r"(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])")
    if not text:
        return None
    month, day = map(int, text.split("-"))
    if day > monthrange(_A_LEAP_YEAR, month)[1]:
        table.fault("day", _("%(key)s cannot be %(value)s."), key="day", value=repr(text))
        return None
    return month, day
