"""What the templates of the finder are given."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from punkt import clock
from punkt.geo.distance import DETOUR_FACTOR
from punkt.model.fields import FIELDS, GROUP_LABELS, NEEDS, FieldDefinition, FieldGroup
from punkt.model.vocabulary import IS_THERE, Availability, label
from punkt_web.common.moments import clock_and_day
from punkt_web.common.names import name_for_reader
from punkt_web.common.zones import local_zone
from punkt_web.finder import words
from punkt_web.finder.answers import N_SHOWN, Answer, Found, Judge, age_at, answer_in, answer_near
from punkt_web.finder.asking import Question, Where
from punkt_web.finder.bulletins import cut_short, in_full
from punkt_web.finder.card_texts import Look, answer_texts, card_text
from punkt_web.finder.cards import Card, card, position_words
from punkt_web.finder.forms import ComplaintForm
from punkt_web.finder.hours import table_words, timetable_words
from punkt_web.finder.network import Network, RecheckedNetwork, is_unplaced, region_of
from punkt_web.finder.notices import Announced, announced_for, due, in_words, on_paper, told_at
from punkt_web.operations.statuses import Heard
from punkt_web.operations.surroundings.notices import Notice
from punkt_web.registry.published import Origin, PublishedPoint, published_origins, told_keys

FIRST_NEEDS = (
    "heat", "charging", "medical_power", "internet", "water", "hot_drink", "first_aid", "mother_child", "step_free",
    "overnight", "pets",
)  # fmt: skip
"""The needs that a search form shows at once; the others open."""


@dataclass(frozen=True, slots=True)
class Chip:
    """A need in the search form."""

    key: str
    label: str
    is_asked: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with its answer. ``is_relaxed``: nothing has what was asked for, so that was left out."""

    question: Question
    answer: Answer
    is_relaxed: bool
    heard: Heard
    announced: Announced

    @property
    def notices(self) -> list[Notice]:
        """Curfews and air alerts of the coming day where somebody would walk."""
        return self.announced.hold


def answered(network: Network | RecheckedNetwork, question: Question, *, n: int = N_SHOWN) -> Asked:
    """The answer to a question that has a place or a territory; where no point suits, the nearest that do not."""
    judge = Judge()
    answer = _answer(network, question, question.needs, n, judge)
    if answer.is_empty and answer.has_points_nearby and question.needs:
        return _asked(question, _answer(network, question, (), n, judge), judge.heard, is_relaxed=True)
    return _asked(question, answer, judge.heard, is_relaxed=False)


def _asked(question: Question, answer: Answer, heard: Heard, *, is_relaxed: bool) -> Asked:
    return Asked(question, answer, is_relaxed, heard, announced_for(question, answer, heard.at))


def _answer(
    network: Network | RecheckedNetwork, question: Question, needs: Sequence[str], n: int, judge: Judge
) -> Answer:
    where = question.where
    if where is not None:
        return answer_near(
            network, where.latitude, where.longitude, needs, n=n, territory=question.territory, judge=judge
        )
    return answer_in(network.within(question.territory) if question.territory else (), needs, n=n, judge=judge)


def search_form(question: Question, asked_language: str) -> dict[str, Any]:
    """What the search form shows."""

    def chips(keys: Sequence[str]) -> list[Chip]:
        return [Chip(key, _(NEEDS[key].label), key in question.needs) for key in keys]

    more = [key for key in NEEDS if key not in FIRST_NEEDS]
    return {
        "question": question,
        "where": question.where,
        "first_needs": chips(FIRST_NEEDS),
        "more_needs": chips(more),
        "has_asked_more": any(key in question.needs for key in more),
        "asked_language": asked_language,
    }


def home_page(network: Network | RecheckedNetwork, question: Question, asked_language: str) -> dict[str, Any]:
    """The first page, also the one that says what is wrong with a question."""
    return {
        **search_form(question, asked_language),
        "has_text": True,
        "problem": question.problem,
        "others": [_other(other, question.needs) for other in question.others],
        "n_points": network.n_points,
        "n_points_shown": number_format(network.n_points, force_grouping=True),
    }


def answer_page(asked: Asked, asked_language: str) -> dict[str, Any]:
    """An answer. Cards speak of what was asked for even where it was left out of the choice."""
    question, answer = asked.question, asked.answer
    where, place = question.where, _place(question)
    return {
        **search_form(question, asked_language),
        "has_text": True,
        "heading": heading_of(asked),
        "aged_heading": _none_open(question) if answer.has_open and not question.is_guess else "",
        "notices": in_words(due(asked.notices, answer.at)),
        **cut_short(asked.announced.told),
        "place": place,
        "region": where.region if where and not _is_region_doubtful(question) else "",
        "asked_needs": [_(NEEDS[need].label) for need in question.needs],
        "others": [_other(other, question.needs) for other in question.others],
        "has_points": answer.has_points_nearby,
        "has_open": answer.has_open,
        "is_without_needs": asked.is_relaxed,
        "cards": answer_texts(answer, where, question.needs),
        "summary": answer.summary,
        "detour": number_format(DETOUR_FACTOR),
        "streets": words.streets_words(answer.found),
        "region_code": region_of(answer.found[0].point) if answer.found else "",
        "as_of": as_of(answer.found[0].point.country if answer.found else (where.country if where else "")),
    }


def _place(question: Question) -> str:
    if question.territory is not None:
        return name_for_reader(question.territory.names, question.territory.country)
    where = question.where
    if where and _is_region_doubtful(question):
        return f"{where.name}, {where.region}"
    return where.name if where and where.is_typed else _("Your position")


def _is_region_doubtful(question: Question) -> bool:
    """Whether the name of a place says in which region it is: of a guess another one may have been typed."""
    return question.is_guess and bool(question.unmatched and question.where and question.where.region)


def heading_of(asked: Asked) -> str:
    """The first line of an answer: what was found, and where."""
    question, answer = asked.question, asked.answer
    place = _place(question)
    is_here = question.where is not None and not question.where.is_typed
    if not answer.has_points_nearby:
        return _("No points known here") if is_here else _("No points known near %(place)s") % {"place": place}
    if question.is_guess:
        return _("Nearest match: %(place)s") % {"place": place}
    if answer.is_open_far_only:
        far = _("Open points, but none within walking distance of %(place)s") % {"place": place}
        return _("Open points, but none within walking distance") if is_here else far
    if answer.has_open:
        return _("Open points near you") if is_here else _("Open points near %(place)s") % {"place": place}
    return _none_open(question)


def _none_open(question: Question) -> str:
    if question.where is not None and not question.where.is_typed:
        return _("No point near you is confirmed open")
    return _("No point near %(place)s is confirmed open") % {"place": _place(question)}


def notes_of(question: Question) -> list[str]:
    """What to know before an answer: that its place is a guess, or that a part of the question was not understood."""
    notes = _notes_of_place(question)
    if question.has_unknown_needs:
        notes.append(_("This link asks for something that we do not know. It was left out."))
    return notes


def _notes_of_place(question: Question) -> list[str]:
    if question.is_guess:
        return [
            _("Did you mean %(place)s?") % {"place": _place(question)},
            _("We do not know “%(text)s”. This is the nearest name that we know.") % {"text": question.text},
        ]
    if question.where and question.where.is_address:
        return [_("Distances are from this address, the nearest to yours that we know.")]
    if question.unmatched:
        unmatched = {"text": question.unmatched}
        return [_("We do not know “%(text)s”; distances are from the middle of the place.") % unmatched]
    return []


def _other(where: Where, needs: Sequence[str]) -> dict[str, str]:
    name = f"{where.name}, {where.region}" if where.is_address and where.region else where.name
    place = [] if where.place_id is None else [("place", str(where.place_id))]
    query = [("q", name), *place, *(("need", need) for need in needs)]
    return {"name": where.name, "region": where.region, "href": f"/?{urlencode(query)}"}


def as_of(country: str) -> str:
    """The time of the answer as the clocks there show it."""
    return clock_and_day(clock.now(), country)


def as_of_with_year(country: str, at: datetime) -> str:
    """The same for what is kept and hangs on walls for months."""
    return date_format(timezone.localtime(at, local_zone(country)), pgettext("date format", "H:i, j E Y"))


@dataclass(frozen=True, slots=True)
class Row:
    """A known fact; ``age`` where it is a live word, else ``origin``: how it is known and since when."""

    label: str
    value: str
    age: str
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """A part of what can be known of a point: what is, and the names of what is not."""

    label: str
    known: list[Row]
    unknown: str


def place_of(point: PublishedPoint) -> Where | None:
    """Where a point is, to measure from it; ``None`` where that is not known."""
    if point.latitude is None or point.longitude is None:
        return None
    return Where(point.code, "", point.country, point.latitude, point.longitude, is_typed=False)


def door_page(found: Found, alternatives: Sequence[Found]) -> dict[str, Any]:
    """A point in short, with where to go instead."""
    point = found.point
    here = place_of(point)
    return {
        "card": card(found, (), None),
        **told_at(point),
        "is_unplaced": is_unplaced(point),
        "region_code": region_of(point),
        "alternatives": [card_text(one, (), here, Look.SHORT_BARE) for one in alternatives],
        "streets": words.streets_words(alternatives),
    }


def point_page(found: Found, alternatives: Sequence[Found]) -> dict[str, Any]:
    """The page of one point."""
    point = found.point
    return {
        **door_page(found, alternatives),
        "has_text": True,
        "form": ComplaintForm(),
        "position": position_words(found),
        "groups": fact_groups(found),
        "photos": point.photos,
        "updated_on": date_format(timezone.localtime(point.updated_at, local_zone(point.country)), _day_format()),
        "as_of": as_of(point.country),
    }


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A point on paper: what the register says is there. The state of its door is not for paper."""

    card: Card
    known: list[str]


def settlement_sheet(asked: Asked, most: int) -> dict[str, Any]:
    """The points of an answer for a wall, the nearest first whatever their doors do now."""
    question, found = asked.question, asked.answer.found
    nearest = sorted(found, key=lambda one: (one.distance_m is None, one.walk_m))[:most]
    return {
        "place": _place(question),
        "notices": on_paper(asked.notices),
        **in_full(asked.announced.told),
        "rows": _sheet_rows(nearest, question.where),
        "leaflet": question.territory.code if question.territory is not None else "",
        "where": question.where,
        "has_ways": question.where is not None,
        "streets": words.streets_words(nearest),
        "as_of": as_of_with_year(found[0].point.country if found else "", clock.now()),
    }


def point_sheet(found: Found, alternatives: Sequence[Found]) -> dict[str, Any]:
    """One point for its door, with where to go instead."""
    here = place_of(found.point)
    return {
        "here": card(found, (), None),
        "hours": timetable_words(found.point, found.at),
        **told_at(found.point, is_paper=True),
        "rows": _sheet_rows(alternatives, here),
        "has_ways": here is not None,
        "streets": words.streets_words(alternatives),
        "as_of": as_of_with_year(found.point.country, clock.now()),
    }


def _sheet_rows(found: Sequence[Found], where: Where | None) -> list[SheetRow]:
    facts = [NEEDS[need].fact for need in FIRST_NEEDS]
    return [
        SheetRow(
            card(one, (), where),
            [_(FIELDS[fact].label) for fact in facts if Availability(one.point.facts.get(fact, "unknown")) in IS_THERE],
        )
        for one in found
    ]


def fact_groups(found: Found) -> list[Group]:
    """Every public field of a point, known or not; of an area-only point those that are told."""
    groups = []
    told = told_keys(is_area_only=found.point.is_area_only) - _IN_THE_HEAD
    origins = published_origins(found.point)
    for group in FieldGroup:
        fields = [one for one in FIELDS.values() if one.group is group and one.key in told]
        known: list[Row] = []
        unknown: list[str] = []
        for definition in fields:
            value, age = _known(found, definition)
            if value:
                known.append(
                    Row(_(definition.label), value, age, "" if age else _origin_words(origins, definition.key))
                )
            else:
                unknown.append(_(definition.label))
        if fields:
            groups.append(Group(_(GROUP_LABELS[group]), known, ", ".join(unknown)))
    return groups


def _origin_words(origins: Mapping[str, Origin], key: str) -> str:
    origin = origins.get(key)
    return f"{_(label(origin.method))}, {date_format(origin.stated_on, _day_format())}" if origin else ""


# Shown above as the head of the page; the position is the route.
_IN_THE_HEAD = frozenset({"name", "position", "entrance_note"})


def _known(found: Found, definition: FieldDefinition) -> tuple[str, str]:
    """The value in words with the age of a live word; ("", "") where not known."""
    if definition.is_core:
        return _core_words(found, definition), ""
    live = found.status.services.get(definition.key)
    if live is not None:
        word = found.availability(definition.key)
        age = age_at(found.at, live[1])
        is_live = word is live[0] and age is not None
        value = "" if word == "unknown" else words.value_words(definition, word)
        return value, words.ago(age) if is_live and age is not None else ""
    stated = found.point.facts.get(definition.key)
    return ("", "") if stated in (None, "unknown") else (words.value_words(definition, stated), "")


def _core_words(found: Found, definition: FieldDefinition) -> str:
    point = found.point
    match definition.key:
        case "kind":
            return name_for_reader(point.kind_names, point.country)
        case "host_kind":
            return words.host_kind_words(point)
        case "territory":
            return words.territory_words(point)
        case "opening_mode":
            return words.opening_mode_words(point)
        case "hours_normal" | "hours_activated" as key:
            return table_words(getattr(point, key), point.country, found.at)
        case key:
            value = getattr(point, key)
            return "" if value in (None, "") else words.value_words(definition, value)


def _day_format() -> str:
    return pgettext("date format", "j E Y")
