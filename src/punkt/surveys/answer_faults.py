"""What can be wrong with an answer: which question, what, and what to do."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from punkt.wording import gettext_noop as _

MOST_SHOWN = 60
"""Letters of what was received that a fault repeats."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where: the question, and within a group the number of the entry from 1; 0 outside of groups."""

    question: str = ""
    entry: int = 0


@dataclass(frozen=True, slots=True)
class AnswerFault:
    """One fault: ``what`` is wrong and ``remedy`` says what to do, both texts to translate that ``values`` fill."""

    place: Place
    what: str
    remedy: str
    values: Mapping[str, object] = field(default_factory=dict)

    def told(self, translate: Callable[[str], str] = str) -> str:
        """The fault in words, without its place."""
        words = " ".join(translate(text) for text in (self.what, self.remedy) if text)
        return words % self.values if self.values else words


class Unfit(Exception):
    """An answer that does not fit its question."""

    def __init__(self, what: str, remedy: str, **values: object) -> None:
        super().__init__(what)
        self.what, self.remedy, self.values = what, remedy, values

    def at(self, place: Place) -> AnswerFault:
        """The fault with its place."""
        return AnswerFault(place, self.what, self.remedy, self.values)


NO_SUCH_QUESTION = Unfit(
    _("There is no such question in this questionnaire."),
    _("Leave it out, or take the version that has it."),
)
NO_ANSWER = Unfit(_("This is no answer to a question of this kind."), _("Answer it anew."))
NOT_ANSWERED = Unfit(_("This has to be answered."), _("Answer it, or say that it is not known."))
