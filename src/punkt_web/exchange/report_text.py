"""The quality report for a terminal, in the language of the installation."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from punkt.formats.draft import Finding, Severity
from punkt.model.vocabulary import RowOutcome
from punkt.wording import gettext_noop
from punkt_web.exchange.reasons import reason_of
from punkt_web.exchange.report import COUNTS, Report, RowResult

COUNT_LABELS = {
    "read": gettext_noop("Rows read"),
    "new": gettext_noop("New points"),
    "updated": gettext_noop("Updated"),
    "unchanged": gettext_noop("Unchanged"),
    "refused": gettext_noop("Refused"),
    "matched": gettext_noop("Known points among them"),
    "suspicious": gettext_noop("Rows to look at"),
    "gone": gettext_noop("Points no longer in the list"),
}
MAX_LINES = 40
"""Rows of each kind that are listed; all of them are in the JSON report."""


def report_text(report: Report) -> Iterator[str]:
    """The lines of the report."""
    yield _("Source: %(source)s") % {"source": report.source}
    yield _("Applied.") if report.is_applied else _("Nothing was written: this was a dry run.")
    counts = report.counts
    width = max(len(_(label)) for label in COUNT_LABELS.values())
    for name in COUNTS:
        yield f"  {_(COUNT_LABELS[name]):<{width}}  {counts[name]:>8}"
    yield from _columns(report)
    yield from _listed(_("Refused rows:"), [_refused(row) for row in report.rows if row.outcome is RowOutcome.REFUSED])
    looked_at = [row for row in report.rows if row.is_suspicious and row.outcome is not RowOutcome.REFUSED]
    yield from _listed(_("Rows to look at:"), [_suspicious(row) for row in looked_at])
    yield from _listed(_("Points no longer in the list (they stay as they are):"), report.gone_codes)


def _columns(report: Report) -> Iterator[str]:
    used = [f"{column} = {target}" for column, target in report.columns.items() if target]
    kept = [column for column, target in report.columns.items() if not target]
    if used:
        yield _("Columns: %(columns)s") % {"columns": ", ".join(used)}
    if kept:
        yield _("Columns kept and not used: %(columns)s") % {"columns": ", ".join(kept)}


def _listed(title: str, lines: list[str]) -> Iterator[str]:
    if not lines:
        return
    yield title
    yield from (f"  {line}" for line in lines[:MAX_LINES])
    if len(lines) > MAX_LINES:
        yield "  " + _("and more; --report FILE writes all of them.")


def _refused(row: RowResult) -> str:
    reason = _(reason_of(row.code))
    proposed = f" ({row.proposal.point_code})" if row.proposal else ""
    return _("Row %(number)d: %(reason)s") % {"number": row.number, "reason": f"{reason}{proposed} [{row.code}]"}


def _suspicious(row: RowResult) -> str:
    said = "; ".join(_said(one) for one in row.findings if one.severity is Severity.SUSPICIOUS)
    return _("Row %(number)d: %(reason)s") % {"number": row.number, "reason": said}


def _said(finding: Finding) -> str:
    about = f"{finding.field}: " if finding.field else ""
    return f"{about}{_(finding.reason)} [{finding.code}]"
