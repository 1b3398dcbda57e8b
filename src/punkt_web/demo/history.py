"""The week before the demo network is loaded, in the town of its coordinator: reports, visits, an activation with its
after-action summary, an exercise, requests that were delivered, complaints that were answered.

Drawn from a seed and told moment after moment, so that the same seed gives the same week and every row says a time at
which it could have been written.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from punkt import clock
from punkt.ids import new_ulid, ulid_at
from punkt.model.activation_words import ActivationMode, ActivationTrigger, ClosingCriterion, ServiceLevel, TaskAnswer
from punkt.model.complaint_words import ComplaintKind, ComplaintOutcome
from punkt.model.reports import ReportContent
from punkt.model.vocabulary import Availability, OpeningMode, PointState, ReportChannel
from punkt_web.accounts.queries import Reach
from punkt_web.common.audit import Actor
from punkt_web.demo.people import KHARKIV
from punkt_web.demo.supplies import deliver_demo_supplies
from punkt_web.operations.actions import activations
from punkt_web.operations.actions.answering import Answered, answer_complaints
from punkt_web.operations.actions.complaints import receive_complaint
from punkt_web.operations.actions.reports import Report, receive_reports
from punkt_web.operations.actions.tasks import answer_task
from punkt_web.operations.activating.area import Area
from punkt_web.operations.models import ActivationTask, Complaint, Depot
from punkt_web.registry.models import Point, Territory

HISTORY = timedelta(days=7)
_ANYWHERE = Reach(is_everywhere=True)
_ROUNDS_H = (6, 9, 12, 15, 18)
"""Hours (UTC) of the reports of a day: with the clocks of Kharkiv the first as doors open, the last as they shut."""
_ALL_DAY_SHARE = 4
"""One point in so many reports at every round, the others when they open and in the afternoon."""
_FOUND_SHUT = 0.05
_REASON = "demo network"
_KINDS = (ComplaintKind.CLOSED, ComplaintKind.NOT_LET_IN, ComplaintKind.CLOSED)
_SENDER = "192.0.2.{n}"  # addresses of nobody, for documents (RFC 5737)

Moment = tuple[datetime, Callable[[], int]]
"""What happens when; it answers how many reports it told."""


def tell_history(
    actor: Actor, territories: dict[str, Territory], depot: Depot | None, *, now: datetime, seed: int
) -> int:
    """Tells the week up to ``now``; how many reports. Nothing where the demo is without that town."""
    town = territories.get(KHARKIV)
    if town is None or depot is None:
        return 0
    points = list(
        Point.objects.filter(territory__path__startswith=town.path)
        .exclude(opening_mode=OpeningMode.STANDBY)
        .order_by("code")
    )
    week = _Week(actor, town, points, depot, now, Random(seed))  # noqa: S311 - a play network, not a secret
    n_reports = 0
    for at, happens in sorted(week.moments(), key=lambda moment: moment[0]):
        with clock.fixed_at(at):
            n_reports += happens()
    return n_reports


@dataclass(frozen=True, slots=True)
class _Week:
    """Everything that happens in it, each with its moment."""

    actor: Actor
    town: Territory
    points: Sequence[Point]
    depot: Depot
    now: datetime
    random: Random
    storm: str = field(default_factory=new_ulid)
    practice: str = field(default_factory=new_ulid)

    def moments(self) -> Iterator[Moment]:
        """In no order."""
        for days_ago in range(HISTORY.days - 1, 0, -1):
            for number, hour in enumerate(_ROUNDS_H):
                yield self._at(days_ago, hour), self._told(number)
        yield self._at(6, 7), self._begin_exercise
        yield self._at(6, 7, 40), self._answer_exercise
        yield self._at(6, 10), self._end(self.practice)
        yield self._at(4, 5), self._begin_activation
        yield self._at(3, 17), self._end(self.storm)
        for number, days_ago in enumerate((5, 3, 2)):
            yield self._at(days_ago, 10), self._delivered(number)
            yield self._at(days_ago, 13), self._complained(number)

    def _at(self, days_ago: int, hour: int, minute: int = 0) -> datetime:
        midnight = self.now.replace(hour=0, minute=0, second=0, microsecond=0)
        return midnight - timedelta(days=days_ago) + timedelta(hours=hour, minutes=minute)

    def _told(self, number: int) -> Callable[[], int]:
        def told() -> int:
            reports = list(self._round(number))
            return receive_reports(self.actor, reports, reason=_REASON)

        return told

    def _round(self, number: int) -> Iterator[Report]:
        """What the points say at one round of a day; each has seen it up to a quarter of an hour before."""
        at, is_last = clock.now(), number == len(_ROUNDS_H) - 1
        for place, point in enumerate(self.points):
            is_all_day = place % _ALL_DAY_SHARE == 0
            if not (is_all_day or (number in {0, 3} and place % 2)):
                continue
            seen = at - timedelta(minutes=self.random.randint(1, 15))
            ulid = ulid_at(int(at.timestamp() * 1000), place)
            content = self._said(point, is_last=is_last)
            yield Report(point.pk, seen, ReportChannel.KEEPER, content, ulid=ulid, author_name="demo")

    def _said(self, point: Point, *, is_last: bool) -> ReportContent:
        shuts = is_last and point.opening_mode == OpeningMode.SCHEDULE
        if shuts or self.random.random() < _FOUND_SHUT:
            return ReportContent(PointState.CLOSED)
        seats = point.capacity_seated or 60
        people = min(seats, round(self.random.lognormvariate(2.2, 0.8)))
        return ReportContent(
            PointState.OPEN,
            headcount=people,
            n_visits=self.random.randint(0, 2 * people),
            indoor_c=float(self.random.randint(16, 21)),
        )

    def _begin_activation(self) -> int:
        reason, mode = "DEMO: зранку зникло світло", ActivationMode.ROUND_THE_CLOCK
        terms = activations.Terms(ActivationTrigger.OUTAGE_3_H, reason, ServiceLevel.DAY, mode)
        activations.activate(self.actor, self.storm, Area((self.town,)), terms, within=_ANYWHERE)
        return 0

    def _begin_exercise(self) -> int:
        reason, mode = "DEMO: чи готові пункти за дві години", ActivationMode.STANDBY
        terms = activations.Terms(ActivationTrigger.DECISION, reason, ServiceLevel.DAY, mode, is_exercise=True)
        activations.activate(self.actor, self.practice, Area((self.town,)), terms, within=_ANYWHERE)
        return 0

    def _answer_exercise(self) -> int:
        tasks = ActivationTask.objects.filter(activation=self.practice).order_by("point__code")
        for place, task_id in enumerate(tasks.values_list("pk", flat=True)[:12]):
            answer, note = (TaskAnswer.CANNOT, "Немає ключа") if place == 5 else (TaskAnswer.READY, "")
            answer_task(self.actor, task_id, answer, note, within=_ANYWHERE)
        return 0

    def _end(self, ulid: str) -> Callable[[], int]:
        def ended() -> int:
            criteria = dict.fromkeys(ClosingCriterion, Availability.YES)
            activations.close(self.actor, ulid, criteria, reason="DEMO", within=_ANYWHERE)
            return 0

        return ended

    def _delivered(self, number: int) -> Callable[[], int]:
        def delivered() -> int:
            with_generator = [point for point in self.points if point.facts.get("power.generator_kw")]
            if number < len(with_generator):
                deliver_demo_supplies(self.actor, with_generator[number], self.depot, 40.0 + 20.0 * number)
            return 0

        return delivered

    def _complained(self, number: int) -> Callable[[], int]:
        def complained() -> int:
            if number >= len(self.points):
                return 0
            point, began = self.points[number], clock.now()
            receive_complaint(point.pk, _KINDS[number], "DEMO", sender=_SENDER.format(n=number + 1))
            told = Complaint.objects.filter(point=point, outcome="").latest("pk")
            outcome = ComplaintOutcome.RIGHT if number != 1 else ComplaintOutcome.NOT_RIGHT
            with clock.fixed_at(began + timedelta(minutes=50)):
                answer_complaints(self.actor, told.pk, Answered(outcome, "DEMO", "DEMO"))
            return 0

        return complained
