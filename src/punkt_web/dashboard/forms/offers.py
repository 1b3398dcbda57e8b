"""Forms about businesses that offer to be hosts."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from punkt.model.hosting_words import CRITERION_MEANINGS, CriterionFinding, HostCriterion, OfferRefusal
from punkt.model.vocabulary import EvidenceMethod, label
from punkt_web.common.forms import RefusingForm, offer
from punkt_web.dashboard.forms.point_inputs import PositionText
from punkt_web.dashboard.forms.small import CHECK_METHODS
from punkt_web.dashboard.wording import word_label
from punkt_web.hosting.actions.checking import Found
from punkt_web.hosting.actions.deciding import MAX_REPLY, Listing
from punkt_web.hosting.models import HostOffer, OfferCheck
from punkt_web.registry.choosing import find_territories
from punkt_web.registry.models import Territory
from punkt_web.registry.titles import territory_title, where_it_lies


class CheckForm(RefusingForm):
    """What was found of each criterion, and how. What is left open is not noted."""

    def __init__(self, *args: Any, found: dict[HostCriterion, OfferCheck], **more: Any) -> None:
        super().__init__(*args, **more)
        findings = [("", gettext("Not checked yet")), *((one.value, gettext(label(one))) for one in CriterionFinding)]
        for criterion in HostCriterion:
            name, known = criterion.value, found.get(criterion)
            self.fields[name] = forms.ChoiceField(
                label=gettext("What was found"),
                help_text=gettext(CRITERION_MEANINGS[criterion]),
                required=False,
                choices=findings,
                initial=known.finding if known else "",
            )
            self.fields[f"{name}-method"] = forms.ChoiceField(
                label=gettext("How do you know?"),
                required=False,
                choices=[("", gettext("Choose")), *CHECK_METHODS],
                initial=known.method if known else "",
            )
            self.fields[f"{name}-note"] = forms.CharField(
                label=gettext("Note"), required=False, max_length=300, initial=known.note if known else ""
            )

    @property
    def rows(self) -> list[tuple[str, list[forms.BoundField]]]:
        """Each criterion with its three inputs."""
        parts = ("", "-method", "-note")
        return [(gettext(label(one)), [self[f"{one.value}{part}"] for part in parts]) for one in HostCriterion]

    def clean(self) -> dict[str, Any]:
        """What was found needs to be known somehow."""
        cleaned = super().clean() or {}
        for criterion in HostCriterion:
            if cleaned.get(criterion.value) and not cleaned.get(f"{criterion.value}-method"):
                told = gettext("Say how you know: %(criterion)s.") % {"criterion": gettext(label(criterion))}
                self.add_error(f"{criterion.value}-method", told)
        return cleaned

    def found(self) -> dict[HostCriterion, Found]:
        """What was entered."""
        given = self.cleaned_data
        return {
            one: Found(
                CriterionFinding(given[one.value]),
                EvidenceMethod(given[f"{one.value}-method"]),
                given[f"{one.value}-note"],
            )
            for one in HostCriterion
            if given[one.value]
        }


class ListingForm(RefusingForm):
    """What a person adds when they list a business."""

    name = forms.CharField(label=_("Name of the point"), max_length=300)
    position = PositionText(label=_("Position of the door"))

    def listing(self) -> Listing:
        """What was entered."""
        return Listing(self.cleaned_data["name"], self.cleaned_data["position"])


class RefusalForm(RefusingForm):
    """Why a business is not listed; it reads that."""

    refusal = forms.ChoiceField(label=_("Why is it not listed?"), widget=forms.RadioSelect)
    reply = forms.CharField(
        label=_("In a few words, for the business"),
        required=False,
        max_length=MAX_REPLY,
        help_text=_("Anybody with the number of the offer reads this. No names, no telephone numbers."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        offer(self, "refusal", [(word.value, word_label(OfferRefusal, word)) for word in OfferRefusal])


class ReopenForm(RefusingForm):
    """Why a refused offer is taken up again."""

    reason = forms.CharField(label=_("Reason"), max_length=MAX_REPLY, help_text=_("No names of people."))


class PassOnForm(RefusingForm):
    """Of which territory an offer is."""

    territory = forms.CharField(
        label=_("Territory"), max_length=120, help_text=_("Name or code. Those in charge there see it from then on.")
    )

    def __init__(self, *args: Any, about: HostOffer, **more: Any) -> None:
        super().__init__(*args, **{"initial": {"territory": about.settlement}, **more})

    def clean_territory(self) -> Territory:
        """The only one of that name or code."""
        found = find_territories(self.cleaned_data["territory"], Territory.objects.all())
        if not found:
            raise forms.ValidationError(gettext("There is no territory of that name or code."))
        if len(found) > 1:
            named = "; ".join(f"{territory_title(one)} ({where_it_lies(one)}): {one.code}" for one in found)
            raise forms.ValidationError(
                gettext("Several territories fit. Write the code of one: %(named)s") % {"named": named}
            )
        return found[0]
