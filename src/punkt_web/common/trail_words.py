"""What the audit trail calls things, in the words of the reader: one register for every page that shows its rows."""

import json
from typing import Any

from django.utils.translation import get_language, gettext

from punkt.inspection.practice import packaged_practices
from punkt.model.activation_words import ActivationMode, ActivationTrigger, ServiceLevel, TaskAnswer
from punkt.model.alarm_words import AlarmChannel, AlarmEnd, AlarmKind
from punkt.model.alert_words import AlertSeverity, BulletinTopic, Certainty, Urgency
from punkt.model.board_words import CallOutcome
from punkt.model.complaint_words import ComplaintKind, ComplaintOutcome
from punkt.model.fields import FIELDS
from punkt.model.hosting_words import CriterionFinding, DutyBearer, HostCriterion, OfferRefusal, OfferState
from punkt.model.network_words import Consent, MemberKind
from punkt.model.notice_words import Passage
from punkt.model.power_trial_words import TrialEnd
from punkt.model.request_words import MovementKind, RequestKind, RequestState, RequestStepKind, RequestUrgency
from punkt.model.stock_items import STOCKED
from punkt.model.vocabulary import Availability, EvidenceMethod, PointState, ReportChannel, Visibility, label
from punkt.wording import gettext_noop as _
from punkt_web.common.trail_keys import KEYS

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
    "state price": _("Price stated"),
    "end price": _("Stated price ended"),
    "state overlay": _("Local overlay stated"),
    "end overlay": _("Local overlay ended"),
    "state territory fact": _("Stated of a territory"),
    "assess": _("Points held against a standard"),
    "verify": _("Checked"),
    "start campaign": _("Campaign of inspections started"),
    "end campaign": _("Campaign of inspections ended"),
    "ask for inspection": _("Inspection asked for"),
    "reassign inspection": _("Inspection given to somebody else"),
    "cancel inspection": _("Inspection cancelled"),
    "begin inspection": _("Part of an inspection sent"),
    "hand in inspection": _("Inspection handed in"),
    "add inspection photo": _("Picture of an inspection added"),
    "send inspection back": _("Inspection sent back"),
    "sign inspection": _("Inspection signed"),
    "make inspection task": _("Task made of what failed"),
    "assign inspection task": _("Task given to somebody"),
    "do inspection task": _("Task said to be done"),
    "reopen inspection task": _("Task found not done"),
    "close inspection task": _("Task closed by an inspection"),
    "drop inspection task": _("Task dropped"),
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
    "go through list": _("Checklist gone through"),
    "add list line": _("Line added to a checklist"),
    "end list line": _("Line of a checklist ended"),
    "set order of list": _("Order of a checklist set"),
    "mark list line": _("Line of a checklist marked as not here"),
    "tell incident": _("Incident written"),
    "add to incident": _("Word added to an incident"),
    "hand over": _("Shift handed over"),
    "read hand-over": _("Hand-over read"),
    "plan shift": _("Shift planned"),
    "cancel shift": _("Shift cancelled"),
    "take out of shift": _("Taken out of a shift"),
    "begin or end shift": _("Shift begun or ended"),
    "try power": _("Own power tried"),
    "forget name": _("Name in an old shift deleted"),
    "end call": _("Call ended"),
    "ask for supplies": _("Asked for supplies"),
    "ask for supplies again": _("The same request came another way"),
    "deal with request": _("Something was done about a request"),
    "take request": _("Request taken to deal with"),
    "give request back": _("Request given back"),
    "add depot": _("Depot added"),
    "change depot": _("Depot changed"),
    "move stock": _("Stock moved or counted"),
    "raise alarm": _("Alarm raised"),
    "escalate alarm": _("Alarm told to the next level"),
    "acknowledge alarm": _("Somebody looks into the alarm"),
    "end alarm": _("Alarm ended"),
    "set alarm rule": _("Rule of alarms decided"),
    "add webhook": _("Webhook added"),
    "test webhook": _("Test sent to a webhook"),
    "remove webhook": _("Webhook removed"),
    "set alarm preference": _("Chosen how to be told of alarms"),
    "add device": _("Browser added for notices of alarms"),
    "remove device": _("Browser removed from notices of alarms"),
    "tell of alarms": _("Told of alarms"),
    "set message aside": _("Message of alarms could not be sent"),
    "add feed": _("Feed added"),
    "read feed": _("Feed read"),
    "break feed": _("Feed broken"),
    "mend feed": _("Feed read again after a break"),
    "remove feed": _("Feed removed"),
    "issue bulletin": _("Official information issued"),
    "correct bulletin": _("Official information corrected"),
    "end bulletin": _("Official information ended"),
    "take alert": _("CAP message taken"),
    "enter agreement": _("Agreement with the host entered"),
    "change agreement": _("Agreement with the host changed"),
    "end agreement": _("Agreement with the host ended"),
    "remind of agreement": _("Reminder that an agreement ends"),
    "receive offer": _("A business offered to be a host"),
    "claim offer": _("Offer taken to look into"),
    "release offer": _("Offer given back"),
    "begin check of offer": _("Check of an offer begun"),
    "check offer": _("Criterion of an offer checked"),
    "pass offer on": _("Offer passed on to another territory"),
    "list offer": _("Business listed as a point"),
    "refuse offer": _("Offer refused"),
    "reopen offer": _("Refused offer taken up again"),
    "forget contact": _("Contact of an offer deleted"),
    "enter member": _("Member of the network entered"),
    "change member": _("Member of the network changed"),
    "allow showing": _("Decided what may be shown of a member"),
    "leave network": _("A member left the network"),
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
    "standard": _("standard"),
    "price": _("price of an item"),
    "overlay": _("local overlay"),
    "host offer": _("offer of a business"),
    "network member": _("member of the network"),
}
_WORDS_OF = {
    "state": PointState,
    "visibility": Visibility,
    "method": EvidenceMethod,
    "channel": ReportChannel,
    "complaint": ComplaintKind,
    "outcome": ComplaintOutcome,
    "passage": Passage,
    "ended": TrialEnd,
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
    "alarm": AlarmKind,
    "alarm_ended": AlarmEnd,
    "alarm_channel": AlarmChannel,
    "fuel_by": DutyBearer,
    "staffed_by": DutyBearer,
    "offer_state": OfferState,
    "refusal": OfferRefusal,
    "criterion": HostCriterion,
    "finding": CriterionFinding,
    "member_kind": MemberKind,
    "may_show": Consent,
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


def _line_words(key: str) -> str:
    """A line of an inspection: the field that it verifies, else as its practice list words it."""
    found = (line.texts for one in packaged_practices().values() for line in one.lines if line.key == key)
    texts = next(found, {})
    return texts.get((get_language() or "en")[:2]) or texts.get("en") or key_words(key)


def _word(key: str, value: str) -> str:
    vocabulary = Availability if key in FIELDS else _WORDS_OF.get(key)
    if vocabulary is not None and value in set(vocabulary):
        return gettext(label(vocabulary(value)))
    if key == "inspection_line":
        return _line_words(value)
    if key == "scope" and value in ENTITIES:
        return entity_words(value)
    if key == "item" and value in STOCKED:
        return gettext(STOCKED[value])
    is_listed = key in {"type", "types", "state", "scope", "point"} and value in _OTHER_WORDS
    return gettext(_OTHER_WORDS[value]) if is_listed else value
