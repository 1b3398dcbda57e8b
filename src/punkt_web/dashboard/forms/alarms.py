"""Forms for alarms: the rules of a territory, a webhook, and how a person is told."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.formats import number_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from punkt.alarms.rules import Rule, Rules
from punkt.alarms.terms import BOUNDS, FIGURE
from punkt.model.alarm_words import AlarmKind
from punkt.model.vocabulary import label
from punkt_web.common.forms import RefusingForm
from punkt_web.operations.actions.feeds import MAX_URL

_INHERIT, _ON, _OFF = "", "on", "off"
_CHOICES = [(_INHERIT, _("As decided above")), (_ON, _("On")), (_OFF, _("Off"))]
_LIMITS = {
    AlarmKind.AUTONOMY: _("Below how many hours"),
    AlarmKind.COLD: _("Below how many degrees Celsius"),
    AlarmKind.CROWDED: _("Above how many per cent of the places"),
    AlarmKind.SILENT: _("After how many hours without a report"),
}


def _scale(kind: AlarmKind) -> float:
    return 100.0 if kind is AlarmKind.CROWDED else 1.0


class RulesForm(RefusingForm):
    """What a territory decides on each kind of alarm. ``holding`` are the rules that hold there now."""

    def __init__(self, given: Any, *, own: Rules, holding: Rules) -> None:
        initial: dict[str, Any] = {}
        for kind, rule in own.items():
            initial[f"{kind}.rule"] = _ON if rule.is_on else _OFF
            if rule.limit is not None:
                initial[f"{kind}.limit"] = f"{rule.limit * _scale(kind):g}"
        super().__init__(given, initial=initial)
        for kind in AlarmKind:
            self.fields[f"{kind}.rule"] = forms.ChoiceField(
                label=gettext(label(kind)),
                choices=_CHOICES,
                required=False,
                help_text=holding_words(kind, holding[kind]),
                widget=forms.RadioSelect,
            )
            if kind in FIGURE:
                self.fields[f"{kind}.limit"] = _limit_field(kind)

    def decided(self) -> Iterator[tuple[AlarmKind, Rule | None]]:
        """What was written of each kind; ``None`` leaves it to those above."""
        for kind in AlarmKind:
            word = self.cleaned_data[f"{kind}.rule"]
            limit = self.cleaned_data.get(f"{kind}.limit")
            scaled = None if limit is None else limit / _scale(kind)
            yield kind, None if word == _INHERIT else Rule(word == _ON, scaled)

    def clean(self) -> dict[str, Any]:
        """A limit without a decision would be lost."""
        cleaned = super().clean() or {}
        for kind in FIGURE:
            if cleaned.get(f"{kind}.limit") is not None and not cleaned.get(f"{kind}.rule"):
                self.add_error(f"{kind}.rule", gettext("Choose “On” for a limit of your own."))
        return cleaned


def _limit_field(kind: AlarmKind) -> forms.FloatField:
    least, most = (bound * _scale(kind) for bound in BOUNDS[kind])
    widget = forms.NumberInput(attrs={"step": "any", "inputmode": "decimal"})
    return forms.FloatField(label=_LIMITS[kind], min_value=least, max_value=most, required=False, widget=widget)


def holding_words(kind: AlarmKind, rule: Rule) -> str:
    """What holds in a territory now, its own decision and those of above together."""
    if not rule.is_on:
        return gettext("Now: off")
    if rule.limit is None:
        return gettext("Now: on")
    limit = round(rule.limit * _scale(kind), 1)
    words = {
        AlarmKind.AUTONOMY: gettext("Now: below %(limit)s h"),
        AlarmKind.COLD: gettext("Now: below %(limit)s °C"),
        AlarmKind.CROWDED: gettext("Now: above %(limit)s %%"),
        AlarmKind.SILENT: gettext("Now: after %(limit)s h"),
    }
    return words[kind] % {"limit": number_format(int(limit) if limit == int(limit) else limit)}


class WebhookForm(RefusingForm):
    """Another system that is told."""

    url = forms.CharField(
        label=_("Address"), max_length=MAX_URL, widget=forms.URLInput, help_text=_("It begins with https://.")
    )
    hears_all = forms.BooleanField(
        label=_("Tell it of every alarm at once, not only of those that nobody below looks into"), required=False
    )


class ToldForm(RefusingForm):
    """How I am told."""

    by_email = forms.BooleanField(label=_("By e-mail"), required=False)
