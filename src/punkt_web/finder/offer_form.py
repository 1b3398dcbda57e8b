"""What a business tells that offers to be a host."""

from typing import Any

from django import forms
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from punkt.model.hosting_words import CRITERION_MEANINGS, BusinessKind, HostCriterion, OfferAnswer
from punkt.model.vocabulary import label
from punkt.places.fold import folded
from punkt_web.finder.asking import Question, Where, read_question
from punkt_web.hosting.actions.offers import MOST_SEATS, Offered

NO_PLACE = "0"
"""Chosen where none of the settlements of that name is meant."""


def _answers() -> list[tuple[str, str]]:
    return [(word.value, gettext(label(word))) for word in OfferAnswer]


def _kinds() -> list[tuple[str, str]]:
    return [("", gettext("Choose")), *((word.value, gettext(label(word))) for word in BusinessKind)]


class OfferForm(forms.Form):
    """The offer. ``place`` is the settlement of the gazetteer, asked for where the words alone do not tell it."""

    name = forms.CharField(label=_("Name of the business"), max_length=200)
    kind = forms.ChoiceField(label=_("Kind of business"), choices=_kinds)
    settlement = forms.CharField(label=_("Town or village"), max_length=120)
    place = forms.CharField(required=False, max_length=12)
    address = forms.CharField(label=_("Street and number"), max_length=300)
    seats = forms.IntegerField(label=_("Seats"), required=False, min_value=0, max_value=MOST_SEATS)
    hours = forms.CharField(label=_("Opening hours"), required=False, max_length=300)
    in_curfew = forms.ChoiceField(
        label=_("Are you open during the curfew?"), choices=_answers, widget=forms.RadioSelect
    )
    contact_name = forms.CharField(label=_("Whom to ask for"), required=False, max_length=120)
    contact_phone = forms.CharField(
        label=_("Telephone"), required=False, max_length=40, widget=forms.TextInput(attrs={"type": "tel"})
    )
    contact_email = forms.EmailField(label=_("E-mail address"), required=False, max_length=254)
    consent = forms.BooleanField(
        label=_("You may keep this contact to check the offer, and as the contact of the point if it is listed."),
        error_messages={"required": _("Without this nobody can check the offer.")},
    )
    website = forms.CharField(required=False, max_length=200)

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.places: list[Where] = []
        for criterion in HostCriterion:
            self.fields[criterion.value] = forms.ChoiceField(
                label=gettext(label(criterion)),
                help_text=gettext(CRITERION_MEANINGS[criterion]),
                choices=_answers,
                widget=forms.RadioSelect,
            )

    @property
    def criteria(self) -> list[forms.BoundField]:
        """The five questions."""
        return [self[criterion.value] for criterion in HostCriterion]

    def clean_website(self) -> str:
        """A field that people do not see: only programs fill it in."""
        if self.cleaned_data["website"]:
            raise forms.ValidationError(gettext("Leave this field empty."))
        return ""

    def clean(self) -> dict[str, Any]:
        """Needs a way to reach somebody, and one settlement."""
        cleaned = super().clean() or {}
        contact_fields = {"contact_phone", "contact_email"}
        if not (contact_fields & self.errors.keys()) and not any(cleaned.get(name) for name in contact_fields):
            self.add_error("contact_phone", gettext("Write a telephone number or an e-mail address."))
        if cleaned.get("settlement"):
            self._choose_place(cleaned)
        return cleaned

    def _choose_place(self, cleaned: dict[str, Any]) -> None:
        """A settlement that is called so and is the only one needs no choice; else the person says which."""
        chosen = cleaned.get("place", "")
        cleaned["place_id"] = None
        if chosen == NO_PLACE:
            return
        asked = {"q": [cleaned["settlement"]]}
        question = read_question(asked, language=get_language() or "en", known=lambda _text, _place: ())
        places = [one for one in (question.where, *question.others) if one is not None and one.place_id]
        meant = [one for one in places if str(one.place_id) == chosen]
        if places and not meant and not _may_be_another(question):
            meant = places[:1]
        if meant:
            cleaned["place_id"] = meant[0].place_id
        elif places:
            self.places = places
            self.add_error("settlement", gettext("Which place do you mean?"))

    def offered(self) -> Offered:
        """What was entered."""
        given = self.cleaned_data
        same = ("name", "settlement", "address", "place_id", "seats", "hours")
        contact = ("contact_name", "contact_phone", "contact_email")
        return Offered(
            kind=BusinessKind(given["kind"]),
            answers={criterion: OfferAnswer(given[criterion.value]) for criterion in HostCriterion},
            in_curfew=OfferAnswer(given["in_curfew"]),
            **{name: given[name] for name in (*same, *contact)},
        )


def _may_be_another(question: Question) -> bool:
    where = question.where
    if where is None or where.place_id is None or question.is_guess:
        return True
    return any(folded(one.name) == folded(where.name) for one in question.others)
