"""What a new version of a questionnaire changes, and what of old answers still fits."""

from collections.abc import Mapping
from dataclasses import dataclass

from punkt.surveys.answer_faults import AnswerFault, Place
from punkt.surveys.answers import Answers
from punkt.surveys.checking import check_answers
from punkt.surveys.questionnaire import Question, Questionnaire
from punkt.toml.changes import ChangeKind, PartChange, part_changes
from punkt.wording import gettext_noop as _

_ANOTHER_MEANING = ("kind", "unit", "currencies")
"""Parts of a question that give the same answer another meaning."""


@dataclass(frozen=True, slots=True)
class QuestionChange:
    """``parts`` names every part that differs; empty for what was added or removed."""

    id: str
    kind: ChangeKind
    old: Question | None
    new: Question | None
    parts: tuple[PartChange, ...] = ()


@dataclass(frozen=True, slots=True)
class QuestionnaireChanges:
    """Everything that differs between two versions."""

    parts: tuple[PartChange, ...]
    questions: tuple[QuestionChange, ...]


@dataclass(frozen=True, slots=True)
class Carried:
    """Answers by an old version, looked at by a new one.

    ``kept`` fit as they are; ``unfit`` do not, each with why; ``gone`` are questions that are not asked any more, and
    ``new`` those that nobody was asked before.
    """

    kept: Answers
    unfit: Mapping[str, tuple[AnswerFault, ...]]
    gone: tuple[str, ...]
    new: tuple[str, ...]


def changes(old: Questionnaire, new: Questionnaire) -> QuestionnaireChanges:
    """In the order of the new version, and what it dropped at the end. A question is told by its id.

    The parts of a question are those of ``Question``, and ``section`` and ``place`` for where it stands: the id of the
    question before it. Where questions were only added or removed before it, it stands where it stood.
    """
    before = {one.id: one for one in old.every_question()}
    after = {one.id: one for one in new.every_question()}
    homes = {one.id: section.id for section in old.sections for one in section.questions}
    new_homes = {one.id: section.id for section in new.sections for one in section.questions}
    order, new_order = _order(old, after), _order(new, before)
    found: list[QuestionChange] = []
    for key, one in after.items():
        if key not in before:
            found.append(QuestionChange(key, ChangeKind.ADDED, None, one))
            continue
        places = (("section", homes.get(key), new_homes.get(key)), ("place", order[key], new_order[key]))
        moved = (PartChange(*place) for place in places if place[1] != place[2])
        parts = [*part_changes(before[key], one, without={"parts"}), *moved]
        if parts:
            found.append(QuestionChange(key, ChangeKind.CHANGED, before[key], one, tuple(parts)))
    dropped = [QuestionChange(key, ChangeKind.REMOVED, one, None) for key, one in before.items() if key not in after]
    of_file = part_changes(old, new, without={"sections"})
    return QuestionnaireChanges((*of_file, *_section_changes(old, new)), (*found, *dropped))


def carry(answers: Answers, old: Questionnaire, new: Questionnaire) -> Carried:
    """What of the answers given by the old version fits the new one.

    An answer is kept where its question is still there, means the same (kind, unit, currency) and takes it; nothing is
    converted and nothing guessed. A group is kept whole or not at all.
    """
    before = {one.id: one for one in old.questions}
    after = {one.id: one for one in new.questions}
    meant = {key: answer for key, answer in answers.items() if key in after}
    unfit: dict[str, tuple[AnswerFault, ...]] = {}
    for key in meant:
        if key in before and (part := _other_meaning(before[key], after[key])):
            what, remedy = _("The question asks for something else now: %(part)s."), _("Answer it anew.")
            unfit[key] = (AnswerFault(Place(key), what, remedy, {"part": part}),)
    checked = check_answers(new, {key: answer for key, answer in meant.items() if key not in unfit})
    for key in meant.keys() - unfit.keys():
        own = {key, *(part.id for one in (before.get(key), after[key]) if one for part in one.parts)}
        if faults := tuple(one for one in checked.faults if one.place.question in own):
            unfit[key] = faults
    kept = {key: answer for key, answer in checked.answers.items() if key not in unfit}
    gone = tuple(key for key in answers if key not in after or (key not in kept and key not in unfit))
    return Carried(kept, unfit, gone, tuple(key for key in after if key not in before))


def _other_meaning(old: Question, new: Question) -> str:
    pairs = [(old, new), *((part, one) for part in old.parts for one in new.parts if part.id == one.id)]
    for first, second in pairs:
        for name in _ANOTHER_MEANING:
            if getattr(first, name) != getattr(second, name):
                return name if first is old else f"{first.id} {name}"
    return ""


def _order(questionnaire: Questionnaire, shared: Mapping[str, Question]) -> dict[str, str]:
    """For each question the one before it among those that both versions have."""
    keys = [one.id for one in questionnaire.every_question() if one.id in shared]
    return dict(zip(keys, ["", *keys], strict=False))


def _section_changes(old: Questionnaire, new: Questionnaire) -> list[PartChange]:
    before = {one.id: (one.title, one.note) for one in old.sections}
    after = {one.id: (one.title, one.note) for one in new.sections}
    keys = dict.fromkeys((*after, *before))
    pairs = ((f"section {key}", before.get(key), after.get(key)) for key in keys)
    return [PartChange(*one) for one in pairs if one[1] != one[2]]
