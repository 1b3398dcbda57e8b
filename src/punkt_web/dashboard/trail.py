"""Rows of the audit trail in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from punkt.model.fields import FIELDS, Audience
from punkt.model.vocabulary import EvidenceMethod, Visibility
from punkt_web.common.models import AuditEntry
from punkt_web.dashboard.wording import STATUS_LABELS, field_label, value_words, word_label

_ACTIONS = {
    "register": _("Registered"),
    "change": _("Changed"),
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
}
_KEYS = {
    "status": _("Status"),
    "visibility": _("Shown to"),
    "reason": _("Reason"),
    "until_at": _("Until"),
    "merged_into": _("Merged into"),
    "alias": _("Other name"),
    "language": _("Language"),
    "authority": _("Register"),
    "value": _("Number or code there"),
    "role": _("Office"),
    "given": _("Given"),
    "contact": _("Contact"),
    "photo": _("Picture"),
    "description": _("What it shows"),
    "taken_on": _("Taken on"),
    "fields": _("Fields"),
    "method": _("How"),
}


@dataclass(frozen=True, slots=True)
class WrittenChange:
    """One thing that a write changed, before and after in words."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class WrittenEntry:
    """One write in words."""

    number: int
    at: datetime
    actor: str
    action: str
    reason: str
    changes: list[WrittenChange]
    n_withheld: int


def written(entries: Iterable[AuditEntry], *, sees_secret: bool) -> list[WrittenEntry]:
    """Writes to a point in words; what is secret is only counted for those who may not see it."""
    return [_entry(entry, sees_secret=sees_secret) for entry in entries]


def action_words(action: str) -> str:
    """What was done; what other rooms of the product write comes back as it is."""
    return str(_ACTIONS.get(action, action))


def _entry(entry: AuditEntry, *, sees_secret: bool) -> WrittenEntry:
    keys = list(dict.fromkeys([*entry.before, *entry.after]))
    shown = [key for key in keys if sees_secret or not _is_secret(entry, key)]
    changes = [
        WrittenChange(_label(entry, key), _words(entry, key, entry.before), _words(entry, key, entry.after))
        for key in shown
    ]
    action = action_words(entry.action)
    return WrittenEntry(entry.number, entry.at, entry.actor_name, action, entry.reason, changes, len(keys) - len(shown))


_FIELD_ACTIONS = {"register", "change", "take over", "merge into"}


def _is_field(entry: AuditEntry, key: str) -> bool:
    return entry.action in _FIELD_ACTIONS and key in FIELDS


def _is_secret(entry: AuditEntry, key: str) -> bool:
    if _is_field(entry, key):
        return FIELDS[key].audience is Audience.SECRET
    return "contact" in entry.action


def _label(entry: AuditEntry, key: str) -> str:
    return field_label(key) if _is_field(entry, key) else str(_KEYS.get(key, key))


def _words(entry: AuditEntry, key: str, values: dict[str, Any]) -> str:
    if key not in values or values[key] in (None, "", []):
        return gettext("not known") if _is_field(entry, key) else ""
    value = values[key]
    if _is_field(entry, key):
        return value_words(key, value)
    return _word(key, value)


def _word(key: str, value: Any) -> str:
    if key == "status" and value in STATUS_LABELS:
        return str(STATUS_LABELS[value])
    if key == "visibility" and value in set(Visibility):
        return word_label(Visibility, value)
    if key == "method" and value in set(EvidenceMethod):
        return word_label(EvidenceMethod, value)
    if isinstance(value, list):
        return ", ".join(field_label(str(one)) for one in value)
    return str(value)
