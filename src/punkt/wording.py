"""Marks English words of the library for translation; the product looks the translation up."""

LANGUAGES = ("uk", "en", "et", "sv")
"""The languages in which everything is told: files with texts of their own, commands and pages."""


def gettext_noop(text: str) -> str:
    """Returns ``text`` unchanged. The name is the one that message extraction looks for."""
    return text


def ngettext_noop(one: str, many: str) -> tuple[str, str]:
    """Returns a countable text, for one and for many, unchanged; marked like ``gettext_noop``."""
    return one, many
