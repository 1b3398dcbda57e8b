"""The library's forms in our words, so that they are translated with the rest."""

from typing import Any

from allauth.account.forms import ChangePasswordForm, LoginForm, ReauthenticateForm
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as ReauthenticateCodeForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from django.forms import Form
from django.utils.translation import gettext_lazy as _


def _word(form: Form, key: str, label: Any, *, help_text: Any = "", **attributes: str) -> None:
    field = form.fields[key]
    field.label, field.help_text = label, help_text
    field.widget.attrs.pop("placeholder", None)
    field.widget.attrs.update(attributes)


class SignInForm(LoginForm):  # type: ignore[misc] # the library has no types
    """Address and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self, "login", _("E-mail address"), autocomplete="username")
        _word(self, "password", _("Password"))
        _word(self, "remember", _("Stay signed in on this device for two weeks"))


class NewPasswordForm(ChangePasswordForm):  # type: ignore[misc] # the library has no types
    """The old password and twice the new one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self, "oldpassword", _("Password now"))
        _word(self, "password1", _("New password"), help_text=_("At least 10 characters. Three words are good."))
        _word(self, "password2", _("New password again"))


class PasswordAgainForm(ReauthenticateForm):  # type: ignore[misc] # the library has no types
    """The password, before something that a thief of an open session must not do."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self, "password", _("Password"))


_CODE = _("Code from the app")
_NUMBERS = {"inputmode": "numeric", "autocomplete": "one-time-code"}
# Not where instructions stand above the field: a phone would scroll past them.
_AT_ONCE = {"autofocus": "autofocus"}


class CodeForm(AuthenticateForm):  # type: ignore[misc] # the library has no types
    """The code of the second factor at sign-in; a recovery code does too."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self, "code", _CODE, help_text=_("6 digits, or one of your recovery codes."), **_NUMBERS, **_AT_ONCE)


class CodeAgainForm(ReauthenticateCodeForm):  # type: ignore[misc] # the library has no types
    """The code, before something that a thief of an open session must not do."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self, "code", _CODE, help_text=_("6 digits, or one of your recovery codes."), **_NUMBERS, **_AT_ONCE)


class FirstCodeForm(ActivateTOTPForm):  # type: ignore[misc] # the library has no types
    """The first code, which proves that the app has the secret."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _word(self, "code", _CODE, help_text=_("The 6 digits that the app shows now."), **_NUMBERS)
