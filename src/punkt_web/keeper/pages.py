"""What the pages of the console show."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from django.forms.boundfield import BoundField
from django.utils.formats import number_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from punkt import clock
from punkt.confidence.freshness import OPEN_WORDS
from punkt.model.fields import FIELDS
from punkt.model.vocabulary import AgeBand, Availability, PointState, Shortage, label
from punkt.units import UNIT_LABELS, Unit
from punkt_web.accounts.models import User
from punkt_web.common.moments import clock_and_day
from punkt_web.common.names import name_and_language, name_for_reader
from punkt_web.common.zones import local_zone
from punkt_web.keeper.checklists import lists_shown
from punkt_web.keeper.followed import followed
from punkt_web.keeper.forms import NOTHING_SHORT, ReportForm
from punkt_web.keeper.hand_overs import hand_over_shown
from punkt_web.keeper.queries import services_of
from punkt_web.keeper.roster import own_shifts, shifts_of_person
from punkt_web.keeper.script_words import QUARTERS, STILL, script_words
from punkt_web.keeper.supplies import supply_page
from punkt_web.keeper.tasks import end_cards, task_cards
from punkt_web.keeper.visits import visit_sums
from punkt_web.operations.activating.activations import asked_points, ended_lately, tasks_at
from punkt_web.operations.keeping.hand_overs import HandedOver, waiting_hand_over
from punkt_web.operations.keeping.incidents import n_severe_open_at
from punkt_web.operations.now import point_now
from punkt_web.operations.queries import current_statuses
from punkt_web.operations.state_words import state_words
from punkt_web.operations.statuses import StatusNow
from punkt_web.registry.models import Point

_SCRIPTS = (
    "answering clocks console correcting database drafts following item_forms live message near numbers outbox part "
    "pieces queue receipts request_text roster sending shown staying storage supplies telling visits"
)
QR_CODES = "vendor/uqr/index.mjs"
"""From npm at set-up: where it could not be fetched, what waits is carried as text only."""
_SCRIPTS_OF_INSPECTIONS = (
    "inspection inspection_form inspections kept_answers owner photo_lines pictures portions taking_back"
)
SHELL_FILES = tuple(f"/static/keep/{name}.js" for name in f"{_SCRIPTS} {_SCRIPTS_OF_INSPECTIONS}".split())
"""What the console loads: kept by the browser for when there is no network."""
_LOOKS = {PointState.OPEN: "open", PointState.FULL: "full", PointState.CLOSED: "shut"}


@dataclass(frozen=True, slots=True)
class Told:
    """What was told last of one thing, and when, in words."""

    words: str
    at: str


class Choice(NamedTuple):
    """One of several that can be chosen."""

    value: str
    label: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Question:
    """One thing that is asked of, with its answers and what was told last."""

    field: BoundField
    name: str
    answers: list[Choice]
    last: Told | None


def points_page(user: User, points: Sequence[Point], *, n_all: int) -> dict[str, Any]:
    """The points of a person, each with what was told last, and their own shifts."""
    statuses = current_statuses(point.pk for point in points)
    asked = asked_points(point.pk for point in points)
    rows = [
        (point, title(point), title_language(point), _state_told(point, statuses.get(point.pk)), asked.get(point.pk))
        for point in points
    ]
    return {"rows": rows, "n_left_out": n_all - len(points), "shifts": shifts_of_person(user, clock.now())}


def console_page(point: Point, services: Sequence[str], form: ReportForm, user: User) -> dict[str, Any]:
    """The console of a point, for one of its keepers."""
    at = clock.now()
    now = point_now(point)
    status = now.status
    known = followed(status, at)
    return {
        "point": point,
        "title": title(point),
        "title_language": title_language(point),
        "zone": local_zone(point.country).key,
        "tasks": task_cards(tasks_at(point), point.country, at, is_open=known["state"] in OPEN_WORDS),
        "ended": end_cards(ended_lately(point, at), point.country),
        "form": form,
        "states": [(state.value, _(label(state)), look) for state, look in _LOOKS.items()],
        "more_states": [(state.value, _(label(state))) for state in (PointState.OPENING, PointState.STANDBY)],
        "known": known,
        "state": known["state"],
        "still": next((_(words) for state, words in STILL.items() if state == known["state"]), ""),
        "state_told": _state_told(point, status),
        "headcount": status.headcount,
        "headcount_at": clock_and_day(status.headcount_at, point.country) if status.headcount_at else "",
        "seats": point.capacity_seated,
        "quarters": _choices(form["fuel_quarters"], [(str(n), _(sign)) for n, sign in enumerate(QUARTERS)]),
        "fuel": _fuel_told(point, status),
        "fuel_lasts": now.power_lasts,
        "fuel_doubt": now.fuel_doubt,
        "grid": now.grid,
        "alert": now.alert,
        "questions": [_question(point, form[key], status) for key in services],
        "shortages": _choices(
            form["shortages"], [(NOTHING_SHORT, _("Nothing")), *((word.value, _(label(word))) for word in Shortage)]
        ),
        "bands": [form[f"band.{band}"] for band in AgeBand],
        "visit_bands": [form[f"visit.{band}"] for band in AgeBand],
        "visits": visit_sums(point, at),
        "numbers": [form[name] for name in ("fuel_l", "water_l", "indoor_c", "n_staff")],
        "words": script_words(services),
        **supply_page(point, at),
        **_at_the_top(point, user, at),
    }


def _at_the_top(point: Point, user: User, at: datetime) -> dict[str, Any]:
    """What a keeper has to see first: a hand-over that waits, the own shift, severe incidents that are open."""
    waiting = waiting_hand_over(point, at)
    return {
        "hand_over": hand_over_shown(point, HandedOver(waiting, None)) if waiting is not None else None,
        "n_severe": n_severe_open_at(point),
        "lists": lists_shown(point, at),
        **own_shifts(point, user, at),
    }


def part_page(point: Point) -> dict[str, Any]:
    """What every page of a point beside its report has."""
    return {
        "point": point,
        "title": title(point),
        "title_language": title_language(point),
        "zone": local_zone(point.country).key,
        "words": script_words(services_of(point)),
    }


def title(point: Point) -> str:
    """What a person calls the point."""
    return name_for_reader(point.names, point.country) or point.address or point.code


def title_language(point: Point) -> str:
    """The language of the title where it is not that of the page, "" where it is or nobody knows."""
    _name, language = name_and_language(point.names, point.country)
    return "" if language == get_language() else language


def _choices(field: BoundField, offered: Iterable[tuple[str, str]]) -> list[Choice]:
    """With what was chosen before an error, so that nothing has to be entered again."""
    value = field.value()
    chosen = value if isinstance(value, list) else [value]
    return [Choice(word, name, word in chosen) for word, name in offered]


def _question(point: Point, field: BoundField, status: StatusNow) -> Question:
    answers = [(one.value, _(label(one))) for one in (Availability.YES, Availability.LIMITED, Availability.NO)]
    told = status.services.get(field.name)
    last = _told(point, _(label(told[0])), told[1]) if told else None
    return Question(field, _(FIELDS[field.name].label), _choices(field, answers), last)


def _state_told(point: Point, status: StatusNow | None) -> Told | None:
    words = state_words(status, clock.now()) if status else ""
    return _told(point, words, status.state_at) if status and words else None


def _fuel_told(point: Point, status: StatusNow) -> Told | None:
    """By litres or by the gauge, whichever was told last."""
    unit = _(UNIT_LABELS[Unit.LITRE])
    litres = None if status.fuel_l is None else (status.fuel_at, f"{number_format(round(status.fuel_l, 1))} {unit}")
    is_gauged = status.fuel_quarters is not None
    gauge = (status.fuel_quarters_at, _(QUARTERS[status.fuel_quarters or 0])) if is_gauged else None
    told = [(at, words) for at, words in filter(None, (litres, gauge)) if at is not None]
    if not told:
        return None
    at, words = max(told)
    return _told(point, words, at)


def _told(point: Point, words: str, at: datetime | None) -> Told | None:
    return None if at is None else Told(words, clock_and_day(at, point.country))
