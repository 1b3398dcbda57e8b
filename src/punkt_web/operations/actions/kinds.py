"""The one register of kinds of items, beside reports: how each is taken, and what it is called."""

from collections.abc import Mapping

from punkt.wording import gettext_noop as _
from punkt_web.operations.actions.keeping.checklists import CHECKLIST
from punkt_web.operations.actions.keeping.hand_overs import HAND_OVER, HAND_OVER_READ
from punkt_web.operations.actions.keeping.incidents import INCIDENT, INCIDENT_NOTE
from punkt_web.operations.actions.keeping.items import ItemKind
from punkt_web.operations.actions.keeping.power_trials import POWER_TRIAL
from punkt_web.operations.actions.keeping.shifts import SHIFT, SHIFT_CANCELLED, SHIFT_PERSON_REMOVED, SHIFT_STEP
from punkt_web.operations.actions.supplies.requests import ARRIVAL, REQUEST, WITHDRAWAL

KINDS: Mapping[str, ItemKind] = {
    "checklist": CHECKLIST,
    "incident": INCIDENT,
    "incident_note": INCIDENT_NOTE,
    "hand_over": HAND_OVER,
    "hand_over_read": HAND_OVER_READ,
    "shift": SHIFT,
    "shift_cancelled": SHIFT_CANCELLED,
    "shift_person_removed": SHIFT_PERSON_REMOVED,
    "shift_step": SHIFT_STEP,
    "power_trial": POWER_TRIAL,
    "request": REQUEST,
    "arrival": ARRIVAL,
    "withdrawal": WITHDRAWAL,
}
KIND_LABELS: Mapping[str, str] = {
    "checklist": _("Checklist"),
    "incident": _("Incident"),
    "incident_note": _("Word on an incident"),
    "hand_over": _("Hand-over"),
    "hand_over_read": _("Hand-over read"),
    "shift": _("Shift"),
    "shift_cancelled": _("Shift cancelled"),
    "shift_person_removed": _("Taken out of a shift"),
    "shift_step": _("Begin or end of a shift"),
    "power_trial": _("Trial of the own power"),
    "request": _("Request for supplies"),
    "arrival": _("Supplies that came"),
    "withdrawal": _("Not needed any more"),
}
"""Texts to translate."""
