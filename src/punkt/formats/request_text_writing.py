"""A request for supplies in the words of the text code, so short that one text message carries it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from punkt.formats.report_text_words import written_word
from punkt.formats.report_text_writing import (
    LONGEST,
    WrittenText,
    is_one_line,
    note_part,
    places_of,
    tenths,
    time_part,
    with_check,
)
from punkt.formats.values import number_text
from punkt.model.requests import Asked
from punkt.model.stock_items import thing_of, unit_of
from punkt.units import Unit

_FARTHEST = timedelta(days=1)


def write_request_text(point_code: str, asked: Asked, observed_at: datetime) -> WrittenText:
    """The request as a text of ASCII, with its time in UTC and its check.

    ``left_out`` names "needed_by", where that is more than a day ahead or over, for a text tells no date, and "note",
    which goes whole or not at all. ``rounded`` names "quantity", of which a text tells tenths.
    """
    checked = asked.checked(point_code)
    told = replace(checked, quantity=_told_amount(checked.quantity), needed_by=_told_until(checked, observed_at))
    text = with_check(canonical_request(point_code, told, observed_at))
    left_out = ["needed_by"] if told.needed_by != checked.needed_by and told.needed_by is None else []
    note = note_part(told.note)
    if note and is_one_line(told.note) and places_of(text + note) <= LONGEST:
        text += note
    elif note:
        left_out.append("note")
    return WrittenText(text, tuple(left_out), ("quantity",) if told.quantity != checked.quantity else ())


def canonical_request(point_code: str, asked: Asked, observed_at: datetime | None) -> str:
    """All that is asked for but the note, always in the same words and order; the check is made of this."""
    return " ".join([point_code, written_word("ask"), *_parts(asked, observed_at)])


def _parts(asked: Asked, observed_at: datetime | None) -> Iterator[str]:
    yield written_word(f"thing.{thing_of(asked.kind, asked.item)}")
    if asked.quantity is not None:
        unit = written_word("litre") if unit_of(asked.kind) is Unit.LITRE else ""
        yield f"{number_text(asked.quantity)}{unit}"
    yield written_word(f"urgency.{asked.urgency}")
    if asked.needed_by is not None:
        yield time_part("by", asked.needed_by)
    if observed_at is not None:
        yield time_part("at", observed_at)


def _told_amount(quantity: float | None) -> float | None:
    """In tenths; never nothing, which nobody asks for."""
    return None if quantity is None else tenths(max(quantity, 0.1))


def _told_until(asked: Asked, observed_at: datetime) -> datetime | None:
    """When it is needed, in whole minutes, where a time of day says it: in the day that follows."""
    if asked.needed_by is None:
        return None
    until, minute = (
        moment.astimezone(UTC).replace(second=0, microsecond=0) for moment in (asked.needed_by, observed_at)
    )
    return until if minute <= until < minute + _FARTHEST else None
