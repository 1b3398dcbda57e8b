"""A questionnaire from an XLSForm, ours or a stranger's: as far as it goes, and it is told what was left out."""

import re
from dataclasses import dataclass
from datetime import date
from itertools import count

from punkt.surveys import xlsform_names as names
from punkt.surveys.questionnaire import Questionnaire, Section, Texts
from punkt.surveys.reading import question_faults
from punkt.surveys.xlsform_choices import read_choices, texts_of
from punkt.surveys.xlsform_faults import Remarks, SheetRemark
from punkt.surveys.xlsform_questions import Questions
from punkt.surveys.xlsform_sheets import Node, Row, read_sheets, tree
from punkt.toml.sources import Grade, SourceDocument
from punkt.wording import LANGUAGES
from punkt.wording import gettext_noop as _

_SECTION_ID = r"[a-z][a-z0-9]{0,9}"


@dataclass(frozen=True, slots=True)
class FormRead:
    """``questionnaire`` is what could be read; with ``faults`` it is not to be used. ``left_out`` is what is lost."""

    questionnaire: Questionnaire
    faults: tuple[SheetRemark, ...]
    left_out: tuple[SheetRemark, ...]


def from_xlsform(content: bytes, *, where: str = "") -> FormRead:
    """The questionnaire of a form, with all faults and all that was left out, by sheet and row.

    Raises ``UnreadableFile`` for what is no workbook, no form, or too large. Texts are in the languages of the form
    that are ours; a column without a language is in ``default_language`` of the settings, else English.
    """
    sheets = read_sheets(content, where=where)
    remarks = Remarks()
    settings = next(iter(sheets.get(names.SETTINGS, [])), Row(1, {}))
    default = names.language_code(settings.get("default_language")) or "en"
    _tell_languages(sheets[names.SURVEY], remarks, default)
    choices = read_choices(sheets.get(names.CHOICES, []), default, remarks)
    questions = Questions(choices, default, remarks)
    sections = tuple(_sections(tree(sheets[names.SURVEY], remarks), questions, default))
    if not any(section.questions for section in sections):
        remarks.fault(names.SURVEY, 0, _("There is no question."))
    ours = sheets.get(names.OURS, [])
    marks = {row.get("what"): row.get("key") for row in ours}
    questionnaire = Questionnaire(
        id=re.sub(r"[^a-z0-9]+", "-", settings.get("form_id").lower()).strip("-") or "form",
        version=_version(settings.get("version")),
        title=_ours(ours, "title") or {default: settings.get("form_title") or settings.get("form_id") or "?"},
        note=_ours(ours, "note"),
        sections=sections,
        sources=tuple(_source(row) for row in ours if row.get("what") == "source"),
        translated=frozenset(marks.get("translated", "").split()) & frozenset(LANGUAGES),
        is_proposal=marks.get("is_proposal") == "yes",
    )
    for fault in question_faults(questionnaire, questions.rows):
        remarks.fault(names.SURVEY, fault.line, fault.what, **fault.values)
    return FormRead(questionnaire, tuple(remarks.faults), tuple(remarks.left_out))


def _sections(nodes: list[Node], questions: Questions, default: str) -> list[Section]:
    """A section for each group on top; questions beside groups stand in sections of their own, in their order."""
    reserved = {node.name for node in nodes if node.kind == "begin_group"}
    used: set[str] = set()
    sections: list[Section] = []
    loose: list[Node] = []

    def close() -> None:
        if loose:
            key = _free("q", used | reserved)
            used.add(key)
            if found := questions.read(key, loose):
                sections.append(Section(key, {default: "?"}, found))
            loose.clear()

    for node in nodes:
        if node.kind != "begin_group" or node.row.get("appearance") == names.TABLE_LIST:
            loose.append(node)
            continue
        close()
        is_fit = re.fullmatch(_SECTION_ID, node.name) and node.name not in used
        key = node.name if is_fit else _free("g", used | reserved)
        used.add(key)
        note = next((one for one in node.within if one.row.get(names.PART) == names.NOTE_PART), None)
        within = [one for one in node.within if one is not note]
        found = questions.read(key, within, around=node)
        if found:
            title = texts_of(node.row, "label", default) or {default: node.name or "?"}
            sections.append(Section(key, title, found, texts_of(note.row, "label", default) if note else {}))
    close()
    return sections


def _free(begin: str, taken: set[str]) -> str:
    return next(key for number in count(1) if (key := f"{begin}{number}") not in taken)


def _version(text: str) -> date:
    """The day of a version; the first of all days for a form that has none."""
    found = re.match(r"(\d{4})-?(\d{2})-?(\d{2})", text)
    try:
        return date(*map(int, found.groups())) if found else date.min
    except ValueError:
        return date.min


def _ours(rows: list[Row], what: str) -> Texts:
    row = next((row for row in rows if row.get("what") == what), Row(0, {}))
    return {language: row.get(language) for language in LANGUAGES if row.get(language)}


def _source(row: Row) -> SourceDocument:
    grade = row.get("grade")
    read = Grade(grade) if grade in set(Grade) else Grade.NOT_READ
    return SourceDocument(row.get("key"), row.get("title"), row.get("where"), read, row.get("on"))


def _tell_languages(rows: list[Row], remarks: Remarks, default: str) -> None:
    heads = dict.fromkeys(head for row in rows for head in row.cells)
    for head in heads:
        found = names.language_of(head, default)
        if found and not found[1]:
            remarks.leave_out(
                names.SURVEY, 1, _("The texts of the column %(name)s: the language is none of ours."), name=head
            )
