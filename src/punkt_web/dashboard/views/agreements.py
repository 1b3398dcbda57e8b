"""Agreements with hosts: the list of a person's area, those of one point, and entering, changing, renewing, ending."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from punkt.errors import PunktError
from punkt.ids import new_ulid
from punkt.model.hosting_words import AgreementState
from punkt.model.reports import is_ulid
from punkt_web.accounts.access import actor, requires, signed_in
from punkt_web.accounts.roles import Power
from punkt_web.dashboard.agreement_table import agreements_as_csv
from punkt_web.dashboard.agreements import NONE, agreement_line, agreement_lines, agreements_among
from punkt_web.dashboard.forms.agreements import AgreementForm, EndAgreementForm, first_values, values_of
from punkt_web.dashboard.queries import answered_for
from punkt_web.dashboard.views.files import Download, csv_file
from punkt_web.dashboard.views.reached import reached_point
from punkt_web.dashboard.views.steps import is_done, tell_saved
from punkt_web.dashboard.wording import word_label
from punkt_web.hosting.actions.agreements import change_agreement, end_agreement, enter_agreement
from punkt_web.hosting.models import HostAgreement
from punkt_web.hosting.queries import agreements_of, without_agreement
from punkt_web.registry.models import Point
from punkt_web.registry.queries import field_sight

_PAGE = 50
_MAX_TEXT = 100


@requires(Power.EDIT)
@require_GET
def agreements(request: HttpRequest) -> HttpResponse:
    """Those of my area by when they end; points of which none was entered are counted, and listed when asked for."""
    user = signed_in(request)
    state, text = _asked(request)
    answered = answered_for(user)  # who may see what is looked up once
    lacking = without_agreement(answered).order_by("code")
    found: Any = lacking if state == NONE else agreements_among(answered, state=state, text=text)
    page = Paginator(found, _PAGE).get_page(request.GET.get("page"))
    states = [(word.value, word_label(AgreementState, word)) for word in AgreementState]
    context = {
        "page": page,
        "lines": [] if state == NONE else agreement_lines(page.object_list, user),
        "lacking": page.object_list if state == NONE else [],
        "n_lacking": lacking.count(),
        "state": state,
        "text": text,
        "states": [*states, (NONE, _("No agreement was entered"))],
    }
    return render(request, "desk/agreements.html", context)


@requires(Power.EDIT)
@require_GET
def agreements_csv(request: HttpRequest) -> Download:
    """The same as a table for other programs."""
    state, text = _asked(request)
    lines = agreements_as_csv(agreements_among(answered_for(signed_in(request)), state=state, text=text))
    return csv_file(lines, "agreements")


def _asked(request: HttpRequest) -> tuple[str, str]:
    state = request.GET.get("state", "")
    return state if state in {NONE, *AgreementState} else "", request.GET.get("q", "")[:_MAX_TEXT].replace("\0", "")


@requires(Power.EDIT)
def of_point(request: HttpRequest, code: str) -> HttpResponse:
    """All agreements about a point, the latest first, with who holds keys for those who may see contacts."""
    point = reached_point(request, code, Power.EDIT)
    sees_secret = field_sight(signed_in(request), point).sees_secret
    found = agreements_of(point).prefetch_related("key_holders")
    lines = [agreement_line(row, sees_secret=sees_secret) for row in found]
    context = {"point": point, "lines": lines, "sees_secret": sees_secret}
    return render(request, "desk/point_agreements.html", context)


@requires(Power.EDIT)
def new_agreement(request: HttpRequest, code: str) -> HttpResponse:
    """Enters an agreement about a point."""
    point = _written_point(request, code)
    host, holder = (party.name if party else "" for party in (point.host, point.holder))
    return _enter(request, point, {**first_values(host, holder), "promised_minutes": point.promised_minutes})


@requires(Power.EDIT)
def renew(request: HttpRequest, code: str, ulid: str) -> HttpResponse:
    """Enters what follows an agreement: the same terms, from the day after its last."""
    point = _written_point(request, code)
    former = _agreement(point, ulid)
    begins = former.valid_until + timedelta(days=1) if former.valid_until else None
    new = {"valid_from": begins, "valid_until": None, "signed_on": None, "document": "", "is_open_ended": False}
    return _enter(request, point, {**values_of(former), **new}, renews=former)


def _enter(
    request: HttpRequest, point: Point, initial: dict[str, Any], *, renews: HostAgreement | None = None
) -> HttpResponse:
    form = AgreementForm(request.POST if request.method == "POST" else None, initial={**initial, "ulid": new_ulid()})
    if form.is_bound and form.is_valid():
        try:
            enter_agreement(actor(signed_in(request)), point, form.cleaned_data["ulid"], form.terms(), renews=renews)
        except PunktError as error:
            form.refuse(error)
        else:
            return _saved(request, point)
    return render(request, "desk/agreement_form.html", {"point": point, "form": form, "renews": renews})


@requires(Power.EDIT)
def change(request: HttpRequest, code: str, ulid: str) -> HttpResponse:
    """Changes what is written of an agreement; of two who do so at once the second is told."""
    point = _written_point(request, code)
    row = _agreement(point, ulid)
    form = AgreementForm(request.POST if request.method == "POST" else None, initial=values_of(row))
    if form.is_bound and form.is_valid():
        try:
            change_agreement(actor(signed_in(request)), row.pk, form.terms(), seen_at=form.cleaned_data["seen"])
        except PunktError as error:
            form.refuse(error)
        else:
            return _saved(request, point)
    return render(request, "desk/agreement_form.html", {"point": point, "form": form, "row": row})


@requires(Power.EDIT)
def end(request: HttpRequest, code: str, ulid: str) -> HttpResponse:
    """Ends an agreement with a reason."""
    point = _written_point(request, code)
    row = _agreement(point, ulid)
    form = EndAgreementForm(request.POST if request.method == "POST" else None)
    by = actor(signed_in(request))
    if form.is_bound and is_done(request, form, lambda: end_agreement(by, row.pk, **form.cleaned_data), _tell_ended):
        return redirect("desk:point_agreements", point.code)
    line = agreement_line(row, sees_secret=True)
    return render(request, "desk/end_agreement.html", {"point": point, "form": form, "line": line})


def _tell_ended(request: HttpRequest, is_new: bool) -> None:
    if is_new:
        tell_saved(request, is_new)
    else:
        messages.warning(request, _("Somebody else ended this agreement meanwhile. Theirs stays."))


def _written_point(request: HttpRequest, code: str) -> Point:
    """The forms hold names of people: who writes them may see them."""
    reached_point(request, code, Power.SEE_SECRET)
    return reached_point(request, code, Power.EDIT)


def _agreement(point: Point, ulid: str) -> HostAgreement:
    if not is_ulid(ulid):
        raise Http404
    return get_object_or_404(agreements_of(point), pk=ulid)


def _saved(request: HttpRequest, point: Point) -> HttpResponse:
    messages.success(request, _("Saved."))
    return redirect("desk:point_agreements", point.code)
