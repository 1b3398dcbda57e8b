"""How ready the points of a territory are, in words, shares and looks for a page."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext

from punkt.places.fold import folded
from punkt.standards.crosswalk import CrosswalkRow
from punkt.standards.gaps import Order
from punkt.standards.prices import Price, PriceList
from punkt.standards.requirements import Requirement, Standard
from punkt.standards.terms import Readiness
from punkt.toml.sources import SourceDocument
from punkt_web.knowledge.places import Place, closing_place
from punkt_web.readiness.queries import AssessedRow, TrendDay
from punkt_web.readiness.summary import RequirementCount, Summary
from punkt_web.readiness.words import (
    closing_words,
    cost_words,
    in_language,
    ordered_words,
    requirement_words,
    term_words,
)
from punkt_web.registry.models import Territory
from punkt_web.registry.titles import territory_title

LOOKS = {
    Readiness.FULL: "open",
    Readiness.READY: "open",
    Readiness.UNKNOWN: "",
    Readiness.GAPS: "shut",
    Readiness.NOTHING_ASKED: "",
}


class LevelTile(NamedTuple):
    """How many points are at a level."""

    key: str
    words: str
    look: str
    n: int


class AskedLine(NamedTuple):
    """A requirement and how it came out; ``share`` is what the line is ordered by, in percent of ``n_asked``.

    ``chapter`` is that of the guide which helps to meet it.
    """

    id: str
    text: str
    basis: str
    force: str
    n_lacking: int
    n_unknown: int
    n_asked: int
    share: int
    chapter: Place | None


class SharesLine(NamedTuple):
    """Points of a territory or of a day by level. ``ready_share`` is in percent of all of them."""

    key: str
    name: str
    n_points: int
    n_ready: int
    n_gaps: int
    n_unknown: int
    ready_share: int
    cost: str


class OrderLine(NamedTuple):
    """A line of a procurement list."""

    name: str
    quantity: str
    n_points: int
    cost: str
    lead: str
    sources: list[str]


class ToldRequirement(NamedTuple):
    """A requirement in words."""

    id: str
    text: str
    basis: str
    force: str


class AskingLine(NamedTuple):
    """What one standard asks of a thing."""

    title: str
    lines: list[ToldRequirement]


class ConceptLine(NamedTuple):
    """One thing that standards ask for; ``silent`` are the titles of those that ask nothing of it."""

    key: str
    title: str
    asking: list[AskingLine]
    silent: list[str]


def level_tiles(summary: Summary) -> list[LevelTile]:
    """The levels that there are, the best first."""
    return [
        LevelTile(level.value, term_words(level), LOOKS[level], summary.levels[level])
        for level in Readiness
        if summary.levels[level]
    ]


def lacking_lines(counts: Iterable[RequirementCount]) -> list[AskedLine]:
    """By how many points lack it."""
    return [_asked_line(one, one.n_not_met) for one in counts]


def unknown_lines(counts: Iterable[RequirementCount]) -> list[AskedLine]:
    """By of how many points nobody knows."""
    return [_asked_line(one, one.n_unknown) for one in counts]


def _asked_line(one: RequirementCount, n_told: int) -> AskedLine:
    asked = one.requirement
    return AskedLine(
        id=asked.id,
        text=requirement_words(asked),
        basis=term_words(asked.basis),
        force=term_words(asked.force),
        n_lacking=one.n_not_met,
        n_unknown=one.n_unknown,
        n_asked=one.n_asked,
        share=_percent(n_told, one.n_asked),
        chapter=closing_place(asked.id, asked.topic),
    )


def part_lines(
    parts: Mapping[str, Sequence[AssessedRow]], named: Mapping[str, Territory], currency: str
) -> list[SharesLine]:
    """Territories set side by side, each with its size, by name."""
    lines = [_part_line(named[path], rows, currency) for path, rows in parts.items() if path in named]
    return sorted(lines, key=lambda line: folded(line.name))


def _part_line(territory: Territory, rows: Sequence[AssessedRow], currency: str) -> SharesLine:
    cost = Price(sum(row.cost_low for row in rows), sum(row.cost_high for row in rows))
    levels = [row.readiness for row in rows]
    closing = closing_words(
        cost,
        currency,
        n_without_price=sum(row.n_without_price for row in rows),
        n_unclosed=sum(row.n_unclosed for row in rows),
    )
    return _shares(territory.code, territory_title(territory), levels, closing)


def trend_lines(days: Iterable[TrendDay]) -> list[SharesLine]:
    """A line for each week."""
    return [_shares(one.day.isoformat(), date_format(one.day), list(one.levels.elements()), "") for one in days]


def _shares(key: str, name: str, levels: list[str], cost: str) -> SharesLine:
    n_ready = levels.count(Readiness.FULL.value) + levels.count(Readiness.READY.value)
    return SharesLine(
        key=key,
        name=name,
        n_points=len(levels),
        n_ready=n_ready,
        n_gaps=levels.count(Readiness.GAPS.value),
        n_unknown=levels.count(Readiness.UNKNOWN.value),
        ready_share=_percent(n_ready, len(levels)),
        cost=cost,
    )


def order_lines(orders: Iterable[Order], prices: PriceList) -> list[OrderLine]:
    """What to get, in the order that it comes."""
    return [_order_line(one, prices) for one in orders]


def _order_line(one: Order, prices: PriceList) -> OrderLine:
    return OrderLine(
        name=in_language(one.item.names),
        quantity=ordered_words(one),
        n_points=one.n_points,
        cost=cost_words(one.cost, prices.currency),
        lead=lead_words(one.item.lead_days),
        sources=[source_line(prices.sources, key) for key in one.item.sources],
    )


def concept_lines(rows: Iterable[CrosswalkRow], standards: Sequence[Standard]) -> list[ConceptLine]:
    """What each standard asks of the same thing, and which asks nothing of it."""
    return [
        ConceptLine(
            key=row.concept.key,
            title=gettext(row.concept.label),
            asking=[_asking(one, row.asked[one.id]) for one in standards if row.asked[one.id]],
            silent=[in_language(one.title) for one in standards if not row.asked[one.id]],
        )
        for row in rows
    ]


def _asking(standard: Standard, asked: Iterable[Requirement]) -> AskingLine:
    lines = [
        ToldRequirement(one.id, requirement_words(one), term_words(one.basis), term_words(one.force)) for one in asked
    ]
    return AskingLine(in_language(standard.title), lines)


def source_line(sources: Mapping[str, SourceDocument], key: str) -> str:
    """What it is, and of which day."""
    if key not in sources:  # a decision of ours: pages tell it in words
        return key
    source = sources[key]
    day = parse_date(source.on) if len(source.on) == len("2026-01-31") else None
    on = date_format(day) if day else source.on
    return gettext("%(title)s (%(on)s)") % {"title": source.title, "on": on} if on else source.title


def lead_words(days: tuple[int, int] | None) -> str:
    """From the order to working."""
    if days is None:
        return gettext("not known")
    low, high = days
    if low == high:
        return ngettext("%(n)s day", "%(n)s days", low) % {"n": low}
    return ngettext("%(low)s to %(high)s day", "%(low)s to %(high)s days", high) % {"low": low, "high": high}


def _percent(part: int, whole: int) -> int:
    return round(100 * part / whole) if whole else 0
