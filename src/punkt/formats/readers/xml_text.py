"""XML from outside: no entities, no DTD, no network, no huge trees."""

import re

from lxml import etree

from punkt.errors import UnreadableFile
from punkt.formats.readers.limits import check_marks
from punkt.formats.readers.repairs import PREFIXES_MENDED, repair
from punkt.wording import gettext_noop

BROKEN_XML = gettext_noop("This XML file is broken or was not downloaded completely.")
DOWNLOAD_AGAIN = gettext_noop("Download it again, or ask the sender for it.")
HOSTILE_XML = gettext_noop("This XML file defines entities, which lists of points never need and attacks use.")
ASK_FOR_PLAIN = gettext_noop("Ask the sender for a plain KML, GeoJSON or CSV file.")

_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>")
# The groups are atomic: a text of a thousand comments would otherwise be tried in 2 ** 1000 ways.
_PROLOGUE = r"\s++|(?><\?.*?\?>)|(?><!--.*?-->)|(?><!DOCTYPE[^>\[]*+(?:\[.*?\]\s*+)?+>)"
_ROOT = re.compile(rf"\A(?:{_PROLOGUE})*+<(?:[\w.-]+:)?([\w.-]+)", re.DOTALL)


def root_name(text: str) -> str:
    """The local name of the outermost element of a text that begins like XML, else an empty text."""
    found = _ROOT.match(text[:100_000])
    return found[1] if found else ""


def parse_xml(text: str) -> tuple[etree._Element, list[str]]:
    """The root element, and repairs. Names without a declared prefix are taken as they stand.

    Raises ``UnreadableFile`` for broken XML and for XML that defines entities.
    """
    parser = _parser(recover=False)
    content = _checked(text)
    try:
        return etree.fromstring(content, parser), []
    except etree.XMLSyntaxError as error:
        if not _only_prefixes(parser):
            raise _broken(error) from error
    # libxml2 reads on after an undeclared prefix (Google Earth exports lack xmlns:gx) only when told to recover.
    parser = _parser(recover=True)
    root = etree.fromstring(content, parser)
    if root is None or not _only_prefixes(parser):
        raise UnreadableFile(BROKEN_XML, remedy=DOWNLOAD_AGAIN)
    return root, [repair(PREFIXES_MENDED)]


def local_name(element: etree._Element) -> str:
    """The name of an element without namespace or prefix; empty for comments and instructions."""
    tag = element.tag
    return tag.rpartition("}")[2].rpartition(":")[2] if isinstance(tag, str) else ""


def _checked(text: str) -> bytes:
    if "<!ENTITY" in text:
        raise UnreadableFile(HOSTILE_XML, remedy=ASK_FOR_PLAIN)
    check_marks(text.count("<"))
    # The declaration goes, because the text was decoded already and is handed on as UTF-8.
    return _DECLARATION.sub("", text, count=1).encode("utf-8", errors="replace")


def _parser(*, recover: bool) -> etree.XMLParser:
    return etree.XMLParser(
        recover=recover,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )


def _only_prefixes(parser: etree.XMLParser) -> bool:
    entries = list(parser.error_log)
    return bool(entries) and all(entry.type == etree.ErrorTypes.NS_ERR_UNDEFINED_NAMESPACE for entry in entries)


def _broken(error: etree.XMLSyntaxError) -> UnreadableFile:
    line = error.lineno or 0
    return UnreadableFile(BROKEN_XML, where=f"line {line}" if line else "", remedy=DOWNLOAD_AGAIN)
