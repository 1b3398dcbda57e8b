"""How a questionnaire is called in an XLSForm: sheets, columns, languages, names, and the marks of rows of ours.

XLSForm (xlsform.org, docs.getodk.org/xlsform) lets other columns stand beside its own and passes them over. What it has
no word for stands in columns that begin with ``punkt_``.
"""

import re
from collections.abc import Mapping

SURVEY, CHOICES, SETTINGS, OURS = "survey", "choices", "settings", "punkt"
LANGUAGE_NAMES: Mapping[str, str] = {
    "uk": "Ukrainian (uk)",
    "en": "English (en)",
    "et": "Estonian (et)",
    "sv": "Swedish (sv)",
}
"""How a language is named in the head of a column: its English name and its code, as the specification asks."""
YES_NO_LIST = "yes_no_unknown"
BASIS_LIST = "answer_source"
TABLE_LIST = "table-list"

ID, PART, NUMBER, UNIT, CURRENCIES, LEAST, MOST, MARKS, PREFILL, RELATES, TRANSLATED, ALONE = (
    f"punkt_{name}"
    for name in (
        "id", "part", "number", "unit", "currencies", "least", "most", "marks", "prefill", "relates_to", "translated",
        "alone",
    )
)  # fmt: skip
"""Columns of ours. ``punkt_part`` marks rows that belong to the question before them and are none of their own."""
SENSITIVE, CODED, ASKS_SOURCE, REQUIRED = "sensitive", "coded", "asks_source", "required"
"""Words of ``punkt_marks``; the last for tables and groups, which XLSForm cannot require."""
UNKNOWN_PART, BASIS_PART, AS_OF_PART, CURRENCY_PART, NOTE_PART, ROW_PART = (
    "unknown", "basis", "as_of", "currency", "note", "row",
)  # fmt: skip


def form_name(question_id: str) -> str:
    """The name of a question in a form: dots would be columns apart in many programs."""
    return question_id.replace(".", "_")


def fit_name(name: str, taken: dict[str, int], *, pattern: str, begin: str, most: int = 40) -> str:
    """A name of a stranger as one of ours: in small letters, not taken, and marked as taken now.

    ``taken`` has for each name how often it was asked for, so that many equal names cost no more than others.
    """
    plain = re.sub(r"[^a-z0-9_]+", "_", name.lower()).strip("_")[:most]
    if not re.fullmatch(pattern, plain):
        plain = f"{begin}{plain}"[:most].rstrip("_")
    fit, number = plain, taken.get(plain, 1)
    while fit in taken:
        number += 1
        fit = f"{plain[: most - 5]}_{number}"
    taken[plain] = number
    taken.setdefault(fit, 1)
    return fit


def language_of(head: str, default: str) -> tuple[str, str] | None:
    """Column and language of a head such as ``label::English (en)``; "" for a language not known, ``None`` for no such.

    A head without a language is of the ``default`` one.
    """
    found = re.fullmatch(r"(label|hint)(?:\s*::?\s*(.+))?", head.strip(), re.IGNORECASE)
    if found is None:
        return None
    return found[1].lower(), language_code(found[2] or "") if found[2] else default


def language_code(name: str) -> str:
    """The code of a language by its name, ``English (en)``, ``en`` or ``English``; "" for one that is not ours."""
    told = name.strip().lower()
    code = re.search(r"\(([a-z]{2})(?:-[a-z]+)?\)\s*$", told)
    for key, full in LANGUAGE_NAMES.items():
        if key in {told, code[1] if code else ""} or full.lower().startswith(f"{told} ("):
            return key
    return ""


def fits(pattern: str, text: str) -> bool:
    """Whether the whole text is of the pattern."""
    return re.fullmatch(pattern, text) is not None
