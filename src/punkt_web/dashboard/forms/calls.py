"""What is told on the telephone."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from punkt.model.reports import DEGREES, MOST_NOTE_LETTERS, MOST_PEOPLE, ReportContent
from punkt.model.vocabulary import PointState, Shortage
from punkt_web.common.forms import RefusingForm, offer
from punkt_web.dashboard.wording import word_label

_NOTHING = "nothing"
_STATES = (PointState.OPEN, PointState.FULL, PointState.OPENING, PointState.CLOSED, PointState.STANDBY)


class CallForm(RefusingForm):
    """The few things that a call asks for."""

    ulid = forms.CharField(widget=forms.HiddenInput, max_length=26)
    state = forms.ChoiceField(label=_("Is it open now?"), required=False, widget=forms.RadioSelect)
    headcount = forms.IntegerField(
        label=_("How many people are inside?"), required=False, min_value=0, max_value=MOST_PEOPLE
    )
    fuel_quarters = forms.TypedChoiceField(
        label=_("How full is the tank?"), required=False, coerce=int, empty_value=None, widget=forms.RadioSelect
    )
    indoor_c = forms.FloatField(
        label=_("How warm is it inside, °C?"), required=False, min_value=DEGREES[0], max_value=DEGREES[1]
    )
    shortages = forms.MultipleChoiceField(
        label=_("What is short?"), required=False, widget=forms.CheckboxSelectMultiple
    )
    note = forms.CharField(label=_("Note"), required=False, max_length=MOST_NOTE_LETTERS)

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        offer(self, "state", [(word.value, word_label(PointState, word)) for word in _STATES])
        quarters = (_("empty"), "¼", "½", "¾", _("full tank"))
        offer(self, "fuel_quarters", [(str(number), sign) for number, sign in enumerate(quarters)])
        short = [(word.value, word_label(Shortage, word)) for word in Shortage]
        offer(self, "shortages", [(_NOTHING, _("Nothing")), *short])

    def content(self) -> ReportContent:
        """What was told; what was not asked is not in it."""
        given = self.cleaned_data
        return ReportContent(
            state=PointState(given["state"]) if given["state"] else None,
            headcount=given["headcount"],
            fuel_quarters=given["fuel_quarters"],
            indoor_c=given["indoor_c"],
            shortages=[word for word in given["shortages"] if word != _NOTHING] if given["shortages"] else None,
            note=given["note"],
        )
