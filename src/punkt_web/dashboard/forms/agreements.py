"""Forms of agreements with hosts."""

import re
from datetime import UTC, datetime
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from punkt.model.fields import SERVICES
from punkt.model.hosting_words import DutyBearer
from punkt.model.vocabulary import label
from punkt_web.common.forms import DayField, RefusingForm, offer
from punkt_web.dashboard.wording import field_label
from punkt_web.hosting.actions.agreements import (
    MAX_PROMISES,
    MAX_TEXT,
    MOST_KEY_HOLDERS,
    MOST_MINUTES,
    MOST_SEATS,
    AgreementTerms,
    KeyCard,
)
from punkt_web.hosting.models import HostAgreement
from punkt_web.hosting.states import REMIND_DAYS, today

_LONG_AGO = datetime(1900, 1, 1, tzinfo=UTC)
_NUMBERS = re.compile(r"\d{1,4}")


class AgreementForm(RefusingForm):
    """What an agreement says. Key holders are a line each: name, then telephone behind a comma or semicolon."""

    ulid = forms.CharField(widget=forms.HiddenInput, max_length=26, required=False)
    seen = forms.CharField(widget=forms.HiddenInput, max_length=40, required=False)
    host = forms.CharField(label=_("Host (who runs the premises)"), max_length=MAX_TEXT, required=False)
    holder = forms.CharField(label=_("Holder (who owns the building)"), max_length=MAX_TEXT, required=False)
    key_holders = forms.CharField(
        label=_("Who holds keys"),
        required=False,
        max_length=2000,
        help_text=_("A line each: name, telephone. Only coordinators and those above them see it; no export has it."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    promised_minutes = forms.IntegerField(
        label=_("Opens within, minutes"), required=False, min_value=0, max_value=MOST_MINUTES
    )
    hours = forms.CharField(label=_("Hours that are agreed"), max_length=MAX_TEXT, required=False)
    seats = forms.IntegerField(label=_("Seats"), required=False, min_value=0, max_value=MOST_SEATS)
    services = forms.MultipleChoiceField(
        label=_("Services that are agreed"), required=False, widget=forms.CheckboxSelectMultiple
    )
    fuel_by = forms.ChoiceField(label=_("Who pays for fuel"))
    staffed_by = forms.ChoiceField(label=_("Who staffs it"))
    promises = forms.CharField(
        label=_("What else is promised"),
        max_length=MAX_PROMISES,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    signed_on = DayField(label=_("Signed on"), required=False)
    valid_from = DayField(label=_("Valid from"), required=False)
    valid_until = DayField(label=_("Valid until"), required=False, help_text=_("The last day."))
    is_open_ended = forms.BooleanField(label=_("It has no end: it holds until somebody ends it"), required=False)
    remind_days = forms.CharField(
        label=_("Remind so many days before the end"),
        required=False,
        max_length=40,
        help_text=_("Numbers with commas. Those in charge of the point get an e-mail. Empty: no reminder."),
    )
    document = forms.CharField(
        label=_("Where the document is"),
        max_length=MAX_TEXT,
        required=False,
        help_text=_("Number, file or address. No names of people."),
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        offer(self, "services", [(key, field_label(key)) for key in SERVICES])
        words = [(word.value, gettext(label(word))) for word in DutyBearer]
        offer(self, "fuel_by", words)
        offer(self, "staffed_by", words)

    def clean_seen(self) -> datetime:
        """When what was seen had been written; of a form that does not say it, long ago."""
        try:
            seen = datetime.fromisoformat(self.cleaned_data["seen"])
        except ValueError:
            return _LONG_AGO
        return seen if seen.tzinfo else _LONG_AGO

    def clean_remind_days(self) -> tuple[int, ...]:
        """The numbers that stand there."""
        text = self.cleaned_data["remind_days"]
        if re.sub(r"[\s,;\d]", "", text):
            raise forms.ValidationError(gettext("Write numbers of days with commas: 60, 14."))
        return tuple(int(number) for number in _NUMBERS.findall(text))

    def terms(self) -> AgreementTerms:
        """What was entered."""
        given = self.cleaned_data
        same = {name: given[name] for name in AgreementTerms.__dataclass_fields__ if name in given}
        words = {"fuel_by": DutyBearer(given["fuel_by"]), "staffed_by": DutyBearer(given["staffed_by"])}
        return AgreementTerms(**{**same, **words, "key_holders": _cards(given["key_holders"])})


def _cards(text: str) -> list[KeyCard]:
    cards = []
    for line in text.splitlines()[: MOST_KEY_HOLDERS + 1]:
        name, _mark, phone = line.replace(";", ",").partition(",")
        cards.append(KeyCard(name.strip(), phone.strip()))
    return cards


def first_values(about_host: str, about_holder: str) -> dict[str, Any]:
    """What the form of a new agreement shows at first."""
    return {
        "host": about_host,
        "holder": about_holder,
        "fuel_by": DutyBearer.NOT_SAID.value,
        "staffed_by": DutyBearer.NOT_SAID.value,
        "remind_days": ", ".join(map(str, REMIND_DAYS)),
    }


def values_of(row: HostAgreement) -> dict[str, Any]:
    """What the form of an agreement shows at first. Who may see its names is the caller's part."""
    same = (
        "promised_minutes", "hours", "seats", "services", "fuel_by", "staffed_by", "promises", "signed_on",
        "valid_from", "valid_until", "is_open_ended", "document",
    )  # fmt: skip
    keys = row.key_holders.order_by("pk").values_list("name", "phone")
    return {
        **{name: getattr(row, name) for name in same},
        "host": row.host.name if row.host else row.host_name,
        "holder": row.holder.name if row.holder else row.holder_name,
        "remind_days": ", ".join(map(str, row.remind_days)),
        "key_holders": "\n".join(f"{name}, {phone}".strip(", ") if name else f", {phone}" for name, phone in keys),
        "seen": row.changed_at.isoformat(),
    }


class EndAgreementForm(RefusingForm):
    """When and why an agreement ends before its time."""

    ended_on = DayField(label=_("Last day"))
    reason = forms.CharField(
        label=_("Reason"),
        max_length=MAX_TEXT,
        help_text=_("It stands in the history of the point. No names of people."),
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **{"initial": {"ended_on": today()}, **more})
