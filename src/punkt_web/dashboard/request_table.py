"""Requests as a table for other programs."""

from collections.abc import Callable, Iterable

from django.conf import settings

from punkt.model.request_words import RequestKind
from punkt.model.stock_items import unit_of
from punkt_web.common.moments import cell_of
from punkt_web.common.names import name_for_reader
from punkt_web.common.spreadsheets import csv_lines
from punkt_web.operations.models import SupplyRequest
from punkt_web.operations.supplies.requests import standing


def requests_as_csv(requests: Iterable[SupplyRequest]) -> str:
    """One row for each request. An empty cell is not known."""
    cells = ([column(request) for column in _COLUMNS.values()] for request in requests)
    return "".join(csv_lines(_COLUMNS, cells, is_demo=settings.IS_DEMO))


_COLUMNS: dict[str, Callable[[SupplyRequest], object]] = {
    "request": lambda one: one.ulid,
    "code": lambda one: standing(one).code,
    "name": lambda one: name_for_reader(standing(one).names),
    "kind": lambda one: one.kind,
    "item": lambda one: one.item,
    "quantity": lambda one: one.quantity,
    "unit": lambda one: unit_of(RequestKind(one.kind)).value,
    "urgency": lambda one: one.urgency,
    "needed_by": lambda one: cell_of(one.needed_by),
    "asked_at": lambda one: cell_of(one.observed_at),
    "received_at": lambda one: cell_of(one.received_at),
    "asked_by": lambda one: one.author_name,
    "state": lambda one: one.state,
    "expected_at": lambda one: cell_of(one.expected_at),
    "received": lambda one: one.received,
    "note": lambda one: one.note,
}
