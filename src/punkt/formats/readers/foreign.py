"""Files that are not lists but are sent as lists: what each is, and what to do."""

import re

from punkt.errors import UnreadableFile
from punkt.wording import gettext_noop

Foreign = tuple[str, str]
"""What the file is, and what to do."""

_ASK_FOR_TABLE = gettext_noop("Ask the sender for the list as CSV, XLSX or GeoJSON, or paste its lines as text.")
_ASK_FOR_GEOJSON = gettext_noop("Save the layer as GeoJSON or CSV and try again.")

PDF = (gettext_noop("This is a PDF document, not a list of points."), _ASK_FOR_TABLE)
RICH_TEXT = (gettext_noop("This is a text document, not a list of points."), _ASK_FOR_TABLE)
OFFICE_TEXT = (gettext_noop("This is a text document or a presentation, not a list of points."), _ASK_FOR_TABLE)
PICTURE = (gettext_noop("This is a picture or a film, not a list of points."), _ASK_FOR_TABLE)
SHAPEFILE = (gettext_noop("This is a shapefile, which Punkt does not read."), _ASK_FOR_GEOJSON)
DATABASE = (gettext_noop("This is a database or GeoPackage, which Punkt does not read."), _ASK_FOR_GEOJSON)
PARQUET = (gettext_noop("This is a Parquet file, which Punkt does not read."), _ASK_FOR_GEOJSON)
OTHER_ARCHIVE = (
    gettext_noop("This is a packed archive."),
    gettext_noop("Unpack it and import the files one by one."),
)
MAP_EXTRACT = (
    gettext_noop("This is a whole map extract (OSM PBF), not a list of points."),
    gettext_noop("Ask the map database only for the places you need and save them as OSM XML or GeoJSON."),
)
WEB_PAGE = (
    gettext_noop("This is a web page, not a list: the server sent an error or a sign-in page instead of the file."),
    gettext_noop("Open the address in a browser, download the file itself and try again."),
)
WEB_TABLE = (
    gettext_noop("This is a web page with a table, whatever its name says."),
    gettext_noop("Open it in a spreadsheet program, save it as XLSX or CSV and try again."),
)
OTHER_XML = (
    gettext_noop("This XML file is neither KML nor OpenStreetMap data."),
    gettext_noop("Save the list as KML, GeoJSON or CSV and try again."),
)
SERVER_REPORT = (
    gettext_noop("The server answered with an error instead of a list."),
    gettext_noop("Check the address and download the list again."),
)

_SIGNATURES = (
    (rb"\s{0,99}(\xef\xbb\xbf)?%PDF-", PDF),
    (rb"\{\\rtf", RICH_TEXT),
    (rb"\x89PNG|\xff\xd8\xff|GIF8[79]a|II\*\x00|MM\x00\*|BM.{4}\x00{4}|RIFF.{4}WEBP|.{4}ftyp", PICTURE),
    (rb"SQLite format 3\x00", DATABASE),
    (rb"PAR1", PARQUET),
    (rb"7z\xbc\xaf|Rar!|\xfd7zXZ|\x28\xb5\x2f\xfd", OTHER_ARCHIVE),
    (rb"\x00\x00\x27\x0a", SHAPEFILE),
    (rb"\x00\x00.{2,8}OSMHeader", MAP_EXTRACT),
)
_PATTERNS = tuple((re.compile(pattern, re.DOTALL), foreign) for pattern, foreign in _SIGNATURES)
_PROLOGUE = r"\s*+(?><\?xml[^>]*+>\s*+)?+(?:(?><!--.*?-->)\s*+)*+"
_WEB_PAGE = re.compile(
    _PROLOGUE + r"<(?:!doctype\s+html|(?:html|head|body|script|meta|table|div|style|title)\b)",
    re.IGNORECASE | re.DOTALL,
)


def refuse(foreign: Foreign, *, where: str = "") -> UnreadableFile:
    """The error that says what a foreign file is."""
    what, remedy = foreign
    return UnreadableFile(what, where=where, remedy=remedy)


def foreign_by_signature(content: bytes) -> Foreign | None:
    """What a file is by its first bytes, when that is nothing Punkt reads."""
    return next((foreign for pattern, foreign in _PATTERNS if pattern.match(content[:200])), None)


def web_page(text: str) -> Foreign | None:
    """What kind of HTML a text is, whatever its file is called; ``None`` for a text that is none."""
    if _WEB_PAGE.match(text[:5_000]) is None:
        return None
    return WEB_TABLE if len(re.findall(r"<tr\b", text, re.IGNORECASE)) > 2 else WEB_PAGE
