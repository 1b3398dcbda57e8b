"""The words that the scripts of the console write."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from punkt.checklists.lists import LIST_LABELS
from punkt.formats.report_text_words import written_word
from punkt.formats.report_text_writing import ONE_PLACE, TWO_PLACES
from punkt.model.fields import FIELDS
from punkt.model.incident_words import IncidentKind
from punkt.model.power_trial_words import TrialEnd
from punkt.model.request_words import RequestKind, RequestUrgency
from punkt.model.requests import Asked
from punkt.model.stock_items import STOCKED, kind_and_item, unit_of
from punkt.model.vocabulary import AgeBand, Availability, PointState, Shortage, label
from punkt.units import Unit
from punkt.wording import gettext_noop
from punkt_web.keeper.kinds import ITEM_LABELS
from punkt_web.operations.supplies.request_wording import things_words

STILL = {
    PointState.OPEN: gettext_noop("Still open"),
    PointState.FULL: gettext_noop("Still full"),
    PointState.CLOSED: gettext_noop("Still closed"),
}
QUARTERS = (gettext_noop("empty"), "¼", "½", "¾", gettext_noop("full tank"))


def script_words(services: Sequence[str]) -> dict[str, Any]:
    """The words that scripts write; ``services`` are those of the point."""
    return {**_item_words(), **_report_words(services), **_queue_words()}


def _item_words() -> dict[str, Any]:
    """What items of each kind say."""
    return {
        "kind": {kind: _(name) for kind, name in ITEM_LABELS.items()},
        "list": {kind.value: _(name) for kind, name in LIST_LABELS.items()},
        "about": {kind.value: _(label(kind)) for kind in IncidentKind},
        "thing": things_words(),
        "urgency": {word.value: _(label(word)) for word in RequestUrgency},
        "text_code": _text_code(),
        "quantity_unknown": _("quantity not known"),
        "enough": _("that is all that is needed"),
        "more": _("more is needed"),
        "answered": _("lines answered: #"),
        "ran": _("ran for # h"),
        "trial_end": {end.value: _(label(end)) for end in TrialEnd},
        "step": {"begin": _("Begin the shift"), "end": _("End the shift")},
    }


def _report_words(services: Sequence[str]) -> dict[str, Any]:
    """What a report says, thing by thing."""
    return {
        "entries": _("Came in, not sent yet: #"),
        "state": {state.value: _(label(state)) for state in PointState},
        "answer": {answer.value: _(label(answer)) for answer in Availability},
        "shortage": {word.value: _(label(word)) for word in Shortage},
        "service": {key: _(FIELDS[key].label) for key in services},
        "headcount": _("People now"),
        "fuel_l": _("Fuel, litres"),
        "quarters": [_(sign) for sign in QUARTERS],
        "fuel_quarters": _("Fuel left, quarters of the tank"),
        "water_l": _("Water, litres"),
        "indoor_c": _("Inside, °C"),
        "n_staff": _("Staff present"),
        "n_visits": _("Came in"),
        "shortages": _("Short of"),
        "nothing": _("Nothing"),
        "band": {band.value: _(label(band)) for band in AgeBand},
        "people": _("People now: #"),
        "note": _("Note"),
        "still": {state.value: _(words) for state, words in STILL.items()},
        "many": _("That is far more than the seats here: # people. Is that right?"),
    }


def _queue_words() -> dict[str, str]:
    """What becomes of what is kept on the device."""
    return {
        "none_waiting": _("Nothing waits to be sent"),
        "all_sent": _("All sent, last at #"),
        "waiting": _("Not yet sent: #"),
        "refused": _("Refused: #"),
        "n_entered": _("Entered, not told yet: #"),
        "entered": _("entered, not sent yet"),
        "send": _("Send what I entered"),
        "send_n": _("Send what I entered: #"),
        "told": _("told #"),
        "told_at": _("%(state)s, told at %(at)s") % {"state": "#", "at": "#"},
        "unconfirmed": _("Not confirmed; told last: %(state)s") % {"state": "#"},
        "on_its_way": _("on its way"),
        "not_sent": _("not yet sent"),
        "received": _("received #"),
        "not_taken": _("not taken: #"),
        "dismiss": _("Leave it out"),
        "correct": _("Correct it"),
        "really": _("This report is not at the server. Leave it out all the same?"),
        "copied": _("Copied"),
        "code": _("Code # of #"),
        "begun": _("What you began is here again."),
        "clear": _("Clear it"),
        "empty": _("Nothing was entered."),
        "not_kept": _("This device could not keep the report. Write it down and send it again."),
        "no_network": _("No network: reports are kept here and sent by themselves."),
        "signed_out": _("Sign in again to send; nothing is lost."),
        "again": _("Send it again"),
        "of_others": _("Reports of somebody else that wait on this device, until they sign in: #"),
        "other_person": _("Somebody else signed in meanwhile: load this page again."),
        "not_yours": _("You report on no point any more."),
        "reload": _("Load this page again to send; nothing is lost."),
        "fault": _("The server could not take them: #"),
        "too_large": _("It is too large to be sent."),
        "pictures_left": _("Photos stay on this device until it has a network, and are not in this text: #"),
    }


def _text_code() -> dict[str, Any]:
    """The words of which ``request_text.js`` makes texts: they are the same in every language."""
    things = {*RequestKind, *STOCKED}
    return {
        **{word: written_word(word) for word in ("ask", "by", "at", "note", "litre")},
        "thing": {str(thing): written_word(f"thing.{thing}") for thing in sorted(things)},
        "urgency": {word.value: written_word(f"urgency.{word}") for word in RequestUrgency},
        "one_place": "".join(sorted(ONE_PLACE)),
        "two_places": "".join(sorted(TWO_PLACES)),
        "usual": Asked(RequestKind.OTHER).urgency.value,
        "needs_note": RequestKind.OTHER.value,
        "in_litres": [str(thing) for thing in sorted(things) if unit_of(kind_and_item(thing)[0]) is Unit.LITRE],
    }
