"""The lines of an inspection in the reader's language, with what the registry says of each now."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

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


def topics_told(inspection: Inspection) -> list[TopicTold]:
    """The lines of an inspection under their topics. Raises ``InvalidValue`` where its template is not held here."""
    standard, _practice = standard_and_practice(inspection.template)
    asking = {one.id: one for one in standard.requirements}
    point, lines = heir(inspection.point), lines_asked(inspection)
    return [
        TopicTold(topic.value, term_words(topic), [_told(line, point, asking) for line in of_topic])
        for topic, of_topic in by_topic(lines).items()
    ]


def _told(line: InspectionLine, point: Point, asking: Mapping[str, Requirement]) -> LineTold:
    known, known_on = known_of(line, point)
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
        known,
        known_on,
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


def known_of(line: InspectionLine, point: Point) -> tuple[str, str]:
    """What the registry says of a line now, and of when that is; "" where it is not known."""
    value = stated_value(point, line.field) if line.field else None
    if value is None:
        return "", ""
    origin = point.provenance.get(line.field, {})
    return value_told(line, value), _day(origin.get("stated_on") or origin.get("recorded_at"))


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


def _day(told: object) -> str:
    try:
        return str(date_format(date.fromisoformat(str(told)[:10])))
    except ValueError:
        return ""
