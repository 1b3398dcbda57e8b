"""What forms of every room share: days that can be, choices that are known late, and refusals of actions."""

from collections.abc import Iterable
from datetime import date
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from punkt.errors import PunktError
from punkt_web.common.wording import said

FIRST_YEAR, LAST_YEAR = 1900, 2199
"""Days outside these years are slips of the hand, and at the ends of the calendar no time zone can be reckoned with."""
_TOO_LATE = _("Choose a day before the end of %(year)s.")
_TOO_EARLY = _("Choose a day after the beginning of %(year)s.")


class RefusingForm(forms.Form):
    """A form that can show what an action would not do."""

    def refuse(self, error: PunktError) -> None:
        """At the field that the error names, else above the form."""
        self.add_error(error.where if error.where in self.fields else None, said(error, with_place=False))


class DayField(forms.DateField):
    """A day of a year that can be."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")

    def to_python(self, value: Any) -> date | None:
        """Raises for a year that is a slip of the hand."""
        return within_reason(super().to_python(value))


def within_reason(day: date | None) -> date | None:
    """A day that a time zone can be reckoned with, or none. Raises ``ValidationError``."""
    if day is not None and day.year < FIRST_YEAR:
        raise forms.ValidationError(_TOO_EARLY % {"year": FIRST_YEAR})
    if day is not None and day.year > LAST_YEAR:
        raise forms.ValidationError(_TOO_LATE % {"year": LAST_YEAR})
    return day


def offer(form: forms.Form, name: str, choices: Iterable[tuple[str, Any]]) -> None:
    """Sets what the field ``name`` of ``form`` offers: pairs of value and label, or of group label and pairs."""
    cast("forms.ChoiceField", form.fields[name]).choices = list(choices)
