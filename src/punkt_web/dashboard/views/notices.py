"""Curfews and air alerts: what stands for my territories, setting, correcting and ending it."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from punkt.errors import PunktError
from punkt.model.notice_words import NoticeKind
from punkt_web.accounts.access import actor, requires, signed_in
from punkt_web.accounts.queries import Reach, reach
from punkt_web.accounts.roles import Power
from punkt_web.common.zones import today_in
from punkt_web.dashboard import queries
from punkt_web.dashboard.bulletins import ROW as BULLETIN_ROW
from punkt_web.dashboard.bulletins import listed_bulletins
from punkt_web.dashboard.forms.notices import AlertForm, CurfewForm
from punkt_web.dashboard.notices import ListedNotice, listed, still_told
from punkt_web.dashboard.views.reached import reached_territory
from punkt_web.operations.actions.notices import change_curfew, confirm_alert, end_notice, set_curfew, start_alert
from punkt_web.operations.models import TerritoryNotice
from punkt_web.operations.surroundings.notices import COLUMNS
from punkt_web.registry.choosing import offered_territories
from punkt_web.registry.models import Territory

_PAGE = 50
_ROW = (*COLUMNS, "pk", "ended_at", "said_by", "said_at", "feed__name")


@requires(Power.ANNOUNCE)
def notices(request: HttpRequest) -> HttpResponse:
    """What stands, by others above too, or what is over; a search for the territory of a new one."""
    user = signed_in(request)
    is_over = request.GET.get("over") == "1"
    page = Paginator(queries.notices_for(user, is_over=is_over).values(*_ROW), _PAGE).get_page(request.GET.get("page"))
    asked = str(request.GET.get("territory", "")).strip()
    where = reach(user, Power.ANNOUNCE)
    found = offered_territories(asked, where)
    context = {
        "page": page,
        "rows": listed(page.object_list),
        "above": [] if is_over else still_told(queries.notices_above(where).values(*_ROW)),
        "bulletins": listed_bulletins(queries.bulletins_for(user, is_over=is_over).values(*BULLETIN_ROW)[:_PAGE]),
        "is_over": is_over,
        "asked": asked,
        "territories": found,
    }
    return render(request, "desk/notices.html", context)


@requires(Power.ANNOUNCE)
def new_curfew(request: HttpRequest, code: str) -> HttpResponse:
    """Sets a curfew for a territory and all below it."""
    user, territory = signed_in(request), reached_territory(request, code, Power.ANNOUNCE)
    today = today_in(territory.country)
    form = CurfewForm(request.POST if request.method == "POST" else None, initial={"first_on": today})
    if form.is_bound and form.is_valid():
        try:
            set_curfew(actor(user), territory, form.terms(), within=reach(user, Power.ANNOUNCE))
        except PunktError as error:
            form.refuse(error)
        else:
            messages.success(request, _("The curfew is told from now on."))
            return redirect("desk:notices")
    return render(
        request, "desk/curfew.html", {"form": form, "territory": territory, "above": _curfews_above(territory)}
    )


@requires(Power.ANNOUNCE)
def edit_curfew(request: HttpRequest, pk: int) -> HttpResponse:
    """Corrects a curfew."""
    user, curfew = signed_in(request), _notice(request, pk)
    if curfew.kind != NoticeKind.CURFEW:
        raise Http404
    form = CurfewForm(request.POST if request.method == "POST" else None, initial=_as_form(curfew))
    if form.is_bound and form.is_valid():
        try:
            change_curfew(actor(user), pk, form.terms(), within=reach(user, Power.ANNOUNCE))
        except PunktError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Saved."))
            return redirect("desk:notices")
    context = {"form": form, "territory": curfew.territory, "curfew": curfew, "above": _curfews_above(curfew.territory)}
    return render(request, "desk/curfew.html", context)


def _curfews_above(territory: Territory) -> list[ListedNotice]:
    """The curfews that a curfew of this territory silences here."""
    above = queries.notices_above(Reach(territory_codes=frozenset({territory.code})))
    return still_told(above.filter(kind=NoticeKind.CURFEW).values(*_ROW))


def _as_form(curfew: TerritoryNotice) -> dict[str, object]:
    return {
        "begins": curfew.begins_local,
        "ends": curfew.ends_local,
        **{name: getattr(curfew, name) for name in ("passage", "first_on", "last_on", "decision", "source")},
    }


@requires(Power.ANNOUNCE)
def new_alert(request: HttpRequest, code: str) -> HttpResponse:
    """Says that an air alert is on."""
    user, territory = signed_in(request), reached_territory(request, code, Power.ANNOUNCE)
    form = AlertForm(request.POST if request.method == "POST" else None, country=territory.country)
    if form.is_bound and form.is_valid():
        began_at = form.cleaned_data["began_at"]
        try:
            is_new = start_alert(actor(user), territory, began_at=began_at, within=reach(user, Power.ANNOUNCE))
        except PunktError as error:
            form.refuse(error)
        else:
            done = _("The air alert is told from now on. Say here when it is over.")
            messages.success(request, done if is_new else _("It was on already. You said that it still is."))
            return redirect("desk:notices")
    return render(request, "desk/air_alert.html", {"form": form, "territory": territory})


@requires(Power.ANNOUNCE)
@require_POST
def still_on(request: HttpRequest, pk: int) -> HttpResponse:
    """Says that an air alert is still on."""
    user, notice = signed_in(request), _notice(request, pk)
    if confirm_alert(actor(user), notice.pk, within=reach(user, Power.ANNOUNCE)):
        messages.success(request, _("Still on: told for three hours more."))
    else:
        messages.warning(request, _("Somebody ended this meanwhile."))
    return redirect("desk:notices")


@requires(Power.ANNOUNCE)
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """Ends a curfew or an air alert, after a look at what it is."""
    user, notice = signed_in(request), _notice(request, pk)
    if request.method == "POST":
        if end_notice(actor(user), notice.pk, within=reach(user, Power.ANNOUNCE)):
            messages.success(request, _("It has ended and is told no more."))
        else:
            messages.warning(request, _("Somebody ended this meanwhile."))
        return redirect("desk:notices")
    (row,) = listed(queries.notices_for(user).filter(pk=notice.pk).values(*_ROW))
    return render(request, "desk/end_notice.html", {"row": row})


def _notice(request: HttpRequest, pk: int) -> TerritoryNotice:
    """404 for one of a territory where the person announces nothing."""
    return get_object_or_404(queries.notices_for(signed_in(request)).select_related("territory"), pk=pk)
