"""The text code of a report: one text message, a line spoken over the radio, typed by cold hands in four languages.

The grammar is in docs/reference/report-text.md. What is not understood is never guessed: the text is refused, with
the word that is at fault.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from typing import Any

from punkt.errors import InvalidValue
from punkt.formats import report_text_saying as saying
from punkt.formats.report_message import written_report
from punkt.formats.report_text_code import MOST_CHARACTERS, OpenedText, opened
from punkt.formats.report_text_statements import statements_of
from punkt.formats.report_text_time import observed_moment
from punkt.formats.report_text_writing import WrittenText, canonical_text, check_fits, write_text
from punkt.ids import ulid_of_content
from punkt.model.reports import ReportContent, ReportMessage
from punkt.model.vocabulary import PointState
from punkt.wording import gettext_noop as _

__all__ = ["MOST_CHARACTERS", "ReportText", "WrittenText", "read_text", "report_ulid", "write_text"]


@dataclass(frozen=True, slots=True)
class ReportText:
    """A text that was understood. ``received_at`` is when it came, ``zone`` that of the clock of whoever sent it.

    ``is_timed``: the text tells its time; else it is the moment in which it came. ``is_checked``: it carries a check,
    and the check fits.
    """

    message: ReportMessage
    received_at: datetime
    zone: tzinfo = UTC
    is_timed: bool = False
    is_checked: bool = False

    def read_back(self, translate: Callable[[str], str] = str) -> str:
        """The sentence that is read back to whoever sent the text, each part turned by ``translate``."""
        return saying.read_back(self.message, self.received_at, self.zone, translate)


def read_text(text: str, *, received_at: datetime, zone: tzinfo | None = None) -> ReportText:
    """The report that a text is. ``received_at`` is aware; ``zone`` is that of times without Z.

    A time becomes the latest moment that fits, at most a day back; without one the report is of the moment in which it
    came, so that of two within a minute the later one counts. Raises ``InvalidCode`` or ``InvalidValue`` for what
    is not understood, said twice or outside its limits.
    """
    if received_at.tzinfo is None:
        raise ValueError("the moment of receipt must carry its time zone")
    return read_report_text(opened(text), received_at, zone)


def read_report_text(text: OpenedText, received_at: datetime, zone: tzinfo | None) -> ReportText:
    """The same of a text whose code is read already."""
    code, statements = text.code, statements_of(text.tokens)
    said = statements.said
    content = content_of(said, text.note(statements.note_start), code)
    if content == ReportContent() and "clock" not in said:
        raise InvalidValue(
            _("Nothing is said of the point."), where=code, remedy=_("For example: %(example)s."), values=_EXAMPLE
        )
    observed_at = observed_moment(said, received_at, zone)
    check_fits(said, canonical_text(code, content, observed_at if "clock" in said else None))
    message = ReportMessage(report_ulid(code, observed_at, content), code, observed_at, content)
    return ReportText(message, received_at, zone or UTC, is_timed="clock" in said, is_checked="check" in said)


_EXAMPLE = {"example": "K7F-2M3 OPEN 24 FUEL 2/4"}


def content_of(said: Mapping[str, object], note: str, where: str) -> ReportContent:
    """Statements as the content of a report. Raises ``InvalidValue``, which names ``where``, for what cannot be."""
    plain_keys: dict[str, Any] = {key: value for key, value in said.items() if key in _PLAIN}
    if "state" in plain_keys:
        plain_keys["state"] = PointState(plain_keys["state"])
    return ReportContent(
        **plain_keys,
        services={key: str(value) for key, value in said.items() if key.startswith(("service.", "access."))},
        bands=_bands(said),
        note=note,
    ).checked(where)


_PLAIN = frozenset(
    {"state", "headcount", "fuel_l", "fuel_quarters", "indoor_c", "water_l", "n_staff", "n_visits", "shortages"}
)


def report_ulid(point_code: str, observed_at: datetime, content: ReportContent) -> str:
    """The number of a report that came without one: made of point, minute and content, whoever sends it.

    So the same report that comes twice within a minute, as a text or on a sheet, is one report. ``content`` is checked.
    """
    minute = observed_at.astimezone(UTC).replace(second=0, microsecond=0)
    written = written_report(ReportMessage("", point_code, minute, content))
    told = json.dumps(written, sort_keys=True, ensure_ascii=False).encode()
    return ulid_of_content(int(minute.timestamp()) * 1000, told)


def _bands(said: Mapping[str, object]) -> dict[str, int]:
    return {
        key.removeprefix("bands."): value
        for key, value in said.items()
        if key.startswith("bands.") and isinstance(value, int)
    }
