"""What a reader says about mending: a fixed sentence, which can be translated, and figures in brackets after it."""

from collections.abc import Sequence

from punkt.wording import gettext_noop

ENCODING_GUESSED = gettext_noop("The file does not say which alphabet it is stored in; it was guessed.")
BYTES_REPLACED = gettext_noop("Some letters could not be read and were replaced by a mark.")
CONTROLS_REMOVED = gettext_noop("Control characters were removed.")
ENDS_TOO_EARLY = gettext_noop("The file ends in the middle; the last row may be cut.")
LINES_ABOVE = gettext_noop("Lines above the header were left out.")
NO_HEADER = gettext_noop("The list has no header; the columns were numbered.")
TWO_HEADER_ROWS = gettext_noop("The header has two rows; their names were joined.")
NUMBERED_HEADER = gettext_noop("A row of column numbers under the header was left out.")
REPEATED_HEADER = gettext_noop("The header is repeated inside the list; the repetitions were left out.")
SHORT_ROWS = gettext_noop("Some rows have fewer cells than the header; the missing cells are empty.")
LONG_ROWS = gettext_noop("Some rows have more cells than the header; columns were added for them.")
STRAY_QUOTE = gettext_noop("Some lines have a quotation mark that is never closed; they were read as they stand.")
MERGED_CELLS = gettext_noop("Cells that were merged downwards were filled with their value.")
OTHER_SHEETS = gettext_noop("Only one sheet was read; the file has others.")
OTHER_FILES = gettext_noop("Only one file of the archive was read; it has others.")
NOT_A_NUMBER = gettext_noop("Values that are not numbers (NaN, infinity) were read as empty.")
NOT_RECORDS = gettext_noop("Some parts of the list are not records and were left out.")
LIST_CUT = gettext_noop("The server cut the list at its page limit; there are more rows than this file holds.")
SERVER_REMARK = gettext_noop("The server added a remark; the list may be incomplete.")
UNKNOWN_PROJECTION = gettext_noop("The file states a map projection that has no EPSG number.")
DELETED_LEFT_OUT = gettext_noop("Elements marked as deleted were left out.")
NO_PLACE = gettext_noop("Some elements have no place, because the file lacks the nodes they are made of.")
PREFIXES_MENDED = gettext_noop("The XML uses names that it does not declare; they were read all the same.")


def repair(sentence: str, *, detail: str = "") -> str:
    """``sentence`` (marked for translation) and, after it in brackets, what no translation touches."""
    return f"{sentence} ({detail})" if detail else sentence


def some_of(numbers: Sequence[int]) -> str:
    """The first numbers of a long list and how many there are: ``5, 9, 12 ... 41``."""
    shown = ", ".join(str(number) for number in numbers[:5])
    return shown if len(numbers) <= 5 else f"{shown} ... {len(numbers)}"
