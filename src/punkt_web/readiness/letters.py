"""Findings of a point as a word of letters: what is kept of an assessment."""

from collections.abc import Iterable

from punkt.standards.assessing import Finding
from punkt.standards.requirements import Requirement
from punkt.standards.terms import Basis, Force, Reason, Verdict

LETTERS = {
    Verdict.MET: "m",
    Verdict.BY_REFERRAL: "r",
    Verdict.NOT_MET: "n",
    Verdict.UNKNOWN: "u",
    Verdict.NOT_APPLICABLE: "x",
}
STATED_AWAY = "s"
"""Does not apply, since somebody stated so. Before there was this letter it was kept as any that does not apply."""
NOT_SURELY_ASKED = "q"
"""Not known, since a blank leaves open whether it is asked. Before there was this letter it was kept as not known."""
VERDICT_OF = {
    **{letter: verdict for verdict, letter in LETTERS.items()},
    STATED_AWAY: Verdict.NOT_APPLICABLE,
    NOT_SURELY_ASKED: Verdict.UNKNOWN,
}
REASON_OF = {STATED_AWAY: Reason.STATED, NOT_SURELY_ASKED: Reason.SUBJECT_NOT_KNOWN}
"""The reasons that a letter tells; of the others nothing was kept."""
_ASKED = frozenset(LETTERS[one] for one in Verdict if one is not Verdict.NOT_APPLICABLE) | {NOT_SURELY_ASKED}
_LETTER_OF = {verdict.value: letter for verdict, letter in LETTERS.items()}


def letters_of(findings: Iterable[Finding]) -> str:
    """A letter for each finding, in their order."""
    return "".join([_letter_of(one) for one in findings])


def leading_basis(findings: str, requirements: Iterable[Requirement]) -> Basis | None:
    """The strongest basis on which something is asked of a point: by it its level and its counts go."""
    pairs = zip(requirements, findings, strict=True)
    asked = {one.basis for one, letter in pairs if letter in _ASKED and one.force is not Force.INFO}
    return next((basis for basis in Basis if basis in asked), None)


def _letter_of(one: Finding) -> str:
    if one.reason is Reason.STATED:
        return STATED_AWAY
    return NOT_SURELY_ASKED if one.reason is Reason.SUBJECT_NOT_KNOWN else _LETTER_OF[one.verdict.value]
