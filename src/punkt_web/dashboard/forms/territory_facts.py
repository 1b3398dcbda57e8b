"""The form of what is stated of a territory itself."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from punkt.model.vocabulary import Availability, EvidenceMethod
from punkt.standards.measures import Measure, MeasureKind
from punkt_web.common.forms import RefusingForm, offer
from punkt_web.dashboard.territory_facts import fact_method_words
from punkt_web.dashboard.wording import word_label
from punkt_web.readiness.actions.territory_facts import ANSWERS, METHODS, MOST_LETTERS, FactTerms
from punkt_web.readiness.words import unit_words


class TerritoryFactForm(RefusingForm):
    """The answer or the amount, where it is known from, and of which day it tells."""

    answer = forms.ChoiceField(label=_("Answer"), widget=forms.RadioSelect)
    amount = forms.FloatField(required=False, min_value=0)
    source = forms.CharField(
        label=_("Where it is known from"),
        max_length=MOST_LETTERS,
        required=False,
        help_text=_("A decision, a plan, a contract. Not needed where nobody knows."),
    )
    method = forms.ChoiceField(label=_("How it is known"), widget=forms.RadioSelect)
    known_on = forms.DateField(label=_("As of"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))

    def __init__(self, *args: Any, measure: Measure, **more: Any) -> None:
        super().__init__(*args, **more)
        offer(self, "method", [(word.value, fact_method_words(word)) for word in METHODS])
        if measure.kind is MeasureKind.YES_NO:
            del self.fields["amount"]
            offer(self, "answer", [(word.value, word_label(Availability, word)) for word in ANSWERS])
        else:
            del self.fields["answer"]
            unit = unit_words(measure.unit)
            self.fields["amount"].label = gettext("Amount, %(unit)s") % {"unit": unit}
            self.fields["amount"].help_text = gettext("Empty: nobody knows.")

    def terms(self) -> FactTerms:
        """What was entered."""
        given = self.cleaned_data
        answer = Availability(given["answer"]) if "answer" in self.fields else None
        return FactTerms(
            answer, given.get("amount"), given["source"], given["known_on"], EvidenceMethod(given["method"])
        )
