"""The report as a form: what a page without scripts sends. Scripts read the same fields (``message.js``)."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from punkt.errors import PunktError
from punkt.ids import new_ulid
from punkt.model.reports import (
    DEGREES,
    LITRES,
    MOST_NOTE_LETTERS,
    MOST_PEOPLE,
    MOST_STAFF,
    MOST_VISITS,
    N_QUARTERS,
    ReportContent,
    is_ulid,
)
from punkt.model.vocabulary import AgeBand, Availability, PointState, Shortage, label
from punkt_web.common.wording import said
from punkt_web.keeper.sheets import MOST_LETTERS, text_of

NOTHING_SHORT = "nothing"
_MOST_LINES = 2_000
_MOST_BYTES = 4 * MOST_LETTERS
_STATES = (PointState.OPEN, PointState.FULL, PointState.CLOSED, PointState.OPENING, PointState.STANDBY)
_ANSWERS = (Availability.YES, Availability.LIMITED, Availability.NO)


class ReportForm(forms.Form):
    """One report. What is left empty was not spoken of."""

    ulid = forms.CharField(max_length=26, widget=forms.HiddenInput)
    state = forms.ChoiceField(required=False, choices=[(state.value, state.value) for state in _STATES])
    headcount = forms.IntegerField(
        label=_("People now"),
        required=False,
        min_value=0,
        max_value=MOST_PEOPLE,
        widget=forms.NumberInput(attrs={"class": "count num", "inputmode": "numeric"}),
    )
    n_visits = forms.IntegerField(
        label=_("Came in since the last report"),
        required=False,
        min_value=-MOST_VISITS,
        max_value=MOST_VISITS,
        widget=forms.NumberInput(attrs={"class": "num", "inputmode": "numeric"}),
    )
    fuel_quarters = forms.TypedChoiceField(
        required=False, coerce=int, empty_value=None, choices=[(n, str(n)) for n in range(N_QUARTERS + 1)]
    )
    fuel_l = forms.FloatField(label=_("Fuel, litres"), required=False, min_value=LITRES[0], max_value=LITRES[1])
    water_l = forms.FloatField(label=_("Water, litres"), required=False, min_value=LITRES[0], max_value=LITRES[1])
    indoor_c = forms.FloatField(label=_("Inside, °C"), required=False, min_value=DEGREES[0], max_value=DEGREES[1])
    n_staff = forms.IntegerField(label=_("Staff present"), required=False, min_value=0, max_value=MOST_STAFF)
    shortages = forms.MultipleChoiceField(
        required=False, choices=[(NOTHING_SHORT, NOTHING_SHORT), *((word.value, word.value) for word in Shortage)]
    )
    note = forms.CharField(label=_("Note"), required=False, max_length=MOST_NOTE_LETTERS)

    def __init__(self, *args: Any, services: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for key in services:
            answers = [(answer.value, answer.value) for answer in _ANSWERS]
            self.fields[key] = forms.ChoiceField(required=False, choices=answers)
        for band in AgeBand:
            self.fields[f"band.{band}"] = forms.IntegerField(
                label=_(label(band)), required=False, min_value=0, max_value=MOST_PEOPLE
            )
            self.fields[f"visit.{band}"] = forms.IntegerField(
                label=_(label(band)), required=False, min_value=-MOST_VISITS, max_value=MOST_VISITS
            )
        self._services = services

    def content(self) -> ReportContent:
        """What was said, not checked yet as a whole."""
        said = self.cleaned_data
        bands, visit_bands = (
            {band.value: said[f"{kind}.{band}"] for band in AgeBand if said[f"{kind}.{band}"] is not None}
            for kind in ("band", "visit")
        )
        short = said["shortages"]
        return ReportContent(
            state=PointState(said["state"]) if said["state"] else None,
            headcount=said["headcount"],
            services={key: said[key] for key in self._services if said[key]},
            fuel_l=said["fuel_l"],
            fuel_quarters=said["fuel_quarters"],
            indoor_c=said["indoor_c"],
            water_l=said["water_l"],
            n_staff=said["n_staff"],
            shortages=[word for word in short if word != NOTHING_SHORT] if short else None,
            bands=bands,
            n_visits=said["n_visits"],
            visit_bands=visit_bands,
            note=said["note"],
        )


class SheetForm(forms.Form):
    """A sheet of paper that was typed in as a table: a file, or its text, which stays in the form between two looks."""

    file = forms.FileField(
        label=_("The table as a file"),
        required=False,
        help_text=_("CSV, as a spreadsheet saves it."),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.tsv,text/csv,text/plain"}),
    )
    text = forms.CharField(
        label=_("Or its rows"),
        required=False,
        help_text=_("Pasted from a spreadsheet, with the row of headings."),
        max_length=MOST_LETTERS,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
    )

    def clean(self) -> dict[str, Any]:
        """The file in place of the text, where there is one."""
        cleaned = super().clean() or {}
        file = cleaned.get("file")
        if file is not None:
            try:
                cleaned["text"] = text_of(file.read(_MOST_BYTES + 1))
            except PunktError as error:
                self.add_error("file", said(error, with_place=False))
        elif not cleaned.get("text") and not self.errors:
            self.add_error("text", _("Choose a file, or paste the rows."))
        return cleaned


class CarriedForm(forms.Form):
    """Reports that somebody brought from a device that could not send them."""

    form_id = forms.CharField(required=False, widget=forms.HiddenInput)
    text = forms.CharField(
        label=_("Reports"),
        help_text=_("One report in each line, as the other device shows it or as a text code."),
        max_length=500_000,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
    )

    def clean_form_id(self) -> str:
        """A fresh one where there is none to be used."""
        given: str = self.cleaned_data["form_id"]
        return given if is_ulid(given) else new_ulid()

    def clean_text(self) -> str:
        """Refuses what would keep the server for minutes."""
        text: str = self.cleaned_data["text"]
        if sum(1 for line in text.splitlines() if line.strip()) > _MOST_LINES:
            message = _("At most %(most)s lines at once: send them in parts.")
            raise forms.ValidationError(message, params={"most": _MOST_LINES})
        return text
