"""Calling the points that need it, one after another."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from punkt import clock
from punkt.errors import PunktError
from punkt.ids import new_ulid
from punkt.model.board_words import CallOutcome
from punkt_web.accounts.access import actor, requires, signed_in
from punkt_web.accounts.models import User
from punkt_web.accounts.roles import Power
from punkt_web.common.wording import said
from punkt_web.dashboard import queries
from punkt_web.dashboard.forms.calls import CallForm
from punkt_web.dashboard.live import point_line
from punkt_web.dashboard.reports import told_reports
from punkt_web.dashboard.views.reached import reached_point
from punkt_web.operations.actions.calls import end_call, take_call, tell_from_call
from punkt_web.operations.calls import call_queue, next_calls, running_call
from punkt_web.operations.live import LiveRow, live_rows
from punkt_web.operations.models import Call
from punkt_web.registry.models import Point
from punkt_web.registry.queries import field_sight

_TRIES = 20


@requires(Power.EDIT)
@require_POST
def next_call(request: HttpRequest) -> HttpResponse:
    """Takes on the call that is needed most, and that nobody else makes."""
    user = signed_in(request)
    at = clock.now()
    points = queries.answered_for(user)
    queue = call_queue(live_rows(points, at, complaints_of=points), at)
    for row in next_calls(queue)[:_TRIES]:
        if take_call(actor(user), Point.objects.get(pk=row.id)) is not None:
            return redirect("desk:call", row.code)
    messages.success(request, _("Nobody needs a call now."))
    return redirect("desk:live")


@requires(Power.EDIT)
def call(request: HttpRequest, code: str) -> HttpResponse:
    """What to ask, whom to call, what is known, and what they say; for others, who calls."""
    user, point = signed_in(request), reached_point(request, code, Power.EDIT)
    running = running_call(point, actor(user), clock.now())
    form = CallForm(request.POST if request.method == "POST" else None, initial={"ulid": new_ulid()})
    if form.is_bound and form.is_valid() and _is_told(user, point, form):
        messages.success(request, _("Received: it is known and shown now."))
        return redirect("desk:live")
    # What somebody wrote down stays before them, also where their time ran out and another calls.
    is_mine = form.is_bound or (running is not None and running.taken_by == actor(user).name)
    return render(request, "desk/call.html", _page(user, point, running, form) | {"is_mine": is_mine})


def _is_told(user: User, point: Point, form: CallForm) -> bool:
    try:
        tell_from_call(actor(user), user, point, form.cleaned_data["ulid"], form.content())
    except PunktError as error:
        form.add_error(None, said(error, with_place=False))
        return False
    return True


def _page(user: User, point: Point, running: Call | None, form: CallForm) -> dict[str, object]:
    row = _row(point)
    sees_contacts = field_sight(user, point).sees_secret
    return {
        "point": point,
        "line": point_line(row, point) if row is not None else None,
        "reports": told_reports(point)[:3],
        "contacts": point.contacts.order_by("id") if sees_contacts else None,
        "running": running,
        "form": form,
    }


def _row(point: Point) -> LiveRow | None:
    this = Point.objects.filter(pk=point.pk)
    return next(iter(live_rows(this, clock.now(), complaints_of=this)), None)


@requires(Power.EDIT)
@require_POST
def take(request: HttpRequest, code: str) -> HttpResponse:
    """Takes on the call to one point."""
    user, point = signed_in(request), reached_point(request, code, Power.EDIT)
    if take_call(actor(user), point) is None:
        messages.warning(request, _("Somebody else is calling this point."))
    return redirect("desk:call", point.code)


@requires(Power.EDIT)
@require_POST
def end(request: HttpRequest, code: str) -> HttpResponse:
    """Ends my call: nobody was reached, or it is given back."""
    user, point = signed_in(request), reached_point(request, code, Power.EDIT)
    running = running_call(point, actor(user), clock.now())
    if running is None or running.taken_by != actor(user).name:
        raise Http404
    was_tried = request.POST.get("outcome") == CallOutcome.NOT_REACHED
    end_call(actor(user), running.pk, CallOutcome.NOT_REACHED if was_tried else None, note=request.POST.get("note", ""))
    done = _("It comes up again in a quarter of an hour.") if was_tried else _("Given back: somebody else may call.")
    messages.success(request, done)
    return redirect("desk:live")
