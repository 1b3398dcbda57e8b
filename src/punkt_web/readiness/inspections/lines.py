"""The lines of an inspection in the reader's language, with what the registry says of each now."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from django.utils.formats import date_format
from django.utils.translation import gettext

from punkt.inspection.answers import ANSWER_LABELS, Answer
from punkt.inspection.lines import InspectionLine, LineForm
from punkt.inspection.template import by_topic, standard_and_practice
from punkt.model.fields import FIELDS, FieldKind
from punkt.standards.measures import MEASURES
from punkt.standards.requirements import Requirement
from punkt_web.readiness.inspections.sheets import lines_asked
from punkt_web.readiness.models import Inspection
from punkt_web.readiness.words import (
    amount_with_unit,
    asked_words,
    bounds_words,
    check_words,
    in_language,
    requirement_words,
    term_words,
    unit_words,
)
from punkt_web.registry.models import Point
from punkt_web.registry.standing import heir
from punkt_web.registry.statements import stated_value


class LineTold(NamedTuple):
    """One line. ``known`` is what the registry says, "" where it knows nothing; ``asked`` why it is looked at.

    ``asks`` tell in a few words what it rests on and what is asked: "Law · at least 50 pcs".
    ``limits`` are those of a number, with what is said of one that cannot be; ``None`` where it is none.
    """

    key: str
    form: LineForm
    text: str
    unit: str
    options: list[tuple[str, str]]
    bases: list[str]
    asks: list[str]
    asked: list[str]
    known: str
    known_on: str
    limits: "NumberLimits | None"


class NumberLimits(NamedTuple):
    """Between which a number lies, whether it is whole, and what is said of one that cannot be."""

    low: float
    high: float
    is_whole: bool
    bad: str


class TopicTold(NamedTuple):
    """The lines about one thing."""

    topic: str
    title: str
    lines: list[LineTold]


class StatedLine(NamedTuple):
    """What the registry states of a line, ``None`` where it knows nothing, and the day of which that is or ""."""

    value: Any
    on: str


def topics_told(inspection: Inspection) -> list[TopicTold]:
    """The lines of an inspection under their topics. Raises ``InvalidValue`` where its template is not held here.

    Of one that was signed the registry is told as it was then.
    """
    standard, _practice = standard_and_practice(inspection.template)
    asking = {one.id: one for one in standard.requirements}
    point, lines = heir(inspection.point), lines_asked(inspection)
    kept = {one["key"]: StatedLine(one["known"], one["known_on"]) for one in inspection.result if "known" in one}
    return [
        TopicTold(
            topic.value,
            term_words(topic),
            [_told(line, kept.get(line.key) or stated_line(line, point), asking) for line in of_topic],
        )
        for topic, of_topic in by_topic(lines).items()
    ]


def _told(line: InspectionLine, known: StatedLine, asking: Mapping[str, Requirement]) -> LineTold:
    requirements = [asking[key] for key in line.requirements if key in asking]
    return LineTold(
        line.key,
        line.form,
        line_words(line),
        unit_words(line.unit),
        [(value, gettext(label)) for value, label in line.options],
        [term_words(basis) for basis in line.bases],
        list(dict.fromkeys(_asks(line, requirements))),
        [requirement_words(one) for one in requirements],
        "" if known.value is None else value_told(line, known.value),
        _day(known.on),
        _limits(line),
    )


def _asks(line: InspectionLine, requirements: Iterable[Requirement]) -> Iterator[str]:
    """For each requirement what it rests on, and what it asks of this line or of what is reckoned from it."""
    told = False
    for one in requirements:
        for check in one.checks:
            if check.measure == line.field:
                yield f"{term_words(one.basis)} · {asked_words(check)}"
            elif line.field in MEASURES[check.measure].needs:
                yield f"{term_words(one.basis)} · {check_words(check)}"
            else:
                continue
            told = True
    if not told:  # a line of a practice list, or one that only says whether something else is asked
        yield from (term_words(basis) for basis in line.bases)


def _limits(line: InspectionLine) -> NumberLimits | None:
    if line.form is not LineForm.NUMBER or line.field not in FIELDS:
        return None
    (low, high), is_whole = FIELDS[line.field].limits, FIELDS[line.field].kind is FieldKind.COUNT
    return NumberLimits(low, high, is_whole, bounds_words(line_words(line), low, high, is_whole=is_whole))


def line_words(line: InspectionLine) -> str:
    """What is looked at."""
    return gettext(line.label) if line.label else in_language(line.texts)


def stated_line(line: InspectionLine, point: Point) -> StatedLine:
    """What the registry says of a line now, and of when that is."""
    value = stated_value(point, line.field) if line.field else None
    if value is None:
        return StatedLine(None, "")
    origin = point.provenance.get(line.field, {})
    return StatedLine(value, str(origin.get("stated_on") or origin.get("recorded_at") or "")[:10])


def value_told(line: InspectionLine, value: object) -> str:
    """A value of the register in words."""
    label = dict(MEASURES[line.field].options).get(str(value)) if line.field else None
    return gettext(label) if label else amount_with_unit(value, line.unit)


def answer_words(line: InspectionLine, answer: Answer | None) -> str:
    """What was answered; that nothing was is told too."""
    if answer is None:
        return gettext("not answered")
    if answer.value is not None:
        return value_told(line, answer.value)
    return gettext(ANSWER_LABELS[answer.answer]) if answer.answer else gettext("not answered")


def names_of(lines: Sequence[InspectionLine], keys: Iterable[str]) -> list[str]:
    """What lines are called, by their keys."""
    known = {line.key: line for line in lines}
    return [line_words(known[key]) if key in known else key for key in keys]


def name_of_key(key: str) -> str:
    """What a line is called where its template is not at hand: the field's name, else the key."""
    return gettext(FIELDS[key].label) if key in FIELDS else key


def _day(told: str) -> str:
    try:
        return str(date_format(date.fromisoformat(told)))
    except ValueError:
        return ""
