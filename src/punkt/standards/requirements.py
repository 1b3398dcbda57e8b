"""A standard and what it asks, as read from its file."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from punkt.model.vocabulary import EvidenceMethod
from punkt.standards.terms import Basis, Comparison, Force, Scope, Topic
from punkt.toml.sources import SourceDocument


@dataclass(frozen=True, slots=True)
class Check:
    """One measure held against one value. ``value`` is ``None`` where the source names no amount.

    ``values`` are the words of ONE_OF and INCLUDES; ``day`` is the month and day of BY_DAY.
    """

    measure: str
    comparison: Comparison
    value: float | None = None
    upper: float | None = None
    unit: str = ""
    values: tuple[str, ...] = ()
    day: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Condition:
    """The requirement is asked only where the measure is one of these words."""

    measure: str
    one_of: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Subject:
    """Of which points it is asked; what is empty does not restrict. Populations: from this many, below that many."""

    kinds: frozenset[str] = frozenset()
    host_kinds: frozenset[str] = frozenset()
    service_levels: frozenset[str] = frozenset()
    population_from: int | None = None
    population_below: int | None = None


@dataclass(frozen=True, slots=True)
class Requirement:
    """One thing that a standard asks.

    All of ``checks`` have to hold, or with ``is_any`` one of them. ``evidence`` is the weakest way of knowing that
    proves it. ``referral`` is the yes-or-no measure by which "or says where" suffices. ``translated`` are the
    languages whose text is a translation. ``adopted_from`` names the overlay that added or changed it, or with ``+``
    several that did one after the other, and ``weakens`` says why an overlay asks less than the law.
    """

    id: str
    topic: Topic
    basis: Basis
    force: Force
    text: Mapping[str, str]
    checks: tuple[Check, ...]
    sources: tuple[str, ...]
    is_any: bool = False
    scope: Scope = Scope.POINT
    subject: Subject = Subject()
    when: Condition | None = None
    referral: str = ""
    evidence: EvidenceMethod = EvidenceMethod.DECLARED
    is_to_verify: bool = False
    translated: frozenset[str] = frozenset()
    adopted_from: str = ""
    weakens: str = ""

    def measures(self) -> Iterator[str]:
        """Every measure it looks at to judge, without those that say whether it applies."""
        yield from (check.measure for check in self.checks)
        if self.referral:
            yield self.referral


@dataclass(frozen=True, slots=True)
class Standard:
    """A version of a standard. ``title`` and ``note`` are by language. ``overlays`` name what was laid over it."""

    id: str
    version: str
    country: str
    language: str
    valid_from: date
    title: Mapping[str, str]
    sources: Mapping[str, SourceDocument]
    requirements: tuple[Requirement, ...]
    valid_until: date | None = None
    note: Mapping[str, str] = field(default_factory=dict)
    overlays: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """``ID@VERSION``, with ``+`` and the name of each overlay: what an assessment keeps."""
        return "+".join((f"{self.id}@{self.version}", *self.overlays))

    def of(self, scope: Scope) -> tuple[Requirement, ...]:
        """What is asked of points, or of territories."""
        return tuple(one for one in self.requirements if one.scope is scope)
