"""How long complaints may wait, by kind: the figures of ``data/feedback-1.toml``."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

from punkt.confidence.figures import Figures, packaged, read_figures, span
from punkt.model.complaint_words import ComplaintKind

_WANTED = {
    "deadline_h": dict.fromkeys((kind.value for kind in ComplaintKind), span),
    "handling": {"claim_min": span, "escalates_after": span},
}


@dataclass(frozen=True, slots=True)
class FeedbackTerms:
    """By when an answer is due, for how long somebody may hold one, and when the level above sees it."""

    version: int
    deadlines: Mapping[ComplaintKind, timedelta]
    claim_lasts: timedelta
    escalates_after: float
    """In spans of the deadline."""
    sources: Figures

    def due_at(self, kind: ComplaintKind, received_at: datetime) -> datetime:
        """When an answer is due."""
        return received_at + self.deadlines[kind]

    def level(self, kind: ComplaintKind, due_at: datetime, at: datetime) -> int:
        """How many levels above those responsible see it: none before it is due, one from then on, and so upwards."""
        if at <= due_at:
            return 0
        step = self.deadlines[kind] * self.escalates_after
        return 1 + int((at - due_at) / step)


def read_feedback_terms(text: str, *, where: str = "feedback") -> FeedbackTerms:
    """The terms of a file. Raises ``InvalidValue`` that names every fault."""
    version, figures = read_figures(text, _WANTED, where=where)
    handling = {name: one.value for name, one in figures["handling"].items()}
    return FeedbackTerms(
        version=version,
        deadlines={ComplaintKind(kind): timedelta(hours=one.value) for kind, one in figures["deadline_h"].items()},
        claim_lasts=timedelta(minutes=handling["claim_min"]),
        escalates_after=handling["escalates_after"],
        sources=figures,
    )


@cache
def feedback_terms() -> FeedbackTerms:
    """Those that come with the library, read once."""
    return read_feedback_terms(packaged("feedback-1.toml"), where="feedback-1.toml")
