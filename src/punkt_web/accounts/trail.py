"""Audit rows for what the library of the second factor writes."""

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added, authenticator_removed, authenticator_reset
from django.db import transaction
from django.dispatch import Signal

from punkt_web.accounts.access import actor
from punkt_web.accounts.models import User
from punkt_web.common.audit import Write, record


def listen() -> None:
    """Connects the signals once; the rows never hold a secret or a code."""
    for signal, action in _ACTIONS.items():
        signal.connect(_NOTES[action], dispatch_uid=f"punkt-{action}")


def _note(action: str) -> Any:
    def on_signal(*, user: User, authenticator: Authenticator, **_more: object) -> None:
        with transaction.atomic():
            record(actor(user), Write(action, "person", str(user.pk), after={"type": str(authenticator.type)}))

    return on_signal


_ACTIONS: dict[Signal, str] = {
    authenticator_added: "add_second_factor",
    authenticator_removed: "remove_second_factor",
    authenticator_reset: "renew_recovery_codes",
}
# Signals keep weak references: the receivers live here.
_NOTES = {action: _note(action) for action in _ACTIONS.values()}
