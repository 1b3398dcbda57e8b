"""What has to be mended: mine, what is open and overdue, and one task with what can be done about it."""

from collections.abc import Callable
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from punkt.model.reports import is_ulid
from punkt_web.accounts.access import actor, requires, signed_in
from punkt_web.accounts.models import User
from punkt_web.accounts.queries import Reach
from punkt_web.accounts.roles import Power
from punkt_web.common.audit import Actor
from punkt_web.common.forms import RefusingForm
from punkt_web.common.zones import is_over
from punkt_web.dashboard.forms.inspections import AssignForm, DoneForm, WhyForm
from punkt_web.dashboard.inspection_tasks import task_row, task_seen
from punkt_web.dashboard.views.steps import is_done
from punkt_web.readiness.actions.inspection_tasks import assign_task, do_task, drop_task
from punkt_web.readiness.inspections.people import people_who
from punkt_web.readiness.inspections.queries import open_tasks, tasks_within
from punkt_web.readiness.models import InspectionTask
from punkt_web.registry.queries import lineage_of, may, reach_now
from punkt_web.registry.standing import heir

_PAGE = 50


@requires(Power.SEE_MEMBERS)
def tasks(request: HttpRequest) -> HttpResponse:
    """Those at points where I inspect, and those that are mine."""
    user, which = signed_in(request), request.GET.get("which", "")
    found = _narrowed(user, which)
    page = Paginator(found, _PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "rows": [task_row(one) for one in page.object_list], "which": which}
    return render(request, "desk/inspection_tasks.html", context)


def _narrowed(user: User, which: str) -> QuerySet[InspectionTask]:
    found = tasks_within(user)
    match which:
        case "mine":
            return open_tasks(found).filter(owner=user)
        case "overdue":
            return open_tasks(found).filter(is_over("due_on", "point__country"))
        case "done":
            return found.filter(done_at__isnull=False, closed_at=None)
        case "closed":
            return found.filter(closed_at__isnull=False).order_by("-closed_at")
        case _:
            return open_tasks(found)


@requires(Power.SEE_MEMBERS)
def task(request: HttpRequest, ulid: str) -> HttpResponse:
    """One task."""
    user = signed_in(request)
    return _page(request, user, _found(user, ulid), {})


def _page(request: HttpRequest, user: User, found: InspectionTask, bound: dict[str, Any]) -> HttpResponse:
    point = heir(found.point)
    may_edit, may_inspect = may(user, Power.EDIT, point), may(user, Power.INSPECT, point)
    forms: dict[str, Any] = {}
    if found.closed_at is None and (may_edit or found.owner_id == user.pk) and found.done_at is None:
        forms["done_form"] = DoneForm(auto_id="done_%s")
    if found.closed_at is None and may_edit:
        forms |= {"assign_form": _assign_form(found), "drop_form": WhyForm(auto_id="drop_%s")}
    context = {
        "row": task_row(found),
        "task": found,
        "point": point,
        "may_inspect": may_inspect,
        "seen": task_seen(found, sees_photos=may_inspect),
        **(forms | bound),
    }
    return render(request, "desk/inspection_task.html", context)


def _assign_form(found: InspectionTask, data: Any = None) -> AssignForm:
    point = heir(found.point)
    people = people_who(Power.SEE_MEMBERS, lineage_of(point), point.code)
    initial = {"owner": str(found.owner_id or ""), "due_on": found.due_on}
    return AssignForm(data, people=people, initial=initial, auto_id="assign_%s")


@requires(Power.SEE_MEMBERS)
@require_POST
def done(request: HttpRequest, ulid: str) -> HttpResponse:
    """Says that it is done, and what."""
    form = DoneForm(request.POST, auto_id="done_%s")
    return _step(
        request, ulid, "done_form", form, lambda by, within: do_task(by, ulid, form.cleaned_data["note"], within=within)
    )


@requires(Power.EDIT)
@require_POST
def assign(request: HttpRequest, ulid: str) -> HttpResponse:
    """Gives it to somebody, by a day."""
    form = _assign_form(_found(signed_in(request), ulid), request.POST)

    def step(by: Actor, within: Reach) -> bool:
        owner = form.owner_chosen
        return owner is not None and assign_task(by, ulid, owner, form.cleaned_data["due_on"], within=within)

    return _step(request, ulid, "assign_form", form, step)


@requires(Power.EDIT)
@require_POST
def drop(request: HttpRequest, ulid: str) -> HttpResponse:
    """Ends it undone, and says why."""
    form = WhyForm(request.POST, auto_id="drop_%s")
    return _step(
        request,
        ulid,
        "drop_form",
        form,
        lambda by, within: drop_task(by, ulid, form.cleaned_data["why"], within=within),
    )


def _step(
    request: HttpRequest, ulid: str, name: str, form: RefusingForm, step: Callable[[Actor, Reach], bool]
) -> HttpResponse:
    user = signed_in(request)
    found = _found(user, ulid)
    if is_done(request, form, lambda: step(actor(user), reach_now(user, Power.EDIT))):
        return redirect("desk:inspection_task", ulid)
    return _page(request, user, found, {name: form})


def _found(user: User, ulid: str) -> InspectionTask:
    found = tasks_within(user).filter(pk=ulid).first() if is_ulid(ulid) else None
    if found is None:
        raise Http404
    return found
