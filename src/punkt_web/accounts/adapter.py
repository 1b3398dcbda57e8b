"""Where our rules meet the sign-in library."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from punkt_web.accounts import actions
from punkt_web.accounts.models import User


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc] # the library has no types
    """Accounts are given by those who manage people; every new password leaves an audit row."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": _("The address or the password is wrong. Check both and try again."),
        "incorrect_password": _("The password is wrong."),
        "enter_current_password": _("The password is wrong."),
        "too_many_login_attempts": _("Too many wrong codes. Wait five minutes, then try again."),
        "rate_limited": _("Too many wrong codes. Wait five minutes, then try again."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Always closed."""
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Counts nothing: axes counts wrong passwords by address *and* sender.

        The library would count by address alone, and a stranger could lock a coordinator out in the middle of an
        outage by typing her address with any password.
        """

    def set_password(self, user: User, password: str) -> None:
        """A person's own new password."""
        actions.set_password(actions.by_person(user), user, password)


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc] # the library has no types
    """Words of ours for the second factor."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("The code is wrong or too old. Wait for the next one and type it again."),
    }
