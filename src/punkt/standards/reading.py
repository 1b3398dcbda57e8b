"""A standard file read and checked: every fault is told, with its line, before anything is used."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from punkt.model.activation_words import ServiceLevel
from punkt.model.vocabulary import EvidenceMethod, HostKind
from punkt.standards.check_reading import read_checks
from punkt.standards.faults import BadStandard
from punkt.standards.measures import MEASURES, MeasureKind
from punkt.standards.requirements import Condition, Requirement, Subject
from punkt.standards.sharpening import Sharpening, read_sharpening
from punkt.standards.terms import Basis, Force, Scope, Topic
from punkt.toml.sources import SourceDocument, cited, read_sources
from punkt.toml.tables import Table, read_toml
from punkt.wording import LANGUAGES
from punkt.wording import gettext_noop as _

_ID = r"[a-z][a-z0-9]*(-[a-z0-9]+)*"
_REQUIREMENT_ID = r"[A-Z][A-Z0-9]*(-[A-Z0-9]+)+"
_VERSION = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_COUNTRY = r"[A-Z]{2}|\*"
_LANGUAGE = r"[a-z]{2}"


@dataclass(frozen=True, slots=True)
class StandardFile:
    """What one file holds, before it is put on what it amends or is laid over.

    ``amends`` is a version of the same standard; ``overlay_of`` the id of another, whatever version holds on a day,
    and ``territories`` the codes of those who decided it.
    """

    where: str
    id: str
    version: str
    country: str
    language: str
    valid_from: date
    valid_until: date | None
    title: dict[str, str]
    note: dict[str, str]
    sources: dict[str, SourceDocument]
    requirements: tuple[Requirement, ...]
    amends: str = ""
    removes: tuple[str, ...] = ()
    overlay_of: str = ""
    territories: tuple[str, ...] = ()
    sharpenings: tuple[Sharpening, ...] = ()
    lines: dict[str, int] = field(default_factory=dict)
    """The line of each requirement, sharpening and of ``removes``, by its id: for faults that show only later."""


def read_standard_file(text: str, *, where: str) -> StandardFile:
    """The content of a standard file or of an overlay. Raises ``BadStandard`` with all faults and their lines."""
    top = read_toml(text, where, BadStandard)
    lines: dict[str, int] = {}
    amends = top.text("amends", is_needed=False, pattern=_VERSION)
    overlay_of = top.text("overlay_of", is_needed=False, pattern=_ID)
    if amends and overlay_of:
        top.fault("overlay_of", _("A file amends a version or is laid over a standard, not both."))
    sources = {one.key: one for one in read_sources(top)}
    requirements = tuple(_requirements(top, sources, lines, is_whole=not (amends or overlay_of)))
    sharpenings = tuple(_sharpenings(top, sources, lines, is_allowed=bool(overlay_of)))
    title, note = top.table("title", is_needed=True), top.table("note")
    language = top.text("language", pattern=_LANGUAGE)
    version, valid_from = top.text("version", pattern=_VERSION), top.day("valid_from")
    valid_until = top.day("valid_until", is_needed=False)
    if valid_from and version and version != valid_from.isoformat():
        top.fault("version", _("The version is the day from which it is valid: %(day)s."), day=valid_from.isoformat())
    if valid_from and valid_until and valid_until <= valid_from:
        top.fault("valid_until", _("It ends before it begins."))
    removes = top.words("removes")
    if removes and not (amends or overlay_of):
        top.fault("removes", _("Only a file that amends or is laid over another can remove."))
    territories = top.words("territories", is_needed=bool(overlay_of))
    read = StandardFile(
        where=where,
        id=top.text("id", pattern=_ID),
        version=version,
        country=top.text("country", pattern=_COUNTRY),
        language=language,
        valid_from=valid_from or date.min,
        valid_until=valid_until,
        title=_texts(title, ("en", language) if language else ("en",), (*LANGUAGES, language)),
        note=_texts(note, (), LANGUAGES),
        sources=sources,
        requirements=requirements,
        amends=amends,
        removes=removes,
        overlay_of=overlay_of,
        territories=territories,
        sharpenings=sharpenings,
        lines=lines,
    )
    top.end()
    if top.faults:
        raise BadStandard(where, top.faults)
    return read


def _texts(table: Table | None, needed: tuple[str, ...], allowed: tuple[str, ...]) -> dict[str, str]:
    if table is None:
        return {}
    texts = table.by_language(needed, tuple(dict.fromkeys(one for one in allowed if one)))
    table.end()
    return texts


def _requirements(
    top: Table, sources: dict[str, SourceDocument], lines: dict[str, int], *, is_whole: bool
) -> Iterator[Requirement]:
    n_requirements = 0
    for table in top.tables("requirement"):
        n_requirements += 1
        one = _requirement(table, sources, can_cite_others=not is_whole)
        if one.id in lines:
            table.fault("id", _("There are two requirements %(id)s."), id=one.id)
        lines[one.id] = table.line("id")
        yield one
    if is_whole and not n_requirements:
        top.fault("", _("There is no requirement."))


def _requirement(table: Table, sources: dict[str, SourceDocument], *, can_cite_others: bool) -> Requirement:
    scope = table.word("scope", Scope, otherwise=Scope.POINT) or Scope.POINT
    checks, is_any = read_checks(table, scope)
    text = table.table("text", is_needed=True)
    one = Requirement(
        id=table.text("id", pattern=_REQUIREMENT_ID),
        topic=table.word("topic", Topic) or Topic.DEFINITION,
        basis=table.word("level", Basis) or Basis.INFERRED,
        force=table.word("force", Force) or Force.INFO,
        text=_texts(text, LANGUAGES, LANGUAGES),
        checks=checks,
        is_any=is_any,
        sources=cited(table, sources, can_cite_others=can_cite_others),
        scope=scope,
        subject=_subject(table.table("subject")),
        when=_condition(table.table("when")),
        referral=_referral(table, scope),
        evidence=table.word("evidence", EvidenceMethod, otherwise=EvidenceMethod.DECLARED) or EvidenceMethod.DECLARED,
        is_to_verify=table.flag("to_verify"),
        translated=frozenset(table.words("translated", frozenset(LANGUAGES))),
        weakens=table.text("weakens", is_needed=False),
    )
    table.end()
    return one


def _referral(table: Table, scope: Scope) -> str:
    key = table.text("referral", is_needed=False)
    measure = MEASURES.get(key)
    if key and (measure is None or measure.kind is not MeasureKind.YES_NO or measure.scope is not scope):
        table.fault("referral", _("%(key)s is no yes-or-no measure."), key=key)
    return key


def _subject(table: Table | None) -> Subject:
    if table is None:
        return Subject()
    subject = Subject(
        kinds=frozenset(table.words("kinds")),
        host_kinds=frozenset(table.words("host_kinds", frozenset(HostKind) - {HostKind.UNKNOWN})),
        service_levels=frozenset(table.words("service_levels", frozenset(ServiceLevel))),
        population_from=table.count("population_from"),
        population_below=table.count("population_below"),
    )
    table.end()
    return subject


def _condition(table: Table | None) -> Condition | None:
    if table is None:
        return None
    key = table.text("measure")
    measure = MEASURES.get(key)
    options: frozenset[str] | None = None
    if measure and measure.kind is MeasureKind.CHOICE and measure.options:
        options = frozenset(option for option, _label in measure.options)
    elif key and (measure is None or measure.kind is not MeasureKind.CHOICE):
        table.fault("measure", _("A condition looks at a measure that is a choice, and %(key)s is none."), key=key)
    condition = Condition(key, table.words("one_of", options, is_needed=True))
    table.end()
    return condition


def _sharpenings(
    top: Table, sources: dict[str, SourceDocument], lines: dict[str, int], *, is_allowed: bool
) -> Iterator[Sharpening]:
    for table in top.tables("sharpen"):
        if not is_allowed:
            table.fault("", _("Only a file that is laid over another can sharpen."))
        keys = cited(table, sources, can_cite_others=True)
        one = read_sharpening(table, keys, _texts(table.table("text"), LANGUAGES, LANGUAGES))
        if one.id in lines:
            table.fault("id", _("%(id)s is told twice."), id=one.id)
        lines[one.id] = table.line("id")
        yield one
