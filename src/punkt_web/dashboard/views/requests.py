"""What points ask for: the list in the order of need, one request with all that was done, and asking for a point."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from punkt import clock
from punkt.errors import PunktError
from punkt.ids import new_ulid
from punkt.model.request_words import RequestKind, RequestState
from punkt.model.vocabulary import Shortage
from punkt_web.accounts.access import actor, requires, signed_in
from punkt_web.accounts.models import User
from punkt_web.accounts.roles import Power
from punkt_web.common.wording import said
from punkt_web.dashboard.forms.requests import NewRequestForm
from punkt_web.dashboard.request_table import requests_as_csv
from punkt_web.dashboard.requests import request_lines, requests_for
from punkt_web.dashboard.views.files import Download, csv_file
from punkt_web.dashboard.views.reached import reached_point
from punkt_web.dashboard.wording import word_label
from punkt_web.operations.actions.supplies.suggested import ask_for_shortage, ask_from_desk
from punkt_web.operations.models import SupplyRequest
from punkt_web.registry.queries import reach_now

_PAGE = 50
_MOST_ORDERED = 1_000
"""Of more open requests than this the latest are put into the order of need."""
KIND_OF_SHORTAGE = {
    word: RequestKind(word.value) if word.value in set(RequestKind) else RequestKind.EQUIPMENT for word in Shortage
}


@requires(Power.EDIT)
def requests(request: HttpRequest) -> HttpResponse:
    """Those of my area, open ones by need, those that are over by when they were asked."""
    user, state, kind = signed_in(request), request.GET.get("state", ""), request.GET.get("kind", "")
    found = _narrowed(user, state, kind)
    at = clock.now()
    page: Page[Any]
    if state == "over":
        page = Paginator(found, _PAGE).get_page(request.GET.get("page"))
        lines = sorted(request_lines(page.object_list, at), key=lambda line: line.ulid, reverse=True)
    else:
        page = Paginator(request_lines(found[:_MOST_ORDERED], at), _PAGE).get_page(request.GET.get("page"))
        lines = list(page.object_list)
    context = {
        "page": page,
        "lines": lines,
        "state": state,
        "kind": kind,
        "kinds": [(word.value, word_label(RequestKind, word)) for word in RequestKind],
    }
    return render(request, "desk/requests.html", context)


@requires(Power.EDIT)
def requests_csv(request: HttpRequest) -> Download:
    """The same as a table for other programs, the latest first."""
    found = _narrowed(signed_in(request), request.GET.get("state", ""), request.GET.get("kind", ""))
    return csv_file(requests_as_csv(found), "requests")


def _narrowed(user: User, state: str, kind: str) -> QuerySet[SupplyRequest]:
    found = requests_for(user, is_open={"over": False, "all": None}.get(state, True))
    if state == "waiting":
        found = found.filter(state=RequestState.ASKED)
    return found.filter(kind=kind) if kind in set(RequestKind) else found


@requires(Power.EDIT)
def new_request(request: HttpRequest, code: str) -> HttpResponse:
    """Asks for something for a point."""
    user, point = signed_in(request), reached_point(request, code, Power.EDIT)
    form = NewRequestForm(request.POST if request.method == "POST" else None, point=point, initial={"ulid": new_ulid()})
    if form.is_bound and form.is_valid():
        ulid = form.cleaned_data["ulid"]
        try:
            ask_from_desk(actor(user), point, ulid, form.asked(), within=reach_now(user, Power.EDIT))
        except PunktError as error:
            form.refuse(error)
        else:
            messages.success(request, _("The request is made."))
            return redirect("desk:request", ulid)
    return render(request, "desk/new_request.html", {"form": form, "point": point})


@require_POST
@requires(Power.EDIT)
def shortage(request: HttpRequest, code: str) -> HttpResponse:
    """Makes a request of what the point says that it is short of."""
    user, point = signed_in(request), reached_point(request, code, Power.EDIT)
    word = request.POST.get("shortage", "")
    if word not in set(Shortage):
        messages.error(request, _("Choose what is short."))
        return redirect("desk:point", point.code)
    try:
        made = ask_for_shortage(
            actor(user), point, KIND_OF_SHORTAGE[Shortage(word)], within=reach_now(user, Power.EDIT)
        )
    except PunktError as error:
        messages.error(request, said(error, with_place=False))
        return redirect("desk:point", point.code)
    return redirect("desk:request", made.pk)
