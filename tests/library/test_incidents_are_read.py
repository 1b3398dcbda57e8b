"""What is told of an incident is checked, whoever sends it."""

import pytest

from punkt.errors import InvalidValue
from punkt.ids import new_ulid
from punkt.model.incident_words import Called, IncidentKind, Severity
from punkt.model.incidents import MOST_LETTERS, read_incident, read_incident_note

TOLD = {"about": "fire", "severity": "severe", "what": "Smoke\nfrom the stove"}


def test_an_incident_is_read():
    told = read_incident({**TOLD, "done": "Put out", "called": ["rescue", "rescue", "ambulance"]}, "x")
    assert (told.about, told.severity, told.what) == (IncidentKind.FIRE, Severity.SEVERE, "Smoke from the stove")
    assert told.called == (Called.AMBULANCE, Called.RESCUE)


@pytest.mark.parametrize(
    "wrong",
    [
        {"about": "weather"},
        {"severity": None},
        {"what": "  "},
        {"what": "x" * (MOST_LETTERS + 1)},
        {"called": ["army"]},
        {"called": {"army": 1}},
        {"name": "Ann"},
    ],
)
def test_what_cannot_be_is_refused(wrong):
    with pytest.raises(InvalidValue):
        read_incident(TOLD | wrong, "x")


def test_a_note_names_its_incident_and_may_close_it():
    ulid = new_ulid()
    note = read_incident_note({"incident": ulid, "what": "Out", "closing": "yes"}, "x")
    assert (note.incident, note.severity, note.is_closing) == (ulid, None, True)
    assert not read_incident_note({"incident": ulid, "what": "More smoke"}, "x").is_closing
    for wrong in ({"incident": "1"}, {"what": ""}, {"severity": "bad"}, {"about": "fire"}):
        with pytest.raises(InvalidValue):
            read_incident_note({"incident": ulid, "what": "Out"} | wrong, "x")
