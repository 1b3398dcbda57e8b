"""The queue of complaints: what says the same of a point is one line, and what needs somebody most stands first."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from punkt import clock
from punkt.confidence.feedback import feedback_terms
from punkt.confidence.freshness import CLAIMS, judged
from punkt.confidence.parameters import parameters
from punkt.model.complaint_words import ComplaintKind
from punkt_web.accounts.queries import Reach, held_anywhere, reach
from punkt_web.accounts.roles import Power
from punkt_web.operations.models import Complaint
from punkt_web.operations.queries import current_statuses
from punkt_web.operations.statuses import PublishedStatus
from punkt_web.operations.sureness.contradicted import SHUT_KINDS
from punkt_web.registry.models import Point
from punkt_web.registry.queries import lineage_of, with_successors
from punkt_web.registry.standing import heir

NOTES_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Line:
    """All that waits of one kind about one point, the earliest first.

    ``n_people`` are the senders that can be told apart. ``level`` is how many levels above those responsible see it.
    ``is_said_open``: people are sent there meanwhile.
    """

    point: Point
    kind: ComplaintKind
    complaints: list[Complaint]
    n_people: int
    is_said_open: bool
    level: int
    at: datetime

    @property
    def first(self) -> Complaint:
        """The one that has waited longest."""
        return self.complaints[0]

    @property
    def last(self) -> Complaint:
        """The latest one."""
        return self.complaints[-1]

    @property
    def is_over_time(self) -> bool:
        """Whether they did not come within the same minute."""
        return self.last.received_at - self.first.received_at >= timedelta(minutes=1)

    @property
    def n_told(self) -> int:
        """How often it was told, those without a row of their own too."""
        return sum(1 + one.n_folded for one in self.complaints)

    @property
    def notes(self) -> list[str]:
        """What they wrote, each once."""
        return list(dict.fromkeys(one.note for one in self.complaints if one.note))

    @property
    def notes_shown(self) -> list[str]:
        """The first of them."""
        return self.notes[:NOTES_SHOWN]

    @property
    def n_notes_more(self) -> int:
        """How many more there are on the page of the line."""
        return max(len(self.notes) - NOTES_SHOWN, 0)

    @property
    def due_at(self) -> datetime:
        """By when the first of them was promised an answer."""
        return min(one.due_at for one in self.complaints)

    @property
    def is_overdue(self) -> bool:
        """Whether that is over."""
        return self.at > self.due_at

    @property
    def claim(self) -> Complaint | None:
        """One that somebody looks into now; who and until when stands with it."""
        held = [one for one in self.complaints if one.is_held(self.at)]
        return max(held, key=lambda one: (one.claimed_until or self.at, one.pk), default=None)

    @property
    def need(self) -> tuple[object, ...]:
        """The order of the queue: people who agree about a door that others are sent to, then what is overdue."""
        sends_in_vain = self.is_said_open and self.kind in SHUT_KINDS
        agree = sends_in_vain and self.n_people >= parameters().counter["heard_from"]
        return (not agree, -self.n_people if agree else 0, not self.is_overdue, not sends_in_vain, self.due_at)


def queue(user: Any, waiting: Iterable[Complaint], *, is_whole: bool = False) -> list[Line]:
    """The lines that ``user`` is to look into, of complaints that they may see; ``is_whole``: all of these.

    Somebody above those responsible sees a line when it is overdue, the next level a span of the deadline later.
    """
    at = clock.now()
    lines = _lines(list(waiting), at)
    if not is_whole:
        mine, held = with_successors(reach(user, Power.EDIT)), held_anywhere(Power.EDIT)
        lines = [line for line in lines if _rank(line.point, mine, held) <= line.level]
    return sorted(lines, key=lambda line: (*line.need, line.first.pk))


def line_of(complaint: Complaint, waiting: Iterable[Complaint]) -> Line | None:
    """The line of a complaint that waits."""
    return next((line for line in _lines(list(waiting), clock.now()) if complaint in line.complaints), None)


def _lines(waiting: list[Complaint], at: datetime) -> list[Line]:
    grouped: defaultdict[tuple[int, str], list[Complaint]] = defaultdict(list)
    for one in sorted(waiting, key=lambda one: one.pk):
        grouped[one.point_id, one.kind].append(one)
    points = {key: heir(told[0].point) for key, told in grouped.items()}
    statuses = current_statuses({point.pk for point in points.values()})
    return [_line(points[key], ComplaintKind(key[1]), told, statuses, at) for key, told in grouped.items()]


def _line(
    point: Point, kind: ComplaintKind, told: list[Complaint], statuses: Mapping[int, PublishedStatus], at: datetime
) -> Line:
    terms = feedback_terms()
    level = max(terms.level(kind, one.due_at, at) for one in told)
    return Line(
        point, kind, told, len({one.source for one in told}), _is_said_open(statuses.get(point.pk), at), level, at
    )


def _is_said_open(status: PublishedStatus | None, at: datetime) -> bool:
    """Whether a word that still counts says so, whatever people at the door say against it."""
    if status is None or status.state_at is None:
        return False
    return judged(status.state, status.state_channel, at - status.state_at).state in CLAIMS


def _rank(point: Point, mine: Reach, held: Reach) -> int:
    """How many levels with somebody in charge are below the person's own, of those that reach the point."""
    ladder = [point.code] if point.code in held.point_codes else []
    n_of_point = len(ladder)
    ladder += [code for code in reversed(lineage_of(point)) if code in held.territory_codes]
    for rank, code in enumerate(ladder):
        if code in (mine.point_codes if rank < n_of_point else mine.territory_codes):
            return rank
    return len(ladder)
