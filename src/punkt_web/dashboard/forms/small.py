"""Forms of one purpose: parts of a point, decisions, the trail."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from punkt import clock
from punkt.errors import InvalidCode
from punkt.ids import normal_point_code
from punkt.model.complaint_words import ComplaintOutcome
from punkt.model.vocabulary import EvidenceMethod, Visibility
from punkt_web.common.forms import RefusingForm, offer, within_reason
from punkt_web.common.trail_words import entity_words
from punkt_web.common.wording import said
from punkt_web.dashboard.wording import STATUS_LABELS, field_label, publication_words, word_label
from punkt_web.registry.actions.contacts import ContactCard

CHECK_METHODS = (
    (EvidenceMethod.SEEN.value, _("I saw it on site")),
    (EvidenceMethod.PHONED.value, _("I asked by phone")),
    (EvidenceMethod.DOCUMENT.value, _("From a document")),
)


class ContactForm(RefusingForm):
    """Somebody to call."""

    role = forms.CharField(
        label=_("Office"), max_length=80, required=False, help_text=_("Head teacher, guard, duty phone ...")
    )
    name = forms.CharField(label=pgettext_lazy("of a person", "Name"), max_length=120, required=False)
    phone = forms.CharField(
        label=_("Telephone"), max_length=40, required=False, widget=forms.TextInput(attrs={"type": "tel"})
    )
    email = forms.EmailField(label=_("E-mail address"), required=False, max_length=254)
    note = forms.CharField(label=_("Note"), max_length=300, required=False)
    is_after_hours = forms.BooleanField(label=_("Can be called at night and on days off"), required=False)

    def clean(self) -> dict[str, Any]:
        """Needs a number or an address."""
        cleaned = super().clean() or {}
        if not self.errors and not (cleaned["phone"] or cleaned["email"]):
            self.add_error("phone", gettext("Write a telephone number or an e-mail address."))
        return cleaned

    def card(self) -> ContactCard:
        """The contact."""
        return ContactCard(**self.cleaned_data)


class AliasForm(RefusingForm):
    """Another name."""

    name = forms.CharField(label=_("Name of the point"), max_length=300)
    language = forms.ChoiceField(
        label=_("Language"), required=False, choices=[("", _("Not said")), *settings.LANGUAGES]
    )


class IdentifierForm(RefusingForm):
    """What another register calls the point."""

    authority = forms.CharField(label=_("Other register"), max_length=80, help_text=_("Who gives the number."))
    value = forms.CharField(label=_("Number or code there"), max_length=120)


class PhotoForm(RefusingForm):
    """A picture."""

    image = forms.FileField(
        label=_("Picture"),
        help_text=_("JPEG, PNG or WebP, at most 15 MB. Position and device are removed from it."),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )
    description = forms.CharField(
        label=_("What it shows"),
        max_length=300,
        help_text=_("For those who cannot see it: the blue door left of the shop."),
    )
    taken_on = forms.DateField(
        label=_("Taken on"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )


class VerifyForm(RefusingForm):
    """What was checked, and how."""

    everything = forms.BooleanField(label=_("I checked everything that is listed here"), required=False)
    fields_checked = forms.MultipleChoiceField(
        label=_("I checked these fields"), required=False, widget=forms.CheckboxSelectMultiple
    )
    method = forms.ChoiceField(label=_("How did you check?"), choices=[("", _("Choose")), *CHECK_METHODS])
    note = forms.CharField(label=_("Note"), max_length=300, required=False)

    def __init__(self, *args: Any, offered: list[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        offer(self, "fields_checked", [(key, f"{field_label(key)}: {words}") for key, words in offered])
        self._offered = [key for key, _words in offered]

    def clean(self) -> dict[str, Any]:
        """At least one field; everything is every field."""
        cleaned = super().clean() or {}
        if cleaned.get("everything"):
            cleaned["fields_checked"] = self._offered
        if not cleaned.get("fields_checked") and "fields_checked" not in self.errors:
            self.add_error("fields_checked", gettext("Tick what you checked."))
        return cleaned


class ReasonForm(RefusingForm):
    """Why."""

    reason = forms.CharField(label=_("Reason"), max_length=300, help_text=_("It stands in the history of the point."))


class StatusForm(ReasonForm):
    """Where the place stands in its life."""

    status = forms.ChoiceField(label=_("Status"), choices=list(STATUS_LABELS.items()), widget=forms.RadioSelect)
    field_order = ["status", "reason"]


class AnswerComplaintForm(RefusingForm):
    """What came out when somebody looked into a complaint."""

    outcome = forms.ChoiceField(label=_("What came out?"), widget=forms.RadioSelect)
    answer = forms.CharField(
        label=_("What was done"), max_length=300, required=False, help_text=_("It stands in the history of the point.")
    )
    reply = forms.CharField(
        label=_("Answer to those who told it"),
        max_length=300,
        required=False,
        help_text=_("Anybody with the code of the complaint reads this. No names, no telephone numbers."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    last = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        offer(self, "outcome", [(word.value, word_label(ComplaintOutcome, word)) for word in ComplaintOutcome])


class MergeForm(ReasonForm):
    """Which of two rows stays."""

    keep = forms.ChoiceField(label=_("Which one stays?"), widget=forms.RadioSelect)
    field_order = ["keep", "reason"]

    def __init__(self, *args: Any, offered: list[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        offer(self, "keep", offered)


class CodeForm(RefusingForm):
    """The code of another point."""

    code = forms.CharField(label=_("Code of the other point"), max_length=20)

    def clean_code(self) -> str:
        """In stored form."""
        try:
            return normal_point_code(self.cleaned_data["code"])
        except InvalidCode as error:
            raise forms.ValidationError(said(error, with_place=False)) from error


class PolicyForm(ReasonForm):
    """Who may see it, until when."""

    visibility = forms.ChoiceField(label=_("Who may see it?"), widget=forms.RadioSelect)
    until_on = forms.DateField(
        label=_("Until the end of"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Empty: until somebody ends it."),
    )
    field_order = ["visibility", "reason", "until_on"]

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        offer(
            self,
            "visibility",
            [(word.value, f"{word_label(Visibility, word)}. {publication_words(word)}") for word in Visibility],
        )

    def clean_until_on(self) -> datetime | None:
        """The last moment of that day, in the time zone of the installation."""
        day = self.cleaned_data["until_on"]
        if day is None:
            return None
        within_reason(day)
        end = timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))
        if end <= clock.now():
            raise forms.ValidationError(gettext("This day is over. Choose a day to come, or none."))
        return end


class SaveViewForm(RefusingForm):
    """A name for the filters of the list."""

    name = forms.CharField(label=_("Name of the view"), max_length=80)
    query = forms.CharField(required=False, max_length=1000, widget=forms.HiddenInput)


class RenameForm(RefusingForm):
    """Another name for a saved view."""

    name = forms.CharField(label=_("Name of the view"), max_length=80)


class AuditFilter(forms.Form):
    """What the trail is narrowed to."""

    actor = forms.CharField(label=_("Who"), max_length=120, required=False)
    entity = forms.ChoiceField(label=_("What"), required=False)
    object_key = forms.CharField(label=_("Code or number"), max_length=64, required=False)
    since = forms.DateField(
        label=_("From"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    until = forms.DateField(
        label=_("Up to and including"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, *args: Any, entities: list[str], **more: Any) -> None:
        super().__init__(*args, **more)
        offer(self, "entity", [("", gettext("Everything")), *((entity, entity_words(entity)) for entity in entities)])

    def clean_since(self) -> date | None:
        """A day that a time zone can be reckoned with."""
        return within_reason(self.cleaned_data["since"])

    def clean_until(self) -> date | None:
        """A day that a time zone can be reckoned with."""
        return within_reason(self.cleaned_data["until"])
