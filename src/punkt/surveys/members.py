"""Who answered: members with their country, their size and what they allow. And classes of size, as data."""

import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from punkt.model.network_words import Consent
from punkt.surveys.answers import Answers

UNKNOWN_GROUP = "unknown"
"""The group of members whose country or size is not known."""
CONSENT_QUESTION = "s1.publication"
"""What the answer to it allows; the ids of its options are those of ``Consent``."""


@dataclass(frozen=True, slots=True)
class SizeClass:
    """Municipalities with so many residents and more; ``below`` is where the next class begins, if there is one."""

    id: str
    least: int
    below: int | None


@dataclass(frozen=True, slots=True)
class Member:
    """A municipality that was asked.

    ``code`` stands for it in every quotation; ``name`` is told only with ``Consent.NAMED``. ``has_answered`` is false
    for one that was invited and sent nothing.
    """

    code: str
    name: str = ""
    country: str = ""
    population: int | None = None
    consent: Consent = Consent.NOT
    answers: Answers = field(default_factory=dict)
    has_answered: bool = True

    @property
    def shown_name(self) -> str:
        """The name where it may be told, else the code."""
        return self.name if self.consent is Consent.NAMED and self.name else self.code


def consent_of(answers: Answers, question: str = CONSENT_QUESTION) -> Consent:
    """What a member allows by its answers; without a clear word nothing."""
    answer = answers.get(question)
    chosen = answer.chosen if answer else ()
    return Consent(chosen[0]) if chosen and chosen[0] in set(Consent) else Consent.NOT


def published(members: Iterable[Member]) -> list[Member]:
    """The members whose answers may count in what is published: those that answered and allow it."""
    return [one for one in members if one.has_answered and one.consent is not Consent.NOT]


@cache
def size_classes() -> tuple[SizeClass, ...]:
    """The classes that come with the library, the smallest first."""
    told = tomllib.loads((files("punkt.surveys") / "data" / "size-classes-1.toml").read_text("utf-8"))
    rows = told["class"]
    ends = [*(row["least"] for row in rows[1:]), None]
    return tuple(SizeClass(row["id"], row["least"], below) for row, below in zip(rows, ends, strict=True))


def size_class(population: int | None, classes: Sequence[SizeClass] | None = None) -> str:
    """The id of the class of that many residents; ``UNKNOWN_GROUP`` where nobody knows how many there are."""
    if population is None or population < 0:
        return UNKNOWN_GROUP
    known = size_classes() if classes is None else classes
    fitting = (one.id for one in known if one.least <= population and (one.below is None or population < one.below))
    return next(fitting, UNKNOWN_GROUP)
