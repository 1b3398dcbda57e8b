"""The lines by which a point is inspected: what its standard asks and can be seen, then what practice adds."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from punkt.errors import InvalidValue
from punkt.inspection.lines import InspectionLine
from punkt.inspection.practice import PracticeList, field_line, packaged_practices
from punkt.model.fields import FIELDS, Audience
from punkt.standards.assessing import Assessed, assess
from punkt.standards.editions import packaged_standards
from punkt.standards.measures import MEASURES, MeasureKind
from punkt.standards.requirements import Requirement, Standard
from punkt.standards.terms import Basis, Force, Reason, Scope, Topic
from punkt.wording import gettext_noop as _

_NOT_ASKED = frozenset({Reason.OTHER_SUBJECT, Reason.CONDITION_NOT_GIVEN})
_TOPICS = list(Topic)
_BASES = list(Basis)
_FORMS = frozenset({MeasureKind.YES_NO, MeasureKind.NUMBER, MeasureKind.CHOICE})
_DECIDED_ELSEWHERE = frozenset(
    {
        "kind", "host_kind", "opening_mode", "promised_minutes", "opening.service_level", "opening.in_curfew",
        "power.fuel_priority", "notice.kept_current", "arranged.lawful_staff", "arranged.business_verified",
        "arranged.activation_rule", "arranged.area", "siting.home_distance_m", "siting.stop_min",
    }
)  # fmt: skip
"""What an office decides, agrees or publishes: nobody sees it at the door (decision of ours)."""


def is_seen_on_site(key: str) -> bool:
    """Whether an inspector can answer for a field. Secret ones are not: what they say must not lie on a phone."""
    if key not in FIELDS or key in _DECIDED_ELSEWHERE:
        return False
    measure, audience = MEASURES[key], FIELDS[key].audience
    has_words = measure.kind is not MeasureKind.CHOICE or bool(measure.options)
    return measure.kind in _FORMS and has_words and audience is not Audience.SECRET


def template_of(
    standard: Standard, practice: PracticeList | None, assessed: Assessed, *, on: date
) -> tuple[InspectionLine, ...]:
    """The lines for a point: every field that requirements look at which apply to it, or may, then those of practice.

    What is asked for information only, and what is not to be seen on site, has no line. Each field has one, in the
    order of topics.
    """
    findings = assess(assessed, standard, on=on).findings
    return _lines((one.requirement for one in findings if one.reason not in _NOT_ASKED), practice)


def template_name(standard: Standard, practice: PracticeList | None) -> str:
    """What an inspection keeps, and the lines can be found again by: ``ua-1401@2026-02-27+poltava-1``."""
    return standard.name if practice is None else f"{standard.name}+{practice.name}"


def lines_of(name: str, keys: Sequence[str]) -> tuple[InspectionLine, ...]:
    """The lines of a template by its name, in the order of ``keys``. Raises ``InvalidValue`` for an unknown template.

    A key that the template has not is passed over.
    """
    standard, practice = standard_and_practice(name)
    known = {line.key: line for line in _lines(standard.of(Scope.POINT), practice)}
    return tuple(known[key] for key in keys if key in known)


def standard_and_practice(name: str) -> tuple[Standard, PracticeList | None]:
    """What a template was made of. Raises ``InvalidValue`` where this library does not hold it."""
    of_standard, _plus, last = name.rpartition("+")
    practice = packaged_practices().get(last)
    wanted = of_standard if practice else name
    versions = packaged_standards().get(wanted.partition("@")[0], ())
    standard = next((one for one in versions if one.name == wanted), None)
    if standard is None:
        raise InvalidValue(_("This server holds no template %(name)s."), where=name[:60], values={"name": name[:60]})
    return standard, practice


def _lines(requirements: Iterable[Requirement], practice: PracticeList | None) -> tuple[InspectionLine, ...]:
    lines = _by_field(one for one in requirements if one.force is not Force.INFO)
    of_practice = practice.lines if practice else ()
    # A field that practice looks at as well is asked once, and both say why.
    both = {line.key: replace(lines[line.key], source=line.source) for line in of_practice if line.key in lines}
    added = {line.key: line for line in of_practice if line.key not in lines}
    ordered = sorted((lines | both).values(), key=lambda line: _TOPICS.index(line.topic))
    return (*ordered, *added.values())


def _by_field(requirements: Iterable[Requirement]) -> dict[str, InspectionLine]:
    asking: dict[str, list[Requirement]] = {}
    for requirement in requirements:
        for key in fields_of(requirement):
            asking.setdefault(key, []).append(requirement)
    return {key: _asked(field_line(key, ones[0].topic), ones) for key, ones in asking.items()}


def fields_of(requirement: Requirement) -> Iterator[str]:
    """The fields that a requirement looks at and that can be seen on site, each once."""
    needs = (need for key in requirement.measures() for need in MEASURES[key].needs)
    yield from (key for key in dict.fromkeys(needs) if is_seen_on_site(key))


def _asked(line: InspectionLine, by: Sequence[Requirement]) -> InspectionLine:
    bases = sorted({one.basis for one in by}, key=_BASES.index)
    return replace(line, requirements=tuple(one.id for one in by), bases=tuple(bases))


def by_topic(lines: Iterable[InspectionLine]) -> Mapping[Topic, list[InspectionLine]]:
    """The lines under their topics, in their order."""
    found: dict[Topic, list[InspectionLine]] = {}
    for line in lines:
        found.setdefault(line.topic, []).append(line)
    return found
