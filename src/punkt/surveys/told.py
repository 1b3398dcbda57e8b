"""A questionnaire, what changed in one, and what is wrong with answers, as lines for a terminal."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from punkt.surveys.answer_faults import AnswerFault
from punkt.surveys.changes import QuestionnaireChanges
from punkt.surveys.questionnaire import Matrix, Option, Question, Questionnaire, Texts, text_in
from punkt.surveys.spellings import clean_words
from punkt.surveys.words import KIND_LABELS
from punkt.toml.changes import ChangeKind, PartChange
from punkt.wording import gettext_noop as _

Translate = Callable[[str], str]
_SIGNS = {ChangeKind.ADDED: "+", ChangeKind.REMOVED: "-", ChangeKind.CHANGED: "~"}
_MARKS = (
    ("is_required", _("required")),
    ("asks_source", _("with its source")),
    ("is_coded", _("to be coded")),
    ("is_sensitive", _("never published singly")),
)


def shown(texts: Texts, language: str) -> str:
    """A text in one line, fit for a terminal."""
    return " ".join(clean_words(text_in(texts, language)).split())


def questionnaire_lines(questionnaire: Questionnaire, language: str, translate: Translate) -> Iterator[str]:
    """All of it: sections, questions by number, what can be answered, when it is asked."""
    proposal = translate(_("proposal"))
    yield shown(questionnaire.title, language) + (f" ({proposal})" if questionnaire.is_proposal else "")
    yield questionnaire.name
    if questionnaire.note:
        yield shown(questionnaire.note, language)
    for section in questionnaire.sections:
        yield from ("", f"{section.id}  {shown(section.title, language)}")
        for question in section.questions:
            for one in (question, *question.parts):
                yield from _question_lines(questionnaire, one, language, translate)
    yield ""
    for source in questionnaire.sources:
        yield clean_words(f"[{source.key}] {source.title}; {source.where}")


def _question_lines(
    questionnaire: Questionnaire, question: Question, language: str, translate: Translate
) -> Iterator[str]:
    marks = [translate(words) for name, words in _MARKS if getattr(question, name)]
    kind = [translate(KIND_LABELS[question.kind]), _bounds(question)]
    yield f"  {questionnaire.label(question)}  {shown(question.text, language)}"
    yield f"      {question.id}: {', '.join(one for one in (*kind, *marks) if one)}"
    if question.help:
        yield f"      {shown(question.help, language)}"
    if question.when:
        yield "      " + translate(_("Asked where %(condition)s")) % {"condition": question.when}
    rows, columns = (question.matrix.rows, question.matrix.columns) if question.matrix else ((), question.options)
    for sign, options in (("=", rows), ("-", columns)):
        yield from (f"      {sign} {one.id}: {shown(one.text, language)}" for one in options)


def _bounds(question: Question) -> str:
    ends = ["" if one is None else format(one, "f") for one in (question.least, question.most)]
    told = f"{ends[0]}–{ends[1]}" if all(ends) else f"≤ {ends[1]}" if ends[1] else f"≥ {ends[0]}" if ends[0] else ""
    return " ".join(one for one in (told, question.unit, "/".join(question.currencies)) if one)


def change_lines(changes: QuestionnaireChanges, language: str, translate: Translate) -> Iterator[str]:
    """What is new, gone or other, a line for each question and below it one for each part."""
    for part in changes.parts:
        yield _part_line(part, language)
    for one in changes.questions:
        question = one.new or one.old
        yield f"{_SIGNS[one.kind]} {one.id}  {shown(question.text, language) if question else ''}"
        yield from (f"    {_part_line(part, language)}" for part in one.parts)
    if not changes.parts and not changes.questions:
        yield translate(_("Nothing differs."))


def _part_line(part: PartChange, language: str) -> str:
    return f"{part.part}: {_words(part.before, language)} -> {_words(part.after, language)}"


def _words(value: object, language: str) -> str:
    match value:
        case Option():
            return f"{value.id} {shown(value.text, language)}{' !' if value.is_alone else ''}"
        case Matrix():
            return f"[{_words(value.rows, language)}] x [{_words(value.columns, language)}]"
        case Mapping():
            return " / ".join(f"{key}: {clean_words(str(one))}" for key, one in value.items()) or "-"
        case tuple() | frozenset():
            return ", ".join(sorted(map(str, value)) if isinstance(value, frozenset) else _each(value, language)) or "-"
        case None | "":
            return "-"
        case _:
            return " ".join(clean_words(str(value)).split())


def _each(values: Iterable[object], language: str) -> list[str]:
    return [_words(one, language) for one in values]


def answer_fault_line(questionnaire: Questionnaire, fault: AnswerFault, translate: Translate) -> str:
    """One fault of answers: the number and id of its question, in a group the entry, and what to do."""
    question = questionnaire.question(fault.place.question)
    number = f"{questionnaire.label(question)} " if question else ""
    entry = f", {fault.place.entry}" if fault.place.entry else ""
    name = " ".join(clean_words(fault.place.question).split())
    return f"{number}{name}{entry}: {fault.told(translate)}"
