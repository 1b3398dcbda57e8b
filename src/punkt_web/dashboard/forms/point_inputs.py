"""The inputs of a point's form, made from the field register, and what stands in them for a given point."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.formats import number_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from punkt.errors import PunktError
from punkt.geo.coordinates import parse_coordinates
from punkt.model.fields import FIELDS, Audience, FieldDefinition, FieldGroup, FieldKind
from punkt.model.position import Position
from punkt.model.vocabulary import Availability, PositionMethod, choices
from punkt.wording import gettext_noop
from punkt_web.common.names import name_for_reader
from punkt_web.common.wording import CORE_WORDS, said
from punkt_web.dashboard.wording import provenance_words, unit_words
from punkt_web.registry.models import Point, PointKind
from punkt_web.registry.statements import stated_value
from punkt_web.registry.titles import territory_title

ORGANISATIONS = ("host", "holder", "authority")
_NOT_KNOWN = ("", _("not known"))
POSITION_HELP = _("Coordinates in any notation, or the link of a map: 50.4501, 30.5234 or 50°27′00″N 30°31′24″E.")
_POSITION_INPUTS = ("position", "position.accuracy_m", "position.method")


class DecimalText(forms.FloatField):
    """A number with a decimal point or comma."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})

    def to_python(self, value: Any) -> Any:
        """Thin spaces between thousands and a decimal comma are read."""
        text = "".join(str(value or "").split()).replace(",", ".")
        return super().to_python(text)


class WholeText(forms.IntegerField):
    """A whole number."""

    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})

    def to_python(self, value: Any) -> Any:
        """Spaces between thousands are read."""
        return super().to_python("".join(str(value or "").split()))


class PositionText(forms.CharField):
    """Coordinates in any notation, read into a ``Position``; ``None`` where nothing is written."""

    widget = forms.TextInput(attrs={"autocomplete": "off"})

    def __init__(self, **more: Any) -> None:
        super().__init__(**{"required": False, "max_length": 500, "help_text": POSITION_HELP, **more})

    def clean(self, value: Any) -> Position | None:
        """Raises for what is no place on the Earth."""
        text = super().clean(value)
        if not text:
            return None
        try:
            found = parse_coordinates(text)
        except PunktError as error:
            raise forms.ValidationError(said(error, with_place=False)) from error
        if found is None:
            raise forms.ValidationError(_("This cannot be read as coordinates. Write them like 50.4501, 30.5234."))
        return found


UNTOLD_NAME = "name."
"""The input of a name whose language nobody said; shown where there is one, to be corrected."""


def input_names(key: str) -> list[str]:
    """The inputs in which a field is edited."""
    if key == "name":
        return [f"name.{language}" for language in NAME_LABELS]
    return list(_POSITION_INPUTS) if key == "position" else [key]


def editable_keys(groups: Iterable[FieldGroup], *, sees_secret: bool) -> list[str]:
    """Fields of these groups, in their order and that of the register; secret ones only for those who may see them."""
    order = {group: number for number, group in enumerate(groups)}
    keys = [
        key
        for key, field in FIELDS.items()
        if field.group in order and (sees_secret or field.audience is not Audience.SECRET)
    ]
    return sorted(keys, key=lambda key: order[FIELDS[key].group])


def texts_of(point: Point | None, keys: Iterable[str]) -> dict[str, str]:
    """What stands in each input for a point as it is; empty is unknown."""
    texts: dict[str, str] = {}
    for key in keys:
        value = None if point is None else stated_value(point, key)
        if key == "name":
            texts |= {f"name.{language}": (value or {}).get(language, "") for language in NAME_LABELS}
        elif key == "position":
            texts |= dict(zip(_POSITION_INPUTS, _position_texts(value), strict=True))
        else:
            texts[key] = "" if value in (None, Availability.UNKNOWN.value) else str(value)
    return texts


def _position_texts(value: list[Any] | None) -> tuple[str, str, str]:
    if value is None:
        return "", "", ""
    latitude, longitude, accuracy_m, method = value
    accuracy = "" if accuracy_m is None else f"{accuracy_m:g}"
    return f"{latitude:.6f}, {longitude:.6f}", accuracy, "" if method == "unknown" else str(method)


def inputs_of(key: str, point: Point | None) -> dict[str, forms.Field]:
    """The form fields in which a field of the register is edited."""
    definition = FIELDS[key]
    note = _note(definition, point)
    if key == "name":
        return _name_inputs(note)
    if key == "position":
        return _position_inputs(note)
    if definition.kind in {FieldKind.NUMBER, FieldKind.COUNT}:
        return {key: _number(definition, note)}
    offered = _offered(definition)
    return {key: _text(definition, note, point) if offered is None else _choice(definition, offered, note)}


def _offered(definition: FieldDefinition) -> list[tuple[str, Any]] | None:
    """What can be chosen besides "not known"; ``None`` where the field is typed."""
    if definition.key == "kind":
        return _kind_choices()
    if definition.key in CORE_WORDS:
        return _known_words(CORE_WORDS[definition.key])
    if definition.kind is FieldKind.AVAILABILITY:
        return _known_words(Availability)
    if definition.options:
        return [(value, _(label)) for value, label in definition.options]
    return None


def _text(definition: FieldDefinition, note: SafeString, point: Point | None) -> forms.Field:
    longest = 500 if not definition.is_core else _limit(definition.key)
    attributes = {"autocomplete": "off"}
    if definition.key in {*ORGANISATIONS, "territory"}:
        attributes["list"] = "territories" if definition.key == "territory" else "organisations"
    help_text = note
    if definition.key == "territory":
        help_text = _joined(gettext("Name or code. Where several have the name, you choose afterwards."), note)
        if point is not None and point.territory is not None:
            now = gettext("Now: %(name)s.") % {"name": territory_title(point.territory)}
            help_text = _joined(now, help_text)
    return forms.CharField(
        label=_(definition.label),
        required=False,
        max_length=longest,
        help_text=help_text,
        widget=forms.TextInput(attrs=attributes),
    )


def _limit(key: str) -> int:
    if key in {*ORGANISATIONS, "territory"}:
        return 300
    column = Point._meta.get_field(key)  # noqa: SLF001 # Django's documented interface
    return int(getattr(column, "max_length", None) or 300)


def _number(definition: FieldDefinition, note: SafeString) -> forms.Field:
    low, high = definition.limits
    unit = unit_words(definition)
    bounds = gettext("%(low)s to %(high)s.") % {
        "low": number_format(low, force_grouping=True),
        "high": number_format(high, force_grouping=True),
    }
    label = f"{gettext(definition.label)} ({unit})" if unit else gettext(definition.label)
    help_text = _joined(bounds, note)
    words = gettext("Write a number from %(low)s to %(high)s.") % {
        "low": number_format(low, force_grouping=True),
        "high": number_format(high, force_grouping=True),
    }
    errors = {"invalid": words, "min_value": words, "max_value": words}
    if definition.kind is FieldKind.COUNT:
        whole = WholeText(label=label, required=False, help_text=help_text, min_value=int(low), max_value=int(high))
        whole.error_messages.update(errors)
        return whole
    decimal = DecimalText(label=label, required=False, help_text=help_text, min_value=low, max_value=high)
    decimal.error_messages.update(errors)
    return decimal


def _choice(definition: FieldDefinition, offered: list[tuple[str, Any]], note: SafeString) -> forms.Field:
    return forms.ChoiceField(label=_(definition.label), required=False, choices=[_NOT_KNOWN, *offered], help_text=note)


def _known_words(vocabulary: Any) -> list[tuple[str, Any]]:
    return [(value, _(label)) for value, label in choices(vocabulary) if value != "unknown"]


def _kind_choices() -> list[tuple[str, Any]]:
    return [(kind.code, name_for_reader(kind.names) or kind.code) for kind in PointKind.objects.order_by("code")]


NAME_LABELS = {
    "uk": gettext_noop("Name in Ukrainian"),
    "en": gettext_noop("Name in English"),
    "et": gettext_noop("Name in Estonian"),
    "sv": gettext_noop("Name in Swedish"),
    "": gettext_noop("Name, language not said"),
}
"""The last is for what lists brought without saying a language."""


def _name_inputs(note: SafeString) -> dict[str, forms.Field]:
    return {
        f"name.{language}": forms.CharField(
            label=gettext(NAME_LABELS[language]),
            required=False,
            max_length=300,
            help_text=note if not number else "",
            widget=forms.TextInput(attrs={"autocomplete": "off"} | ({"lang": language} if language else {})),
        )
        for number, language in enumerate(NAME_LABELS)
    }


def _position_inputs(note: SafeString) -> dict[str, forms.Field]:
    return {
        "position": forms.CharField(
            label=_("Position"),
            required=False,
            max_length=500,
            help_text=_joined(str(POSITION_HELP), note),
            widget=forms.TextInput(attrs={"autocomplete": "off"}),
        ),
        "position.accuracy_m": DecimalText(
            label=_("Accuracy of the position (m)"),
            required=False,
            min_value=0,
            max_value=100_000,
            help_text=_("The true place lies within so many metres."),
        ),
        "position.method": forms.ChoiceField(
            label=_("How the position was found"),
            required=False,
            choices=[_NOT_KNOWN, *_known_words(PositionMethod)],
        ),
    }


def _note(definition: FieldDefinition, point: Point | None) -> SafeString:
    """Who may see the field, and whether a person checked what it says."""
    parts = []
    if definition.audience is Audience.MEMBERS:
        parts.append(gettext("Not public."))
    if definition.audience is Audience.SECRET:
        parts.append(gettext("Secret: coordinators only."))
    entry = point.provenance.get(definition.key) if point is not None else None
    if entry and entry.get("verified"):
        parts.append(gettext("✓ Checked: %(origin)s.") % {"origin": provenance_words(entry)})
    return format_html("{}", " ".join(parts))


def _joined(text: str, note: SafeString) -> SafeString:
    return format_html("{} {}", text, note) if note else format_html("{}", text)
