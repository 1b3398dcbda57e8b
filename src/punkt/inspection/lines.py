"""Lines of an inspection: each is one thing that can be seen on site."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from punkt.standards.terms import Basis, Topic

PRACTICE_PREFIX = "practice."


class LineForm(StrEnum):
    """How a line is answered."""

    YES_NO = "yes_no"
    NUMBER = "number"
    CHOICE = "choice"


@dataclass(frozen=True, slots=True)
class InspectionLine:
    """One line. ``key`` is that of the register field which it verifies, or ``practice.KEY`` where it verifies none.

    ``label`` is a message to translate, empty for a line of a practice list, whose ``texts`` are by language.
    ``options`` pairs stored value and label of a choice. ``requirements`` are the ids of those that look at it,
    ``bases`` what these rest on, the strongest first; ``source`` is that of the practice list.
    """

    key: str
    form: LineForm
    topic: Topic
    label: str = ""
    texts: Mapping[str, str] = field(default_factory=dict)
    unit: str = ""
    options: tuple[tuple[str, str], ...] = ()
    requirements: tuple[str, ...] = ()
    bases: tuple[Basis, ...] = ()
    source: str = ""

    @property
    def field(self) -> str:
        """The key of the register field that an answer states; "" for none."""
        return "" if self.key.startswith(PRACTICE_PREFIX) else self.key
