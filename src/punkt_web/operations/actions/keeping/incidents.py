"""Incidents and what is added to them, as items of the queue: append-only.

The trail, which every member may read, tells their numbers and nothing of what they say.
"""

from typing import Any

from punkt.model.incidents import read_incident, read_incident_note
from punkt.model.items import Item
from punkt_web.common.audit import Write, record
from punkt_web.operations.actions.keeping.items import Arrival, ItemKind
from punkt_web.operations.models import Incident, IncidentNote


def _read_incident(item: Item) -> dict[str, Any]:
    told = read_incident(item.content, item.where)
    return {
        "about": told.about.value,
        "severity": told.severity.value,
        "what": told.what,
        "done": told.done,
        "called": [one.value for one in told.called],
    }


def _keep_incident(arrival: Arrival, columns: dict[str, Any]) -> None:
    made = Incident.objects.create(**arrival.columns(), **columns)
    record(arrival.actor, Write("tell incident", "point", arrival.point.code, {}, {"incident": made.ulid}))


def _read_note(item: Item) -> dict[str, Any]:
    told = read_incident_note(item.content, item.where)
    return {
        "incident_ulid": told.incident,
        "severity": told.severity.value if told.severity else "",
        "what": told.what,
        "called": [one.value for one in told.called],
        "is_closing": told.is_closing,
    }


def _keep_note(arrival: Arrival, columns: dict[str, Any]) -> None:
    # Taken whether there is such an incident here, at another point, or nowhere yet: numbers are not to be tried out.
    # One on an incident of another point says nothing of it (operations/incidents.py).
    made = IncidentNote.objects.create(**arrival.columns(), **columns)
    after = {"incident": made.incident_ulid, "is_closing": made.is_closing}
    record(arrival.actor, Write("add to incident", "point", arrival.point.code, {}, after))


INCIDENT = ItemKind(Incident, _read_incident, _keep_incident)
INCIDENT_NOTE = ItemKind(IncidentNote, _read_note, _keep_note)
