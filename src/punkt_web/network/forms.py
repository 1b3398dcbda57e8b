"""Forms of members of the network."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from punkt.model.network_words import CONTEXT_MEASURES, CONTEXT_WORDS, KINDS_OF_TERRITORIES, Consent, MemberKind
from punkt.model.vocabulary import label
from punkt.units import UNIT_LABELS
from punkt_web.common.forms import DayField, RefusingForm, offer
from punkt_web.network.actions.members import (
    MAX_ABOUT,
    MAX_HOW,
    MAX_NAME,
    MOST_CONTACTS,
    ContactCard,
    MemberFacts,
)
from punkt_web.network.context import MAX_SOURCE, ContextFact, facts_of
from punkt_web.network.models import Member, MemberContact
from punkt_web.registry.models import Territory

_LONG_AGO = datetime(1900, 1, 1, tzinfo=UTC)
_PHONE = re.compile(r"\+?[\d\s()/-]{5,}")


@dataclass(frozen=True, slots=True)
class ContextRow:
    """The fields of one fact, with what it is called."""

    label: str
    value: BoundField
    source: BoundField
    on: BoundField

    @property
    def is_wrong(self) -> bool:
        """Whether something of it was refused."""
        return bool(self.value.errors or self.source.errors or self.on.errors)

    @property
    def is_told(self) -> bool:
        """Whether something stands there."""
        return any(field.value() not in {None, ""} for field in (self.value, self.source, self.on))


class MemberForm(RefusingForm):
    """What is said of a member. Contacts are a line each; what looks like an address or a number is one."""

    ulid = forms.CharField(widget=forms.HiddenInput, max_length=26, required=False)
    seen = forms.CharField(widget=forms.HiddenInput, max_length=40, required=False)
    name = forms.CharField(label=_("Name of the municipality or organisation"), max_length=MAX_NAME)
    kind = forms.ChoiceField(label=_("What it is"))
    country = forms.CharField(
        label=_("Country"), max_length=2, required=False, help_text=_("Two letters: UA, EE, SE, DE ...")
    )
    about = forms.CharField(
        label=_("What others should know of it"),
        max_length=MAX_ABOUT,
        required=False,
        help_text=_("Shown with its name where that is allowed. No names of people."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    contacts = forms.CharField(
        label=_("Whom to ask there"),
        max_length=2000,
        required=False,
        help_text=_("A line each: name, office, e-mail address, telephone. Who conducts the network sees them."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, territory: Territory | None, **more: Any) -> None:
        super().__init__(*args, **more)
        self._territory = territory
        of_territory = [kind for kind in MemberKind if (kind in KINDS_OF_TERRITORIES) == (territory is not None)]
        offer(self, "kind", [(kind.value, gettext(label(kind))) for kind in of_territory])
        if territory is not None:
            del self.fields["country"]
        for key in (*CONTEXT_MEASURES, *CONTEXT_WORDS):
            self.fields[f"value_{key}"] = _value_field(key)
            self.fields[f"source_{key}"] = forms.CharField(
                label=_("Where it is from"), max_length=MAX_SOURCE, required=False
            )
            self.fields[f"on_{key}"] = DayField(label=_("Of the day"), required=False)

    def clean_seen(self) -> datetime:
        """When what was seen had been written; of a form that does not say it, long ago."""
        try:
            seen = datetime.fromisoformat(self.cleaned_data["seen"])
        except ValueError:
            return _LONG_AGO
        return seen if seen.tzinfo else _LONG_AGO

    def clean_contacts(self) -> list[ContactCard]:
        """The people of the lines."""
        lines = [line for line in self.cleaned_data["contacts"].splitlines() if line.strip()]
        if len(lines) > MOST_CONTACTS:
            raise forms.ValidationError(gettext("At most %(n)s contacts.") % {"n": MOST_CONTACTS})
        return [_card(line) for line in lines]

    @property
    def first_fields(self) -> Sequence[BoundField]:
        """The fields that are no facts of the place."""
        return [self[name] for name in self.fields if name.partition("_")[0] not in {"value", "source", "on"}]

    @property
    def context_rows(self) -> Iterator[ContextRow]:
        """The facts of the place, one after another."""
        for key in (*CONTEXT_MEASURES, *CONTEXT_WORDS):
            yield ContextRow(_fact_label(key), self[f"value_{key}"], self[f"source_{key}"], self[f"on_{key}"])

    def facts(self) -> MemberFacts:
        """What was entered. A fact without a value is not said."""
        given = self.cleaned_data
        context = {
            key: ContextFact(given[f"value_{key}"], given[f"source_{key}"], given[f"on_{key}"])
            for key in (*CONTEXT_MEASURES, *CONTEXT_WORDS)
            if given[f"value_{key}"] not in {None, ""}
        }
        return MemberFacts(
            given["name"],
            MemberKind(given["kind"]),
            country=given.get("country", ""),
            territory=self._territory,
            about=given["about"],
            context=context,
            contacts=given["contacts"],
        )


def _fact_label(key: str) -> str:
    if key in CONTEXT_WORDS:
        return gettext(CONTEXT_WORDS[key][0])
    measure = CONTEXT_MEASURES[key]
    name = gettext(measure.label)
    return f"{name}, {gettext(UNIT_LABELS[measure.unit])}" if measure.unit else name


def _value_field(key: str) -> forms.Field:
    name = _fact_label(key)
    if key in CONTEXT_WORDS:
        words = [(word.value, gettext(label(word))) for word in CONTEXT_WORDS[key][1]]
        return forms.ChoiceField(label=name, required=False, choices=[("", gettext("not known")), *words])
    measure = CONTEXT_MEASURES[key]
    bounds: dict[str, Any] = {"min_value": measure.lowest, "max_value": measure.highest}
    field: forms.Field = (
        forms.IntegerField(label=name, required=False, **bounds)
        if measure.is_whole
        else forms.FloatField(label=name, required=False, localize=True, **bounds)
    )
    field.widget = forms.TextInput(attrs={"inputmode": "numeric" if measure.is_whole else "decimal"})
    return field


def _card(line: str) -> ContactCard:
    """``name, office, e-mail, telephone`` in any order: an address has an @, a number has digits."""
    pieces = [piece.strip() for piece in re.split(r"[;,]", line) if piece.strip()]
    email = next((piece for piece in pieces if "@" in piece), "")
    phone = next((piece for piece in pieces if _PHONE.fullmatch(piece)), "")
    words = [piece for piece in pieces if piece not in {email, phone}]
    return ContactCard(name=words[0] if words else "", role=", ".join(words[1:]), email=email, phone=phone)


def values_of(row: Member) -> dict[str, Any]:
    """What the form of a member shows at first. Who may see its contacts is the caller's part."""
    shown: dict[str, Any] = {
        "name": row.name, "kind": row.kind, "country": row.country, "about": row.about,
        "contacts": "\n".join(_line(one) for one in row.contacts.order_by("pk")),
        "seen": row.changed_at.isoformat(),
    }  # fmt: skip
    for key, fact in facts_of(row.context).items():
        shown |= {f"value_{key}": fact.value, f"source_{key}": fact.source, f"on_{key}": fact.on}
    return shown


def _line(one: MemberContact) -> str:
    return ", ".join(piece for piece in (one.name, one.role, one.email, one.phone) if piece)


class ShowingForm(RefusingForm):
    """What a member allows to be shown of it."""

    may_show = forms.ChoiceField(label=_("Answers and figures of it may be shown"), widget=forms.RadioSelect)
    how = forms.CharField(
        label=_("Who allowed it, and how"),
        max_length=MAX_HOW,
        required=False,
        help_text=_("Office, letter, decision or call, and its day. No names of people: it stays in the history."),
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        offer(self, "may_show", [(word.value, gettext(label(word))) for word in Consent])


class LeavingForm(RefusingForm):
    """Why a member leaves."""

    reason = forms.CharField(
        label=_("Reason"), max_length=MAX_HOW, help_text=_("It stands in the history. No names of people.")
    )
