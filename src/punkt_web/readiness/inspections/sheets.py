"""The sheets of an inspection, and which of them count."""

from collections.abc import Iterable

from punkt.inspection.answers import Answer, answers_from
from punkt.inspection.lines import InspectionLine
from punkt.inspection.template import lines_of
from punkt_web.readiness.models import Inspection, InspectionSheet


def lines_asked(inspection: Inspection) -> tuple[InspectionLine, ...]:
    """The lines of an inspection, in their order. Raises ``InvalidValue`` where its template is not held here."""
    return lines_of(inspection.template, inspection.line_keys)


def counting_sheets(inspection: Inspection) -> list[InspectionSheet]:
    """The last final sheet of each author by when it was seen, in the order of who handed in first."""
    finals = inspection.sheets.filter(is_final=True).order_by("observed_at", "received_at", "ulid")
    return list({sheet.author_name: sheet for sheet in finals}.values())


def answers_by_author(sheets: Iterable[InspectionSheet]) -> dict[str, tuple[Answer, ...]]:
    """What each author says."""
    return {sheet.author_name: answers_from(sheet.answers) for sheet in sheets}
