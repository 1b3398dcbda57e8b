"""What points do and who asked them to, what they need, what people say, territories tell, feeds, and alarms."""

from punkt_web.operations.models.activations import Activation, ActivationStep, ActivationTask, Call
from punkt_web.operations.models.alarms import (
    Alarm,
    AlarmDevice,
    AlarmMessage,
    AlarmPreference,
    AlarmRound,
    AlarmRule,
    AlarmWebhook,
)
from punkt_web.operations.models.bulletins import Bulletin, TakenAlert
from punkt_web.operations.models.feeds import Feed, FeedReading, OutageSpan
from punkt_web.operations.models.keeping import (
    AnsweredList,
    HandOver,
    HandOverRead,
    Incident,
    IncidentNote,
    ListChoice,
    OwnLine,
    Shift,
    ShiftCancelled,
    ShiftPerson,
    ShiftPersonRemoved,
    ShiftStep,
)
from punkt_web.operations.models.notices import TerritoryNotice
from punkt_web.operations.models.power_trials import PowerTrial
from punkt_web.operations.models.reports import CONTENT_COLUMNS, Complaint, CurrentStatus, StatusReport
from punkt_web.operations.models.supplies import Depot, Movement, RequestStep, SupplyRequest

__all__ = [
    "CONTENT_COLUMNS",
    "Activation",
    "ActivationStep",
    "ActivationTask",
    "Alarm",
    "AlarmDevice",
    "AlarmMessage",
    "AlarmPreference",
    "AlarmRound",
    "AlarmRule",
    "AlarmWebhook",
    "AnsweredList",
    "Bulletin",
    "Call",
    "Complaint",
    "CurrentStatus",
    "Depot",
    "Feed",
    "FeedReading",
    "HandOver",
    "HandOverRead",
    "Incident",
    "IncidentNote",
    "ListChoice",
    "Movement",
    "OutageSpan",
    "OwnLine",
    "PowerTrial",
    "RequestStep",
    "Shift",
    "ShiftCancelled",
    "ShiftPerson",
    "ShiftPersonRemoved",
    "ShiftStep",
    "StatusReport",
    "SupplyRequest",
    "TakenAlert",
    "TerritoryNotice",
]
