"""Forms for official information: written at the desk, or taken from a CAP message."""

from datetime import timedelta
from enum import StrEnum
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from punkt import clock
from punkt.formats.cap.reading import MOST_BYTES, message_bytes
from punkt.model.alert_words import AlertCategory, AlertSeverity, BulletinTopic, Certainty, Urgency
from punkt_web.common.context import LANGUAGE_NAMES
from punkt_web.common.forms import offer
from punkt_web.common.zones import local_zone
from punkt_web.dashboard.forms.moments import LocalForm, MomentField
from punkt_web.dashboard.wording import word_label
from punkt_web.operations.actions.announcing import MAX_SOURCE
from punkt_web.operations.actions.bulletins import MAX_HEADLINE, MAX_OFFICE, MAX_TEXT, Words
from punkt_web.operations.informing.bulletins import LANGUAGES, Text
from punkt_web.operations.models import Bulletin

_WORDS: dict[str, type[StrEnum]] = {
    "topic": BulletinTopic,
    "category": AlertCategory,
    "urgency": Urgency,
    "severity": AlertSeverity,
    "certainty": Certainty,
}


class BulletinForm(LocalForm):
    """What residents are told, in each language or said to be missing in it."""

    topic = forms.ChoiceField(label=_("What it is about"), help_text=_("It stands in this part of information boards."))
    category = forms.ChoiceField(label=_("Kind of event"))
    urgency = forms.ChoiceField(label=_("How soon to act"))
    severity = forms.ChoiceField(label=_("How dangerous it is"))
    certainty = forms.ChoiceField(label=_("How sure it is"))
    valid_from = MomentField(
        label=_("Holds from"),
        required=False,
        help_text=_("By the clocks of the territory. Empty: from now."),
    )
    valid_until = MomentField(
        label=_("Holds until"),
        help_text=_("After that nobody is told of it. Within 90 days."),
    )
    office = forms.CharField(
        label=_("Issued by"), max_length=MAX_OFFICE, help_text=_("The office. Your name is not shown.")
    )
    source = forms.CharField(
        label=_("Link"),
        max_length=MAX_SOURCE,
        required=False,
        widget=forms.URLInput,
        help_text=_("It begins with https://."),
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        for name, vocabulary in _WORDS.items():
            offer(self, name, [(word.value, word_label(vocabulary, word)) for word in vocabulary])
        for code in LANGUAGES:
            told = {"language": LANGUAGE_NAMES[code]}
            self.fields[f"headline_{code}"] = forms.CharField(
                label=gettext("Headline: %(language)s") % told,
                max_length=MAX_HEADLINE,
                required=False,
                widget=forms.TextInput(attrs={"lang": code}),
            )
            self.fields[f"text_{code}"] = forms.CharField(
                label=gettext("Text: %(language)s") % told,
                max_length=MAX_TEXT,
                required=False,
                widget=forms.Textarea(attrs={"lang": code, "rows": 5}),
            )
        self.fields["without"] = forms.MultipleChoiceField(
            label=gettext("Issued without a text in"),
            choices=[(code, LANGUAGE_NAMES[code]) for code in LANGUAGES],
            required=False,
            widget=forms.CheckboxSelectMultiple,
            help_text=gettext("Who reads one of these is told that there is none, and sees the text in another."),
        )

    def about(self) -> list[forms.BoundField]:
        """The fields beside the texts."""
        return [field for field in self if field.name not in self._told_names()]

    def told(self) -> list[forms.BoundField]:
        """The texts by language, and in which there is none: together they are needed, though no one of them is."""
        return [field for field in self if field.name in self._told_names()]

    def _told_names(self) -> set[str]:
        return {"without", *(f"{part}_{code}" for part in ("headline", "text") for code in LANGUAGES)}

    def words(self) -> Words:
        """What was written."""
        given = self.cleaned_data
        parts = {code: Text(given[f"headline_{code}"], given[f"text_{code}"]) for code in LANGUAGES}
        return Words(
            texts={code: said for code, said in parts.items() if said.headline or said.text},
            without=frozenset(given["without"]),
            valid_from=given["valid_from"] or clock.now(),
            valid_until=given["valid_until"],
            office=given["office"],
            source=given["source"],
            topic=BulletinTopic(given["topic"]),
            category=AlertCategory(given["category"]),
            urgency=Urgency(given["urgency"]),
            severity=AlertSeverity(given["severity"]),
            certainty=Certainty(given["certainty"]),
        )


def first_words(country: str) -> dict[str, Any]:
    """What a new one is until somebody chooses: nothing is said of danger, and it holds for a day."""
    tomorrow = (clock.now() + timedelta(days=1)).astimezone(local_zone(country)).replace(tzinfo=None)
    return {
        "topic": BulletinTopic.SITUATION,
        "category": AlertCategory.INFRA,
        "urgency": Urgency.UNKNOWN,
        "severity": AlertSeverity.UNKNOWN,
        "certainty": Certainty.UNKNOWN,
        "valid_until": tomorrow,
    }


def words_again(bulletin: Bulletin) -> dict[str, Any]:
    """What one says that is to be corrected."""
    zone = local_zone(bulletin.territory.country)
    times = {
        name: getattr(bulletin, name).astimezone(zone).replace(tzinfo=None) for name in ("valid_from", "valid_until")
    }
    texts = {
        f"{part}_{language}": said[part] for language, said in bulletin.texts.items() for part in ("headline", "text")
    }
    same = {name: getattr(bulletin, name) for name in (*_WORDS, "office", "source", "without")}
    return {**same, **times, **texts}


class TakeForm(LocalForm):
    """A CAP message, as a file or pasted."""

    file = forms.FileField(label=_("File"), required=False)
    content = forms.CharField(
        label=_("Or the message itself"),
        required=False,
        max_length=MOST_BYTES,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
    )
    until = MomentField(
        label=_("Holds until"),
        required=False,
        help_text=_("Only for a message that names no end."),
    )
    may_lack_languages = forms.BooleanField(
        label=_("Tell it although languages are missing"),
        required=False,
        help_text=_("Who reads one of these is told that there is none, and sees the text in another."),
    )

    def clean(self) -> dict[str, Any]:
        """The bytes of the message, whichever way they came."""
        cleaned = super().clean() or {}
        file = cleaned.get("file")
        if file is not None and file.size > MOST_BYTES:
            raise ValidationError(gettext("A CAP message of over 1 MB is not read."))
        pasted = cleaned.get("content", "")
        if file is None and not pasted.strip():
            raise ValidationError(gettext("Choose a file or paste a message."))
        cleaned["message"] = file.read() if file is not None else message_bytes(pasted)
        return cleaned
