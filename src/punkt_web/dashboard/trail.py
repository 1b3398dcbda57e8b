"""Rows of the audit trail in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext

from punkt.model.fields import FIELDS, Audience
from punkt.model.vocabulary import Shortage
from punkt_web.accounts.wording import role_words
from punkt_web.common.models import AuditEntry
from punkt_web.common.trail_words import action_words, entity_words, key_words
from punkt_web.dashboard.wording import LANGUAGES, STATUS_LABELS, field_label, value_words, word_label


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
    subject: str
    reason: str
    changes: list[WrittenChange]
    n_withheld: int


def written(entries: Iterable[AuditEntry], *, sees_secret: bool) -> list[WrittenEntry]:
    """Writes in words; what is secret is only counted for those who may not see it."""
    return [_entry(entry, sees_secret=sees_secret) for entry in entries]


def _entry(entry: AuditEntry, *, sees_secret: bool) -> WrittenEntry:
    before, after = (values if sees_secret else _without_secret_names(values) for values in (entry.before, entry.after))
    keys = list(dict.fromkeys([*before, *after]))
    shown = [key for key in keys if sees_secret or not _is_secret(entry, key)]
    changes = [
        WrittenChange(_label(entry, key), _words(entry, key, before), _words(entry, key, after)) for key in shown
    ]
    action = action_words(entry.action)
    subject = f"{entity_words(entry.entity)} {entry.object_key}"
    n_withheld = len(keys) - len(shown)
    return WrittenEntry(entry.number, entry.at, entry.actor_name, action, subject, entry.reason, changes, n_withheld)


def _without_secret_names(values: dict[str, Any]) -> dict[str, Any]:
    """What a check names are fields; those that are secret are not even counted."""
    if not isinstance(values.get("fields"), list):
        return values
    named = [key for key in values["fields"] if key not in FIELDS or FIELDS[key].audience is not Audience.SECRET]
    rest = {key: value for key, value in values.items() if key != "fields"}
    return {"fields": named, **rest} if named else rest


_FIELD_ACTIONS = {"register", "change", "take over", "merge into"}


def _is_field(entry: AuditEntry, key: str) -> bool:
    return entry.action in _FIELD_ACTIONS and key in FIELDS


def _is_secret(entry: AuditEntry, key: str) -> bool:
    if _is_field(entry, key):
        return FIELDS[key].audience is Audience.SECRET
    return "contact" in entry.action


def _label(entry: AuditEntry, key: str) -> str:
    return field_label(key) if _is_field(entry, key) else key_words(key)


def _words(entry: AuditEntry, key: str, values: dict[str, Any]) -> str:
    if key not in values or values[key] in (None, "", []):
        return gettext("not known") if _is_field(entry, key) else ""
    value = values[key]
    if _is_field(entry, key):
        return value_words(key, value)
    return _word(key, value)


def _moment(text: str) -> str:
    """A stored moment as the page writes it; as it is where it is none."""
    try:
        return date_format(localtime(datetime.fromisoformat(text)), "DATETIME_FORMAT")
    except ValueError:
        return text


def _word(key: str, value: Any) -> str:
    if key == "status" and value in STATUS_LABELS:
        return str(STATUS_LABELS[value])
    if key == "shortages":
        return ", ".join(word_label(Shortage, word) for word in value)
    if key.endswith("_at") and isinstance(value, str):
        return _moment(value)
    if key == "language" and value in LANGUAGES:
        return str(LANGUAGES[value])
    return role_words(key, value)
