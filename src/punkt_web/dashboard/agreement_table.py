"""Agreements with hosts as a table for other programs. No person is in it: no names, no telephones, no free text."""

from collections.abc import Iterator

from django.conf import settings
from django.db.models import QuerySet

from punkt_web.common.spreadsheets import csv_lines
from punkt_web.hosting.models import HostAgreement
from punkt_web.hosting.states import state_of, today
from punkt_web.registry.standing import heir

_COLUMNS = (
    "agreement", "point", "territory", "state", "holder", "host", "promised_minutes", "register_promised_minutes",
    "hours", "seats", "services", "fuel_by", "staffed_by", "signed_on", "valid_from", "valid_until", "is_open_ended",
    "ended_on", "renewed_by", "document",
)  # fmt: skip


def agreements_as_csv(agreements: QuerySet[HostAgreement]) -> Iterator[str]:
    """A line for each; ``holder`` and ``host`` are organisations of the register. An empty cell is not said."""
    return csv_lines(_COLUMNS, map(_row, agreements.iterator(chunk_size=500)), is_demo=settings.IS_DEMO)


def _row(one: HostAgreement) -> list[object]:
    point, renewed_by = heir(one.point), getattr(one, "renewed_by", None)
    return [
        one.pk,
        point.code,
        point.territory.code if point.territory else "",
        state_of(one, today(), is_renewed=renewed_by is not None).value,
        one.holder.name if one.holder else "",
        one.host.name if one.host else "",
        one.promised_minutes,
        point.promised_minutes,
        one.hours,
        one.seats,
        " ".join(one.services),
        one.fuel_by,
        one.staffed_by,
        one.signed_on,
        one.valid_from,
        one.valid_until,
        "yes" if one.is_open_ended else "no",
        one.ended_on,
        renewed_by.pk if renewed_by else "",
        one.document,
    ]
