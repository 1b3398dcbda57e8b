"""Forms for checklists: a line of a territory's own, and a line that does not apply there."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from punkt_web.common.context import LANGUAGE_NAMES
from punkt_web.common.forms import RefusingForm
from punkt_web.operations.actions.keeping.own_lines import MOST_LETTERS


class OwnLineForm(RefusingForm):
    """A line in some of the languages."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        for language, _name in settings.LANGUAGES:
            self.fields[language] = forms.CharField(
                label=LANGUAGE_NAMES[language],
                max_length=MOST_LETTERS,
                required=False,
                widget=forms.TextInput(attrs={"lang": language}),
            )


class NotHereForm(RefusingForm):
    """Why a line does not apply."""

    why = forms.CharField(
        label=_("Why it does not apply here"), max_length=MOST_LETTERS, help_text=_("Keepers read it below the list.")
    )
