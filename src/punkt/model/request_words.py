"""The closed word lists of requests and stock: what a point asks for, how soon, how far it is, and what depots hold."""

from enum import StrEnum

from punkt.wording import gettext_noop as _


class RequestKind(StrEnum):
    """What a point asks for."""

    FUEL = "fuel"
    WATER = "water"
    FOOD = "food"
    STAFF = "staff"
    EQUIPMENT = "equipment"
    MEDICINE = "medicine"
    TRANSPORT = "transport"
    OTHER = "other"


class RequestUrgency(StrEnum):
    """How soon it is needed, as who asks says it; the most pressing first."""

    NOW = "now"
    HOURS = "hours"
    TODAY = "today"
    CAN_WAIT = "can_wait"


class RequestState(StrEnum):
    """How far a request is: what its steps come to."""

    ASKED = "asked"
    ACCEPTED = "accepted"
    ON_THE_WAY = "on_the_way"
    DELIVERED = "delivered"
    DECLINED = "declined"
    CANCELLED = "cancelled"


OPEN_STATES = (RequestState.ASKED, RequestState.ACCEPTED, RequestState.ON_THE_WAY)
"""Something is still to be done, or to come."""


class RequestStepKind(StrEnum):
    """What was done about a request. TURN_BACK: what was on its way does not come."""

    ACCEPT = "accept"
    SEND = "send"
    RECEIVE = "receive"
    TURN_BACK = "turn_back"
    DECLINE = "decline"
    CANCEL = "cancel"


class MovementKind(StrEnum):
    """What happened to the stock of a depot. COUNT says how much there is; the others, by how much it changed."""

    COUNT = "count"
    RECEIVED = "received"
    ISSUED = "issued"
    CAME_BACK = "came_back"


REQUEST_LABELS: dict[type[StrEnum], dict[StrEnum, str]] = {
    RequestKind: {
        RequestKind.FUEL: _("Fuel"),
        RequestKind.WATER: _("Water"),
        RequestKind.FOOD: _("Food"),
        RequestKind.STAFF: _("Staff"),
        RequestKind.EQUIPMENT: _("Equipment"),
        RequestKind.MEDICINE: _("Medicine"),
        RequestKind.TRANSPORT: _("Transport"),
        RequestKind.OTHER: _("Something else"),
    },
    RequestUrgency: {
        RequestUrgency.NOW: _("At once: else the point closes or somebody is in danger"),
        RequestUrgency.HOURS: _("Within a few hours"),
        RequestUrgency.TODAY: _("Today"),
        RequestUrgency.CAN_WAIT: _("It can wait"),
    },
    RequestState: {
        RequestState.ASKED: _("Asked for"),
        RequestState.ACCEPTED: _("Accepted"),
        RequestState.ON_THE_WAY: _("On the way"),
        RequestState.DELIVERED: _("Delivered"),
        RequestState.DECLINED: _("Declined"),
        RequestState.CANCELLED: _("Not needed any more"),
    },
    RequestStepKind: {
        RequestStepKind.ACCEPT: _("Accepted"),
        RequestStepKind.SEND: _("Sent off"),
        RequestStepKind.RECEIVE: _("Received"),
        RequestStepKind.TURN_BACK: _("Does not come"),
        RequestStepKind.DECLINE: _("Declined"),
        RequestStepKind.CANCEL: _("Not needed any more"),
    },
    MovementKind: {
        MovementKind.COUNT: _("Counted"),
        MovementKind.RECEIVED: _("Received"),
        MovementKind.ISSUED: _("Issued"),
        MovementKind.CAME_BACK: _("Came back"),
    },
}
