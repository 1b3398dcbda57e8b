"""Forms of people and roles."""

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from django.contrib.auth.forms import SetPasswordForm
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from punkt_web.accounts import queries
from punkt_web.accounts.actions import Grant
from punkt_web.accounts.models import Scope, User
from punkt_web.accounts.places import places
from punkt_web.accounts.roles import POWERS, ROLE_LABELS, WIDTH, Power, Role

SCOPE_LABELS = {
    Scope.TERRITORY: _("A territory with all below it"),
    Scope.POINT: _("One point"),
    Scope.EVERYWHERE: _("Everywhere"),
}


def roles_to_give(giver: User) -> list[Role]:
    """The roles that are not wider than the widest of ``giver``, the narrowest first."""
    if giver.is_superuser:
        return list(Role)
    own = [Role(one.role) for one in queries.memberships(giver)]
    widest = max((WIDTH[role] for role in own if Power.MANAGE_PEOPLE in POWERS[role]), default=-1)
    return [role for role in Role if WIDTH[role] <= widest]


class PersonForm(forms.Form):
    """What is known of a person."""

    email = forms.EmailField(
        label=_("E-mail address"), max_length=254, help_text=_("To sign in with. Nothing is sent to it.")
    )
    name = forms.CharField(label=pgettext_lazy("of a person", "Name"), max_length=120, required=False)
    language = forms.ChoiceField(
        label=_("Language"), required=False, choices=[("", _("Not said")), *settings.LANGUAGES]
    )


class FilterForm(forms.Form):
    """What the list of people is narrowed to."""

    q = forms.CharField(label=_("Name or address"), max_length=120, required=False)
    role = forms.ChoiceField(
        label=_("Role"),
        required=False,
        choices=[("", _("All roles")), *((role.value, _(label)) for role, label in ROLE_LABELS.items())],
    )


class RoleForm(forms.Form):
    """A role and where it holds."""

    role = forms.ChoiceField(label=_("Role"))
    scope = forms.ChoiceField(label=_("Where"), choices=[(scope.value, label) for scope, label in SCOPE_LABELS.items()])
    scope_code = forms.CharField(
        label=_("Code of the territory or the point"),
        max_length=32,
        required=False,
        help_text=_("For example UA63120270010096107, 0784, 1480, or the code on the door of a point."),
    )
    last_day = forms.DateField(
        label=_("Last day of the role"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("Leave it empty for a role with no end."),
    )

    def __init__(self, *args: Any, giver: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["role"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [(role.value, gettext(ROLE_LABELS[role])) for role in roles_to_give(giver)]

    def clean(self) -> dict[str, Any]:
        """A territory or point is named and exists; everywhere names none."""
        cleaned = super().clean() or {}
        scope, code = cleaned.get("scope"), str(cleaned.get("scope_code", "")).strip().upper()
        cleaned["scope_code"] = "" if scope == Scope.EVERYWHERE else code
        if scope in {Scope.TERRITORY, Scope.POINT} and "scope_code" not in self.errors:
            if not code:
                self.add_error("scope_code", gettext("Type the code of the place."))
            elif not places().find([(scope, code)]):
                self.add_error("scope_code", gettext("There is no place with this code."))
        return cleaned

    def grant(self) -> Grant:
        """What is given; the last day counts to its end in the site's time zone."""
        last_day = self.cleaned_data["last_day"]
        end = None
        if last_day:
            end = datetime.combine(last_day, datetime.max.time(), ZoneInfo(settings.TIME_ZONE)).astimezone(UTC)
        return Grant(
            role=Role(self.cleaned_data["role"]),
            scope=Scope(self.cleaned_data["scope"]),
            scope_code=self.cleaned_data["scope_code"],
            valid_until=end,
        )


class ReasonForm(forms.Form):
    """Why something is taken away."""

    reason = forms.CharField(
        label=_("Reason"), max_length=300, required=False, help_text=_("It is kept in the audit trail.")
    )


class FirstPasswordForm(SetPasswordForm):  # type: ignore[type-arg] # generic only in the stubs
    """The new password of somebody who holds a link for it."""

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(user, *args, **kwargs)
        self.fields["new_password1"].label = _("New password")
        self.fields["new_password1"].help_text = _("At least 10 characters. Three words are good.")
        self.fields["new_password2"].label = _("New password again")
        self.fields["new_password2"].help_text = ""
