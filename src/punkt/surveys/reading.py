"""A questionnaire file read and checked: every fault is told, with its line, before anything is used."""

from collections.abc import Iterable, Mapping
from datetime import date

from punkt.surveys.conditions import Operator
from punkt.surveys.question_reading import QUESTION_TEXTS, read_question
from punkt.surveys.questionnaire import Question, Questionnaire, Section
from punkt.surveys.words import Kind, YesNo
from punkt.toml.faults import BadFile, Fault
from punkt.toml.sources import read_sources
from punkt.toml.tables import Table, read_toml
from punkt.wording import LANGUAGES
from punkt.wording import gettext_noop as _

_ID = r"[a-z][a-z0-9]*(-[a-z0-9]+)*"
SECTION_ID = r"[a-z][a-z0-9]{0,9}"


class BadQuestionnaire(BadFile):
    """A questionnaire that cannot be used, with every fault that was found, in the order of the file."""

    said = _("%(count)s faults in this questionnaire. %(told)s")


def read_questionnaire(text: str, *, where: str) -> Questionnaire:
    """The questionnaire of a file. Raises ``BadQuestionnaire`` with all faults and their lines."""
    top = read_toml(text, where, BadQuestionnaire)
    lines: dict[str, int] = {}
    key, version = top.text("id", pattern=_ID), top.day("version")
    title, note = top.table("title", is_needed=True), top.table("note")
    sources = tuple(read_sources(top))
    sections = tuple(_sections(top, lines))
    read = Questionnaire(
        id=key,
        version=version or date.min,
        title=_texts(title),
        sections=sections,
        sources=sources,
        note=_texts(note),
        translated=frozenset(top.words("translated", frozenset(LANGUAGES))),
        is_proposal=top.flag("is_proposal"),
    )
    top.end()
    faults = [*top.faults, *question_faults(read, lines)]
    if faults:
        raise BadQuestionnaire(where, faults)
    return read


def question_faults(questionnaire: Questionnaire, lines: Mapping[str, int]) -> Iterable[Fault]:
    """What is wrong between questions: ids that are there twice, conditions that look at what they cannot see.

    ``lines`` has the line of each question by its id.
    """
    seen: dict[str, Question] = {}
    groups = {part.id: group.id for group in questionnaire.questions for part in group.parts}
    for question in questionnaire.every_question():
        line = lines.get(question.id, 0)
        if question.id in seen:
            yield Fault(line, _("There are two questions %(id)s."), {"id": question.id})
        for one in question.when.comparisons if question.when else ():
            before = seen.get(one.question)
            values = {"id": question.id, "other": one.question}
            if before is None or groups.get(before.id) not in {None, groups.get(question.id)}:
                yield Fault(line, _("%(id)s looks at %(other)s, and there is no such question before it."), values)
            elif not _can_compare(before, one.operator, one.value):
                yield Fault(line, _("%(id)s compares %(other)s with what cannot be answered to it."), values)
        seen[question.id] = question


def _can_compare(question: Question, operator: Operator, value: str) -> bool:
    match question.kind:
        case Kind.YES_NO_UNKNOWN:
            return operator is Operator.EQUALS and value in set(YesNo)
        case Kind.SINGLE:
            return operator is Operator.EQUALS and question.option(value) is not None
        case Kind.MULTIPLE:
            return operator is Operator.CONTAINS and question.option(value) is not None
        case Kind.NUMBER:
            return operator is not Operator.CONTAINS and value.replace(".", "", 1).removeprefix("-").isdecimal()
        case _:
            return False


def _sections(top: Table, lines: dict[str, int]) -> Iterable[Section]:
    seen: set[str] = set()
    for table in top.tables("section"):
        key = table.text("id", pattern=SECTION_ID)
        if key in seen:
            table.fault("id", _("There are two sections %(id)s."), id=key)
        seen.add(key)
        section = Section(
            id=key,
            title=_texts(table.table("title", is_needed=True)),
            note=_texts(table.table("note")),
            questions=tuple(_questions(table, key, lines)),
        )
        if not section.questions:
            table.fault("", _("There is no question."))
        table.end()
        yield section
    if not seen:
        top.fault("", _("There is no question."))


def _questions(section: Table, key: str, lines: dict[str, int]) -> Iterable[Question]:
    for table in section.tables("question"):
        yield read_question(table, key, lines)


def _texts(table: Table | None) -> dict[str, str]:
    if table is None:
        return {}
    texts = table.by_language(QUESTION_TEXTS, LANGUAGES)
    table.end()
    return texts
