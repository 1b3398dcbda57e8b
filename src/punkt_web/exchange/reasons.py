"""Every word that a quality report says about a row beyond what its reading already said.

The code is stable: reports, tests and docs/reference/import.md name it.
"""

from functools import cache

from punkt.formats.draft import Finding, Severity
from punkt.formats.findings import REASONS as READING_REASONS
from punkt.wording import gettext_noop as _

_R, _S, _X = Severity.REPAIRED, Severity.SUSPICIOUS, Severity.REFUSED

FINDINGS: dict[str, tuple[Severity, str]] = {
    "kept-verified": (_S, _("A person has verified another value; that value was kept.")),
    "older-than-known": (_S, _("What is known was stated later than this row; it was kept.")),
    "unknown-kind": (_S, _("This kind of point is not known here; the word was kept in the source record.")),
    "unknown-territory": (_S, _("The territory named in the row was not found.")),
    "ambiguous-territory": (_S, _("Several territories have the name in the row; none was chosen.")),
    "identifier-repeated": (_S, _("Several rows of the file have this identifier; it was not used.")),
    "looks-like-another-row": (_S, _("Another row of the file has the same name, address and position.")),
    "known-withdrawn": (_S, _("The point was withdrawn; the list still has it.")),
    "invalid-value": (_X, _("A value of the row cannot be stored.")),
    "returned": (_R, _("The row was missing in the file before and is there again.")),
}
"""What can be noticed when a row meets the registry."""

OUTCOMES: dict[str, str] = {
    "no-match": _("No known point fits."),
    "decided-new": _("A person decided that this is a new place."),
    "decided-same": _("A person decided which point this is."),
    "same-row": _("The row was imported before."),
    "identifier": _("The identifier is known."),
    "code": _("The row states the code of the point."),
    "name-and-distance": _("A known point nearby has a similar name."),
    "address": _("A known point has the same address."),
    "name-and-place": _("A known point in the same place has the same name."),
    "same-spot": _("A known point lies on the same spot."),
    "identifier-elsewhere": _("The identifier is known, but for a point that looks like another one."),
}
"""Why a row was taken for a new or a known point; a probable match appears with these when it was accepted."""

REFUSALS: dict[str, str] = {
    "needs-decision": _("The row may be a known point; a person has to decide."),
    "duplicate-in-file": _("Another row of the file is the same place."),
    "outside-territory": _("The row lies outside the territory of this import."),
    "outside-your-territory": _("The row lies outside the territory in which you may import."),
    "territory-needed": _("The territory of the row is not known, and you may not import everywhere."),
}
"""Why a row was refused, besides what its reading found."""


@cache
def finding(code: str, field: str = "") -> Finding:
    """The finding ``code`` of this module about ``field``."""
    severity, reason = FINDINGS[code]
    return Finding(code, severity, reason, field)


def reason_of(code: str) -> str:
    """The English sentence of any code of a report; the code itself for one of an older version."""
    if code in FINDINGS:
        return FINDINGS[code][1]
    if code in READING_REASONS:
        return READING_REASONS[code][1]
    return OUTCOMES.get(code) or REFUSALS.get(code) or code
