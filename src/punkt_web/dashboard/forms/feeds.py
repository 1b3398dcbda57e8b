"""Forms for feeds: a new one, and a file for one."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from punkt.formats.feed_json import MAX_FEED_BYTES
from punkt.model.feed_words import FeedForm
from punkt.model.outages import MAX_OPERATOR
from punkt.model.vocabulary import label
from punkt_web.common.forms import RefusingForm, offer
from punkt_web.operations.actions.feeds import MAX_NAME, MAX_TOKEN, MAX_URL, FeedTerms


class NewFeedForm(RefusingForm):
    """What a feed is, and where it is had."""

    name = forms.CharField(
        label=_("Name of the feed"), max_length=MAX_NAME, help_text=_("It stands beside what it tells.")
    )
    form = forms.ChoiceField(label=_("Form"))
    operator = forms.CharField(
        label=_("Grid operator"),
        max_length=MAX_OPERATOR,
        required=False,
        help_text=_("Whose schedule it is, as it stands at the points. Not for air alerts."),
    )
    url = forms.CharField(
        label=_("Address"),
        max_length=MAX_URL,
        required=False,
        widget=forms.URLInput,
        help_text=_("It begins with https://. Empty: you give it files."),
    )
    token = forms.CharField(
        label=_("Token"),
        max_length=MAX_TOKEN,
        required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        help_text=_("What the source gave you to open it. It is never shown again."),
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        offer(self, "form", [("", gettext("Choose")), *((word.value, gettext(label(word))) for word in FeedForm)])

    def terms(self) -> FeedTerms:
        """What was written."""
        given = self.cleaned_data
        return FeedTerms(**{**given, "form": FeedForm(given["form"])})


class FeedFileForm(RefusingForm):
    """A file that is the word of a feed now."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("In the form of the feed, at most 5 MB. It takes the place of what was read before."),
    )

    def content(self) -> bytes:
        """The bytes of the file, at most one more than are read."""
        return bytes(self.cleaned_data["file"].read(MAX_FEED_BYTES + 1))
