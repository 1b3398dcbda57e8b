"""Forms of overlays: the text itself, and one requirement that is sharpened."""

from hashlib import sha256
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from punkt.standards.requirements import Check, Requirement, Standard
from punkt.standards.sharpening import implies
from punkt.standards.terms import Force
from punkt.wording import LANGUAGES
from punkt_web.common.forms import RefusingForm, offer, within_reason
from punkt_web.readiness.overlay_checks import MOST_LETTERS, plain_text
from punkt_web.readiness.overlay_texts import Decided, Sharper, amended, amount_check, stronger
from punkt_web.readiness.words import check_words, requirement_words, term_words, unit_words

_MOST_BYTES = 4 * MOST_LETTERS
_MOST_TEXT = 2000
_MOST_SOURCE = 300
_MOST_AMOUNT = 1_000_000_000


class OverlayForm(RefusingForm):
    """A text that is written here, or a file. ``seen`` is the fingerprint of the text that was looked at last."""

    text = forms.CharField(
        label=_("Text of the overlay (TOML)"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 24, "class": "code", "spellcheck": "false", "autocapitalize": "off"}),
    )
    file = forms.FileField(
        label=_("Or a file"),
        required=False,
        help_text=_("It takes the place of the text above. UTF-8."),
        widget=forms.FileInput(attrs={"accept": ".toml,text/plain"}),
    )
    seen = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def clean_file(self) -> str:
        """The text of the file; empty where there is none."""
        given = self.cleaned_data["file"]
        if not given:
            return ""
        content = bytes(given.read(_MOST_BYTES + 1))
        if len(content) > _MOST_BYTES:
            raise forms.ValidationError(gettext("This file is too large for an overlay."))
        try:
            text = content.decode("utf-8")
        except UnicodeDecodeError as error:
            line = content.count(b"\n", 0, error.start) + 1
            raise forms.ValidationError(
                gettext("This file is no UTF-8 text: line %(line)s.") % {"line": line}
            ) from error
        if "\0" in text:
            line = text.count("\n", 0, text.index("\0")) + 1
            raise forms.ValidationError(
                gettext("A zero byte stands in line %(line)s: this is no text.") % {"line": line}
            )
        return text

    def clean(self) -> dict[str, Any]:
        """One of the two."""
        cleaned = super().clean() or {}
        text = plain_text(cleaned.get("file") or cleaned.get("text") or "")
        if not (text.strip() or self.errors):
            self.add_error("text", gettext("Write the overlay, or choose its file."))
        return {**cleaned, "text": text}

    @property
    def told(self) -> str:
        """The text that counts."""
        return str(self.cleaned_data["text"])

    @property
    def was_seen(self) -> bool:
        """Whether this very text was looked at before."""
        return str(self.cleaned_data["seen"]) == fingerprint(self.told)


def fingerprint(text: str) -> str:
    """By which the page knows again what was looked at."""
    return sha256(text.encode()).hexdigest()


class SharpenForm(RefusingForm):
    """What a territory asks beyond one requirement, by which decision and from when."""

    amount = forms.FloatField(required=False, min_value=0, max_value=_MOST_AMOUNT)
    force = forms.ChoiceField(label=_("How strongly it is asked"), required=False)
    source = forms.CharField(
        label=_("Decided by"), max_length=_MOST_SOURCE, help_text=_("Title of the decision, with its number and date.")
    )
    where = forms.CharField(
        label=_("Where the decision can be read"),
        max_length=_MOST_SOURCE,
        help_text=_("Its address, or where it is kept."),
    )
    valid_from = forms.DateField(
        label=_("Holds from"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, *args: Any, requirement: Requirement, standard: Standard, **more: Any) -> None:
        super().__init__(*args, **more)
        self._requirement, self._standard = requirement, standard
        self._check = amount_check(requirement)
        self._label_amount()
        forces = stronger(requirement.force)
        as_now = gettext("As now: %(force)s") % {"force": term_words(requirement.force)}
        offer(self, "force", [("", as_now), *((one.value, term_words(one)) for one in forces)])
        if not forces:
            del self.fields["force"]
        for language in LANGUAGES:
            self.fields[f"text_{language}"] = forms.CharField(
                label=gettext("What is asked, in words (%(language)s)") % {"language": language},
                max_length=_MOST_TEXT,
                initial=requirement.text.get(language, requirement_words(requirement)),
                widget=forms.Textarea(attrs={"rows": 2, "lang": language}),
            )

    def _label_amount(self) -> None:
        if self._check is None:
            del self.fields["amount"]
            return
        words = {"comparison": term_words(self._check.comparison), "unit": unit_words(self._check.unit)}
        self.fields["amount"].label = (gettext("Amount: %(comparison)s ... %(unit)s") % words).strip()
        self.fields["amount"].help_text = " · ".join((check_words(self._check), gettext("Empty: as now.")))

    def clean_valid_from(self) -> Any:
        """A day that a time zone can be reckoned with."""
        return within_reason(self.cleaned_data["valid_from"])

    def clean(self) -> dict[str, Any]:
        """More than now, in one way at least."""
        cleaned = super().clean() or {}
        amount = cleaned.get("amount")
        if amount is not None and self._check is not None and not self._asks_more(amount):
            self.add_error("amount", gettext("That asks for no more than now. A sharpening only adds."))
        if amount is None and not cleaned.get("force") and not self.errors:
            self.add_error(None, gettext("Say what is asked beyond the standard: another amount, or more strongly."))
        return cleaned

    def _asks_more(self, amount: float) -> bool:
        check = self._check
        return check is not None and amount != check.value and implies(amended(check, amount), check)

    def sharper(self) -> Sharper:
        """What is asked beyond it."""
        given, check = self.cleaned_data, self._check
        amount = given.get("amount")
        new: Check | None = amended(check, amount) if check is not None and amount is not None else None
        told = {language: str(given[f"text_{language}"]) for language in LANGUAGES}
        force = Force(given["force"]) if given.get("force") else None
        return Sharper(self._requirement, new, force, {} if told == dict(self._requirement.text) else told)

    def decided(self) -> Decided:
        """By what, and from when."""
        given = self.cleaned_data
        return Decided(given["source"], given["where"], given["valid_from"])
