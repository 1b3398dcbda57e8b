"""Quotations from free texts under practices and concerns: each keeps the exact place from which it was taken."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from punkt.errors import InvalidValue
from punkt.model.network_words import Consent
from punkt.surveys.members import Member, published
from punkt.surveys.questionnaire import Questionnaire
from punkt.wording import gettext_noop as _

MOST_QUOTED = 1000


@dataclass(frozen=True, slots=True)
class Coding:
    """Letters ``begin`` to ``end`` (without it) of what ``respondent`` answered to ``question``, under ``code``.

    ``quote`` is what stood there when it was coded: an answer that was changed since does not speak for it any more.
    """

    question: str
    respondent: str
    code: str
    quote: str
    begin: int
    end: int


def coded(questionnaire: Questionnaire, member: Member, question: str, code: str, quote: str, *, at: int = 0) -> Coding:
    """The coding of the first such quotation from letter ``at`` on.

    Raises ``InvalidValue`` where the question is no text to code, or the member did not say this.
    """
    asked = questionnaire.question(question)
    if asked is None or not asked.is_coded:
        raise InvalidValue(_("This question has no texts to code."), where=question)
    text = _text(member, question)
    begin = text.find(quote, max(0, at)) if quote.strip() else -1
    if begin < 0 or len(quote) > MOST_QUOTED:
        raise InvalidValue(
            _("The quotation does not stand in the answer."),
            where=f"{question}, {member.code}",
            remedy=_("Copy it from the answer, letter by letter."),
        )
    return Coding(question, member.code, code, quote, begin, begin + len(quote))


def is_true(coding: Coding, member: Member) -> bool:
    """Whether the answer still has the quotation at that place."""
    return (
        member.code == coding.respondent and _text(member, coding.question)[coding.begin : coding.end] == coding.quote
    )


def quotable(
    questionnaire: Questionnaire, codings: Iterable[Coding], members: Iterable[Member]
) -> list[tuple[Coding, str]]:
    """The codings that may be published, each with what to call who said it, in the order given.

    Left out are those whose member allows nothing, whose answer changed since, and whose question is sensitive.
    Somebody who wants no name is called by the code.
    """
    known: Mapping[str, Member] = {one.code: one for one in published(members)}
    told = []
    for coding in codings:
        member, asked = known.get(coding.respondent), questionnaire.question(coding.question)
        if member is None or asked is None or asked.is_sensitive or not is_true(coding, member):
            continue
        if member.consent is Consent.ANONYMOUS and _names_itself(coding.quote, member):
            continue
        told.append((coding, member.shown_name))
    return told


def _names_itself(quote: str, member: Member) -> bool:
    """Whether somebody who wants no name says it in the quotation."""
    return bool(member.name) and member.name.casefold() in quote.casefold()


def _text(member: Member, question: str) -> str:
    answer = member.answers.get(question)
    return answer.value if answer and isinstance(answer.value, str) and not answer.is_unknown else ""
