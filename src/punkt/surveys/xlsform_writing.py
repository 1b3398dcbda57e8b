"""A questionnaire as an XLSForm, to collect answers with KoboToolbox, ODK and others. What is lost: docs/reference."""

import io
from collections.abc import Iterable, Iterator, Mapping

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from punkt.surveys import xlsform_names as names
from punkt.surveys.form_words import form_words
from punkt.surveys.questionnaire import Option, Question, Questionnaire, Section, Texts, text_in
from punkt.surveys.words import UNKNOWN, AnswerBasis, Kind, YesNo
from punkt.surveys.xlsform_expressions import alone_text, constraint_text, relevant_text
from punkt.wording import LANGUAGES

Cells = dict[str, str]
_TYPES = {Kind.TEXT: "text", Kind.DATE: "date", Kind.FILE: "file"}
_OF_ITS_OWN = frozenset({Kind.NUMBER, Kind.DATE, Kind.TEXT, Kind.FILE, Kind.MATRIX})
"""Kinds for which "not known" is a row of its own; the others have it among what can be chosen."""
_LONG_TEXT = 300
_LABELS = [f"label::{names.LANGUAGE_NAMES[language]}" for language in LANGUAGES]
_HINTS = [f"hint::{names.LANGUAGE_NAMES[language]}" for language in LANGUAGES]
_SURVEY = [
    "type", "name", *_LABELS, *_HINTS, "required", "relevant", "constraint", "appearance", names.ID, names.PART,
    names.NUMBER, names.UNIT, names.CURRENCIES, names.LEAST, names.MOST, names.MARKS, names.PREFILL, names.RELATES,
    names.TRANSLATED,
]  # fmt: skip
_CHOICES = ["list_name", "name", *_LABELS, names.PART, names.ALONE]
_OURS = ["what", "key", *LANGUAGES, "title", "where", "grade", "on"]


def to_xlsform(questionnaire: Questionnaire) -> bytes:
    """The form as a workbook: sheets ``survey``, ``choices``, ``settings``, and ``punkt`` for titles and sources."""
    book = Workbook(write_only=True)
    _fill(book, names.SURVEY, _SURVEY, _Survey(questionnaire).rows())
    _fill(book, names.CHOICES, _CHOICES, _choices(questionnaire))
    settings = {
        "form_title": text_in(questionnaire.title, "en"),
        "form_id": questionnaire.id,
        "version": questionnaire.version.isoformat(),
        "default_language": names.LANGUAGE_NAMES["en"],
    }
    _fill(book, names.SETTINGS, list(settings), [settings])
    _fill(book, names.OURS, _OURS, _ours(questionnaire))
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _fill(book: Workbook, title: str, heads: list[str], rows: Iterable[Mapping[str, str]]) -> None:
    sheet = book.create_sheet(title)
    sheet.append(heads)
    for row in rows:
        cells = []
        for head in heads:
            cell = WriteOnlyCell(sheet, value=row.get(head) or None)
            if cell.value is not None:
                cell.data_type = "s"  # a text that begins with = is none to reckon
            cells.append(cell)
        sheet.append(cells)


def _ours(questionnaire: Questionnaire) -> Iterator[Cells]:
    yield {"what": "title", **questionnaire.title}
    yield {"what": "note", **questionnaire.note}
    yield {"what": "translated", "key": " ".join(sorted(questionnaire.translated))}
    yield {"what": "is_proposal", "key": "yes" if questionnaire.is_proposal else ""}
    for one in questionnaire.sources:
        yield {
            "what": "source",
            "key": one.key,
            "title": one.title,
            "where": one.where,
            "grade": one.grade,
            "on": one.on,
        }


class _Survey:
    """The rows of the sheet ``survey``."""

    def __init__(self, questionnaire: Questionnaire) -> None:
        self._questionnaire = questionnaire
        self._kinds = {one.id: one.kind for one in questionnaire.every_question()}

    def rows(self) -> Iterator[Cells]:
        for section in self._questionnaire.sections:
            yield from self._section(section)

    def _section(self, section: Section) -> Iterator[Cells]:
        yield {"type": "begin_group", "name": section.id, names.ID: section.id, **_labelled(section.title)}
        if section.note:
            yield {"type": "note", "name": f"{section.id}_note", names.PART: names.NOTE_PART, **_labelled(section.note)}
        for question in section.questions:
            yield from self._question(question)
        yield {"type": "end_group"}

    def _question(self, question: Question) -> Iterator[Cells]:
        name, kind = names.form_name(question.id), question.kind
        row = self._row(question, name)
        if kind is Kind.GROUP:
            yield {**row, "type": "begin_repeat"}
            for part in question.parts:
                yield from self._question(part)
            yield {"type": "end_repeat"}
        elif question.matrix:
            yield {**row, "type": "begin_group", "appearance": names.TABLE_LIST}
            many = "select_multiple" if question.matrix.takes_several else "select_one"
            alone = [one.id for one in question.matrix.columns if one.is_alone] if question.matrix.takes_several else []
            for one in question.matrix.rows:
                told = {"type": f"{many} {name}", "name": f"{name}_{one.id}", "constraint": alone_text(alone)}
                mark = "yes" if one.is_alone else ""
                yield {**told, names.ID: one.id, names.PART: names.ROW_PART, names.MARKS: mark, **_labelled(one.text)}
            yield {"type": "end_group"}
        else:
            yield row
        yield from self._beside(question, name, row["relevant"])

    def _row(self, question: Question, name: str) -> Cells:
        when = question.when
        is_box = question.kind in {Kind.MATRIX, Kind.GROUP}
        required = ""
        if question.is_required and not is_box:
            required = f"not(${{{name}_unknown}} = 'OK')" if question.kind in _OF_ITS_OWN else "yes"
        marks = (
            (names.SENSITIVE, question.is_sensitive),
            (names.CODED, question.is_coded),
            (names.ASKS_SOURCE, question.asks_source),
            (names.REQUIRED, question.is_required and is_box),
        )
        is_group = question.kind is Kind.GROUP
        is_long = question.kind is Kind.TEXT and (question.most is None or question.most > _LONG_TEXT)
        return {
            "type": _type(question, name),
            "name": name,
            **_labelled(_with_unit(question)),
            **dict(zip(_HINTS, (question.help.get(language, "") for language in LANGUAGES), strict=True)),
            "required": required,
            "relevant": relevant_text(when, self._kinds.__getitem__, names.form_name) if when else "",
            "constraint": constraint_text(question),
            "appearance": "multiline" if is_long else "",
            names.ID: question.id,
            names.NUMBER: str(question.number),
            names.UNIT: question.unit,
            names.CURRENCIES: " ".join(question.currencies),
            names.LEAST: format(question.least, "f") if is_group and question.least is not None else "",
            names.MOST: format(question.most, "f") if is_group and question.most is not None else "",
            names.MARKS: " ".join(word for word, is_so in marks if is_so),
            names.PREFILL: question.prefill,
            names.RELATES: " ".join(question.relates_to),
            names.TRANSLATED: " ".join(sorted(question.translated)),
        }

    def _beside(self, question: Question, name: str, relevant: str) -> Iterator[Cells]:
        """Rows of what an answer carries beside its value."""
        words = form_words()
        answered = relevant if question.matrix else f"${{{name}}} != ''"
        if question.kind in _OF_ITS_OWN:
            told = {"type": "acknowledge", "name": f"{name}_unknown", "relevant": relevant}
            yield {**told, names.PART: names.UNKNOWN_PART, **_labelled(words["not_known"])}
        if question.currencies:
            told = {"type": f"select_one {name}_currency", "name": f"{name}_currency", "relevant": answered}
            yield {**told, "required": "yes", names.PART: names.CURRENCY_PART, **_labelled(words["currency"])}
        if question.asks_source:
            told = {"type": f"select_one {names.BASIS_LIST}", "name": f"{name}_basis", "relevant": answered}
            yield {**told, names.PART: names.BASIS_PART, **_labelled(words["basis"])}
            told = {"type": "date", "name": f"{name}_as_of", "relevant": answered}
            yield {**told, names.PART: names.AS_OF_PART, **_labelled(words["as_of"])}


def _type(question: Question, name: str) -> str:
    match question.kind:
        case Kind.NUMBER:
            return "integer" if question.is_whole else "decimal"
        case Kind.YES_NO_UNKNOWN:
            return f"select_one {names.YES_NO_LIST}"
        case Kind.SINGLE:
            return f"select_one {name}"
        case Kind.MULTIPLE:
            return f"select_multiple {name}"
        case kind:
            return _TYPES.get(kind, "")


def _labelled(texts: Texts) -> Cells:
    return dict(zip(_LABELS, (texts.get(language, "") for language in LANGUAGES), strict=True))


def _with_unit(question: Question) -> Texts:
    if not question.unit:
        return question.text
    return {language: f"{text} ({question.unit})" for language, text in question.text.items()}


def _choices(questionnaire: Questionnaire) -> Iterator[Cells]:
    words = form_words()
    unknown = {"name": str(UNKNOWN), names.PART: names.UNKNOWN_PART, **_labelled(words["not_known"])}
    for one in YesNo:
        yield {"list_name": names.YES_NO_LIST, "name": one, **_labelled(words[one])}
    yield {"list_name": names.YES_NO_LIST, **unknown}
    for basis in AnswerBasis:
        yield {"list_name": names.BASIS_LIST, "name": basis, **_labelled(words[basis])}
    for question in questionnaire.every_question():
        name = names.form_name(question.id)
        options = question.matrix.columns if question.matrix else question.options
        yield from (_choice(name, one) for one in options)
        if question.options:
            yield {"list_name": name, **unknown}
        for code in question.currencies:
            yield {"list_name": f"{name}_currency", "name": code, **_labelled(dict.fromkeys(LANGUAGES, code))}


def _choice(list_name: str, option: Option) -> Cells:
    alone = {names.ALONE: "yes" if option.is_alone else ""}
    return {"list_name": list_name, "name": option.id, **_labelled(option.text), **alone}
