"""Practices and areas of concern as data: what somebody did or met, how well it is shown, and what is not known."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from punkt.knowledge.terms import Effort, Evidence, Kind, WorkPage
from punkt.model.fields import FIELDS
from punkt.standards.editions import packaged_standards
from punkt.toml.faults import BadFile
from punkt.toml.sources import SourceDocument, cited, read_sources
from punkt.toml.tables import Table, read_toml
from punkt.wording import LANGUAGES
from punkt.wording import gettext_noop as _

PRACTICE_ID = r"(BP|AC)[0-9]{2}"
_PARTS = ("place", "statement", "shown", "doubt", "conditions")
_PREFIXES = {Kind.PRACTICE: "BP", Kind.CONCERN: "AC"}


@dataclass(frozen=True, slots=True)
class Practice:
    """A practice or a concern. Texts are by language: ``shown`` speaks for it, ``doubt`` against it or says what is
    not known, ``conditions`` where it holds.

    ``requirements`` are ids of the shipped standards, ``fields`` keys of the field register, ``page`` where it is done
    in the product, ``chapters`` those of the guide.
    """

    id: str
    kind: Kind
    countries: tuple[str, ...]
    evidence: Evidence
    effort: Effort
    sources: tuple[str, ...]
    requirements: tuple[str, ...]
    fields: tuple[str, ...]
    page: WorkPage
    chapters: tuple[str, ...]
    place: Mapping[str, str]
    statement: Mapping[str, str]
    shown: Mapping[str, str]
    doubt: Mapping[str, str]
    conditions: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class PracticeBook:
    """Practices by id in the order of their file, with its sources. ``as_of``: when the sources were read."""

    version: int
    as_of: date
    sources: Mapping[str, SourceDocument]
    practices: Mapping[str, Practice]

    def chosen(self, *, country: str = "", kind: Kind | None = None) -> list[Practice]:
        """Those of a country and of a kind; an empty answer restricts nothing."""
        return [
            one
            for one in self.practices.values()
            if (not country or country in one.countries) and (kind is None or one.kind is kind)
        ]

    @property
    def countries(self) -> tuple[str, ...]:
        """Every country from which something is told, in alphabetical order."""
        return tuple(sorted({country for one in self.practices.values() for country in one.countries}))


def shipped_requirements() -> frozenset[str]:
    """The ids of all requirements of all versions of the shipped standards."""
    return frozenset(
        requirement.id
        for versions in packaged_standards().values()
        for standard in versions
        for requirement in standard.requirements
    )


def read_practices(text: str, *, where: str) -> PracticeBook:
    """A book of practices from the text of its file. Raises ``BadFile`` with all faults and their lines."""
    top = read_toml(text, where)
    sources = {one.key: one for one in read_sources(top)}
    practices = {one.id: one for one in _practices(top, sources)}
    version, as_of = top.count("version"), top.day("as_of")
    if version is None:
        top.fault("version", _("%(key)s is missing."), key="version")
    top.end()
    if top.faults:
        raise BadFile(where, top.faults)
    return PracticeBook(version or 1, as_of or date.min, sources, practices)


@cache
def packaged_book() -> PracticeBook:
    """The practices that come with the library, read once."""
    name = "practices-1.toml"
    return read_practices((files("punkt.knowledge") / "data" / name).read_text("utf-8"), where=name)


def _practices(top: Table, sources: Mapping[str, SourceDocument]) -> Iterator[Practice]:
    seen = set[str]()
    for table in top.tables("practice"):
        one = _practice(table, sources)
        if one.id in seen:
            table.fault("id", _("%(id)s is told twice."), id=one.id)
        seen.add(one.id)
        yield one
    if not seen:
        top.fault("", _("There is no practice."))


def _practice(table: Table, sources: Mapping[str, SourceDocument]) -> Practice:
    kind = table.word("kind", Kind) or Kind.PRACTICE
    key = table.text("id", pattern=PRACTICE_ID)
    if key and not key.startswith(_PREFIXES[kind]):
        table.fault("id", _("The id of a practice begins with BP, that of a concern with AC."))
    texts = {part: _texts(table, part) for part in _PARTS}
    one = Practice(
        id=key,
        kind=kind,
        countries=_countries(table),
        evidence=table.word("evidence", Evidence) or Evidence.SINGLE,
        effort=table.word("effort", Effort) or Effort.SOME,
        sources=cited(table, sources),
        requirements=table.words("requirements", shipped_requirements()),
        fields=table.words("fields", frozenset(FIELDS)),
        page=table.word("page", WorkPage) or WorkPage.POINTS,
        chapters=table.words("chapters", is_needed=True),
        **texts,
    )
    table.end()
    return one


def _countries(table: Table) -> tuple[str, ...]:
    countries = table.words("countries", is_needed=True)
    if not all(len(one) == 2 and one.isascii() and one.isupper() for one in countries):
        table.fault("countries", _("Countries are two capital letters each, such as EE."))
    return countries


def _texts(table: Table, key: str) -> dict[str, str]:
    inner = table.table(key, is_needed=True)
    if inner is None:
        return {}
    texts = inner.by_language(LANGUAGES, LANGUAGES)
    inner.end()
    return texts
