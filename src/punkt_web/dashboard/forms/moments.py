"""Moments as they are written into forms: by the clocks of the place that they are about."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone

from punkt_web.common.forms import RefusingForm, within_reason
from punkt_web.common.zones import local_zone

MINUTE = "%Y-%m-%dT%H:%M"
"""As a browser writes and reads a moment."""


class MomentField(forms.DateTimeField):
    """A moment by the clocks of the form's zone, of a year that zones can be reckoned with."""

    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format=MINUTE)

    def to_python(self, value: Any) -> datetime | None:
        """Raises for a year that is a slip of the hand, and for an hour that clocks skip or show twice."""
        moment = super().to_python(value)
        if moment is not None:
            within_reason(moment.date())
        return moment


def written_moment(moment: datetime | None, country: str) -> str:
    """A moment as a form of ``country`` shows it at first; "" for none."""
    return "" if moment is None else moment.astimezone(local_zone(country)).strftime(MINUTE)


class LocalForm(RefusingForm):
    """A form whose moments are by the clocks of ``country``."""

    def __init__(self, *args: Any, country: str, **more: Any) -> None:
        super().__init__(*args, **more)
        self._zone = local_zone(country)

    def full_clean(self) -> None:
        """By those clocks."""
        with timezone.override(self._zone):
            super().full_clean()
