"""What a person at a door can tell."""

from django import forms
from django.utils.translation import gettext_lazy as _

from punkt.model.complaint_words import ComplaintKind
from punkt.model.vocabulary import label


def _kinds() -> list[tuple[str, str]]:
    return [(kind.value, str(_(label(kind)))) for kind in ComplaintKind]


class ComplaintForm(forms.Form):
    """What is wrong at the door, and in words what the list does not say."""

    kind = forms.ChoiceField(label=_("What is wrong?"), choices=_kinds, widget=forms.RadioSelect)
    note = forms.CharField(
        label=_("In a few words"),
        required=False,
        max_length=300,
        help_text=_("No names and no telephone numbers."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
