"""Alarms: what is wrong at my points now, and saying that somebody looks into it."""

from datetime import timedelta

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from punkt import clock
from punkt.alarms.terms import alarm_terms
from punkt.model.alarm_words import AlarmKind
from punkt.model.vocabulary import choices
from punkt_web.accounts.access import actor, requires, signed_in
from punkt_web.accounts.models import User
from punkt_web.accounts.queries import reach
from punkt_web.common.moments import clock_and_day
from punkt_web.dashboard import alarms as words
from punkt_web.dashboard import queries
from punkt_web.dashboard.views.reached import reached_territory
from punkt_web.operations.actions.alarms.checks import MAX_NOTE, acknowledge, acknowledge_all
from punkt_web.operations.alarms import going_on as alarm_queries
from punkt_web.operations.alarms.ladder import IN_CHARGE
from punkt_web.registry.choosing import own_territories
from punkt_web.registry.queries import territory_for

_PAGE = 50
_TABS = ("all", "ended")


@requires(IN_CHARGE)
def alarms(request: HttpRequest) -> HttpResponse:
    """What nobody looks into, the worst first; all that goes on; what is over."""
    user, at = signed_in(request), clock.now()
    tab = next((one for one in _TABS if request.GET.get(one) == "1"), "")
    territory, kind = territory_for(str(request.GET.get("territory", ""))), str(request.GET.get("kind", ""))
    asked = alarm_queries.narrowed(queries.alarms_for(user), territory, kind)
    if tab == "ended":
        chosen = alarm_queries.over(asked)
    else:
        chosen = alarm_queries.worst_first(
            alarm_queries.going_on(asked) if tab else alarm_queries.waiting(asked, at), at
        )
    page = Paginator(alarm_queries.with_points(chosen), _PAGE).get_page(request.GET.get("page"))
    context = {
        "tab": tab,
        "page": page,
        "lines": words.alarm_lines(page, at),
        "groups": [] if tab else words.groups(alarm_queries.waiting(asked, at)),
        "territory": territory,
        "kind": kind,
        "kinds": [(value, _(name)) for value, name in choices(AlarmKind)],
        "quiet_h": alarm_terms().acknowledged_for / timedelta(hours=1),
        "step_min": alarm_terms().escalates_after / timedelta(minutes=1),
        **_round(user),
    }
    return render(request, "desk/alarms.html", context)


def _round(user: User) -> dict[str, object]:
    """When points were checked last, by the clocks of the person's own place."""
    checked_at = alarm_queries.last_check()
    own = own_territories(reach(user, IN_CHARGE))
    return {
        "checked_at": checked_at,
        "checked_words": clock_and_day(checked_at, own[0].country if own else "") if checked_at else "",
        "is_old": alarm_queries.is_check_old(checked_at, clock.now()),
    }


@requires(IN_CHARGE)
def alarm(request: HttpRequest, pk: int) -> HttpResponse:
    """One alarm, with who is told of it."""
    asked = alarm_queries.with_points(queries.alarms_for(signed_in(request)))
    shown = get_object_or_404(asked, pk=pk)
    (line,) = words.alarm_lines([shown], clock.now())
    context = {"line": line, "ladder": words.ladder_lines(shown), "max_note": MAX_NOTE}
    return render(request, "desk/alarm.html", context)


@requires(IN_CHARGE)
@require_POST
def acknowledge_one(request: HttpRequest, pk: int) -> HttpResponse:
    """Says that I look into an alarm."""
    user = signed_in(request)
    shown = get_object_or_404(queries.alarms_for(user), pk=pk)
    done = acknowledge(actor(user), shown.pk, note=request.POST.get("note", ""))
    if done.is_mine:
        messages.success(request, _("You look into it. Nobody above you is told meanwhile."))
    elif done.by:
        messages.warning(request, _("%(name)s looks into it already.") % {"name": done.by})
    else:
        messages.warning(request, _("This alarm is over."))
    return redirect("desk:alarms")


@requires(IN_CHARGE)
@require_POST
def acknowledge_territory(request: HttpRequest, code: str) -> HttpResponse:
    """Says that I look into all alarms of a territory that nobody looks into."""
    user = signed_in(request)
    territory = reached_territory(request, code, IN_CHARGE)
    asked = alarm_queries.narrowed(queries.alarms_for(user), territory, str(request.POST.get("kind", "")))
    n = acknowledge_all(actor(user), asked)
    told = ngettext("You look into %(n)d alarm.", "You look into %(n)d alarms.", n)
    messages.success(request, told % {"n": n})
    return redirect("desk:alarms")
