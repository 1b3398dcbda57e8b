"""Tables of figures for other programs: CSV, XLSX and JSON, each with what the figures mean and how they came to be."""

import io
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.translation import gettext
from openpyxl import Workbook

from punkt.statistics.figures import VERSION, Figure
from punkt.statistics.sums import FigureValue
from punkt_web.common.downloads import download_name
from punkt_web.common.moments import written
from punkt_web.common.spreadsheets import csv_lines, harmless
from punkt_web.common.texts import one_line
from punkt_web.operations.figures.frame import Cut
from punkt_web.operations.figures.table import Question, Row, Table
from punkt_web.operations.figures.words import row_names

COLUMNS = (
    "by", "row", "name", "figure", "value", "unit", "share_known", "n_known", "n_all", "at_least", "at_most",
    "n_points", "n_withheld", "territory", "from", "to", "computed_at", "version",
)  # fmt: skip
MEDIA_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
}


@dataclass(frozen=True, slots=True)
class ToldTable:
    """A table with what was asked. ``territory`` is the code of the one that is told of, "" for all in reach;
    ``query`` is the question as an address or a command asks it."""

    asked: Question
    table: Table
    territory: str
    query: str

    @property
    def origin(self) -> dict[str, Any]:
        """What every export says of itself, so that a figure can be traced (promise 9)."""
        period = self.asked.period
        return {
            "demo": settings.IS_DEMO,
            "territory": self.territory or None,
            "from": period.first.isoformat(),
            "to": period.last.isoformat(),
            "until": written(period.ends_at),
            "time_zone": period.zone.key,
            "by": self.asked.by.value,
            "computed_at": written(self.table.computed_at),
            "version": VERSION,
            "query": self.query,
        }


def as_json(told: ToldTable) -> dict[str, Any]:
    """JSON-safe; ``null`` is not known."""
    names = row_names(told.asked.by, [row.key for row in told.table.rows])
    return {
        **told.origin,
        "figures": [_definition(figure) for figure in told.asked.shown],
        "whole": _row(told.table.whole),
        "rows": [{"key": row.key or None, "name": names[row.key], **_row(row)} for row in told.table.rows],
    }


def _definition(figure: Figure) -> dict[str, Any]:
    return {
        "key": figure.key,
        "title": gettext(figure.title),
        "unit": figure.unit.value,
        "definition": gettext(figure.definition),
        "known": gettext(figure.known),
        "sources": list(figure.sources),
    }


def _row(row: Row) -> dict[str, Any]:
    values = {key: _value(found) for key, found in row.values.items()}
    return {"n_points": row.n_points, "n_withheld": row.n_withheld, "values": values}


def _value(found: FigureValue) -> dict[str, Any]:
    return {
        "value": _rounded(found.value),
        "share_known": _rounded(found.share_known),
        "n_known": _rounded(found.n_known),
        "n_all": _rounded(found.n_all),
        "at_least": _rounded(found.low),
        "at_most": _rounded(found.high),
    }


def _rounded(value: float | None) -> float | None:
    """Beyond the fourth place stands only what a computer left there."""
    return None if value is None else round(float(value), 4)


def _cells(told: ToldTable) -> Iterator[list[object]]:
    """A line for each figure of each row; an empty cell is not known."""
    names = row_names(told.asked.by, [row.key for row in told.table.rows])
    origin = told.origin
    ends = [origin["territory"], origin["from"], origin["to"], origin["computed_at"], VERSION]
    for by, row, name in (
        ("whole", told.table.whole, gettext("All together")),
        *((told.asked.by.value, row, names[row.key]) for row in told.table.rows),
    ):
        for figure in told.asked.shown:
            found = row.values.get(figure.key)
            if found is not None:
                value = _value(found)
                measured = [value["value"], figure.unit.value, *list(value.values())[1:]]
                yield [by, row.key, name, figure.key, *measured, row.n_points, row.n_withheld, *ends]


def as_csv(told: ToldTable) -> str:
    """A line for each figure of each row, with what was asked and when it was reckoned."""
    return "".join(csv_lines(COLUMNS, _cells(told), is_demo=settings.IS_DEMO))


def as_xlsx(told: ToldTable) -> bytes:
    """The same as a sheet, and a second one with what each figure means."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(gettext("Figures")[:31])
    sheet.append(_line(COLUMNS))
    for cells in _cells(told):
        sheet.append(_line(cells))
    about = book.create_sheet(gettext("What they mean")[:31])
    for key, value in told.origin.items():
        about.append(_line([key, str(value)]))
    for figure in told.asked.shown:
        about.append(_line(str(part) for part in _definition(figure).values()))
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _line(cells: Iterable[object]) -> list[object]:
    """Without what a sheet cannot hold: taken away afterwards it would bare a formula."""
    return [harmless(one_line(one) if isinstance(one, str) else one) for one in cells]


def exported(told: ToldTable, form: str) -> bytes:
    """The bytes of one of ``MEDIA_TYPES``."""
    if form == "xlsx":
        return as_xlsx(told)
    text = as_csv(told) if form == "csv" else json.dumps(as_json(told), ensure_ascii=False, indent=1)
    return text.encode()


def file_name(told: ToldTable, form: str) -> str:
    """That of a download, with the first and the last day, and by what the rows are cut unless it is by territory."""
    period, by = told.asked.period, told.asked.by
    what = "figures" if by is Cut.TERRITORY else f"figures-by-{by.value}"
    return download_name(what, told.territory, period.last, since=period.first, form=form)
