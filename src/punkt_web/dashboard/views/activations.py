"""Activations: which there are, how far each is, and what it came to."""

from datetime import datetime

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from punkt import clock
from punkt.model.activation_words import TaskStage
from punkt.model.reports import is_ulid
from punkt.statistics.openings import opening_figures
from punkt_web.accounts.access import requires, signed_in
from punkt_web.accounts.models import User
from punkt_web.accounts.queries import reach
from punkt_web.accounts.roles import Power
from punkt_web.dashboard import activations as words
from punkt_web.dashboard import queries
from punkt_web.dashboard.activation_table import points_as_csv
from punkt_web.dashboard.views.files import Download, csv_file
from punkt_web.operations.activating.activations import activations_over, complaints_during, keeps_doors_shut, tasks_of
from punkt_web.operations.activating.area import n_unasked
from punkt_web.operations.activating.progress import TaskNow, progress
from punkt_web.operations.models import Activation
from punkt_web.registry.queries import points_for

_PAGE = 50


@requires(Power.SEE_MEMBERS)
def activations(request: HttpRequest) -> HttpResponse:
    """The activations that ask any point that I may see: those that go on, or those that are over."""
    is_over = request.GET.get("over") == "1"
    found = activations_over(points_for(signed_in(request)), is_over=is_over).prefetch_related("territories")
    page = Paginator(found, _PAGE).get_page(request.GET.get("page"))
    at = clock.now()
    rows = [(words.line(one, at), one) for one in page.object_list]
    return render(request, "desk/activations.html", {"page": page, "rows": rows, "is_over": is_over})


@requires(Power.SEE_MEMBERS)
def activation(request: HttpRequest, ulid: str) -> HttpResponse:
    """How far its points are, those that need a person first; after it is closed, what it came to."""
    user = signed_in(request)
    found = seen_activation(user, ulid)
    at = clock.now()
    rows = task_rows(user, found, at)
    stage = request.GET.get("stage", "")
    shown = [row for row in rows if row.stage == stage] if stage in set(TaskStage) else rows
    page = Paginator(shown, _PAGE).get_page(request.GET.get("page"))
    first = next(iter(found.territories.all()), None)
    may_change = may_activate_all(user, found)
    context = {
        "activation": found,
        "line": words.line(found, at),
        "why": words.trigger_words(found),
        "steps": words.steps(found.steps.all(), first.country if first else "", tells_counts=may_change),
        "counts": words.stage_counts(rows),
        "stage": stage,
        "n_points": len(rows),
        "page": page,
        "tasks": words.task_lines(list(page.object_list)),
        "figures": words.figure_lines(
            opening_figures((row.opening for row in rows), found.ended_at or at), keeps_shut=keeps_doors_shut(found)
        ),
        "complaints": complaints_during(found, queries.answered_for(user), at),
        "may_change": may_change and found.ended_at is None,
        "n_new": n_unasked(found) if may_change and found.ended_at is None else 0,
    }
    return render(request, "desk/activation.html", context)


@requires(Power.SEE_MEMBERS)
def points_csv(request: HttpRequest, ulid: str) -> Download:
    """Its points with what was asked, promised and measured, as a table for other programs."""
    user = signed_in(request)
    found = seen_activation(user, ulid)
    text = points_as_csv(found, task_rows(user, found, clock.now()))
    asked = list(found.territories.all())
    return csv_file(text, f"activation-{found.pk}", asked[0] if len(asked) == 1 else None)


def seen_activation(user: User, ulid: str) -> Activation:
    """404 for one that asks no point that the person may see."""
    found = activations_over(points_for(user)).filter(pk=ulid).first() if is_ulid(ulid) else None
    if found is None:
        raise Http404
    return found


def task_rows(user: User, found: Activation, at: datetime) -> list[TaskNow]:
    """Its points that the person may see; of one that is over, as it was at its end."""
    return progress(found, tasks_of(found, points_for(user)), found.ended_at or at)


def may_activate_all(user: User, found: Activation) -> bool:
    """Whether the person may ask points to open in the whole of its area."""
    where = reach(user, Power.ACTIVATE)
    return all(where.covers(territory.lineage) for territory in found.territories.all())
