"""Forms of depots: what one is, and what moved in or was counted."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from punkt.errors import PunktError
from punkt.ids import normal_point_code
from punkt.model.position import Position
from punkt.model.request_words import MovementKind
from punkt.model.requests import MOST
from punkt.model.stock_items import STOCKED, kind_of, unit_of
from punkt.units import UNIT_LABELS
from punkt_web.common.forms import RefusingForm, offer
from punkt_web.common.wording import said
from punkt_web.dashboard.forms.point_inputs import PositionText
from punkt_web.operations.actions.supplies.stock import MAX_REASON, DepotTerms, Moved
from punkt_web.operations.models import Depot
from punkt_web.operations.supplies.request_wording import item_words
from punkt_web.registry.models import Point


class DepotForm(RefusingForm):
    """A depot. Where it is and its telephone are for the desk only."""

    name = forms.CharField(label=_("Name of the depot"), max_length=120)
    point = forms.CharField(
        label=_("Code of the point that it is at"), required=False, max_length=20, help_text=_("Empty: at none.")
    )
    position = PositionText(label=_("Position"))
    phone = forms.CharField(
        label=_("Telephone"), required=False, max_length=40, widget=forms.TextInput(attrs={"type": "tel"})
    )
    note = forms.CharField(label=_("Note"), required=False, max_length=MAX_REASON)
    is_closed = forms.BooleanField(label=_("Nothing is given out of it any more"), required=False)

    def clean_point(self) -> str:
        """The code in its stored form."""
        given: str = self.cleaned_data["point"]
        try:
            return normal_point_code(given) if given else ""
        except PunktError as error:
            raise forms.ValidationError(said(error, with_place=False)) from error

    def terms(self, point: Point | None) -> DepotTerms:
        """What was entered, with the point of the code."""
        given = self.cleaned_data
        position: Position | None = given["position"]
        latitude, longitude = (position.latitude, position.longitude) if position else (None, None)
        return DepotTerms(
            given["name"], point, latitude, longitude, given["phone"], given["note"], is_closed=given["is_closed"]
        )

    @staticmethod
    def initial_of(depot: Depot) -> dict[str, Any]:
        """What the form shows of a depot."""
        has_position = depot.latitude is not None and depot.longitude is not None
        return {
            "name": depot.name,
            "point": depot.point.code if depot.point else "",
            "position": f"{depot.latitude}, {depot.longitude}" if has_position else "",
            "phone": depot.phone,
            "note": depot.note,
            "is_closed": depot.is_closed,
        }


class MovementForm(RefusingForm):
    """What came into a depot, or how much was counted there."""

    ulid = forms.CharField(widget=forms.HiddenInput, max_length=26)
    item = forms.ChoiceField(label=_("What"))
    kind = forms.ChoiceField(label=_("What happened"), widget=forms.RadioSelect, initial=MovementKind.RECEIVED.value)
    quantity = forms.FloatField(label=_("How much"), min_value=0, max_value=MOST)
    reason = forms.CharField(
        label=_("Why, or from whom"),
        required=False,
        max_length=MAX_REASON,
        help_text=_("Needed where a count is other than the ledger says."),
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        named = [(item, f"{item_words(item)} ({_(UNIT_LABELS[unit_of(kind_of(item))])})") for item in STOCKED]
        offer(self, "item", [("", _("Choose")), *named])
        offer(
            self,
            "kind",
            [
                (MovementKind.RECEIVED.value, _("So much came into the depot")),
                (MovementKind.COUNT.value, _("So much was counted in the depot")),
            ],
        )

    def moved(self) -> Moved:
        """What was entered."""
        given = self.cleaned_data
        kind = MovementKind(given["kind"])
        return Moved(given["ulid"], given["item"], kind, given["quantity"], given["reason"])
