"""The keeper console: what is said of a door in two taps, with or without scripts, with or without a network."""

from functools import lru_cache
from hashlib import sha256
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from punkt.errors import PunktError
from punkt.ids import new_ulid
from punkt.model.activation_words import TaskAnswer
from punkt_web.accounts.access import actor, requires, signed_in
from punkt_web.accounts.errors import NotYours
from punkt_web.accounts.roles import Power
from punkt_web.common.wording import said
from punkt_web.keeper import pages, receiving
from punkt_web.keeper.bodies import TooLarge, body_of
from punkt_web.keeper.forms import CarriedForm, ReportForm
from punkt_web.keeper.queries import kept_point, kept_points, services_of
from punkt_web.keeper.sendings import NotSignedIn, OfAnother
from punkt_web.operations.actions.tasks import answer_task
from punkt_web.operations.activating.activations import tasks_at
from punkt_web.registry.models import Point
from punkt_web.registry.queries import reach_now
from punkt_web.ui.static_text import has_static, static_text

_MOST_LISTED = 200


@require_safe
@requires(Power.REPORT)
def points(request: HttpRequest) -> HttpResponse:
    """The points that I report on; the console at once where it is one."""
    user = signed_in(request)
    found = kept_points(user)
    first = list(found[: _MOST_LISTED + 1])
    if len(first) == 1:
        return redirect("keep:console", first[0].code)
    return render(
        request, "keep/points.html", pages.points_page(signed_in(request), first[:_MOST_LISTED], n_all=found.count())
    )


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Power.REPORT)
def console(request: HttpRequest, code: str) -> HttpResponse:
    """The console of one point; a POST is a report from a page without scripts."""
    point = kept_point(signed_in(request), code)
    if point is None:
        raise Http404
    services = services_of(point)
    form = ReportForm(request.POST or None, services=services)
    if request.method == "POST" and form.is_valid() and _taken(request, point, form):
        return redirect("keep:console", point.code)
    page = pages.console_page(point, services, form, signed_in(request)) | {"fresh_ulid": new_ulid}
    return render(request, "keep/console.html", page)


def _taken(request: HttpRequest, point: Point, form: ReportForm) -> bool:
    fault = receiving.entered(signed_in(request), point, form.cleaned_data["ulid"], form.content())
    if fault is not None:
        form.add_error(None, said(fault, with_place=False))
        return False
    messages.success(request, _("Received: it is known and shown now."))
    return True


@require_POST
@requires(Power.REPORT)
def answer(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Answers what an activation asks of the point."""
    user = signed_in(request)
    point = kept_point(user, code)
    task = tasks_at(point).filter(pk=pk).first() if point is not None else None
    if point is None or task is None:
        raise Http404
    given = request.POST.get("answer", "")
    if given not in set(TaskAnswer):
        messages.error(request, _("Choose one of the answers."))
        return redirect("keep:console", point.code)
    try:
        answer_task(
            actor(user), task.pk, TaskAnswer(given), request.POST.get("note", ""), within=reach_now(user, Power.REPORT)
        )
    except PunktError as error:
        messages.error(request, said(error, with_place=False))
    else:
        messages.success(request, _("Your answer is at the coordinator."))
    return redirect("keep:console", point.code)


_STATUS_OF = {NotSignedIn: 401, NotYours: 403, OfAnother: 409, TooLarge: 413}
_UNREADABLE = 400


@require_POST
def reports(request: HttpRequest) -> HttpResponse:
    """Reports of a console's queue as JSON; a receipt for each. Nobody is sent to another page: a script reads it.

    Who sends them is looked up with those who send at the same time (``sendings``), not by ``request.user``.
    """
    try:
        answer = receiving.received(request.session.session_key or "", body_of(request))
    except PunktError as error:
        return JsonResponse({"why": said(error)}, status=_STATUS_OF.get(type(error), _UNREADABLE))
    return JsonResponse(answer, headers={"Cache-Control": "no-store"})


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Power.REPORT)
def carried(request: HttpRequest) -> HttpResponse:
    """Reports of a device that could not send them, typed or pasted in by somebody else."""
    form = CarriedForm(request.POST or None, initial={"form_id": new_ulid()})
    page: dict[str, Any] = {"form": form, "examples": [receiving.TEXT_EXAMPLE, receiving.REQUEST_EXAMPLE]}
    if request.method == "POST" and form.is_valid():
        lines = receiving.carried(signed_in(request), form.cleaned_data["text"], form.cleaned_data["form_id"])
        left = "\n".join(line.text for line in lines if line.why)  # to be put right and sent
        form = CarriedForm(initial={"form_id": new_ulid(), "text": left})
        page |= {"form": form, "lines": lines, "n_taken": sum(not line.why for line in lines)}
    response = render(request, "keep/carried.html", page)
    response.headers["Permissions-Policy"] = "camera=(self), microphone=(), geolocation=(self)"  # to scan codes
    return response


@require_safe
def service_worker(_request: HttpRequest) -> HttpResponse:
    """The script that keeps the console for when there is no network. Its version changes with what it keeps."""
    response = HttpResponse(_worker(), content_type="text/javascript; charset=utf-8")
    response.headers["Cache-Control"] = "no-cache"
    return response


@lru_cache(maxsize=1)
def _worker() -> str:
    script = static_text("keep/sw.js")
    codes = [f"/static/{pages.QR_CODES}"] if has_static(pages.QR_CODES) else []
    files = [*pages.SHELL_FILES, *codes]
    texts = [script, *(static_text(file.removeprefix("/static/")) for file in files)]
    version = sha256("\0".join(texts).encode()).hexdigest()[:12]
    return script.replace("{version}", version).replace("{files}", " ".join(files))
