"""A printed paper held against this installation: each of its numbers is asked for again."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from punkt.papers.attachment import ToldFigure
from punkt.papers.figures import Query
from punkt.papers.reading import ReadPaper
from punkt.wording import gettext_noop as _
from punkt_web.papers.public.questions import Answer, asked


class Outcome(StrEnum):
    """What became of a number since it was printed."""

    SAME = "same"
    MOVED = "moved"
    CANNOT_BE_ASKED = "cannot be asked"
    TAMPERED = "tampered"


OUTCOME_WORDS = {
    Outcome.SAME: _("the same"),
    Outcome.MOVED: _("moved"),
    Outcome.CANNOT_BE_ASKED: _("cannot be asked any more"),
    Outcome.TAMPERED: _("was changed in the file"),
}


@dataclass(frozen=True, slots=True)
class Checked:
    """A number of a paper, and the answer of now (``None`` where there is none or nobody asked)."""

    told: ToldFigure
    outcome: Outcome
    now: Answer | None


def checked(paper: ReadPaper) -> list[Checked]:
    """Every number of the paper. One whose pages and list do not agree is not asked for: it is no number of ours."""
    return list(_checked(paper))


def _checked(paper: ReadPaper) -> Iterable[Checked]:
    answers: dict[str, Answer | None] = {}
    for told in paper.figures:
        if told.number in paper.not_as_told or not paper.is_whole:
            yield Checked(told, Outcome.TAMPERED, None)
            continue
        query = Query(told.query_name, told.parameters)
        key = repr((query.name, sorted(query.parameters.items())))
        if key not in answers:
            answers[key] = asked(query)
        now = answers[key]
        yield Checked(told, _outcome(told, now), now)


def _outcome(told: ToldFigure, now: Answer | None) -> Outcome:
    if now is None:
        return Outcome.CANNOT_BE_ASKED
    was = (told.value, told.n_known, told.n_all)
    return Outcome.SAME if was == (now.value, now.n_known, now.n_all) else Outcome.MOVED
