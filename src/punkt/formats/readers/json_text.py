"""JSON of any shape: which dialect it is, one object a line, and what a server says instead of a list."""

import json
from collections.abc import Sequence

from punkt.errors import UnreadableFile
from punkt.formats.readers.arcgis import is_arcgis, read_arcgis
from punkt.formats.readers.cells import FLATTEN_IT, TOO_DEEP
from punkt.formats.readers.geojson import features_of, read_features
from punkt.formats.readers.limits import check_marks
from punkt.formats.readers.overpass import is_overpass, read_overpass
from punkt.formats.readers.records import read_records
from punkt.formats.readers.repairs import NOT_A_NUMBER, repair
from punkt.formats.table import SourceTable
from punkt.wording import gettext_noop

BROKEN_JSON = gettext_noop("This JSON file is broken or was not downloaded completely.")
DOWNLOAD_AGAIN = gettext_noop("Download it again, or ask the sender for it.")
TOPOLOGY = gettext_noop("This is TopoJSON, which Punkt does not read.")
SAVE_GEOJSON = gettext_noop("Save the layer as GeoJSON and try again.")
SERVER_ERROR = gettext_noop("The server answered with an error instead of a list.")
ASK_AGAIN = gettext_noop("Check the address and download the list again.")


def read_json(text: str, *, repairs: Sequence[str] = ()) -> SourceTable:
    """Records, GeoJSON, ArcGIS features or Overpass elements as a table; ``number`` counts 1, 2, 3 ...

    In text with one object a line ``number`` is the line. Raises ``UnreadableFile`` for broken or too deep JSON and
    for an error message of a server.
    """
    check_marks(text.count("{") + text.count("["))
    try:
        parsed, lines, noted = _parsed(text)
        return _read(parsed, lines=lines, repairs=[*repairs, *noted])
    except RecursionError as error:
        raise UnreadableFile(TOO_DEEP, remedy=FLATTEN_IT) from error


def _read(parsed: object, *, lines: Sequence[int] | None, repairs: list[str]) -> SourceTable:
    _refuse_messages(parsed)
    if isinstance(parsed, dict) and is_arcgis(parsed):
        return read_arcgis(parsed, repairs=repairs)
    if isinstance(parsed, dict) and is_overpass(parsed):
        return read_overpass(parsed, repairs=repairs)
    features = features_of(parsed)
    if features is not None:
        holder = parsed if isinstance(parsed, dict) else {}
        return read_features(features, holder=holder, lines=lines, repairs=repairs)
    return read_records(parsed, lines=lines, repairs=repairs)


def _parsed(text: str) -> tuple[object, list[int] | None, list[str]]:
    """The value, the line numbers when there is one value a line, and repairs."""
    odd_numbers: list[str] = []
    decoder = json.JSONDecoder(parse_constant=odd_numbers.append)
    text = text.strip()
    try:
        found, lines = decoder.decode(text), None
    except json.JSONDecodeError as error:
        if not error.msg.startswith("Extra data"):
            raise _broken(error.lineno) from error
        found, lines = _one_a_line(text, decoder)
    except ValueError as error:  # an integer of thousands of digits
        raise _broken(0) from error
    return found, lines, [repair(NOT_A_NUMBER, detail=str(len(odd_numbers)))] if odd_numbers else []


def _one_a_line(text: str, decoder: json.JSONDecoder) -> tuple[list[object], list[int]]:
    values: list[object] = []
    lines: list[int] = []
    for number, line in enumerate(text.split("\n"), start=1):
        bare = line.strip(" \t\r,")
        if not bare:
            continue
        try:
            values.append(decoder.decode(bare))
        except ValueError as error:
            raise _broken(number) from error
        lines.append(number)
    return values, lines


def _broken(line: int) -> UnreadableFile:
    return UnreadableFile(BROKEN_JSON, where=f"line {line}" if line else "", remedy=DOWNLOAD_AGAIN)


def _refuse_messages(parsed: object) -> None:
    if not isinstance(parsed, dict):
        return
    if parsed.get("type") == "Topology":
        raise UnreadableFile(TOPOLOGY, remedy=SAVE_GEOJSON)
    for key in ("error", "errors"):
        message = parsed.get(key)
        if message and not _holds_list(parsed, besides=key):
            raise UnreadableFile(SERVER_ERROR, where=_message(message), remedy=ASK_AGAIN)


def _holds_list(parsed: dict[str, object], *, besides: str) -> bool:
    return any(isinstance(value, list) and value for key, value in parsed.items() if key != besides)


def _message(message: object) -> str:
    """The words of an error in any of its usual shapes, at most 200 characters."""
    if isinstance(message, list) and message:
        message = message[0]
    if isinstance(message, dict):
        words = [message.get("code"), message.get("message"), message.get("details")]
        message = " ".join(str(word) for word in words if word) or str(message)
    return " ".join(str(message).split())[:200]
