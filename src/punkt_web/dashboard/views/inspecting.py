"""One inspection: what was seen beside what the registry says, and every step that can be done about it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from punkt.errors import PunktError
from punkt.model.reports import is_ulid
from punkt_web.accounts.access import actor, requires, signed_in
from punkt_web.accounts.models import User
from punkt_web.accounts.queries import Reach
from punkt_web.accounts.roles import Power
from punkt_web.common.audit import Actor
from punkt_web.common.forms import RefusingForm
from punkt_web.common.zones import today_in
from punkt_web.dashboard.forms.inspections import AskForm, SignForm, WhyForm
from punkt_web.dashboard.inspection_tasks import TaskRow, task_row
from punkt_web.dashboard.inspections import columns_of, inspection_row, shown_sheets, topic_rows
from punkt_web.dashboard.views.files import picture
from punkt_web.dashboard.views.steps import is_done, refuse
from punkt_web.readiness.actions.inspections import Asking, ask_again, cancel_inspection, reassign, send_back
from punkt_web.readiness.actions.signing import TASK_DAYS, Signed, Signing, sign
from punkt_web.readiness.inspections.again import unclosed_tasks
from punkt_web.readiness.inspections.people import people_who
from punkt_web.readiness.inspections.queries import inspection_for, inspections_of, photo_for
from punkt_web.readiness.inspections.sheets import counting_sheets
from punkt_web.readiness.inspections.states import with_sheets
from punkt_web.readiness.models import IS_OPEN, Inspection, InspectionSheet, InspectionTask
from punkt_web.registry.queries import lineage_of, may, reach_now
from punkt_web.registry.standing import heir, ids_of

_CHOICE = "choice."


def found_inspection(user: User, ulid: str) -> Inspection:
    """404 for one that is not in my area."""
    found = inspection_for(user, ulid) if is_ulid(ulid) else None
    if found is None:
        raise Http404
    return found


@requires(Power.INSPECT)
def inspection(request: HttpRequest, ulid: str) -> HttpResponse:
    """The page of an inspection."""
    user = signed_in(request)
    return _page(request, user, found_inspection(user, ulid), {})


def _page(request: HttpRequest, user: User, found: Inspection, bound: dict[str, forms.Form]) -> HttpResponse:
    point = heir(found.point)
    today, sheets = today_in(point.country), shown_sheets(found)
    may_edit = may(user, Power.EDIT, point)
    counting = [sheet for sheet in sheets if sheet.is_final]
    wrote = any(sheet.author_name == user.email or sheet.author_id == user.pk for sheet in counting)
    context = {
        "inspection": found,
        "row": inspection_row(found),
        "point": point,
        "columns": columns_of(sheets, point.country),
        "topics": topic_rows(found, sheets, today),
        "tasks": _tasks(found),
        "others": [inspection_row(one) for one in with_sheets(inspections_of(user, point).exclude(pk=found.pk))[:5]],
        "counting": counting,
        "may_sign": may_edit and found.is_open and found.handed_in_at and not wrote,
        "wrote": wrote,
        "may_edit": may_edit,
        **(_forms(found, bound) if may_edit else {}),
    }
    return render(request, "desk/inspection.html", context)


def _tasks(found: Inspection) -> list[tuple[TaskRow, bool]]:
    """Those that it made; of one that was signed also what else is to be mended at the point, marked as from before."""
    own = list(found.tasks.select_related("inspection", "point__merged_into"))
    unclosed = unclosed_tasks(heir(found.point)) if found.signed_at else []
    others = [task for task in unclosed if task.inspection_id != found.pk]
    return [*((task_row(task), False) for task in own), *((task_row(task), _is_before(task, found)) for task in others)]


def _is_before(task: InspectionTask, found: Inspection) -> bool:
    return found.signed_at is not None and task.made_at < found.signed_at


def _open_at(found: Inspection) -> str:
    """The number of the inspection of the same point that is open; "" for none."""
    others = Inspection.objects.filter(IS_OPEN, point__in=ids_of(heir(found.point)))
    return others.values_list("pk", flat=True).first() or ""


def _forms(found: Inspection, bound: dict[str, forms.Form]) -> dict[str, Any]:
    """The forms of what can be done now; one that was sent and refused stands as it was sent."""
    unclosed = len(unclosed_tasks(heir(found.point))) if found.signed_at else 0
    made: dict[str, Any] = {"n_unclosed": unclosed}
    if unclosed:
        made["open_again"] = _open_at(found)
    if found.is_open:
        made |= {"reassign_form": _ask_form(found), "cancel_form": WhyForm(auto_id="cancel_%s")}
        made |= {"back_form": WhyForm(auto_id="back_%s"), "sign_form": _sign_form(found)}
    elif unclosed:
        made["again_form"] = _ask_form(found)
    return made | bound


def _ask_form(found: Inspection, data: Any = None) -> AskForm:
    point = heir(found.point)
    people = people_who(Power.INSPECT, lineage_of(point), point.code)
    due_on = max(found.due_on, today_in(point.country) + timedelta(days=7))
    initial = {"inspector": str(found.inspector_id or ""), "due_on": found.due_on if found.is_open else due_on}
    return AskForm(data, people=people, initial=initial)


def _sign_form(found: Inspection, data: Any = None) -> SignForm:
    point = heir(found.point)
    people = people_who(Power.REPORT, lineage_of(point), point.code)
    initial = {"due_on": today_in(point.country) + timedelta(days=TASK_DAYS)}
    return SignForm(data, people=people, initial=initial, auto_id="sign_%s")


@requires(Power.EDIT)
@require_POST
def sign_inspection(request: HttpRequest, ulid: str) -> HttpResponse:
    """Signs it; where two differ, by what was chosen line by line."""
    user = signed_in(request)
    found = found_inspection(user, ulid)
    form = _sign_form(found, request.POST)
    if not form.is_valid():
        return _page(request, user, found, {"sign_form": form})
    signing = Signing(
        request.POST.getlist("sheet"),
        _choices(request, counting_sheets(found)),
        form.owner_chosen,
        form.cleaned_data["due_on"],
    )
    try:
        signed = sign(actor(user), ulid, signing, within=reach_now(user, Power.EDIT))
    except PunktError as error:
        refuse(request, form, error)
        return _page(request, user, found_inspection(user, ulid), {"sign_form": form})
    messages.success(request, _signed_words(signed))
    return redirect("desk:inspection", ulid)


def _signed_words(signed: Signed) -> str:
    n = signed.n_facts
    facts = ngettext("%(n)d fact is in the registry", "%(n)d facts are in the registry", n) % {"n": n}
    n = signed.n_failed
    failed = ngettext("%(n)d line failed", "%(n)d lines failed", n) % {"n": n}
    n = signed.n_closed
    closed = ngettext("%(n)d task is closed", "%(n)d tasks are closed", n) % {"n": n}
    return _("Signed. %(told)s.") % {"told": f"{facts}, {failed}, {closed}"}


def _choices(request: HttpRequest, sheets: list[InspectionSheet]) -> dict[str, str]:
    """For lines on which two differ: whose answer was chosen, by the number of their sheet."""
    authors = {sheet.ulid: sheet.author_name for sheet in sheets}
    chosen = {name.removeprefix(_CHOICE): value for name, value in request.POST.items() if name.startswith(_CHOICE)}
    return {key: authors[str(value)] for key, value in chosen.items() if value in authors}


@requires(Power.EDIT)
@require_POST
def send_inspection_back(request: HttpRequest, ulid: str) -> HttpResponse:
    """Asks the inspector to look once more, and says why."""
    form = WhyForm(request.POST, auto_id="back_%s")
    return _step(
        request,
        ulid,
        "back_form",
        form,
        lambda by, within: send_back(by, ulid, form.cleaned_data["why"], within=within),
    )


@requires(Power.EDIT)
@require_POST
def cancel(request: HttpRequest, ulid: str) -> HttpResponse:
    """Cancels it, and says why."""
    form = WhyForm(request.POST, auto_id="cancel_%s")

    def step(by: Actor, within: Reach) -> bool:
        return cancel_inspection(by, ulid, form.cleaned_data["why"], within=within)

    return _step(request, ulid, "cancel_form", form, step)


@requires(Power.EDIT)
@require_POST
def give_to(request: HttpRequest, ulid: str) -> HttpResponse:
    """Gives it to somebody else, or another day."""
    form = _ask_form(found_inspection(signed_in(request), ulid), request.POST)

    def step(by: Actor, within: Reach) -> bool:
        return reassign(by, ulid, form.inspector_chosen, form.cleaned_data["due_on"], within=within)

    return _step(request, ulid, "reassign_form", form, step)


@requires(Power.EDIT)
@require_POST
def look_again(request: HttpRequest, ulid: str) -> HttpResponse:
    """Asks somebody to look again at what failed."""
    form = _ask_form(found_inspection(signed_in(request), ulid), request.POST)
    made: list[Inspection] = []

    def step(by: Actor, within: Reach) -> bool:
        asking = Asking(form.inspector_chosen, form.cleaned_data["due_on"])
        made.append(ask_again(by, ulid, asking, within=within))
        return True

    answer = _step(request, ulid, "again_form", form, step)
    return redirect("desk:inspection", made[0].pk) if made else answer


def _step(
    request: HttpRequest, ulid: str, name: str, form: RefusingForm, step: Callable[[Actor, Reach], bool]
) -> HttpResponse:
    user = signed_in(request)
    found_inspection(user, ulid)
    if is_done(request, form, lambda: step(actor(user), reach_now(user, Power.EDIT))):
        return redirect("desk:inspection", ulid)
    return _page(request, user, found_inspection(user, ulid), {name: form})


@requires(Power.INSPECT)
@require_safe
def inspection_photo(request: HttpRequest, ulid: str) -> HttpResponse:
    """A picture of an inspection, for those who inspect there; to everybody else it does not exist."""
    shown = photo_for(signed_in(request), ulid) if is_ulid(ulid) else None
    if shown is None:
        raise Http404
    return picture(shown.image)
