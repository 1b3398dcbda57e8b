"""What points do and who asked them to, what they need, what people at doors say, what territories and feeds tell."""

from punkt_web.operations.models.activations import Activation, ActivationStep, ActivationTask, Call
from punkt_web.operations.models.bulletins import Bulletin, TakenAlert
from punkt_web.operations.models.feeds import Feed, FeedReading, OutageSpan
from punkt_web.operations.models.notices import TerritoryNotice
from punkt_web.operations.models.reports import CONTENT_COLUMNS, Complaint, CurrentStatus, StatusReport
from punkt_web.operations.models.supplies import Depot, Movement, RequestStep, SupplyRequest

__all__ = [
    "CONTENT_COLUMNS",
    "Activation",
    "ActivationStep",
    "ActivationTask",
    "Bulletin",
    "Call",
    "Complaint",
    "CurrentStatus",
    "Depot",
    "Feed",
    "FeedReading",
    "Movement",
    "OutageSpan",
    "RequestStep",
    "StatusReport",
    "SupplyRequest",
    "TakenAlert",
    "TerritoryNotice",
]
