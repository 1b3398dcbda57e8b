"""Checking all points for alarms, and saying that somebody looks into one."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet

from punkt import clock
from punkt.alarms.judging import Answer, Verdict, judge
from punkt.alarms.terms import alarm_terms
from punkt.model.alarm_words import AlarmEnd, AlarmKind
from punkt_web.common.audit import Actor, Write, record, record_many
from punkt_web.common.batches import in_batches
from punkt_web.common.texts import one_line
from punkt_web.operations.actions.alarms.outbox import BY_ITSELF, News, tell
from punkt_web.operations.alarms.facts import Judged, facts_now
from punkt_web.operations.alarms.going_on import going_on, last_check, waiting
from punkt_web.operations.alarms.ladder import Ladder
from punkt_web.operations.alarms.rules import RuleBook
from punkt_web.operations.models import Alarm, AlarmRound

MAX_NOTE = 300
_BESIDE = timedelta(minutes=5)
"""A check further ahead than that was made by a clock which was wrong, and must not keep all others from looking."""
ALARM_ACTIONS = ("raise alarm", "escalate alarm", "acknowledge alarm", "end alarm")
"""What the trail of a point calls them: for those who answer for the point."""
_CHANGED = (
    "unknown_since", "n_raised", "level", "level_at", "acknowledged_by", "acknowledged_at", "acknowledged_until",
    "note", "ended_at", "ended",
)  # fmt: skip
_NONE: frozenset[AlarmKind] = frozenset()
_Key = tuple[int, AlarmKind]


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check came to: how many alarms began, came up a level (or back from an acknowledgement), and ended."""

    n_raised: int
    n_escalated: int
    n_ended: int
    n_open: int


@dataclass(slots=True)
class _Round:
    """The changes of one check, to be written at its end."""

    at: datetime
    ladder: Ladder
    made: list[Alarm] = field(default_factory=list)
    changed: list[Alarm] = field(default_factory=list)
    news: list[tuple[Alarm, str]] = field(default_factory=list)
    writes: list[Write] = field(default_factory=list)

    def note(self, action: str, code: str, alarm: Alarm, **more: object) -> None:
        self.writes.append(Write(action, "point", code, {}, {"alarm": alarm.kind, **more}))


def check_alarms() -> Checked | None:
    """Looks at every point now: raises, ends and escalates alarms, and has those told whom that concerns.

    ``None`` where another process looked meanwhile. Others write while the points are judged.
    """
    at, before = clock.now(), last_check()
    if before is not None and timedelta(0) <= before - at < _BESIDE:
        return None
    points = facts_now(at)
    verdicts = _verdicts(points, at)
    with transaction.atomic():
        if not _begin(at, before):
            return None
        this = _Round(at, Ladder())
        running = {_key(one): one for one in going_on(Alarm.objects.all()).select_related("point")}
        _apply(this, points, verdicts, running)
        n_escalated = _escalate(this, points, running.values())
        _write(this)
    n_ended = sum(write.action == "end alarm" for write in this.writes)
    n_raised = sum(write.action == "raise alarm" for write in this.writes)
    return Checked(n_raised, n_escalated, n_ended, len(running) + n_raised - n_ended)


def _begin(at: datetime, before: datetime | None) -> bool:
    """Locks the round; ``False`` where somebody looked since ``before``: by their alarms others would be judged."""
    AlarmRound.objects.get_or_create(pk=1)
    if AlarmRound.objects.select_for_update().get(pk=1).checked_at != before:
        return False
    AlarmRound.objects.filter(pk=1).update(checked_at=at)
    return True


def _key(alarm: Alarm) -> _Key:
    return alarm.point_id, AlarmKind(alarm.kind)


def _verdicts(points: dict[int, Judged], at: datetime) -> dict[_Key, Verdict]:
    """Where there is a cause, and of all that was raised before."""
    book = RuleBook()
    raised: defaultdict[int, set[AlarmKind]] = defaultdict(set)
    for point_id, kind in going_on(Alarm.objects.all()).values_list("point_id", "kind"):
        raised[point_id].add(AlarmKind(kind))
    found: dict[_Key, Verdict] = {}
    for point_id, point in points.items():
        kinds = raised.get(point_id, _NONE)
        for kind, verdict in judge(point.facts, book.of(point.path), at, raised=kinds).items():
            if verdict.answer is Answer.YES or kind in kinds:
                found[point_id, kind] = verdict
    return found


def _apply(this: _Round, points: dict[int, Judged], verdicts: dict[_Key, Verdict], running: dict[_Key, Alarm]) -> None:
    for key, alarm in running.items():
        point = points.get(key[0])
        if point is None:  # it is designated no more, or was merged into another
            _end(this, alarm.point.code, alarm, AlarmEnd.POINT)
        elif key in verdicts:
            _go_on(this, point, alarm, verdicts[key])
        else:
            _end(this, point.code, alarm, AlarmEnd.RULE)
    since = this.at - alarm_terms().again_within
    lately = Alarm.objects.filter(ended_at__gt=since, ended_at__lte=this.at).order_by("ended_at")
    ended = {_key(one): one for one in lately}
    for key, verdict in verdicts.items():
        if key not in running and verdict.answer is Answer.YES:
            _raise(this, points[key[0]], key[1], verdict, ended.get(key))


def _go_on(this: _Round, point: Judged, alarm: Alarm, verdict: Verdict) -> None:
    if verdict.answer is Answer.NO:
        _end(this, point.code, alarm, AlarmEnd.GONE)
    elif verdict.answer is Answer.YES:
        if alarm.unknown_since is not None:
            alarm.unknown_since = None
            this.changed.append(alarm)
    elif alarm.unknown_since is None:
        alarm.unknown_since = this.at
        this.changed.append(alarm)
    elif this.at - alarm.unknown_since >= alarm_terms().unknown_ends:
        _end(this, point.code, alarm, AlarmEnd.UNKNOWN)


def _raise(this: _Round, point: Judged, kind: AlarmKind, verdict: Verdict, before: Alarm | None) -> None:
    """A new one; one that ended a short while ago goes on instead, and nobody is told anew."""
    if before is not None:
        before.ended_at, before.ended, before.n_raised = None, "", before.n_raised + 1
        this.changed.append(before)
        this.note("raise alarm", point.code, before, n_raised=before.n_raised)
        return
    made = Alarm(
        point_id=point.id,
        kind=kind,
        raised_at=this.at,
        began_at=verdict.since,
        figure=verdict.figure,
        limit=verdict.limit,
        level_at=this.at,
    )
    this.made.append(made)
    this.news.append((made, point.path))
    this.note("raise alarm", point.code, made, figure=verdict.figure, limit=verdict.limit)


def _end(this: _Round, code: str, alarm: Alarm, why: AlarmEnd) -> None:
    alarm.ended_at, alarm.ended = this.at, why
    this.changed.append(alarm)
    this.note("end alarm", code, alarm, alarm_ended=why.value)


def _escalate(this: _Round, points: dict[int, Judged], running: Iterable[Alarm]) -> int:
    n_escalated = 0
    for alarm in running:
        if alarm.ended_at is not None:
            continue
        point = points[alarm.point_id]
        if alarm.acknowledged_until is not None:
            if alarm.acknowledged_until > this.at:
                continue
            _take_back(alarm, this.at)
        elif _is_due(alarm, this.at) and this.ladder.has_above(point.path, alarm.level):
            alarm.level, alarm.level_at = alarm.level + 1, this.at
        else:
            continue
        n_escalated += 1
        this.changed.append(alarm)
        this.news.append((alarm, point.path))
        this.note("escalate alarm", point.code, alarm, alarm_level=alarm.level)
    return n_escalated


def _is_due(alarm: Alarm, at: datetime) -> bool:
    return at - alarm.level_at >= alarm_terms().escalates_after


def _take_back(alarm: Alarm, at: datetime) -> None:
    """Somebody looked into it, and it is still there: it begins anew with those in charge."""
    alarm.acknowledged_by, alarm.acknowledged_at, alarm.acknowledged_until, alarm.note = "", None, None, ""
    alarm.level, alarm.level_at, alarm.n_raised = 0, at, alarm.n_raised + 1


def _write(this: _Round) -> None:
    Alarm.objects.bulk_create(this.made, batch_size=500)
    _save(this.changed)
    tell([News(alarm.pk, path, alarm.level) for alarm, path in this.news], this.ladder, this.at)
    record_many(BY_ITSELF, this.writes)


def _save(changed: Iterable[Alarm]) -> None:
    """Alarms that came to the same are written together: thousands go up a step or end at the same moment."""
    alike: dict[tuple[object, ...], set[int]] = {}
    for alarm in {alarm.pk: alarm for alarm in changed}.values():
        alike.setdefault(tuple(getattr(alarm, column) for column in _CHANGED), set()).add(alarm.pk)
    for values, pks in alike.items():
        for ids in in_batches(pks):
            Alarm.objects.filter(pk__in=ids).update(**dict(zip(_CHANGED, values, strict=True)))


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """``is_mine``: this word counts. Else who was first, "" where the alarm is over."""

    is_mine: bool
    by: str = ""


@transaction.atomic
def acknowledge(actor: Actor, alarm_id: int, *, note: str = "") -> Acknowledged:
    """Says that somebody looks into an alarm, for some hours. Of two who do one is told of the other.

    Who may is the caller's part.
    """
    if _acknowledged(actor, [alarm_id], note):
        alarm = Alarm.objects.select_related("point").get(pk=alarm_id)
        record(actor, _acknowledgement(alarm.point.code, alarm.kind, note))
        return Acknowledged(is_mine=True, by=actor.name)
    now = going_on(Alarm.objects.filter(pk=alarm_id)).values_list("acknowledged_by", flat=True).first()
    return Acknowledged(is_mine=False, by=now or "")


@transaction.atomic
def acknowledge_all(actor: Actor, alarms: QuerySet[Alarm], *, note: str = "") -> int:
    """The same of many at once, as of those of a territory; those that somebody has already stay with them."""
    free = list(waiting(alarms, clock.now()).select_for_update(of=("self",)).values_list("pk", flat=True))
    writes: list[Write] = []
    for ids in in_batches(free):
        _acknowledged(actor, ids, note)
        told = Alarm.objects.filter(pk__in=ids).values_list("point__code", "kind")
        writes += [_acknowledgement(code, kind, note) for code, kind in told]
    record_many(actor, writes)
    return len(free)


def _acknowledged(actor: Actor, ids: Sequence[int], note: str) -> int:
    now = clock.now()
    return waiting(Alarm.objects.filter(pk__in=ids), now).update(
        acknowledged_by=actor.name,
        acknowledged_at=now,
        acknowledged_until=now + alarm_terms().acknowledged_for,
        note=one_line(note)[:MAX_NOTE],
    )


def _acknowledgement(code: str, kind: str, note: str) -> Write:
    return Write("acknowledge alarm", "point", code, {}, {"alarm": kind}, one_line(note)[:MAX_NOTE])
