"""Figures in words: what each comes to, how much of it is known, and what the rows of a table are called."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.formats import date_format, number_format
from django.utils.translation import get_language, gettext, pgettext

from punkt.model.vocabulary import LABELS, HostKind
from punkt.statistics.figures import Figure, FigureUnit
from punkt.statistics.sums import FigureValue
from punkt.wording import gettext_noop as _
from punkt_web.common.alphabets import alphabetical
from punkt_web.common.moments import minutes_words
from punkt_web.common.names import name_for_reader
from punkt_web.operations.figures.frame import Cut
from punkt_web.operations.figures.table import Row, Table
from punkt_web.operations.sureness.figures import percent
from punkt_web.registry.models import PointKind, Territory

CUT_LABELS: Mapping[Cut, str] = {
    Cut.TERRITORY: _("By territory"),
    Cut.KIND: _("By kind of point"),
    Cut.HOST_KIND: _("By kind of host"),
    Cut.HOST: _("By host"),
    Cut.DAY: _("By day"),
}


@dataclass(frozen=True, slots=True)
class FigureLine:
    """A figure with what it means. ``known_percent`` is rounded down, so that 100 means all; ``None``: nothing could be
    known. ``known_words`` tell what is known of it and is less than 1 as "<1", for that is not nothing."""

    key: str
    title: str
    words: str
    known_percent: int | None
    known_words: str
    definition: str
    known: str


def figure_lines(row: Row, shown: Sequence[Figure]) -> list[FigureLine]:
    """All figures of a row, known or not."""
    return [
        FigureLine(
            key=figure.key,
            title=gettext(figure.title),
            words=value_words(figure.unit, row.values[figure.key]),
            known_percent=known_percent(row.values[figure.key]),
            known_words=known_words(row.values[figure.key]),
            definition=gettext(figure.definition),
            known=gettext(figure.known),
        )
        for figure in shown
    ]


def known_percent(found: FigureValue) -> int | None:
    """The share known."""
    return None if found.share_known is None else int(100 * found.share_known + 1e-9)


def known_words(found: FigureValue) -> str:
    """The share known as a number of hundredths; "" where nothing could be known."""
    percent = known_percent(found)
    if percent is None:
        return ""
    return "<1" if not percent and found.share_known else str(percent)


def value_words(unit: FigureUnit, found: FigureValue) -> str:
    """With its unit; "not known" where it is not."""
    value = found.value
    if value is None:
        return gettext("not known")
    if unit is FigureUnit.SHARE:
        return _share(value, found)
    if unit is FigureUnit.MINUTES:
        return minutes_words(timedelta(minutes=value))
    number = number_format(round(value, 1) if unit is FigureUnit.HOURS else round(value), force_grouping=True)
    if unit in {FigureUnit.HOURS, FigureUnit.POINT_HOURS, FigureUnit.PERSON_HOURS}:
        return gettext("%(hours)s h") % {"hours": number}
    return str(number)


def _share(value: float, found: FigureValue) -> str:
    if found.low is None or found.high is None:
        return percent(value)
    told = {"share": percent(value), "low": percent(found.low), "high": percent(found.high)}
    return gettext("%(share)s (%(low)s to %(high)s)") % told


@dataclass(frozen=True, slots=True)
class RowLine:
    """One row of a table, by one figure. ``bar`` is its length in hundredths of the longest, ``None`` for not known."""

    key: str
    name: str
    n_points: int
    words: str
    bar: int | None
    known_percent: int | None
    known_words: str
    n_withheld: int


def row_lines(table: Table, by: Cut, figure: Figure) -> list[RowLine]:
    """The rows in words: days in order, else the most points first, of as many by name, and those without one last.

    None where there is nothing to set side by side: all points lie in no territory below.
    """
    if by is Cut.TERRITORY and not any(row.key for row in table.rows):
        return []
    names = row_names(by, [row.key for row in table.rows])
    longest = max((_value(row, figure).value or 0.0 for row in table.rows), default=0.0)
    rows, language = list(table.rows), get_language() or ""
    if by is not Cut.DAY:
        rows.sort(key=lambda row: (not row.key, -row.n_points, alphabetical(names[row.key], language)))
    return [_row_line(row, names[row.key], figure, longest) for row in rows]


def _row_line(row: Row, name: str, figure: Figure, longest: float) -> RowLine:
    found = _value(row, figure)
    # Visits that take back more than a row told are below zero, and a bar is not.
    bar = None if found.value is None else max(round(100 * found.value / longest), 0) if longest else 0
    return RowLine(
        key=row.key,
        name=name,
        n_points=row.n_points,
        words=value_words(figure.unit, found),
        bar=bar,
        known_percent=known_percent(found),
        known_words=known_words(found),
        n_withheld=row.n_withheld,
    )


def _value(row: Row, figure: Figure) -> FigureValue:
    """Nothing for a figure that is not told of such rows."""
    return row.values.get(figure.key, FigureValue(None, 0, 0))


def row_names(by: Cut, keys: Collection[str]) -> dict[str, str]:
    """What rows are called, by key, in the language of the page; names are looked up in one query."""
    named = _names(by, [key for key in keys if key])
    missing = gettext("In none of them") if by is Cut.TERRITORY else gettext("not known")
    return {key: named.get(key, key) if key else missing for key in keys}


def _names(by: Cut, keys: Sequence[str]) -> dict[str, str]:
    if by is Cut.TERRITORY:
        units = Territory.objects.filter(code__in=keys).values_list("code", "names", "country")
        return {code: name_for_reader(names, country) or code for code, names, country in units}
    if by is Cut.KIND:
        kinds = PointKind.objects.filter(code__in=keys).values_list("code", "names", "country")
        return {code: name_for_reader(names, country) or code for code, names, country in kinds}
    if by is Cut.HOST_KIND:
        return {key: gettext(LABELS[HostKind][HostKind(key)]) for key in keys}
    if by is Cut.DAY:
        return {key: day_words(date.fromisoformat(key)) for key in keys}
    return {key: key for key in keys}


def day_words(day: date) -> str:
    """ "30 January 2026"."""
    return date_format(day, pgettext("date format", "j E Y"))
