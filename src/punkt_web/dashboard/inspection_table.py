"""Inspections as a table for other programs."""

from collections.abc import Callable, Iterable

from django.conf import settings

from punkt_web.common.moments import cell_of
from punkt_web.common.names import name_for_reader
from punkt_web.common.spreadsheets import csv_lines
from punkt_web.readiness.inspections.states import state_of
from punkt_web.readiness.models import Inspection
from punkt_web.registry.standing import heir


def inspections_as_csv(inspections: Iterable[Inspection]) -> str:
    """One row for each inspection that ``states.with_sheets`` read. An empty cell: it has not come to that."""
    cells = ([column(one) for column in _COLUMNS.values()] for one in inspections)
    return "".join(csv_lines(_COLUMNS, cells, is_demo=settings.IS_DEMO))


_COLUMNS: dict[str, Callable[[Inspection], object]] = {
    "inspection": lambda one: one.pk,
    "code": lambda one: heir(one.point).code,
    "name": lambda one: name_for_reader(heir(one.point).names),
    "campaign": lambda one: one.campaign.name if one.campaign else "",
    "follows": lambda one: one.follows_id or "",
    "template": lambda one: one.template,
    "inspector": lambda one: one.inspector_name,
    "due_on": lambda one: one.due_on.isoformat(),
    "state": lambda one: state_of(one).value,
    "asked_at": lambda one: cell_of(one.asked_at),
    "handed_in_at": lambda one: cell_of(one.handed_in_at),
    "signed_at": lambda one: cell_of(one.signed_at),
    "signed_by": lambda one: one.signed_by,
    "n_lines": lambda one: len(one.line_keys),
    "n_answered": lambda one: one.n_answered if one.signed_at else "",
    "n_failed": lambda one: "" if one.n_failed is None else one.n_failed,
}
