"""A questionnaire as the text of a file, which ``reading.py`` reads back as the same one where it has all languages."""

import json
from collections.abc import Iterator, Mapping

from punkt.surveys.questionnaire import Option, Question, Questionnaire, Texts
from punkt.wording import LANGUAGES


def questionnaire_toml(questionnaire: Questionnaire) -> str:
    """The text of the file, with what there is: a language that is missing is told when the file is read."""
    return "\n".join(_lines(questionnaire)) + "\n"


def _lines(questionnaire: Questionnaire) -> Iterator[str]:
    yield f"id = {_text(questionnaire.id)}"
    yield f"version = {questionnaire.version.isoformat()}"
    yield from _plain({"is_proposal": questionnaire.is_proposal, "translated": sorted(questionnaire.translated)})
    yield from _texts("title", questionnaire.title)
    yield from _texts("note", questionnaire.note)
    for source in questionnaire.sources:
        yield from ("", "[[source]]")
        told = {"key": source.key, "title": source.title, "where": source.where, "grade": str(source.grade)}
        yield from _plain({**told, "on": source.on})
    for section in questionnaire.sections:
        yield from ("", "[[section]]", f"id = {_text(section.id)}")
        yield from _texts("section.title", section.title)
        yield from _texts("section.note", section.note)
        for question in section.questions:
            yield from _question("section.question", question)


def _question(name: str, question: Question, *, is_part: bool = False) -> Iterator[str]:
    yield from ("", f"[[{name}]]", f"id = {_text(question.id)}")
    if not is_part:
        yield f"number = {question.number}"
    yield from _plain(
        {
            "kind": str(question.kind),
            "translated": sorted(question.translated),
            "unit": question.unit,
            "currencies": list(question.currencies),
            "is_whole": question.is_whole,
            "is_required": question.is_required,
            "when": str(question.when) if question.when else "",
            "asks_source": question.asks_source,
            "is_coded": question.is_coded,
            "prefill": question.prefill,
            "relates_to": list(question.relates_to),
            "is_sensitive": question.is_sensitive,
            "takes_several": bool(question.matrix and question.matrix.takes_several),
        }
    )
    for key, bound in (("least", question.least), ("most", question.most)):
        if bound is not None:
            yield f"{key} = {format(bound, 'f')}"
    yield from _options("option", question.options)
    if question.matrix:
        yield from _options("row", question.matrix.rows)
        yield from _options("column", question.matrix.columns)
    yield from _texts(f"{name}.text", question.text)
    yield from _texts(f"{name}.help", question.help)
    for part in question.parts:
        yield from _question(f"{name}.part", part, is_part=True)


def _options(key: str, options: tuple[Option, ...]) -> Iterator[str]:
    if not options:
        return
    yield f"{key} = ["
    for one in options:
        words = [f"{language} = {_text(one.text[language])}" for language in LANGUAGES if one.text.get(language)]
        told = [f"id = {_text(one.id)}", *words, *(["is_alone = true"] if one.is_alone else [])]
        yield f"    {{ {', '.join(told)} }},"
    yield "]"


def _texts(name: str, texts: Texts) -> Iterator[str]:
    if texts:
        yield from ("", f"[{name}]")
        yield from (f"{language} = {_text(texts[language])}" for language in LANGUAGES if texts.get(language))


def _plain(told: Mapping[str, str | bool | list[str]]) -> Iterator[str]:
    """Keys that say something: what is empty or false is left out."""
    for key, value in told.items():
        if value is True:
            yield f"{key} = true"
        elif isinstance(value, str) and value:
            yield f"{key} = {_text(value)}"
        elif isinstance(value, list) and value:
            yield f"{key} = [{', '.join(map(_text, value))}]"


def _text(text: str) -> str:
    """A text of TOML, which escapes as JSON does and one letter more."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
