"""JSON of a feed, which is hostile until checked: bounded in bytes and depth, without NaN and without doubled keys."""

import json
import re
from collections.abc import Iterator

from punkt.errors import InvalidValue, UnreadableFile
from punkt.formats.feed_findings import shown
from punkt.wording import gettext_noop as _

MAX_FEED_BYTES = 5 * 2**20
"""A feed of a whole country, 24 regions of 12 groups, has a tenth of it."""
_MAX_DEPTH = 32
_MAX_MARKS = 300_000
"""Brackets, commas and colons that open a value: each may become an object of 60 to 120 bytes."""
_STRING = re.compile(r'"(?:[^"\\]++|\\.)*+"?', re.DOTALL)
"""Possessive: what was passed is not gone back to, nor remembered."""
_TEXT_OF_A_VALUE = 200

ASK_THE_SOURCE = _("Look at the address in a browser: the source may have changed its form.")
_TOO_LARGE = _("This feed is larger than %(limit)s MB.")
_NOT_TEXT = _("This feed is no text in UTF-8.")
_NO_JSON = _("This feed is no whole JSON.")
_TOO_DEEP = _("The values of this feed are nested too deeply.")
_TOO_MANY = _("This feed has too many values.")
_TWICE = _("This feed says %(key)s twice in one place.")
_NO_NUMBER = _("This feed holds %(word)s, which is no number.")
_NO_OBJECT = _("%(value)s stands where an object should.")
_NO_LIST = _("%(value)s stands where a list should.")
_NO_TEXT = _("%(value)s stands where a text should.")
_NOT_WHOLE = _("%(value)s is no whole number from %(low)s to %(high)s.")


def check_size(content: bytes) -> None:
    """Raises ``UnreadableFile`` for a feed that is too large."""
    if len(content) > MAX_FEED_BYTES:
        raise UnreadableFile(_TOO_LARGE, remedy=ASK_THE_SOURCE, values={"limit": MAX_FEED_BYTES // 2**20})


def text_of(content: bytes) -> str:
    """The text of a feed. Raises ``UnreadableFile``."""
    check_size(content)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableFile(_NOT_TEXT, where=f"byte {error.start}", remedy=ASK_THE_SOURCE) from None


def parsed(text: str) -> object:
    """The value of a JSON text. Raises ``UnreadableFile`` with the line where it breaks."""
    _check_shape(text)
    try:
        return json.loads(text, object_pairs_hook=_without_doubles, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        raise UnreadableFile(_NO_JSON, where=f"line {error.lineno}", remedy=ASK_THE_SOURCE) from None
    except (ValueError, RecursionError):  # an integer of thousands of digits
        raise UnreadableFile(_NO_JSON, remedy=ASK_THE_SOURCE) from None


def _check_shape(text: str) -> None:
    """Before anything is made of it: how deep it goes and how much it would unfold to."""
    bare = _STRING.sub("", text)
    if bare.count("{") + bare.count("[") + bare.count(",") > _MAX_MARKS:
        raise UnreadableFile(_TOO_MANY, remedy=ASK_THE_SOURCE)
    depth = 0
    for mark in re.findall(r"[\[\]{}]", bare):
        depth += 1 if mark in "[{" else -1
        if depth > _MAX_DEPTH:
            raise UnreadableFile(_TOO_DEEP, remedy=ASK_THE_SOURCE)


def _without_doubles(pairs: list[tuple[str, object]]) -> dict[str, object]:
    made = dict(pairs)
    if len(made) == len(pairs):
        return made
    seen: set[str] = set()
    twice = ""
    for twice, _value in pairs:
        if twice in seen:
            break
        seen.add(twice)
    raise UnreadableFile(_TWICE, remedy=ASK_THE_SOURCE, values={"key": shown(twice)})


def _no_constant(word: str) -> object:
    raise UnreadableFile(_NO_NUMBER, remedy=ASK_THE_SOURCE, values={"word": word})


def as_object(value: object) -> dict[str, object]:
    """``value`` where it is an object. Raises ``InvalidValue``."""
    if isinstance(value, dict):
        return value
    raise InvalidValue(_NO_OBJECT, values={"value": shown(value)})


def as_list(value: object) -> list[object]:
    """``value`` where it is a list. Raises ``InvalidValue``."""
    if isinstance(value, list):
        return value
    raise InvalidValue(_NO_LIST, values={"value": shown(value)})


def as_text(value: object) -> str:
    """``value`` where it is a text that is not blank, in one line. Raises ``InvalidValue``."""
    text = shown(value, _TEXT_OF_A_VALUE) if isinstance(value, str) else ""
    if text:
        return text
    raise InvalidValue(_NO_TEXT, values={"value": shown(value)})


def as_whole(value: object, low: int, high: int) -> int:
    """``value`` where it is a whole number from ``low`` to ``high``. Raises ``InvalidValue``."""
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
        value = int(value)
    if isinstance(value, int) and not isinstance(value, bool) and low <= value <= high:
        return value
    raise InvalidValue(_NOT_WHOLE, values={"value": shown(value), "low": low, "high": high})


def members(value: object) -> Iterator[tuple[str, object]]:
    """Members of an object but those that are notes of whoever keeps the file ("_note"). Raises ``InvalidValue``."""
    return ((key, one) for key, one in as_object(value).items() if not key.startswith("_"))
