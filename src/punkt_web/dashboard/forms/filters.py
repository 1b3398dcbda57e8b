"""What the list of points is narrowed to."""

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.db.models import F, Q, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from punkt.errors import InvalidCode
from punkt.ids import normal_point_code
from punkt.model.fields import FIELDS, GROUP_LABELS
from punkt.model.vocabulary import Availability, HostKind, OpeningMode, Visibility, choices
from punkt.places.fold import folded
from punkt_web.accounts.queries import reach
from punkt_web.accounts.roles import Power
from punkt_web.common.forms import offer
from punkt_web.common.names import name_for_reader
from punkt_web.dashboard.origin import IS_VERIFIED, has_source, with_origin
from punkt_web.dashboard.queries import filterable_fields, with_answer
from punkt_web.dashboard.wording import STATUS_LABELS
from punkt_web.registry.choosing import find_territories
from punkt_web.registry.models import Point, PointKind, Territory
from punkt_web.registry.queries import territories_in, with_visibility

ANY = ("", _("All"))
SORTS = {
    "updated": ("-updated_at", "code"),
    "place": ("settlement", "address", "code"),
    "territory": ("territory__path", "code"),
    "seats": (F("capacity_seated").desc(nulls_last=True), "code"),
    "code": ("code",),
}
_SORT_LABELS = {
    "updated": _("Changed last"),
    "place": _("Settlement and address"),
    "territory": _("Territory"),
    "seats": _("Most seats"),
    "code": _("Code"),
}


def _words(vocabulary: Any) -> list[tuple[str, Any]]:
    return [ANY, *((value, _(label)) for value, label in choices(vocabulary))]


class PointFilter(forms.Form):
    """Every part may be left out. What cannot be read finds nothing, and says why."""

    q = forms.CharField(label=_("Search"), max_length=120, required=False)
    territory = forms.CharField(
        label=_("Territory"), max_length=120, required=False, help_text=_("Name or code; everything below it counts.")
    )
    status = forms.ChoiceField(label=_("Status"), required=False, choices=[ANY, *STATUS_LABELS.items()])
    visibility = forms.ChoiceField(label=_("Shown to"), required=False, choices=lambda: _words(Visibility))
    kind = forms.ChoiceField(label=_("Kind of point"), required=False, choices=[ANY])
    host_kind = forms.ChoiceField(label=_("Kind of host"), required=False, choices=lambda: _words(HostKind))
    opening_mode = forms.ChoiceField(label=_("How it opens"), required=False, choices=lambda: _words(OpeningMode))
    field = forms.ChoiceField(label=_("Field"), required=False, choices=[ANY])
    answer = forms.ChoiceField(
        label=_("Answer"),
        required=False,
        choices=[
            ("", _("Any answer")),
            (Availability.YES.value, _("yes")),
            (Availability.LIMITED.value, _("limited")),
            (Availability.NO.value, _("no")),
            (Availability.NOT_APPLICABLE.value, _("does not apply")),
            ("known", _("known, whatever it is")),
            ("unknown", _("not known")),
        ],
    )
    verified = forms.ChoiceField(
        label=_("Checked by a person"),
        required=False,
        choices=[ANY, ("yes", _("at least one field")), ("no", _("never"))],
    )
    source = forms.CharField(
        label=_("Source"), max_length=120, required=False, help_text=_("A list, a document, a person.")
    )
    sort = forms.ChoiceField(label=_("Sort by"), required=False, choices=list(_SORT_LABELS.items()))

    def __init__(self, query: QueryDict, *, user: Any) -> None:
        super().__init__(query)
        self._user = user
        kinds = PointKind.objects.order_by("code")
        offer(self, "kind", [ANY, *((kind.code, name_for_reader(kind.names) or kind.code) for kind in kinds)])
        offer(self, "field", [ANY, *_grouped_fields()])

    def clean_territory(self) -> list[Territory]:
        """The territories that are meant; several may carry one name."""
        text = self.cleaned_data["territory"].strip()
        if not text:
            return []
        found = find_territories(text, territories_in(reach(self._user, Power.SEE_MEMBERS)))
        if not found:
            raise forms.ValidationError(gettext("No territory of yours is called that. Write its name or its code."))
        return found

    def clean(self) -> dict[str, Any]:
        """A field needs an answer to look for; without one, what is not known is looked for."""
        cleaned = super().clean() or {}
        if cleaned.get("field") and not cleaned.get("answer"):
            cleaned["answer"] = "unknown"
        return cleaned

    def narrow(self, points: QuerySet[Point]) -> QuerySet[Point]:
        """The points that fit; none where a part cannot be read."""
        if not self.is_valid():
            return points.none()
        wanted = self.cleaned_data
        points = _searched(points, wanted["q"])
        for column in ("status", "host_kind", "opening_mode"):
            if wanted[column]:
                points = points.filter(**{column: wanted[column]})
        if wanted["kind"]:
            points = points.filter(kind=wanted["kind"])
        if wanted["territory"]:
            points = points.filter(_any_below(wanted["territory"]))
        if wanted["field"]:
            points = points.filter(with_answer(wanted["field"], wanted["answer"]))
        if wanted["visibility"]:
            points = with_visibility(points, Visibility(wanted["visibility"]))
        return self._narrowed_by_origin(points).order_by(*SORTS[wanted["sort"] or "updated"])

    def _narrowed_by_origin(self, points: QuerySet[Point]) -> QuerySet[Point]:
        verified, source = self.cleaned_data["verified"], self.cleaned_data["source"].strip()
        if not (verified or source):
            return points
        points = with_origin(points, self._user)
        if verified:
            points = points.filter(IS_VERIFIED if verified == "yes" else ~IS_VERIFIED)
        if source:
            points = points.filter(has_source(source))
        return points

    @property
    def n_set(self) -> int:
        """How many parts narrow the list, the search aside."""
        parts = (name for name in self.fields if name not in {"q", "sort", "answer"})
        return sum(bool(self.data.get(name)) for name in parts)

    def as_query(self) -> str:
        """The filter as it stands in an address: known parts that say something, in one order."""
        return urlencode([(name, value) for name in self.fields if (value := str(self.data.get(name, "")).strip())])


def _grouped_fields() -> list[tuple[str, list[tuple[str, str]]]]:
    keys = filterable_fields()
    return [
        (gettext(label), [(key, gettext(FIELDS[key].label)) for key in keys if FIELDS[key].group is group])
        for group, label in GROUP_LABELS.items()
    ]


def _searched(points: QuerySet[Point], text: str) -> QuerySet[Point]:
    """Every word must be there; a code is found however it was typed."""
    if not text.strip():
        return points
    try:
        return points.filter(code=normal_point_code(text))
    except InvalidCode:
        pass
    for word in folded(text).split():
        points = points.filter(search_text__contains=word)
    return points


def _any_below(territories: list[Territory]) -> Q:
    condition = Q(pk__in=())
    for territory in territories:
        condition |= Q(territory__path__startswith=territory.path)
    return condition
