"""The history of a person in words."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext

from punkt_web.accounts.roles import ROLE_LABELS, Role
from punkt_web.common.models import AuditEntry
from punkt_web.common.trail_words import action_words, key_words, plain_words

Pairs = list[tuple[str, str]]


def history_rows(entries: Iterable[AuditEntry]) -> list[tuple[AuditEntry, str, Pairs, Pairs]]:
    """Each write with what was done, and what was before and after, as label and value."""
    return [(entry, action_words(entry.action), _pairs(entry.before), _pairs(entry.after)) for entry in entries]


def _pairs(values: dict[str, Any]) -> Pairs:
    return [(key_words(key), role_words(key, value)) for key, value in values.items() if value not in ("", None)]


def role_words(key: str, value: Any) -> str:
    """A value of the trail: a role by its name, anything else as everywhere."""
    return gettext(ROLE_LABELS[Role(value)]) if key == "role" and value in set(Role) else plain_words(key, value)
