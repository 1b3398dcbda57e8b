"""Marks English words of the library for translation; the product looks the translation up. How sources are written."""

import re
from typing import NamedTuple

LANGUAGES = ("uk", "en", "et", "sv")
"""The languages in which everything is told: files with texts of their own, commands and pages."""


def gettext_noop(text: str) -> str:
    """Returns ``text`` unchanged. The name is the one that message extraction looks for."""
    return text


def ngettext_noop(one: str, many: str) -> tuple[str, str]:
    """Returns a countable text, for one and for many, unchanged; marked like ``gettext_noop``."""
    return one, many


DECISION = "[decision]"
"""What a source begins with where nobody wrote down what is told: a choice of ours, with its reason."""
_REFERENCE = re.compile(r"\s*\((?:facts:|[a-z]+(?:_[a-z]+)+ )[^()]*\)")
"""To what we collected about the field: readers of a page do not have it."""


class SourceParts(NamedTuple):
    """A source as its readers are told it."""

    is_decision: bool
    words: str


def source_parts(source: str) -> SourceParts:
    """What a source of data says, without the marks that are for who works on the files."""
    words = _REFERENCE.sub("", source.removeprefix(DECISION)).strip()
    return SourceParts(source.startswith(DECISION), words)
