"""Text from anywhere, fit to be set: every letter has a shape in the fonts of papers, and every line can be broken."""

import re
import unicodedata

_PRINTED = re.compile(
    "[\\x20-\\x7e\\xa0-\\u017f\\u018f\\u0192\\u01cd-\\u01dc\\u0218-\\u021b\\u0259\\u02bb\\u02bc\\u02c6-\\u02dd"
    "\\u0300-\\u0304\\u0306-\\u030c\\u0391-\\u03a1\\u03a3-\\u03c9\\u0400-\\u045f\\u0490\\u0491\\u04d8\\u04d9"
    "\\u1e80-\\u1e85\\u1e9e\\u1ef2\\u1ef3\\u2010-\\u2015\\u2018-\\u201e\\u2020-\\u2022\\u2026\\u2030\\u2032\\u2033"
    "\\u2039\\u203a\\u2044\\u2070\\u2074-\\u2079\\u2080-\\u2089\\u20ac\\u20b4\\u2116\\u2122\\u2190-\\u2199\\u2212\\u221a"
    "\\u221e\\u2248\\u2260\\u2264\\u2265\\u25a0\\u25a1\\u25b2\\u25bc\\u25cb\\u25cf\\u25d0\\u2610\\u2611\\u2713\\u2717"
    "\\ufffd\\u200b]"
)
"""What the fonts are known to hold, by test. A letter more is added here, and the test tells whether it can be."""

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
_BREAK = "\N{ZERO WIDTH SPACE}"
_MARKS = str.maketrans({"⟦": "[", "⟧": "]"})
_LONG = re.compile(r"[^\s\u200b]{25,}")
_EVERY = 12
_KEPT_TOGETHER = frozenset("\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}")
_SPACES = re.compile(" +")


def printable(text: str) -> str:
    """The text without control letters, in one line; letters without a shape become U+FFFD, brackets of figures plain.

    What hides or turns letters round (marks of direction) is left out: a paper shows what is there.
    """
    composed = unicodedata.normalize("NFC", text).translate(_MARKS)
    kept = "".join(_shown(letter) for letter in composed)
    return _LONG.sub(_breakable, _SPACES.sub(" ", kept).strip(" "))


def _shown(letter: str) -> str:
    if letter in _KEPT_TOGETHER:
        return "\N{NO-BREAK SPACE}"
    if letter.isspace():
        return " "
    if unicodedata.category(letter) in {"Cc", "Cf", "Cs"}:
        return ""
    return letter if _PRINTED.fullmatch(letter) else REPLACEMENT


def _breakable(found: re.Match[str]) -> str:
    """A very long word with places where a line may end; between them it is still broken by its syllables."""
    word = found[0]
    return _BREAK.join(word[start : start + _EVERY] for start in range(0, len(word), _EVERY))


def without_breaks(text: str) -> str:
    """Without the marks of places where a line may end: how text that was set is compared with text that was read."""
    return text.replace(_BREAK, "").replace("\N{SOFT HYPHEN}", "")
