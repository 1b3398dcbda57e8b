"""Forms of inspections: asking, signing, sending back, campaigns and tasks."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from punkt_web.accounts.models import User
from punkt_web.accounts.names import shown_name
from punkt_web.common.forms import RefusingForm, offer, within_reason
from punkt_web.readiness.models import InspectionCampaign


def _day(label: Any, **more: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **more)


class _DueForm(RefusingForm):
    def clean_due_on(self) -> date | None:
        """A day that a time zone can be reckoned with."""
        return within_reason(self.cleaned_data["due_on"])


class AskForm(_DueForm):
    """Whom to ask, and by when; ``campaigns`` are those that it may be a part of."""

    inspector = forms.ChoiceField(label=_("Inspector"))
    due_on = _day(_("To be done by"))
    campaign = forms.ChoiceField(label=_("Campaign"), required=False)

    def __init__(
        self, *args: Any, people: Iterable[User], campaigns: Iterable[InspectionCampaign] = (), **more: Any
    ) -> None:
        super().__init__(*args, **more)
        self._people = {str(one.pk): one for one in people}
        self._campaigns = {one.pk: one for one in campaigns}
        offer(self, "inspector", [("", gettext("Choose")), *_named(self._people)])
        if self._campaigns:
            offer(self, "campaign", [("", gettext("None")), *((key, one.name) for key, one in self._campaigns.items())])
        else:
            del self.fields["campaign"]

    @property
    def inspector_chosen(self) -> User:
        """Who was chosen."""
        return self._people[self.cleaned_data["inspector"]]

    @property
    def campaign_chosen(self) -> InspectionCampaign | None:
        """The campaign that was chosen."""
        return self._campaigns.get(self.cleaned_data.get("campaign", ""))


class SignForm(_DueForm):
    """Whose tasks failures become, and by when."""

    owner = forms.ChoiceField(label=_("Who mends what failed"), required=False)
    due_on = _day(_("Mended by"))

    def __init__(self, *args: Any, people: Iterable[User], **more: Any) -> None:
        super().__init__(*args, **more)
        self._people = {str(one.pk): one for one in people}
        offer(self, "owner", [("", gettext("Nobody yet")), *_named(self._people)])

    @property
    def owner_chosen(self) -> User | None:
        """Who was chosen."""
        return self._people.get(self.cleaned_data["owner"])


class AssignForm(SignForm):
    """Who does a task, and by when."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["owner"].required = True
        self.fields["owner"].label = gettext("Whose task it is")
        self.fields["due_on"].label = gettext("To be done by")


class WhyForm(RefusingForm):
    """A reason."""

    why = forms.CharField(label=_("Why"), max_length=300)


class DoneForm(RefusingForm):
    """What was done."""

    note = forms.CharField(label=_("What was done"), max_length=500)


class CampaignForm(_DueForm):
    """A season of inspections."""

    ulid = forms.CharField(widget=forms.HiddenInput, max_length=26)
    name = forms.CharField(label=_("Name of the campaign"), max_length=120)
    due_on = _day(_("All points inspected by"))


def _named(people: dict[str, User]) -> list[tuple[str, str]]:
    return [(key, shown_name(one.email)) for key, one in people.items()]
