"""What differs between two versions of a standard, part by part, in the reader's language."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

from django.utils.formats import date_format
from django.utils.translation import get_language, gettext

from punkt.model.vocabulary import LABELS, label
from punkt.standards.requirements import Check, Condition, Subject
from punkt.standards.terms import TERM_LABELS
from punkt.toml.changes import PartChange
from punkt.toml.sources import SourceDocument
from punkt.wording import gettext_noop as _
from punkt_web.readiness.words import check_words, condition_words, subject_words, term_words

PART_LABELS = {
    "id": _("Name"),
    "version": _("Version"),
    "country": _("Country"),
    "language": _("Language"),
    "valid_from": _("Valid from"),
    "valid_until": _("Valid until"),
    "title": _("Title"),
    "note": _("Note"),
    "sources": _("Sources"),
    "overlays": _("Laid over it"),
    "topic": _("Topic"),
    "basis": _("What it rests on"),
    "force": _("How strongly it is asked"),
    "text": _("What is asked"),
    "checks": _("Checks"),
    "is_any": _("One check suffices"),
    "scope": _("Of what it is asked"),
    "subject": _("Of which points it is asked"),
    "when": _("Condition"),
    "referral": _("Or tells where it is"),
    "evidence": _("Evidence that proves it"),
    "is_to_verify": _("Has still to be verified"),
    "translated": _("Translations"),
    "adopted_from": _("Added or changed by"),
    "weakens": _("Why it asks less"),
}


def part_words(part: PartChange) -> tuple[str, str]:
    """Before and after; of texts and documents only those that differ."""
    before, after = part.before, part.after
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        differing = [key for key in {**before, **after} if before.get(key) != after.get(key)]
        return _entries(before, differing), _entries(after, differing)
    return _told(before), _told(after)


def part_lines(part: PartChange) -> tuple[list[str], list[str]]:
    """The same, each document on a line of its own; what is not there before or after is an empty line."""
    before, after = part.before, part.after
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        differing = [key for key in {**before, **after} if before.get(key) != after.get(key)]
        return _listed(before, differing) or [""], _listed(after, differing) or [""]
    return [_told(before)], [_told(after)]


def _entries(told: Mapping[str, object], keys: list[str]) -> str:
    return "; ".join(_listed(told, keys))


def _listed(told: Mapping[str, object], keys: list[str]) -> list[str]:
    """Documents by key; of texts that in the reader's language, or where that is the same, all that differ."""
    language = (get_language() or "en")[:2]
    if language in keys:
        return [str(told.get(language, ""))]
    return [f"{key}: {_told(told[key])}" for key in keys if key in told]


def _told(value: object) -> str:  # noqa: PLR0911 # a line for each form of a part
    match value:
        case None:
            return ""
        case bool():
            return gettext("yes") if value else gettext("no")
        case date():
            return str(date_format(value))
        case StrEnum():
            return _word(value)
        case Subject():
            return subject_words(value)
        case Condition():
            return condition_words(value)
        case SourceDocument():
            return f"{value.title}. {value.where} ({term_words(value.grade)})"
        case tuple():
            return "; ".join(check_words(one) if isinstance(one, Check) else str(one) for one in value)
        case frozenset():
            return ", ".join(sorted(value))
        case _:
            return str(value)


def _word(value: StrEnum) -> str:
    if type(value) in TERM_LABELS:
        return term_words(value)
    return gettext(label(value)) if type(value) in LABELS else value.value
