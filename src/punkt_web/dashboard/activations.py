"""Activations and how far they are, in words."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from punkt.model.activation_words import (
    ActivationMode,
    ActivationTrigger,
    ClosingCriterion,
    ServiceLevel,
    StepKind,
    TaskStage,
)
from punkt.model.vocabulary import Availability
from punkt.statistics.openings import DEFINITIONS, OpeningFigures
from punkt_web.accounts.names import shown_name
from punkt_web.common.moments import clock_and_day, minutes_words
from punkt_web.dashboard.wording import word_label
from punkt_web.operations.activating.progress import TaskNow
from punkt_web.operations.models import Activation, ActivationStep
from punkt_web.registry.models import Point
from punkt_web.registry.titles import point_title, territory_title

_LOOKS = {
    TaskStage.OPEN: "open",
    TaskStage.READY: "open",
    TaskStage.LATE: "shut",
    TaskStage.SHUT_AGAIN: "shut",
    TaskStage.CANNOT: "shut",
}


@dataclass(frozen=True, slots=True)
class ActivationLine:
    """An activation in a few words. ``phase`` is running, to come, past its end or over."""

    ulid: str
    title: str
    where: str
    asked: str
    when: str
    phase: str
    is_exercise: bool
    is_past_its_end: bool


def line(activation: Activation, at: datetime) -> ActivationLine:
    """How it stands at ``at``."""
    territories = list(activation.territories.all())
    country = territories[0].country if territories else ""
    is_past = activation.ended_at is None and activation.until_at is not None and activation.until_at <= at
    return ActivationLine(
        ulid=activation.pk,
        title=activation.reason,
        where=", ".join(territory_title(one) for one in territories),
        asked=_("%(level)s. %(mode)s")
        % {
            "level": word_label(ServiceLevel, activation.level),
            "mode": mode_words(activation.mode, is_exercise=activation.is_exercise),
        },
        when=_when(activation, country),
        phase=_phase(activation, country, at, is_past=is_past),
        is_exercise=activation.is_exercise,
        is_past_its_end=is_past,
    )


def mode_words(mode: str, *, is_exercise: bool) -> str:
    """How the points are to be open; in an exercise no door is, it is only practised."""
    words = word_label(ActivationMode, mode)
    return _("To be practised, not done: %(mode)s") % {"mode": words} if is_exercise else words


def _when(activation: Activation, country: str) -> str:
    begins = {"begins": clock_and_day(activation.begins_at, country)}
    if activation.until_at is None:
        return _("From %(begins)s, end not known") % begins
    return _("From %(begins)s to %(ends)s") % {**begins, "ends": clock_and_day(activation.until_at, country)}


def _phase(activation: Activation, country: str, at: datetime, *, is_past: bool) -> str:
    if activation.ended_at is not None:
        return _("Closed at %(time)s") % {"time": clock_and_day(activation.ended_at, country)}
    if activation.begins_at > at:
        return _("Begins later")
    return _("Past its end: extend it or close it") if is_past else _("Running")


def trigger_words(activation: Activation) -> str:
    """Why, with the number of the decision where there is one."""
    why = word_label(ActivationTrigger, activation.trigger)
    if not activation.decision:
        return why
    return _("%(why)s (decision %(number)s)") % {"why": why, "number": activation.decision}


@dataclass(frozen=True, slots=True)
class StepLine:
    """What was done, by whom and when."""

    what: str
    at: str
    said_by: str
    how: str
    reason: str
    criteria: list[str]


def steps(made: Iterable[ActivationStep], country: str, *, tells_counts: bool) -> list[StepLine]:
    """All of them in words, the first first. How many points were asked is for those who may know of all of them."""
    return [_step(one, country, tells_counts=tells_counts) for one in made]


def _step(step: ActivationStep, country: str, *, tells_counts: bool) -> StepLine:
    mode = mode_words(step.mode, is_exercise=step.activation.is_exercise)
    how = [word_label(ServiceLevel, step.level), mode]
    if step.until_at is not None:
        how.append(_("until %(time)s") % {"time": clock_and_day(step.until_at, country)})
    if step.n_points and tells_counts:
        how.append(ngettext("%(n)s point asked", "%(n)s points asked", step.n_points) % {"n": step.n_points})
    return StepLine(
        what=word_label(StepKind, step.kind),
        at=clock_and_day(step.at, country),
        said_by=shown_name(step.said_by),
        how="; ".join(how) if step.kind != StepKind.CLOSE else "",
        reason=step.reason,
        criteria=[
            _("%(criterion)s: %(answer)s")
            % {"criterion": word_label(ClosingCriterion, one), "answer": word_label(Availability, answer)}
            for one, answer in step.criteria.items()
        ],
    )


@dataclass(frozen=True, slots=True)
class TaskLine:
    """One point of an activation in words."""

    code: str
    title: str
    settlement: str
    stage: str
    look: str
    promise: str
    took: str
    answer: str


def task_lines(rows: Sequence[TaskNow]) -> list[TaskLine]:
    """The points of one page: their names are looked up here, in one query."""
    points = Point.objects.in_bulk([row.task.point_id for row in rows])
    return [task_line(row, points[row.task.point_id]) for row in rows if row.task.point_id in points]


def task_line(row: TaskNow, point: Point) -> TaskLine:
    """A row of the table."""
    return TaskLine(
        code=point.code,
        title=point_title(point),
        settlement=point.settlement,
        stage=word_label(TaskStage, row.stage),
        look=_LOOKS.get(row.stage, ""),
        promise=minutes_words(row.opening.promised),
        took=took_words(row),
        answer=_answer(row, point.country) if row.task.answered_at else "",
    )


def _answer(row: TaskNow, country: str) -> str:
    task = row.task
    said = {
        "by": shown_name(task.answered_by),
        "time": clock_and_day(task.answered_at, country) if task.answered_at else "",
    }
    told = _("%(by)s, %(time)s") % said
    return _("%(note)s (%(told)s)") % {"note": task.note, "told": told} if task.note else told


@dataclass(frozen=True, slots=True)
class AskedLine:
    """What an activation asks of one point, for the page of that point."""

    ulid: str
    reason: str
    is_exercise: bool
    stage: str
    look: str
    answer: str


def asked_line(activation: Activation, row: TaskNow, point: Point) -> AskedLine:
    """In words."""
    told = task_line(row, point)
    return AskedLine(activation.pk, activation.reason, activation.is_exercise, told.stage, told.look, told.answer)


def took_words(row: TaskNow) -> str:
    """How long it took, or that it was open before."""
    if row.task.was_open and row.opening.opened_at == row.task.given_at:
        return _("open before")
    return _("not yet") if row.opening.took is None else minutes_words(row.opening.took)


@dataclass(frozen=True, slots=True)
class StageCount:
    """How many points are so far."""

    stage: TaskStage
    words: str
    look: str
    n: int


def stage_counts(rows: Sequence[TaskNow]) -> list[StageCount]:
    """By what needs a person first; what no point is at is left out."""
    counted = Counter(row.stage for row in rows)
    return [
        StageCount(stage, word_label(TaskStage, stage), _LOOKS.get(stage, ""), counted[stage])
        for stage in TaskStage
        if counted[stage]
    ]


@dataclass(frozen=True, slots=True)
class FigureLine:
    """A figure with what it means."""

    name: str
    value: str
    definition: str


def figure_lines(figures: OpeningFigures, *, keeps_shut: bool) -> list[FigureLine]:
    """How the points opened (or were ready), each figure with its definition."""
    opened = _("Ready") if keeps_shut else _("Opened")
    of_all = {"n": figures.n_opened, "total": figures.n_asked}
    kept = {"n": figures.n_kept, "total": figures.n_promised}
    return [
        FigureLine(opened, _("%(n)s of %(total)s") % of_all, _(DEFINITIONS["n_ready" if keeps_shut else "n_opened"])),
        FigureLine(_("Half within"), _reached(figures.half_within), _(DEFINITIONS["half_within"])),
        FigureLine(_("Nine in ten within"), _reached(figures.most_within), _(DEFINITIONS["most_within"])),
        FigureLine(
            _("Kept their promise"),
            _("%(n)s of %(total)s") % kept if figures.n_promised else _("no promised time is over yet"),
            _(DEFINITIONS["n_kept"]),
        ),
    ]


def _reached(span: timedelta | None) -> str:
    return _("not reached") if span is None else minutes_words(span)
