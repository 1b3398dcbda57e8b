"""The start page of the desk: what the doors are now, what waits for somebody, and what the register lacks.

All of it in the same tiles: words, a number where it is one, and a page behind it that shows just that.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from punkt import clock
from punkt.model.board_words import CallReason, DoorWord
from punkt_web.accounts.queries import reach
from punkt_web.accounts.roles import Power
from punkt_web.dashboard import queries
from punkt_web.dashboard.complaints import queue
from punkt_web.dashboard.live import LOOKS
from punkt_web.dashboard.queries import Gap
from punkt_web.dashboard.wording import word_label
from punkt_web.operations.activating.activations import activations_over
from punkt_web.operations.alarms.going_on import waiting
from punkt_web.operations.calls import call_queue
from punkt_web.operations.keeping.incidents import n_severe_open
from punkt_web.operations.live import LiveRow, live_rows
from punkt_web.operations.models import Alarm
from punkt_web.operations.queries import complaints_about
from punkt_web.operations.supplies.requests import n_open
from punkt_web.readiness.inspections.queries import inspections_about
from punkt_web.readiness.inspections.states import InspectionState, in_state
from punkt_web.registry.models import Point
from punkt_web.registry.queries import points_for


@dataclass(frozen=True, slots=True)
class Tile:
    """One thing with the page that shows it. ``n`` is "" where the words hold the number; ``more`` is a second line."""

    address: str
    words: str
    n: str = ""
    look: str = ""
    more: str = ""


@dataclass(frozen=True, slots=True)
class Overview:
    """What the doors are, and what waits for somebody, the most pressing first."""

    doors: list[Tile]
    waiting: list[Tile]


def overview(user: Any) -> Overview:
    """What ``user`` may see and is to look into, as the live board counts it.

    It asks the database as often however many points there are, but for batches of thousands.
    """
    now = clock.now()
    seen, answered = points_for(user), queries.answered_for(user)  # who may see what is looked up once for all tiles
    rows = live_rows(seen, now)
    pressing = _pressing(user, answered, rows, now)
    asked = [*_requests(answered), *_activations(seen, now), *_inspections(answered)]
    return Overview(_doors(rows), [*pressing, *asked, *_told(user)])


def _doors(rows: Sequence[LiveRow]) -> list[Tile]:
    doors = Counter(row.door for row in rows)
    live, asked = reverse("desk:live"), [row for row in rows if row.asked is not None]
    n_low = sum(CallReason.FUEL_LOW in row.reasons for row in rows)
    n_late = sum(CallReason.ASKED_NOT_OPEN in row.reasons for row in rows)
    of_doors = [
        Tile(f"{live}?door={door}", word_label(DoorWord, door), number_format(doors[door]), LOOKS.get(door, ""))
        for door in (DoorWord.OPEN, DoorWord.FULL, DoorWord.SILENT)
    ]
    late = ngettext("%(n)s is late", "%(n)s are late", n_late) % {"n": number_format(n_late)} if n_late else ""
    return [
        *of_doors,
        Tile(f"{live}?reason={CallReason.FUEL_LOW}", word_label(CallReason, CallReason.FUEL_LOW), number_format(n_low)),
        Tile(reverse("desk:activations"), _("Asked to open"), number_format(len(asked)), more=late),
    ]


def _pressing(user: Any, answered: QuerySet[Point], rows: Sequence[LiveRow], now: datetime) -> Iterator[Tile]:
    """What somebody is to look into: of each thing that there is, one tile."""
    may_edit = bool(reach(user, Power.EDIT))
    n_severe, n_alarms = n_severe_open(answered), waiting(Alarm.objects.filter(point__in=answered), now).count()
    if n_severe:
        words = ngettext("%(n)s severe incident is open", "%(n)s severe incidents are open", n_severe)
        yield _counted("desk:incidents", words, n_severe, look="shut")
    if n_alarms:
        words = ngettext("%(n)s alarm that nobody looks into", "%(n)s alarms that nobody looks into", n_alarms)
        yield _counted("desk:alarms", words, n_alarms)
    n_calls = len(call_queue(rows, now).waiting) if may_edit else 0
    if n_calls:
        words = ngettext("%(n)s point waits for a call", "%(n)s points wait for a call", n_calls)
        yield _counted("desk:live", words, n_calls, anchor="#calls")
    n_complaints = sum(line.n_told for line in queue(user, complaints_about(answered, is_answered=False)))
    if n_complaints:
        words = ngettext(
            "%(n)s complaint from a door that nobody looked into",
            "%(n)s complaints from doors that nobody looked into",
            n_complaints,
        )
        yield _counted("desk:complaints", words, n_complaints)


def _inspections(answered: QuerySet[Point]) -> Iterator[Tile]:
    n = in_state(inspections_about(answered), InspectionState.HANDED_IN).count()
    if n:
        words = ngettext("%(n)s inspection waits to be signed", "%(n)s inspections wait to be signed", n)
        yield _counted("desk:inspections", words, n, anchor="?state=handed_in")


def _requests(answered: QuerySet[Point]) -> Iterator[Tile]:
    n, n_not_accepted = n_open(answered)
    if n:
        words = ngettext("%(n)s request for supplies is open", "%(n)s requests for supplies are open", n)
        more = ngettext("%(n)s is not accepted yet", "%(n)s are not accepted yet", n_not_accepted)
        yield _counted("desk:requests", words, n, more=more % {"n": n_not_accepted} if n_not_accepted else "")


def _activations(seen: QuerySet[Point], now: datetime) -> Iterator[Tile]:
    ends = list(activations_over(seen, is_over=False).values_list("until_at", flat=True))
    n_past = sum(end is not None and end <= now for end in ends)
    if ends:
        words = ngettext(
            "%(n)s activation goes on: see who is late", "%(n)s activations go on: see who is late", len(ends)
        )
        more = ngettext(
            "%(n)s is past its end: extend it or close it",
            "%(n)s are past their end: extend them or close them",
            n_past,
        )
        yield _counted("desk:activations", words, len(ends), more=more % {"n": n_past} if n_past else "")


def _told(user: Any) -> Iterator[Tile]:
    """What is told to residents, and what is read for it."""
    n_alerts, n_feeds = queries.n_unconfirmed_alerts(user), queries.n_feeds_to_look_at(user)
    if n_alerts:
        words = ngettext(
            "%(n)s air alert of which nobody said whether it is over",
            "%(n)s air alerts of which nobody said whether they are over",
            n_alerts,
        )
        yield _counted("desk:notices", words, n_alerts)
    if n_feeds:
        words = ngettext(
            "%(n)s feed is broken, old or was never read", "%(n)s feeds are broken, old or were never read", n_feeds
        )
        yield _counted("desk:feeds", words, n_feeds)
    n_ending = queries.ending_soon(queries.policies_for(user)).count()
    if n_ending:
        words = ngettext(
            "%(n)s decision that keeps points back ends within two weeks",
            "%(n)s decisions that keep points back end within two weeks",
            n_ending,
        )
        yield _counted("desk:policies", words, n_ending, anchor="?ending=1")


def _counted(route: str, words: str, n: int, *, anchor: str = "", look: str = "", more: str = "") -> Tile:
    return Tile(reverse(route) + anchor, words % {"n": number_format(n)}, look=look, more=more)


def gap_tiles(gaps: Sequence[Gap]) -> list[Tile]:
    """What the register lacks, with the list of just these points."""
    points = reverse("desk:points")
    return [Tile(f"{points}?{gap.query}", _gap_words(gap.key, gap.count)) for gap in gaps if gap.count]


def _gap_words(key: str, n: int) -> str:
    words = {
        "position": ngettext("%(n)s point without a position", "%(n)s points without a position", n),
        "territory": ngettext("%(n)s point without a territory", "%(n)s points without a territory", n),
        "service.heat": ngettext(
            "%(n)s point of which nothing is known about warmth",
            "%(n)s points of which nothing is known about warmth",
            n,
        ),
        "service.charging": ngettext(
            "%(n)s point of which nothing is known about charging",
            "%(n)s points of which nothing is known about charging",
            n,
        ),
        "capacity_seated": ngettext(
            "%(n)s point whose number of seats is not known", "%(n)s points whose number of seats is not known", n
        ),
        "verified": ngettext(
            "%(n)s point that no person has ever checked", "%(n)s points that no person has ever checked", n
        ),
    }[key]
    return words % {"n": number_format(n)}
