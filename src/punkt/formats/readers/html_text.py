"""HTML inside a description -> the text that a person would read."""

import re
from html.parser import HTMLParser

_TAG = re.compile(r"<[a-zA-Z/!][^<>]*+>")
_ENTITY = re.compile(r"&(?:[a-zA-Z]{2,8}|#\d{1,7}|#x[0-9a-fA-F]{1,6});")
_LONGEST_HTML = 100_000
"""Characters that are parsed; a longer text only loses its tags. The parser needs quadratic time for some texts."""
_LINE_TAGS = frozenset({"br", "p", "div", "tr", "li", "ul", "ol", "table", "h1", "h2", "h3", "h4", "h5", "h6", "hr"})
_CELL_TAGS = frozenset({"td", "th"})
_SILENT_TAGS = frozenset({"script", "style", "head", "title"})


class _TextOfHtml(HTMLParser):
    """Collects the words; the parser of the standard library never fetches or runs anything."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT_TAGS:
            self.silent += 1
        elif tag in _LINE_TAGS:
            self.parts.append("\n")
        elif tag in _CELL_TAGS:
            self.parts.append("\t")
        link = dict(attrs).get("href" if tag == "a" else "src") if tag in {"a", "img"} else None
        if link and not link.lower().startswith(("javascript:", "data:")):
            self.parts.append(f" {link} ")

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT_TAGS:
            self.silent = max(0, self.silent - 1)
        elif tag in _LINE_TAGS:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.parts.append(data)


def text_of_html(text: str) -> str:
    """Plain text with a line per paragraph or table row; a table row of two cells becomes ``name: value``.

    Text without tags and entities is returned as it is.
    """
    if not _TAG.search(text) and not _ENTITY.search(text):
        return text.strip()
    lines = _words(text).split("\n")
    return "\n".join(line for line in map(_line, lines) if line)


def _words(text: str) -> str:
    parser = _TextOfHtml()
    try:
        parser.feed(text[:_LONGEST_HTML])
        parser.close()
    except AssertionError:  # what the parser raises at "<![nonsense["
        return _TAG.sub(" ", text)
    return "".join(parser.parts) + _TAG.sub(" ", text[_LONGEST_HTML:])


def _line(line: str) -> str:
    cells = [" ".join(cell.split()) for cell in line.split("\t")]
    filled = [cell for cell in cells if cell]
    separator = ": " if len(filled) == 2 else " · "
    return separator.join(filled)
