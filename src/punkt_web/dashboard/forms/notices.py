"""Forms for what a territory tells who is out of doors."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from punkt import clock
from punkt.errors import InvalidValue
from punkt.formats.report_text_time import check_shown
from punkt.model.notice_words import Passage
from punkt_web.common.forms import RefusingForm, offer, within_reason
from punkt_web.common.wording import said
from punkt_web.common.zones import local_zone
from punkt_web.dashboard.wording import word_label
from punkt_web.operations.actions.announcing import MAX_SOURCE
from punkt_web.operations.actions.notices import MAX_DECISION, Terms


def _day() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def _time() -> forms.TimeInput:
    return forms.TimeInput(attrs={"type": "time"}, format="%H:%M")


class CurfewForm(RefusingForm):
    """What the decision on a curfew says."""

    begins = forms.TimeField(label=_("Begins at"), widget=_time(), help_text=_("By the clocks of the territory."))
    ends = forms.TimeField(
        label=_("Ends at"), widget=_time(), help_text=_("A time before the beginning is one of the next day.")
    )
    passage = forms.ChoiceField(
        label=_("May people walk to a resilience point meanwhile?"),
        widget=forms.RadioSelect,
        help_text=_("What the decision says. If it says nothing, choose “Not known”."),
    )
    first_on = forms.DateField(label=_("First day"), widget=_day(), help_text=_("The day on which it first begins."))
    last_on = forms.DateField(
        label=_("Last day"),
        required=False,
        widget=_day(),
        help_text=_("The day on which it begins for the last time. Empty: until somebody ends it."),
    )
    decision = forms.CharField(
        label=_("Number of the decision"),
        max_length=MAX_DECISION,
        required=False,
        help_text=_("Everybody sees it. Write this or the link."),
    )
    source = forms.CharField(
        label=_("Link to the decision"),
        max_length=MAX_SOURCE,
        required=False,
        widget=forms.URLInput,
        help_text=_("It begins with https://."),
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        offer(self, "passage", [(word.value, word_label(Passage, word)) for word in Passage])

    def clean_first_on(self) -> date | None:
        """A day that a time zone can be reckoned with."""
        return within_reason(self.cleaned_data["first_on"])

    def clean_last_on(self) -> date | None:
        """A day that a time zone can be reckoned with."""
        return within_reason(self.cleaned_data["last_on"])

    def terms(self) -> Terms:
        """What was written."""
        given = self.cleaned_data
        return Terms(**{**given, "passage": Passage(given["passage"])})


class AlertForm(RefusingForm):
    """Since when an air alert is on."""

    began_at = forms.TimeField(
        label=_("On since"),
        required=False,
        widget=_time(),
        help_text=_("By the clocks of the territory. Empty: since now."),
    )

    def __init__(self, *args: Any, country: str, **more: Any) -> None:
        super().__init__(*args, **more)
        self._zone = local_zone(country)

    def clean_began_at(self) -> datetime | None:
        """The last time that the clocks showed this; refused where they were put forward and never did."""
        at = self.cleaned_data["began_at"]
        if at is None:
            return None
        now = clock.now()
        today = now.astimezone(self._zone).date()
        # In the night on which clocks go back they show an hour twice.
        shown = (
            datetime.combine(day, at.replace(fold=fold), self._zone).astimezone(UTC)
            for day in (today, today - timedelta(days=1))
            for fold in (0, 1)
        )
        moment = max(moment for moment in shown if moment <= now)
        try:
            check_shown(moment, at, self._zone)
        except InvalidValue as error:
            raise ValidationError(said(error, with_place=False)) from error
        return moment
