"""The language of a name, told by its letters and by the table around it; "" where it cannot be told."""

import re

from punkt.formats.table import SourceTable

_UKRAINIAN = re.compile("[іїєґ]")
_OTHER_CYRILLIC = re.compile("[ыэъё]", re.IGNORECASE)
_CYRILLIC = re.compile("[\u0400-\u04ff]")
_LATIN = re.compile("[a-z]", re.IGNORECASE)
_SAMPLE_ROWS = 200
_ESTONIAN_WORDS = re.compile(r"õ|\b(?:maakond|vald|küla|linn|tn|mnt|kool|nimi|aadress)\b", re.IGNORECASE)
_SWEDISH_WORDS = re.compile(
    r"å|\w+(?:gatan|vägen|skolan?)\b|\b(?:kommun|och|namn|gatuadress|kommunnamn)\b", re.IGNORECASE
)


def table_language(table: SourceTable) -> str:
    """ "uk", "et" or "sv" where the letters and words of the table tell it, else ""."""
    step = max(1, len(table.rows) // _SAMPLE_ROWS)
    words = [cell[:200] for row in table.rows[::step] for cell in row.cells if isinstance(cell, str)]
    text = " ".join((*table.columns, *words))
    if len(_CYRILLIC.findall(text)) > len(_LATIN.findall(text)) / 4:
        return "uk" if len(_UKRAINIAN.findall(text)) > 3 * len(_OTHER_CYRILLIC.findall(text)) else ""
    n_estonian, n_swedish = len(_ESTONIAN_WORDS.findall(text)), len(_SWEDISH_WORDS.findall(text))
    if n_estonian == n_swedish:
        return ""
    return "et" if n_estonian > n_swedish else "sv"


def language_of(text: str, table_wide: str) -> str:
    """The language of one name in a table whose language is ``table_wide``."""
    if _CYRILLIC.search(text):
        if _OTHER_CYRILLIC.search(text):
            return ""
        is_ukrainian = table_wide == "uk" or (table_wide == "" and _UKRAINIAN.search(text) is not None)
        return "uk" if is_ukrainian else ""
    if not _LATIN.search(text):
        return ""
    if "õ" in text.casefold():
        return "et"
    if "å" in text.casefold():
        return "sv"
    return table_wide if table_wide in ("et", "sv") else ""
