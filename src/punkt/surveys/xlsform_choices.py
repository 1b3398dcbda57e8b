"""The sheet ``choices``: what can be chosen, by the name of its list."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from punkt.surveys import xlsform_names as names
from punkt.surveys.question_reading import OPTION_ID, SAID_OF_EVERY_QUESTION
from punkt.surveys.questionnaire import Option
from punkt.surveys.words import UNKNOWN
from punkt.surveys.xlsform_faults import Remarks
from punkt.surveys.xlsform_sheets import Row
from punkt.wording import LANGUAGES
from punkt.wording import gettext_noop as _


@dataclass(slots=True)
class ChoiceList:
    """A list: its options without "not known", and our word for each word of the form."""

    options: list[Option] = field(default_factory=list)
    words: dict[str, str] = field(default_factory=dict)
    taken: dict[str, int] = field(default_factory=lambda: dict.fromkeys(SAID_OF_EVERY_QUESTION, 1))


def read_choices(rows: list[Row], default: str, remarks: Remarks) -> Mapping[str, ChoiceList]:
    """The lists by name."""
    lists: dict[str, ChoiceList] = {}
    for row in rows:
        name = row.get("name") or row.get("value")
        if not name or not row.get("list_name"):
            remarks.fault(names.CHOICES, row.number, _("A choice has the name of its list and its own."))
            continue
        found = lists.setdefault(row.get("list_name"), ChoiceList())
        if name in found.words:
            remarks.fault(names.CHOICES, row.number, _("%(id)s is told twice."), id=name[:40])
        elif row.get(names.PART) == names.UNKNOWN_PART or name == UNKNOWN:
            found.words[name] = str(UNKNOWN)
        else:
            key = names.fit_name(name, found.taken, pattern=OPTION_ID, begin="o_")
            found.words[name] = key
            texts = texts_of(row, "label", default) or {default: name}
            found.options.append(Option(key, texts, bool(row.get(names.ALONE))))
    return lists


def texts_of(row: Row, column: str, default: str) -> dict[str, str]:
    """The texts of a column by language, in the order of our languages."""
    found: dict[str, str] = {}
    for head, cell in row.cells.items():
        told = names.language_of(head, default)
        if told and told[0] == column and told[1]:
            found.setdefault(told[1], cell)
    return {language: found[language] for language in LANGUAGES if language in found}
