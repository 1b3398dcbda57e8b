"""A number that a paper tells: what it means, by which query it was found, when, and how much of it is known."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType

from babel.numbers import format_decimal

from punkt.errors import InvalidValue
from punkt.wording import gettext_noop as _

NO_BREAK = "\N{NO-BREAK SPACE}"


@dataclass(frozen=True, slots=True)
class Query:
    """How a number is asked for: a name that the installation knows, and parameters that are texts."""

    name: str
    parameters: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        object.__setattr__(self, "parameters", MappingProxyType(dict(sorted(self.parameters.items()))))

    def __hash__(self) -> int:
        return hash((self.name, tuple(self.parameters.items())))


@dataclass(frozen=True, slots=True)
class Figure:
    """A number in a paper. ``definition`` and ``unit`` are in the language of the paper; ``unit`` "" for plain counts.

    ``n_known`` of ``n_all`` things that it is about are known; the others are counted nowhere. ``territory`` is the
    code of where it is from, "" where that is not known. Raises ``InvalidValue`` for shares that cannot be.
    """

    value: int | float
    definition: str
    query: Query
    as_of: datetime
    unit: str = ""
    territory: str = ""
    n_known: int = 1
    n_all: int = 1

    def __post_init__(self) -> None:
        if not 0 <= self.n_known <= self.n_all or self.as_of.tzinfo is None:
            raise InvalidValue(
                _("A figure needs a moment with its zone, and cannot know more things than there are."),
                where=self.query.name,
            )

    def shown(self, language: str) -> str:
        """The number with its unit as the language writes it; its parts are never torn apart by a line's end."""
        number = format_decimal(self.value, locale=language).replace(" ", NO_BREAK)
        return f"{number}{NO_BREAK}{self.unit}" if self.unit else number
