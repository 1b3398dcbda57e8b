"""What the audit trail calls things, in the words of the reader: one register for every page that shows its rows."""

import json
from typing import Any

from django.utils.translation import gettext

from punkt.model.activation_words import ActivationMode, ActivationTrigger, ServiceLevel, TaskAnswer
from punkt.model.alert_words import AlertSeverity, BulletinTopic, Certainty, Urgency
from punkt.model.board_words import CallOutcome
from punkt.model.fields import FIELDS
from punkt.model.items import STOCKED
from punkt.model.request_words import MovementKind, RequestKind, RequestState, RequestStepKind, RequestUrgency
from punkt.model.vocabulary import (
    Availability,
    ComplaintKind,
    ComplaintOutcome,
    EvidenceMethod,
    Passage,
    PointState,
    ReportChannel,
    Visibility,
    label,
)
from punkt.wording import gettext_noop as _

ACTIONS = {
    "register": _("Registered"),
    "change": _("Changed"),
    "add": _("Added"),
    "delete": _("Deleted"),
    "set status": _("Status set"),
    "take over": _("Took over from a merged point"),
    "merge into": _("Merged into another point"),
    "set policy": _("Publication decided"),
    "end policy": _("Publication decision ended"),
    "add alias": _("Other name added"),
    "remove alias": _("Other name removed"),
    "add identifier": _("Identifier added"),
    "remove identifier": _("Identifier removed"),
    "add contact": _("Contact added"),
    "remove contact": _("Contact removed"),
    "add photo": _("Picture added"),
    "remove photo": _("Picture removed"),
    "verify": _("Checked"),
    "report": _("Status reported"),
    "complain": _("Somebody at the door complained"),
    "claim complaint": _("Complaint taken to look into"),
    "release complaint": _("Complaint given back"),
    "answer complaint": _("Complaint answered"),
    "forget complaint": _("Old complaint deleted"),
    "set curfew": _("Curfew set"),
    "change curfew": _("Curfew corrected"),
    "end curfew": _("Curfew ended"),
    "start air alert": _("Air alert started"),
    "confirm air alert": _("Air alert said to be still on"),
    "end air alert": _("Air alert ended"),
    "activate": _("Points asked to open"),
    "add points": _("More points asked to open"),
    "change activation": _("Activation changed"),
    "close activation": _("Activation closed"),
    "answer task": _("Keepers answered whether they open"),
    "take call": _("Call taken on"),
    "end call": _("Call ended"),
    "ask for supplies": _("Asked for supplies"),
    "deal with request": _("Something was done about a request"),
    "take request": _("Request taken to deal with"),
    "give request back": _("Request given back"),
    "add depot": _("Depot added"),
    "change depot": _("Depot changed"),
    "move stock": _("Stock moved or counted"),
    "add feed": _("Feed added"),
    "read feed": _("Feed read"),
    "break feed": _("Feed broken"),
    "mend feed": _("Feed read again after a break"),
    "remove feed": _("Feed removed"),
    "issue bulletin": _("Official information issued"),
    "correct bulletin": _("Official information corrected"),
    "end bulletin": _("Official information ended"),
    "take alert": _("CAP message taken"),
    "load": _("Loaded from a register"),
    "merge": _("Merged"),
    "set boundary": _("Boundary set"),
    "save view": _("View saved"),
    "rename view": _("View renamed"),
    "delete view": _("View deleted"),
    "give list": _("List given"),
    "set state": _("State of the import changed"),
    "decide match": _("Decided whether it is the same place"),
    "describe source": _("Source described"),
    "give_person": _("Person added"),
    "change_person": _("Person changed"),
    "set_password": _("Password set"),
    "end_password": _("Password ended, a new link is needed"),
    "give_password_link": _("Link for a password shown"),
    "deactivate": _("Account closed"),
    "reactivate": _("Account opened again"),
    "add_second_factor": _("Second factor added"),
    "remove_second_factor": _("Second factor removed"),
    "give_role": _("Role given"),
    "end_role": _("Role ended"),
}
ENTITIES = {
    "point": _("point"),
    "territory": _("territory"),
    "organisation": _("organisation"),
    "point kind": _("kind of point"),
    "person": _("person"),
    "import": _("import"),
    "source": _("source"),
    "saved view": _("saved view"),
    "activation": _("activation"),
    "feed": _("feed"),
    "request": _("request for supplies"),
    "depot": _("depot"),
}
KEYS = {
    "status": _("Status"),
    "visibility": _("Shown to"),
    "reason": _("Reason"),
    "until_at": _("End of the decision"),
    "decided_for": _("Decided for"),
    "merged_into": _("Merged into"),
    "alias": _("Other name"),
    "language": _("Language"),
    "authority": _("Other register"),
    "value": _("Number or code there"),
    "given": _("Given"),
    "contact": _("Contact"),
    "n_contacts": _("Number of contacts"),
    "n_contacts_added": _("Contacts added"),
    "identifiers": _("Identifiers"),
    "aliases": _("Other names"),
    "photo": _("Picture"),
    "photos": _("Pictures"),
    "n_verifications": _("Number of checks by a person"),
    "description": _("What it shows"),
    "taken_on": _("Taken on"),
    "fields": _("Fields"),
    "method": _("How"),
    "state": _("State"),
    "headcount": _("People now"),
    "fuel_l": _("Fuel left"),
    "fuel_quarters": _("Fuel left, quarters of the tank"),
    "indoor_c": _("Indoor temperature"),
    "water_l": _("Water left"),
    "n_staff": _("Staff present"),
    "shortages": _("Short of"),
    "ulid": _("Number of the report"),
    "complaint": _("Complaint"),
    "outcome": _("What came out"),
    "channel": _("Who reported"),
    "observed_at": _("Seen at"),
    "notice": _("Number of the notice"),
    "bulletin": _("Number of the bulletin"),
    "message": _("CAP message"),
    "topic": _("What it is about"),
    "texts": _("Texts"),
    "without": _("Languages that are missing"),
    "urgency": _("How soon to act"),
    "severity": _("How dangerous it is"),
    "certainty": _("How sure it is"),
    "office": _("Issued by"),
    "begins_local": _("Curfew begins at"),
    "ends_local": _("Curfew ends at"),
    "passage": _("Walking to a point during the curfew"),
    "first_on": _("First day"),
    "last_on": _("Last day"),
    "decision": _("Decision"),
    "began_at": _("Began at"),
    "confirmed_at": _("Said to be on at"),
    "ended_at": _("Ended at"),
    "mode": _("When the doors are to be open"),
    "begins_at": _("Begins at"),
    "territories": _("Territories"),
    "corners": _("Corners of the area"),
    "kinds": _("Kinds of points"),
    "trigger": _("Why"),
    "is_exercise": _("Exercise"),
    "n_points": _("Number of points asked"),
    "criteria": _("What was looked at"),
    "answer": _("Answer"),
    "note": _("Note"),
    "taken_until": _("Nobody else calls until"),
    "came_of_it": _("What came of the call"),
    "service_level": _("What the points are to be"),
    "form": _("Form"),
    "request_kind": _("What is needed"),
    "request_urgency": _("How soon"),
    "item": _("What"),
    "quantity": _("How much"),
    "step": _("What was done"),
    "request_state": _("How far the request is"),
    "movement": _("What happened to the stock"),
    "is_closed": _("Nothing is given out of it any more"),
    "operator": _("Grid operator"),
    "address": _("Address"),
    "n_told": _("Spans or alerts"),
    "n_findings": _("Findings"),
    "sha256": _("Fingerprint of the text"),
    "failing_since": _("Broken since"),
    "names": _("Names"),
    "name": _("Name or title"),
    "country": _("Country"),
    "code": _("Code"),
    "level": _("Level"),
    "category": _("Category"),
    "parent": _("Belongs to"),
    "parent_id": _("Belongs to"),
    "territory": _("Territory"),
    "territory_id": _("Territory"),
    "valid_from": _("Start"),
    "valid_until": _("End"),
    "boundary": _("Boundary"),
    "latitude": _("Latitude"),
    "longitude": _("Longitude"),
    "population": _("Population"),
    "population_on": _("Day of the population figure"),
    "population_source": _("Source of the population figure"),
    "registry_code": _("Code in the register of organisations"),
    "website": _("Website"),
    "id": _("Number"),
    "query": _("Filter"),
    "source": _("Source"),
    "file": _("File"),
    "row": _("Row"),
    "point": _("Point"),
    "columns": _("Columns"),
    "licence": _("Licence"),
    "attribution": _("Attribution"),
    "email": _("E-mail address"),
    "role": _("Role or office"),
    "scope": _("Where the role holds"),
    "scope_code": _("Code of the place"),
    "type": _("Type"),
    "types": _("Types"),
    "is_active": _("Account is open"),
}
_WORDS_OF = {
    "state": PointState,
    "visibility": Visibility,
    "method": EvidenceMethod,
    "channel": ReportChannel,
    "complaint": ComplaintKind,
    "outcome": ComplaintOutcome,
    "passage": Passage,
    "came_of_it": CallOutcome,
    "service_level": ServiceLevel,
    "mode": ActivationMode,
    "trigger": ActivationTrigger,
    "answer": TaskAnswer,
    "topic": BulletinTopic,
    "urgency": Urgency,
    "severity": AlertSeverity,
    "certainty": Certainty,
    "step": RequestStepKind,
    "request_kind": RequestKind,
    "request_urgency": RequestUrgency,
    "request_state": RequestState,
    "movement": MovementKind,
}
_OTHER_WORDS = {
    "totp": _("app with codes"),
    "recovery_codes": _("recovery codes"),
    "reading": _("being read"),
    "preview": _("waits for a person"),
    "applying": _("being written"),
    "done": _("done"),
    "stopped": _("stopped"),
    "failed": _("failed"),
    "everywhere": _("everywhere"),
    "new": _("new place"),
}


def action_words(action: str) -> str:
    """What was done; an action of an older version comes back as it is."""
    return gettext(ACTIONS[action]) if action in ACTIONS else action


def entity_words(entity: str) -> str:
    """What kind of thing it was done to."""
    return gettext(ENTITIES[entity]) if entity in ENTITIES else entity


def key_words(key: str) -> str:
    """What a value before or after is about: a word of the trail, else a field of a point."""
    if key in KEYS:
        return gettext(KEYS[key])
    return gettext(FIELDS[key].label) if key in FIELDS else key


def plain_words(key: str, value: Any) -> str:
    """A value that is no field of a point: words of closed lists in the reader's language, anything else as it is."""
    if value in (None, "", [], {}):
        return ""
    if isinstance(value, bool):
        return gettext(label(Availability.YES if value else Availability.NO))
    if isinstance(value, list):
        return ", ".join(key_words(str(one)) for one in value)
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False)
    return _word(key, str(value))


def _word(key: str, value: str) -> str:
    vocabulary = Availability if key in FIELDS else _WORDS_OF.get(key)
    if vocabulary is not None and value in set(vocabulary):
        return gettext(label(vocabulary(value)))
    if key == "scope" and value in ENTITIES:
        return entity_words(value)
    if key == "item" and value in STOCKED:
        return gettext(STOCKED[value])
    is_listed = key in {"type", "types", "state", "scope", "point"} and value in _OTHER_WORDS
    return gettext(_OTHER_WORDS[value]) if is_listed else value
