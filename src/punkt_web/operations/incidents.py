"""Incidents as they stand now, with what was added to them. Never public."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from punkt.model.incident_words import Severity
from punkt_web.common.batches import in_batches
from punkt_web.operations.models import Incident, IncidentNote
from punkt_web.operations.standing import ids_of
from punkt_web.registry.models import Point

_ORDER = list(Severity)
_MOST = 200


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
    return _with_notes(Incident.objects.filter(point__in=ids_of(point)), limit=_MOST)


def incidents_of(points: QuerySet[Point], since: datetime) -> list[IncidentNow]:
    """The incidents of several points since a moment: open ones first, the most severe first, the newest first.

    Those too that were seen before and came since: nobody has read them yet.
    """
    at_points = Incident.objects.filter(Q(point__in=points) | Q(point__merged_into__in=points))
    found = _with_notes(at_points.filter(Q(observed_at__gte=since) | Q(received_at__gte=since)))
    return sorted(found, key=lambda one: (one.is_closed, -_ORDER.index(one.severity)))


def n_severe_open(points: QuerySet[Point], since: datetime) -> int:
    """How many severe incidents nobody closed yet."""
    return sum(one.severity is Severity.SEVERE and not one.is_closed for one in incidents_of(points, since))


def _with_notes(incidents: QuerySet[Incident], *, limit: int | None = None) -> list[IncidentNow]:
    related = ("point__territory", "point__merged_into__territory")
    rows = list(incidents.select_related(*related).order_by("-observed_at", "-ulid")[:limit])
    notes = _notes_on(rows)
    return [IncidentNow(row, tuple(notes[row.ulid])) for row in rows]


def _notes_on(rows: Iterable[Incident]) -> dict[str, list[IncidentNote]]:
    """By the number of the incident. A note that was told of another point says nothing of this one's."""
    stands = {row.ulid: {row.point_id, row.point.merged_into_id} for row in rows}
    found: dict[str, list[IncidentNote]] = defaultdict(list)
    for ulids in in_batches(stands):
        for note in IncidentNote.objects.filter(incident_ulid__in=ulids).order_by("observed_at", "ulid"):
            if note.point_id in stands[note.incident_ulid]:
                found[note.incident_ulid].append(note)
    return found
