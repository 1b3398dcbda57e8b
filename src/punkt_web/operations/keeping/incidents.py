"""Incidents as they stand now, with what was added to them. Never public."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Case, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.db.models.lookups import Exact

from punkt.model.incident_words import Severity
from punkt_web.common.batches import in_batches
from punkt_web.operations.models import Incident, IncidentNote
from punkt_web.registry.models import Point
from punkt_web.registry.standing import ids_of, rows_of

_MOST = 200
_STANDS = ("point__territory", "point__merged_into__territory")


@dataclass(frozen=True, slots=True)
class IncidentNow:
    """An incident with its notes, the oldest first: the last word on how bad it is and whether it is closed counts."""

    row: Incident
    notes: tuple[IncidentNote, ...]

    @property
    def severity(self) -> Severity:
        """As it was said last."""
        told = [note.severity for note in self.notes if note.severity]
        return Severity(told[-1] if told else self.row.severity)

    @property
    def is_closed(self) -> bool:
        """Whether nothing is left to be done, by the last word."""
        return bool(self.notes) and self.notes[-1].is_closing


def incidents_at(point: Point) -> list[IncidentNow]:
    """The last 200 incidents of a point, the newest first."""
    return with_notes(_newest_first(_at(point))[:_MOST])


def open_at(point: Point) -> list[IncidentNow]:
    """Those that nobody closed, whenever they were, at most 200; the newest first."""
    return with_notes(_newest_first(_at(point).filter(_closed_is(value=False)))[:_MOST])


def n_open_at(point: Point) -> int:
    """How many incidents of a point nobody closed yet."""
    return _at(point).filter(_closed_is(value=False)).count()


def n_severe_open_at(point: Point) -> int:
    """How many severe ones of a point nobody closed yet."""
    return _n_severe_open(_at(point))


def incidents_of(points: QuerySet[Point], since: datetime, *, is_closed: bool) -> QuerySet[Incident]:
    """The incidents of several points: the most severe first, the newest first.

    Open ones whenever they were, for nobody has dealt with them; of closed ones those that were seen or came since.
    """
    whens = [When(severity_now=severity, then=Value(rank)) for rank, severity in enumerate(Severity)]
    found = _among(points).filter(_closed_is(value=is_closed)).select_related(*_STANDS)
    if is_closed:
        found = found.filter(Q(observed_at__gte=since) | Q(received_at__gte=since))
    found = found.annotate(severity_now=_severity_now())
    return found.order_by(Case(*whens, output_field=IntegerField()).desc(), "-observed_at", "-ulid")


def n_severe_open(points: QuerySet[Point]) -> int:
    """How many severe incidents nobody closed yet."""
    return _n_severe_open(_among(points))


def with_notes(incidents: Iterable[Incident]) -> list[IncidentNow]:
    """With all that was added to them, in their order."""
    rows = list(incidents)
    notes = _notes_on(rows)
    return [IncidentNow(row, tuple(notes[row.ulid])) for row in rows]


def _at(point: Point) -> QuerySet[Incident]:
    return Incident.objects.filter(point__in=ids_of(point))


def _among(points: QuerySet[Point]) -> QuerySet[Incident]:
    return Incident.objects.filter(rows_of(points))


def _newest_first(incidents: QuerySet[Incident]) -> QuerySet[Incident]:
    return incidents.select_related(*_STANDS).order_by("-observed_at", "-ulid")


def _n_severe_open(incidents: QuerySet[Incident]) -> int:
    return incidents.filter(_closed_is(value=False), Exact(_severity_now(), Value(Severity.SEVERE.value))).count()


# What the properties of ``IncidentNow`` say, asked of the database: to be counted, chosen and put in order.


def _closed_is(*, value: bool) -> Exact:
    said = Subquery(_last_notes().values("is_closing")[:1])
    return Exact(Coalesce(said, Value(value=False)), Value(value))


def _severity_now() -> Coalesce:
    said = Subquery(_last_notes().exclude(severity="").values("severity")[:1])
    return Coalesce(said, F("severity"))


def _last_notes() -> QuerySet[IncidentNote]:
    """On the incident that is asked of; as in ``_notes_on``, those that were told of its point."""
    here = Q(point=OuterRef("point")) | Q(point=OuterRef("point__merged_into"))
    notes = IncidentNote.objects.filter(here, incident_ulid=OuterRef("ulid"))
    return notes.order_by("-observed_at", "-ulid")


def _notes_on(rows: Iterable[Incident]) -> dict[str, list[IncidentNote]]:
    """By the number of the incident. A note that was told of another point says nothing of this one's."""
    stands = {row.ulid: {row.point_id, row.point.merged_into_id} for row in rows}
    found: dict[str, list[IncidentNote]] = defaultdict(list)
    for ulids in in_batches(stands):
        for note in IncidentNote.objects.filter(incident_ulid__in=ulids).order_by("observed_at", "ulid"):
            if note.point_id in stands[note.incident_ulid]:
                found[note.incident_ulid].append(note)
    return found
