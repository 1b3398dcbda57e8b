"""A request for supplies as a text code: what a point needs, how much and how soon, in one text message.

The grammar is in docs/reference/report-text.md: the word ASK stands right behind the code of the point. One text asks
for one thing, so that each can be numbered, found again and sent again by itself.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo

from punkt.errors import InvalidValue
from punkt.formats import request_text_saying as saying
from punkt.formats.report_text_code import OpenedText
from punkt.formats.report_text_time import next_moment, observed_moment, stated_clock
from punkt.formats.report_text_writing import check_fits
from punkt.formats.request_text_statements import request_statements
from punkt.formats.request_text_writing import canonical_request
from punkt.ids import ulid_of_content
from punkt.model.items import REQUEST, Item
from punkt.model.request_words import RequestUrgency
from punkt.model.requests import Asked
from punkt.model.stock_items import kind_and_item, thing_of
from punkt.wording import gettext_noop as _


@dataclass(frozen=True, slots=True)
class RequestText:
    """A request that was understood. ``observed_at`` is when it was made, in UTC; the rest as of ``ReportText``."""

    point_code: str
    asked: Asked
    observed_at: datetime
    received_at: datetime
    zone: tzinfo = UTC
    is_timed: bool = False
    is_checked: bool = False

    def read_back(self, translate: Callable[[str], str] = str) -> str:
        """The sentence that is read back to whoever sent the text, each part turned by ``translate``."""
        return saying.read_back(self.point_code, self.asked, (self.observed_at, self.received_at), self.zone, translate)

    def item(self, ulid: str = "") -> Item:
        """The request as an item of a queue; without a number of its own, under that of ``request_ulid``."""
        number = ulid or request_ulid(self.point_code, self.observed_at, self.asked)
        return Item(REQUEST, number, self.point_code, self.observed_at, item_content(self.asked))


def read_request_text(text: OpenedText, received_at: datetime, zone: tzinfo | None) -> RequestText:
    """The request that a text is, which begins with ASK. ``received_at`` is aware; ``zone`` is that of times without Z.

    The time of BY is the next such moment after that of AT, less than a day ahead. Raises ``InvalidValue`` for what is
    not understood, said twice or outside its limits.
    """
    statements = request_statements(text.tokens)
    said = statements.said
    observed_at = observed_moment(said, received_at, zone)
    needed_by = None
    if "by" in said:
        clock, stated_zone = stated_clock(said, "by", "by_is_utc", zone)
        needed_by = next_moment(clock, stated_zone, observed_at)
    if not statements.thing:
        raise InvalidValue(
            _("It is not said what is asked for."),
            where=text.code,
            remedy=_("For example: %(example)s."),
            values={"example": f"{text.code} ASK DIESEL 200 L NOW"},
        )
    kind, item = kind_and_item(statements.thing)
    asked = Asked(
        kind,
        RequestUrgency(str(said.get("urgency", RequestUrgency.TODAY))),
        item,
        statements.quantity,
        needed_by,
        text.note(statements.note_start),
    ).checked(text.code)
    is_timed = "clock" in said
    check_fits(said, canonical_request(text.code, asked, observed_at if is_timed else None))
    return RequestText(text.code, asked, observed_at, received_at, zone or UTC, is_timed, "check" in said)


def item_content(asked: Asked) -> dict[str, object]:
    """What is asked for as an item of a queue tells it; what nobody said is not there."""
    needed_by = None if asked.needed_by is None else asked.needed_by.astimezone(UTC).isoformat()
    content = {
        "thing": thing_of(asked.kind, asked.item),
        "quantity": asked.quantity,
        "urgency": asked.urgency.value,
        "needed_by": needed_by,
        "note": asked.note or None,
    }
    return {key: value for key, value in content.items() if value is not None}


def request_ulid(point_code: str, observed_at: datetime, asked: Asked) -> str:
    """The number of a request that came without one: made of point, minute and content, whoever sends it."""
    minute = observed_at.astimezone(UTC).replace(second=0, microsecond=0)
    written = [point_code, minute.isoformat(), item_content(asked)]
    told = json.dumps(written, sort_keys=True, ensure_ascii=False).encode()
    return ulid_of_content(int(minute.timestamp()) * 1000, told)
