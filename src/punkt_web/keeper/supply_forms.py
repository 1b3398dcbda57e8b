"""What is said of supplies as forms: what a page without scripts sends. Scripts read the same fields (supplies.js)."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from punkt.model.request_words import RequestUrgency
from punkt.model.requests import MOST, MOST_LETTERS, Arrived, Asked, Withdrawn
from punkt.model.vocabulary import label
from punkt_web.common.zones import local_zone
from punkt_web.operations.request_wording import kind_and_item, offered_things
from punkt_web.registry.models import Point

_MINUTE = "%Y-%m-%dT%H:%M"


class AskForm(forms.Form):
    """What is needed. A quantity that is left empty is not known."""

    ulid = forms.CharField(max_length=26, widget=forms.HiddenInput)
    thing = forms.ChoiceField(label=_("What is needed"))
    quantity = forms.FloatField(label=_("How much (empty: not known)"), required=False, min_value=0, max_value=MOST)
    urgency = forms.ChoiceField(label=_("How soon"))
    needed_by = forms.DateTimeField(
        label=_("Needed by"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=_MINUTE),
    )
    note = forms.CharField(label=_("Note"), required=False, max_length=MOST_LETTERS)

    def __init__(self, *args: Any, point: Point, **more: Any) -> None:
        super().__init__(*args, **{"auto_id": "ask_%s", **more})
        self._zone = local_zone(point.country)
        thing, urgency = self.fields["thing"], self.fields["urgency"]
        if isinstance(thing, forms.ChoiceField) and isinstance(urgency, forms.ChoiceField):
            thing.choices = [("", _("Choose")), *offered_things(point)]
            urgency.choices = [(word.value, _(label(word))) for word in RequestUrgency]
            urgency.initial = RequestUrgency.TODAY.value

    def full_clean(self) -> None:
        """By the clocks of the place."""
        with timezone.override(self._zone):
            super().full_clean()

    def content(self) -> Asked:
        """What was said, not checked yet as a whole."""
        said = self.cleaned_data
        kind, item = kind_and_item(said["thing"])
        return Asked(
            kind,
            RequestUrgency(said["urgency"]),
            item,
            said["quantity"],
            said["needed_by"],
            said["note"],
        )


class ArrivedForm(forms.Form):
    """What came."""

    ulid = forms.CharField(max_length=26)
    sent = forms.CharField(max_length=26, required=False)
    quantity = forms.FloatField(required=False, min_value=0, max_value=MOST)
    enough = forms.ChoiceField(choices=[("yes", "yes"), ("no", "no")])
    note = forms.CharField(required=False, max_length=MOST_LETTERS)

    def content(self, request: str) -> Arrived:
        """What was said of the request of that number."""
        said = self.cleaned_data
        return Arrived(request, said["quantity"], said["enough"] == "yes", said["sent"], said["note"])


class WithdrawnForm(forms.Form):
    """That it is not needed any more."""

    ulid = forms.CharField(max_length=26)
    note = forms.CharField(required=False, max_length=MOST_LETTERS)

    def content(self, request: str) -> Withdrawn:
        """What was said of the request of that number."""
        return Withdrawn(request, self.cleaned_data["note"])
