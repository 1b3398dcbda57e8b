"""Everything that can be noticed while a row is read, each remark worded once.

The code is stable: reports, tests and docs/reference/import.md name it. The reason is one whole sentence without
numbers or names in it, so that it can be translated; what the row says stands beside it in the report.
"""

from functools import cache

from punkt.formats.draft import Finding, Severity
from punkt.wording import gettext_noop as _

_R, _S, _X = Severity.REPAIRED, Severity.SUSPICIOUS, Severity.REFUSED

REASONS: dict[str, tuple[Severity, str]] = {
    "empty-row": (_X, _("The row is empty.")),
    "nothing-to-identify": (_X, _("The row has no name, no address and no position.")),
    "no-position": (_S, _("The row has no usable position.")),
    "swapped-coordinates": (_R, _("Latitude and longitude were swapped; they were put in order.")),
    "null-island": (_S, _("The coordinates are 0, 0: a blank, not a place.")),
    "incomplete-coordinates": (_S, _("Only one of the two coordinates is given.")),
    "unreadable-coordinates": (_S, _("The coordinates cannot be read.")),
    "coordinates-out-of-range": (_S, _("The coordinates are not a place on the Earth.")),
    "unknown-projection": (_S, _("The coordinates are metres on a grid, and it is not known which grid.")),
    "far-from-the-rest": (_S, _("The position is far from nearly all other rows.")),
    "placeholder-capacity": (_S, _("A capacity of 0 or 1 is a blank, not a count; the capacity is not known.")),
    "placeholder-zero": (_S, _("A zero where yes or no is asked is a blank, not a no.")),
    "lower-of-range": (_R, _("A range is given; the lower number was taken.")),
    "converted-kva": (_R, _("The power is given in kVA; 0.8 kW was counted for each kVA.")),
    "counted-as-one": (_R, _("The source says that there is one, not how many; one was counted.")),
    "out-of-limits": (_S, _("The number cannot be right for this field and was not taken over.")),
    "unreadable-value": (_S, _("The value cannot be read and was kept as received.")),
    "unclear-answer": (_S, _("The answer is neither yes, no nor limited and was kept as received.")),
    "unreadable-date": (_S, _("The date cannot be read and was kept as received.")),
    "cut-text": (_R, _("The text is too long for its field and was cut; the whole text was kept.")),
    "stripped-markup": (_R, _("Markup or unprintable characters were removed.")),
    "inferred-host-kind": (_R, _("The kind of host was guessed from the name.")),
    "read-from-remark": (_R, _("Read from the free text of the row.")),
    "contradicting-remark": (_S, _("The free text contradicts a column; the column was believed.")),
    "stated-closed": (_S, _("The source says that the point is closed or not in use.")),
    "stated-not-ready": (_S, _("The source says that the point is not ready or under repair.")),
    "stated-not-public": (_S, _("The source says that the point is not for everyone.")),
}
"""Reason of each code."""


@cache
def finding(code: str, field: str = "") -> Finding:
    """The finding ``code`` about ``field`` (a target, or "" for the whole row)."""
    severity, reason = REASONS[code]
    return Finding(code, severity, reason, field)
