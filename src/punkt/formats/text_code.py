"""A text code, whatever it says: a report of a point, or a request for supplies with the word ASK behind the code."""

from datetime import datetime, tzinfo

from punkt.formats.report_text import ReportText, read_report_text
from punkt.formats.report_text_code import opened
from punkt.formats.request_text import RequestText, read_request_text


def read_text_code(text: str, *, received_at: datetime, zone: tzinfo | None = None) -> ReportText | RequestText:
    """What a text is. ``received_at`` is aware; ``zone`` is that of times without Z.

    Raises ``InvalidCode`` or ``InvalidValue`` for what is not understood, said twice or outside its limits.
    """
    if received_at.tzinfo is None:
        raise ValueError("the moment of receipt must carry its time zone")
    parts = opened(text)
    is_request = bool(parts.tokens) and parts.tokens[0].means("ask")
    return (read_request_text if is_request else read_report_text)(parts, received_at, zone)
