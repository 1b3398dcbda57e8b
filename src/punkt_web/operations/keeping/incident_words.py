"""Incidents in the reader's language."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from punkt.model.incident_words import Called, IncidentKind, Severity
from punkt.model.vocabulary import ReportBearer, choices, label
from punkt_web.accounts.names import shown_name
from punkt_web.common.moments import clock_and_day
from punkt_web.operations.keeping.incidents import IncidentNow
from punkt_web.operations.models import IncidentNote


@dataclass(frozen=True, slots=True)
class NoteShown:
    """Something that was added to an incident."""

    at: str
    by: str
    what: str
    called: str
    severity: str
    is_closing: bool


@dataclass(frozen=True, slots=True)
class IncidentShown:
    """An incident in words."""

    ulid: str
    at: str
    by: str
    about: str
    severity: str
    severity_words: str
    what: str
    done: str
    called: str
    is_closed: bool
    notes: list[NoteShown]


def incident_shown(one: IncidentNow, country: str) -> IncidentShown:
    """In the reader's language, by the clocks of the country."""
    row = one.row
    return IncidentShown(
        ulid=row.ulid,
        at=clock_and_day(row.observed_at, country),
        by=shown_name(row.author_name),
        about=_(label(IncidentKind(row.about))),
        severity=one.severity.value,
        severity_words=_(label(one.severity)),
        what=row.what,
        done=row.done,
        called=_called(row.called),
        is_closed=one.is_closed,
        notes=[
            NoteShown(
                at=clock_and_day(note.observed_at, country),
                by=_author(note),
                what=note.what,
                called=_called(note.called),
                severity=_(label(Severity(note.severity))) if note.severity else "",
                is_closing=note.is_closing,
            )
            for note in one.notes
        ],
    )


def _author(note: IncidentNote) -> str:
    """Keepers have to know what the desk wrote: it was not at the point."""
    if note.bearer != ReportBearer.DESK:
        return shown_name(note.author_name)
    return _("%(name)s, from the desk") % {"name": shown_name(note.author_name)}


def _called(words: list[str]) -> str:
    return ", ".join(_(label(Called(word))) for word in words)


def incident_choices() -> dict[str, Any]:
    """What can be chosen of an incident."""
    return {
        "abouts": [(value, _(name)) for value, name in choices(IncidentKind)],
        "severities": [(value, _(name)) for value, name in choices(Severity)],
        "called": [(value, _(name)) for value, name in choices(Called)],
    }
