"""Findings of a point as a word of letters: what is kept of an assessment."""

from collections.abc import Iterable

from punkt.standards.assessing import Finding
from punkt.standards.terms import Verdict

LETTERS = {
    Verdict.MET: "m",
    Verdict.BY_REFERRAL: "r",
    Verdict.NOT_MET: "n",
    Verdict.UNKNOWN: "u",
    Verdict.NOT_APPLICABLE: "x",
}
_LETTER_OF = {verdict.value: letter for verdict, letter in LETTERS.items()}
VERDICT_OF = {letter: verdict for verdict, letter in LETTERS.items()}


def letters_of(findings: Iterable[Finding]) -> str:
    """A letter for each finding, in their order."""
    return "".join([_LETTER_OF[one.verdict.value] for one in findings])
