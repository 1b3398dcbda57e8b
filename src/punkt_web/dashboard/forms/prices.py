"""The form of what an item of the price list costs here."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from punkt.standards.prices import Item
from punkt_web.common.forms import RefusingForm
from punkt_web.readiness.actions.prices import LONGEST_DAYS, MOST, MOST_LETTERS, PriceTerms


def _amount(label: Any, most: float, help_text: Any = "") -> forms.FloatField:
    return forms.FloatField(label=label, required=False, min_value=0, max_value=most, help_text=help_text)


def _days(label: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, required=False, min_value=0, max_value=LONGEST_DAYS)


class PriceForm(RefusingForm):
    """From and to, until when it works, and where that was seen."""

    low = _amount(_("Price from"), MOST, _("Both empty: nobody knows a price that holds here."))
    high = _amount(_("Price to"), MOST)
    lead_low_days = _days(_("Days until it works, from"))
    lead_high_days = _days(_("Days until it works, to"))
    source = forms.CharField(
        label=_("Where the price was seen"), max_length=MOST_LETTERS, help_text=_("An offer, a contract, a shop.")
    )
    seen_on = forms.DateField(label=_("Seen on"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))

    @classmethod
    def initial_of(cls, item: Item) -> dict[str, Any]:
        """What holds now; the source is asked anew."""
        low, high = (item.price.low, item.price.high) if item.price else (None, None)
        lead_low, lead_high = item.lead_days or (None, None)
        return {"low": low, "high": high, "lead_low_days": lead_low, "lead_high_days": lead_high}

    def terms(self) -> PriceTerms:
        """What was entered."""
        return PriceTerms(**self.cleaned_data)
