"""Stored values in the words of the reader, for templates."""

from collections.abc import Mapping
from enum import StrEnum
from functools import partial
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.translation import gettext

from punkt.model.complaint_words import ComplaintKind, ComplaintOutcome
from punkt.model.hosting_words import BusinessKind, CriterionFinding, HostCriterion, OfferAnswer, OfferState
from punkt.model.vocabulary import EvidenceMethod, HostKind, Visibility
from punkt.wording import source_parts
from punkt_web.dashboard import wording
from punkt_web.registry import titles
from punkt_web.ui.static_text import has_static

register = template.Library()


for _title in (titles.point_title, titles.territory_title, titles.where_it_lies):
    register.filter(_title.__name__, _title)

_LABELS: dict[str, type[StrEnum]] = {
    "business_label": BusinessKind,
    "criterion_label": HostCriterion,
    "finding_label": CriterionFinding,
    "offer_state_label": OfferState,
    "answer_label": OfferAnswer,
    "visibility_label": Visibility,
    "host_label": HostKind,
    "method_label": EvidenceMethod,
    "complaint_label": ComplaintKind,
}
"""Filters that tell a word of a vocabulary in the reader's language, by their name."""
for _name, _vocabulary in _LABELS.items():
    register.filter(_name, partial(wording.word_label, _vocabulary))


@register.filter
def visibility_meaning(word: str) -> str:
    """A visibility in a sentence."""
    return wording.publication_words(Visibility(word))


@register.filter
def status_label(word: str) -> str:
    """Planned, designated or withdrawn."""
    return str(wording.STATUS_LABELS[word])


@register.filter
def field_label(key: str) -> str:
    """A field of a point."""
    return wording.field_label(key)


@register.filter
def provenance(entry: Mapping[str, Any]) -> str:
    """Who said it, how and when."""
    return wording.provenance_words(entry)


@register.filter
def source_words(source: str, language: str = "") -> str:
    """A source of data, and that it is a decision of ours where it is. Our decisions are written in English;
    ``language`` is that of the other sources here, where all of them have one.
    """
    parts = source_parts(source)
    language = "en" if parts.is_decision else language
    words = format_html('<span lang="{}">{}</span>', language, parts.words) if language else parts.words
    return format_html("{}: {}", gettext("Decision of ours"), words) if parts.is_decision else words


@register.simple_tag
def has_map() -> bool:
    """Whether set-up brought the map; without it the position is typed."""
    return has_static("vendor/leaflet/leaflet.js")


@register.filter
def outcome_label(word: str) -> str:
    """What came out of a complaint."""
    return wording.word_label(ComplaintOutcome, word)
