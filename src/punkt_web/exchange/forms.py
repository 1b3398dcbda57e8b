"""What a person gives for an import."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from punkt.formats.column_map import is_target
from punkt.formats.columns import EPSG_KEY
from punkt.model.vocabulary import Visibility, choices
from punkt_web.accounts.models import User
from punkt_web.accounts.queries import Reach, reach
from punkt_web.accounts.roles import Power
from punkt_web.exchange import storage
from punkt_web.registry.models import Territory

MAX_PASTED = 2_000_000
MAX_COLUMNS_SHOWN = 300


class PlaceForm(forms.Form):
    """Where the rows lie and who may see the new points."""

    territory_code = forms.CharField(
        label=gettext_lazy("Territory code"),
        required=False,
        max_length=24,
        help_text=gettext_lazy("Rows that name no territory lie here. Rows that lie elsewhere are refused."),
    )
    visibility = forms.ChoiceField(
        label=gettext_lazy("Who may see the new points"),
        required=False,
        help_text=gettext_lazy("Without a choice the decision for their territory counts."),
    )

    def __init__(self, *args: Any, user: User, **more: Any) -> None:
        super().__init__(*args, **more)
        self._where: Reach = reach(user, Power.IMPORT)
        self.fields["visibility"].choices = [  # type: ignore[attr-defined] # a ChoiceField has them
            ("", _("As for their territory")),
            *((value, _(label)) for value, label in choices(Visibility)),
        ]
        if len(self._where.territory_codes) == 1 and not self._where.is_everywhere:
            self.fields["territory_code"].initial = next(iter(self._where.territory_codes))

    def clean_territory_code(self) -> str:
        """A territory that there is, in which the person may import."""
        code = str(self.cleaned_data["territory_code"]).strip()
        if not code:
            return ""
        territory = Territory.objects.filter(code=code).first()
        if territory is None or not self._where.covers(territory.lineage):
            raise forms.ValidationError(_("There is no such territory in which you may import."))
        return code


class UploadForm(PlaceForm):
    """A list as a file or as pasted text."""

    file = forms.FileField(label=gettext_lazy("File"), required=False)
    text = forms.CharField(
        label=gettext_lazy("Or paste a list"),
        required=False,
        max_length=MAX_PASTED,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    source_name = forms.CharField(
        label=gettext_lazy("Name of the source"),
        required=False,
        max_length=80,
        help_text=gettext_lazy(
            "Give every edition of one list the same name: it is then compared with the edition before. "
            "Without a name the name of the file is taken."
        ),
    )
    field_order = ("file", "text", "source_name", "territory_code", "visibility")

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["file"].help_text = _(
            "CSV, XLSX, JSON, GeoJSON, KML, OSM and more; at most %(megabytes)s MB. "
            "A larger list goes through the command line."
        ) % {"megabytes": storage.MAX_UPLOAD_BYTES // 2**20}

    def clean(self) -> dict[str, Any]:
        """One of the two, and not too large."""
        given = super().clean() or self.cleaned_data
        file, text = given.get("file"), str(given.get("text") or "").strip()
        if file and text:
            raise forms.ValidationError(_("You gave a file and pasted a list. Leave out one of the two."))
        if not (file or text or {"file", "text"} & self.errors.keys()):
            raise forms.ValidationError(_("Choose a file or paste a list."))
        if file and file.size > storage.MAX_UPLOAD_BYTES:
            limit = {"megabytes": storage.MAX_UPLOAD_BYTES // 2**20}
            self.add_error("file", _("The file is larger than %(megabytes)d MB. Split it.") % limit)
        return given


class CorrectionForm(PlaceForm):
    """What the columns mean. A select for each column stands in the page; this form reads them."""

    epsg = forms.RegexField(
        r"^\d{4,6}$",
        label=gettext_lazy("Grid of the coordinates (EPSG code)"),
        required=False,
        help_text=gettext_lazy("Only where the coordinates are metres and the grid was not recognised."),
    )

    def __init__(self, *args: Any, recognised: Mapping[str, str], before: Mapping[str, str], **more: Any) -> None:
        super().__init__(*args, **more)
        self._recognised, self._before = recognised, before
        self.fields["epsg"].initial = before.get(EPSG_KEY, "")

    def clean(self) -> dict[str, Any]:
        """Adds ``columns``: the decisions, of this time and of the times before."""
        given = super().clean() or self.cleaned_data
        columns = dict(self._before)
        for place, (column, recognised) in enumerate(self._recognised.items()):
            chosen = self.data.get(f"column-{place}")
            if chosen is None or chosen == recognised:
                continue
            if not is_target(chosen):
                raise forms.ValidationError(_("One of the choices is not a field."))
            columns[column] = chosen
        if given.get("epsg"):
            columns[EPSG_KEY] = given["epsg"]
        given["columns"] = columns
        return given
