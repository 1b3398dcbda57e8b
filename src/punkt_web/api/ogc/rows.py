"""What a feature says, in words: every property of its JSON is on its page, under the label that people know it by."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from punkt.model.fields import FIELDS
from punkt.model.vocabulary import HostKind, OpeningMode, ReportChannel, label
from punkt_web.api.as_json import UNKNOWN
from punkt_web.finder import words
from punkt_web.finder.answers import Found

_LABELS = {
    "code": gettext_noop("Code"),
    "names": FIELDS["name"].label,
    "country": gettext_noop("Country"),
    "territories": gettext_noop("Codes of the territories above"),
    "territory_names": FIELDS["territory"].label,
    "coordinates": gettext_noop("Longitude, latitude"),
    "position_kind": gettext_noop("What the position is"),
    "position_accuracy_m": gettext_noop("How far off the position may be"),
    "updated_at": gettext_noop("Register entry last changed"),
    "aliases": gettext_noop("Other names"),
    "now.state": gettext_noop("State"),
    "now.confirmed_at": gettext_noop("Last word on the state"),
    "now.channel": gettext_noop("Who said it"),
    "now.age_s": gettext_noop("How long ago"),
    "now.expires_at": gettext_noop("The state counts until"),
    "now.people": gettext_noop("People inside"),
    "now.people_at": gettext_noop("People were counted at"),
}
_CODES = frozenset(
    {"code", "country", "territories", "updated_at", "now.confirmed_at", "now.expires_at", "now.people_at"}
)
_POSITION_KINDS = {
    "point": gettext_noop("the point itself"),
    "rough": gettext_noop("only approximate"),
    "area": gettext_noop("the middle of a square of 2 km, which hides the place"),
}


@dataclass(frozen=True, slots=True)
class Text:
    """A value in words and its language, "" where it is the page's own or none."""

    text: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One property: what people call it, what programs call it, and what it is."""

    label: str
    key: str
    texts: list[Text]
    is_code: bool
    """Whether it is letter by letter what programs read: a code, a moment."""


@dataclass(frozen=True, slots=True)
class Told:
    """All properties of a feature: known ones, and the labels of those that nobody knows or nobody is told."""

    known: list[Row] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    withheld: list[str] = field(default_factory=list)


def told_of(feature: Mapping[str, Any], found: Found) -> Told:
    """The properties of a feature in the order of its JSON."""
    properties, told = feature["properties"], Told()
    withheld = set(properties.get("withheld", ()))
    for key, value in _leaves(feature):
        name = _(_LABELS.get(key) or FIELDS[key].label)
        if key in withheld:
            continue
        if value in (None, "", UNKNOWN) or value in ([], {}):
            told.unknown.append(name)
        else:
            told.known.append(Row(name, key, list(_texts(key, value, found)), key in _CODES))
    told.withheld.extend(_(FIELDS[key].label) for key in sorted(withheld))
    return told


def _leaves(feature: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Each property once. The sureness is part of the words of the state; the facts of one point hold its services."""
    properties = feature["properties"]
    for key, value in properties.items():
        if key == "now":
            yield from ((f"now.{part}", inner) for part, inner in value.items() if part != "sureness")
        elif key == "facts" or (key == "services" and "facts" not in properties):
            yield from value.items()
        elif key == "position_kind":
            geometry = feature["geometry"]
            yield "coordinates", geometry and geometry["coordinates"]
            yield key, value
        elif key not in {"services", "unknown", "withheld", "photos"}:
            yield key, value


def _texts(key: str, value: Any, found: Found) -> Iterator[Text]:
    if isinstance(value, dict):
        yield from (Text(text, language) for language, text in value.items())
    elif isinstance(value, list):
        yield Text(", ".join(map(str, value)))
    elif key in FIELDS and key not in _WORDS:
        yield Text(words.value_words(FIELDS[key], value))
    else:
        yield Text(_WORDS[key](value, found) if key in _WORDS else str(value))


_WORDS: dict[str, Callable[[Any, Found], str]] = {
    "host_kind": lambda value, _found: _(label(HostKind(value))),
    "opening_mode": lambda value, _found: _(label(OpeningMode(value))),
    "position_kind": lambda value, _found: _(_POSITION_KINDS[value]),
    "position_accuracy_m": lambda value, _found: _("%(n)s m") % {"n": number_format(round(value))},
    "now.state": lambda _value, found: words.state_words(found),
    "now.channel": lambda value, _found: _(label(ReportChannel(value))),
    "now.age_s": lambda _value, found: words.ago(found.age) if found.age is not None else "",
}
