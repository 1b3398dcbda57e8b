"""Forms for asking points to open, changing what is asked, and ending it."""

from collections.abc import Iterable
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from punkt.errors import InvalidValue
from punkt.geo.drawn_area import Corner, checked_outline, read_corners
from punkt.model.activation_words import ActivationMode, ActivationTrigger, ClosingCriterion, ServiceLevel
from punkt.model.vocabulary import Availability
from punkt_web.common.forms import RefusingForm, offer
from punkt_web.dashboard.forms.moments import MINUTE, LocalForm, MomentField
from punkt_web.dashboard.wording import word_label
from punkt_web.operations.actions.activations import CRITERION_ANSWERS, MAX_DECISION, MAX_REASON, Change, Terms
from punkt_web.operations.models import Activation


class ActivationForm(LocalForm):
    """Why, how and when points are asked to open."""

    ulid = forms.CharField(widget=forms.HiddenInput, max_length=26)
    trigger = forms.ChoiceField(label=_("Why"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("What happened"), max_length=MAX_REASON, help_text=_("A few words; the keepers read them.")
    )
    decision = forms.CharField(label=_("Number of the decision"), max_length=MAX_DECISION, required=False)
    level = forms.ChoiceField(label=_("What the points are to be"), widget=forms.RadioSelect)
    mode = forms.ChoiceField(label=_("When the doors are to be open"), widget=forms.RadioSelect)
    begins_at = MomentField(label=_("From"), required=False, help_text=_("Empty: at once."))
    until_at = MomentField(
        label=_("Until"),
        required=False,
        help_text=_("As far as known. It goes on until you close it: points are needed after the power is back."),
    )
    kinds = forms.MultipleChoiceField(
        label=_("Only points of these kinds"), required=False, widget=forms.CheckboxSelectMultiple
    )
    corners = forms.CharField(
        label=_("Only within these corners"),
        required=False,
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 4, "autocomplete": "off"}),
        help_text=_("Positions one to a line, one after another around the area. Empty: the whole of the territories."),
    )
    is_exercise = forms.BooleanField(
        label=_("This is an exercise"),
        required=False,
        help_text=_("Keepers see that it is one and keep the doors as they are. The public is told nothing."),
    )

    def __init__(self, *args: Any, kinds: Iterable[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        for name, vocabulary in (("trigger", ActivationTrigger), ("level", ServiceLevel), ("mode", ActivationMode)):
            offer(self, name, [(word.value, word_label(vocabulary, word)) for word in vocabulary])
        offered = list(kinds)
        offer(self, "kinds", offered)
        if not offered:
            del self.fields["kinds"]

    def clean_corners(self) -> tuple[Corner, ...]:
        """The outline; empty for none."""
        text = self.cleaned_data["corners"]
        if not text.strip():
            return ()
        try:
            return tuple(checked_outline(read_corners(text)))
        except InvalidValue as error:
            self.refuse(error)
            return ()

    def terms(self) -> Terms:
        """What was written."""
        given = self.cleaned_data
        return Terms(
            trigger=ActivationTrigger(given["trigger"]),
            reason=given["reason"],
            level=ServiceLevel(given["level"]),
            mode=ActivationMode(given["mode"]),
            begins_at=given["begins_at"],
            until_at=given["until_at"],
            decision=given["decision"],
            is_exercise=given["is_exercise"],
        )


class ChangeForm(LocalForm):
    """How an activation goes on."""

    level = forms.ChoiceField(label=_("What the points are to be"), widget=forms.RadioSelect)
    mode = forms.ChoiceField(label=_("When the doors are to be open"), widget=forms.RadioSelect)
    until_at = MomentField(label=_("Until"), required=False, help_text=_("Empty: nobody knows yet."))
    reason = forms.CharField(
        label=_("Why it changes"), max_length=MAX_REASON, help_text=_("A few words; the keepers read them.")
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        offer(self, "level", [(word.value, word_label(ServiceLevel, word)) for word in ServiceLevel])
        offer(self, "mode", [(word.value, word_label(ActivationMode, word)) for word in ActivationMode])

    def clean(self) -> dict[str, Any]:
        """The end as it was, to the second, where nobody touched it."""
        cleaned = super().clean() or {}
        was = self.initial.get("was_until_at")
        if was is not None and cleaned.get("until_at") == was.replace(second=0, microsecond=0):
            cleaned["until_at"] = was
        return cleaned

    def change(self) -> Change:
        """What was written."""
        given = self.cleaned_data
        level, mode = ServiceLevel(given["level"]), ActivationMode(given["mode"])
        return Change(level, mode, given["until_at"], given["reason"])


def as_change(activation: Activation, zone: ZoneInfo) -> dict[str, Any]:
    """What ``ChangeForm`` begins with."""
    until_at = activation.until_at
    local = until_at.astimezone(zone).strftime(MINUTE) if until_at else ""
    return {"level": activation.level, "mode": activation.mode, "until_at": local, "was_until_at": until_at}


class CloseForm(RefusingForm):
    """Whether points are needed no more; nothing is asked of an exercise but a word, which may be left out."""

    reason = forms.CharField(
        label=_("Why they are closed now"),
        max_length=MAX_REASON,
        required=False,
        help_text=_("Needed where something is not well yet, or not known."),
    )

    def __init__(self, *args: Any, is_exercise: bool, **more: Any) -> None:
        super().__init__(*args, **more)
        criteria = {} if is_exercise else {f"criterion.{one}": _criterion(one) for one in ClosingCriterion}
        self.fields = {**criteria, **self.fields}

    def criteria(self) -> dict[ClosingCriterion, Availability]:
        """What was answered to each."""
        names = {one: f"criterion.{one}" for one in ClosingCriterion}
        return {one: Availability(self.cleaned_data[name]) for one, name in names.items() if name in self.fields}


def _criterion(one: ClosingCriterion) -> forms.ChoiceField:
    answers = [(answer.value, word_label(Availability, answer)) for answer in CRITERION_ANSWERS]
    return forms.ChoiceField(label=word_label(ClosingCriterion, one), choices=answers, widget=forms.RadioSelect)
