"""Forms for asking for a point, and for each thing that the desk does about a request."""

from typing import Any

from django import forms
from django.utils.formats import number_format
from django.utils.html import format_html
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from punkt.model.request_words import RequestKind, RequestStepKind, RequestUrgency
from punkt.model.requests import MOST, Asked
from punkt.model.stock_items import kind_and_item
from punkt.supply.loads import SMALLEST_LOAD_L
from punkt_web.common.forms import RefusingForm, offer
from punkt_web.dashboard.forms.moments import LocalForm, MomentField
from punkt_web.dashboard.sources import OF_A_POINT
from punkt_web.dashboard.wording import word_label
from punkt_web.operations.actions.supplies.request_steps import MAX_NOTE, MAX_SOURCE, DeskStep
from punkt_web.operations.supplies.redistribution import Aim
from punkt_web.operations.supplies.request_wording import offered_things
from punkt_web.registry.models import Point

_QUANTITY = _("How much (empty: not known)")


class NewRequestForm(LocalForm):
    """What is asked for, for a point."""

    ulid = forms.CharField(widget=forms.HiddenInput, max_length=26)
    thing = forms.ChoiceField(label=_("What is needed"))
    quantity = forms.FloatField(label=_QUANTITY, required=False, min_value=0, max_value=MOST)
    urgency = forms.ChoiceField(label=_("How soon"), widget=forms.RadioSelect, initial=RequestUrgency.TODAY.value)
    needed_by = MomentField(label=_("Needed by"), required=False)
    note = forms.CharField(label=_("Note"), required=False, max_length=MAX_NOTE)

    def __init__(self, *args: Any, point: Point, **more: Any) -> None:
        super().__init__(*args, country=point.country, **more)
        offer(self, "thing", [("", _("Choose")), *offered_things(point)])
        offer(self, "urgency", [(word.value, word_label(RequestUrgency, word)) for word in RequestUrgency])

    def asked(self) -> Asked:
        """What was asked for."""
        given = self.cleaned_data
        kind, item = kind_and_item(given["thing"])
        urgency = RequestUrgency(given["urgency"])
        return Asked(kind, urgency, item, given["quantity"], given["needed_by"], given["note"])


class StepForm(LocalForm):
    """One step; each kind has its own fields beside the number of the form."""

    kind: RequestStepKind
    ulid = forms.CharField(widget=forms.HiddenInput, max_length=26)

    def __init__(self, *args: Any, **more: Any) -> None:
        # Several of them stand on one page.
        super().__init__(*args, **{"auto_id": f"{self.kind}_%s", **more})

    def step(self) -> DeskStep:
        """What was entered."""
        given = self.cleaned_data
        named = {name: given[name] for name in ("quantity", "expected_at", "sent", "note", "is_back") if name in given}
        return DeskStep(given["ulid"], self.kind, **named)


class AcceptForm(StepForm):
    """That it will be seen to."""

    kind = RequestStepKind.ACCEPT
    note = forms.CharField(label=_("Note"), required=False, max_length=MAX_NOTE)


class SendForm(StepForm):
    """What is on its way, from where, and when it is expected."""

    kind = RequestStepKind.SEND
    source = forms.ChoiceField(label=pgettext_lazy("a place", "From"), required=False)
    source_words = forms.CharField(label=_("From elsewhere, in words"), required=False, max_length=MAX_SOURCE)
    quantity = forms.FloatField(label=_QUANTITY, required=False, min_value=0, max_value=MOST)
    expected_at = MomentField(label=_("Expected at"))
    note = forms.CharField(label=_("Note"), required=False, max_length=MAX_NOTE)

    def __init__(
        self,
        *args: Any,
        sources: list[tuple[str, str]],
        giver: Point | None = None,
        item: str = "",
        why_then: str = "",
        **more: Any,
    ) -> None:
        super().__init__(*args, **more)
        self._giver, self._item = giver, item
        self.fields["expected_at"].help_text = format_html("{}", why_then)  # it names a depot
        own = [(OF_A_POINT, giver.code)] if giver is not None else []
        offer(self, "source", [("", _("From elsewhere")), *own, *sources])

    def step(self) -> DeskStep:
        """What was entered; of a depot, what of it."""
        given = self.cleaned_data
        depot, _colon, item = given["source"].partition(":")
        is_of_point = given["source"] == OF_A_POINT
        return DeskStep(
            given["ulid"],
            self.kind,
            given["quantity"],
            self._item if is_of_point else item,
            given["expected_at"],
            depot_id=None if is_of_point or not depot else int(depot),
            from_point=self._giver if is_of_point else None,
            source=given["source_words"],
            note=given["note"],
        )


class ReceiveForm(StepForm):
    """What came, told by telephone."""

    kind = RequestStepKind.RECEIVE
    sent = forms.CharField(widget=forms.HiddenInput, required=False, max_length=26)
    quantity = forms.FloatField(
        label=_("How much came (empty: not measured)"), required=False, min_value=0, max_value=MOST
    )
    is_more_needed = forms.BooleanField(label=_("More is needed"), required=False)
    note = forms.CharField(label=_("Note"), required=False, max_length=MAX_NOTE)

    def step(self) -> DeskStep:
        """What was entered."""
        given = self.cleaned_data
        enough = not given["is_more_needed"]
        return DeskStep(
            given["ulid"], self.kind, given["quantity"], sent=given["sent"], is_enough=enough, note=given["note"]
        )


class TurnBackForm(StepForm):
    """That something does not come."""

    kind = RequestStepKind.TURN_BACK
    sent = forms.CharField(widget=forms.HiddenInput, max_length=26)
    note = forms.CharField(label=_("Why"), max_length=MAX_NOTE)
    is_back = forms.BooleanField(label=_("It is in its depot again"), required=False)


class DeclineForm(StepForm):
    """That nothing can be done."""

    kind = RequestStepKind.DECLINE
    note = forms.CharField(label=_("Why"), max_length=MAX_NOTE)


class CancelForm(StepForm):
    """That it is not needed any more."""

    kind = RequestStepKind.CANCEL
    note = forms.CharField(label=_("Why"), max_length=MAX_NOTE)


STEP_FORMS: dict[RequestStepKind, type[StepForm]] = {
    form.kind: form for form in (AcceptForm, SendForm, ReceiveForm, TurnBackForm, DeclineForm, CancelForm)
}


class SuggestionsForm(RefusingForm):
    """What the suggestions are to reach."""

    territory = forms.ChoiceField(label=_("Area"))
    kind = forms.ChoiceField(label=_("Of what"))
    hours = forms.FloatField(label=_("Every point is to go on for, hours"), min_value=1, max_value=240, initial=12)
    reserve_h = forms.FloatField(
        label=_("A point that gives keeps enough for, hours more"), min_value=0, max_value=240, initial=12
    )
    farthest_km = forms.FloatField(label=_("No way longer than, km"), required=False, min_value=1, max_value=5000)
    least_l = forms.FloatField(label=_("No load smaller than, litres"), required=False, min_value=0, max_value=10_000)

    def __init__(self, *args: Any, territories: list[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        offer(self, "territory", territories)
        usual = {"fuel": SMALLEST_LOAD_L[RequestKind.FUEL], "water": SMALLEST_LOAD_L[RequestKind.WATER]}
        loads = {kind: number_format(litres, 0) for kind, litres in usual.items()}
        self.fields["least_l"].help_text = gettext("Empty: %(fuel)s l of fuel, %(water)s l of water.") % loads
        offer(
            self,
            "kind",
            [(word.value, word_label(RequestKind, word)) for word in (RequestKind.FUEL, RequestKind.WATER)],
        )

    def aim(self) -> Aim:
        """What was entered; without a smallest load, the usual one of that resource."""
        given = self.cleaned_data
        kind, least_l = RequestKind(given["kind"]), given["least_l"]
        usual = SMALLEST_LOAD_L[kind]
        return Aim(
            kind, given["hours"], given["reserve_h"], given["farthest_km"], usual if least_l is None else least_l
        )
