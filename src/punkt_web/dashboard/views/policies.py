"""Who may see what: the decisions over territories and points."""

from datetime import timedelta

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from punkt import clock
from punkt.errors import PunktError
from punkt.model.vocabulary import Visibility
from punkt_web.accounts.access import actor, requires, signed_in
from punkt_web.accounts.queries import reach
from punkt_web.accounts.roles import Power
from punkt_web.dashboard import queries
from punkt_web.dashboard.forms.small import PolicyForm, ReasonForm
from punkt_web.dashboard.views.reached import reached_point, reached_territory
from punkt_web.registry.actions.policies import end_policy, is_decided_higher, set_policy
from punkt_web.registry.choosing import find_territories
from punkt_web.registry.models import Point, PublicationPolicy, Territory
from punkt_web.registry.queries import reach_now, territories_in

_PAGE = 50


@requires(Power.SET_POLICY)
def policies(request: HttpRequest) -> HttpResponse:
    """Every decision in reach, those that end first at the top; a search for the territory of a new one."""
    user = signed_in(request)
    found = queries.policies_for(user)
    if request.GET.get("ending"):
        found = queries.ending_soon(found)
    asked = str(request.GET.get("territory", "")).strip()
    territories = find_territories(asked, territories_in(reach(user, Power.SET_POLICY))) if asked else []
    context = {
        "page": Paginator(found, _PAGE).get_page(request.GET.get("page")),
        "now": clock.now(),
        "asked": asked,
        "territories": territories,
        "is_ending_only": bool(request.GET.get("ending")),
    }
    return render(request, "desk/policies.html", context)


@requires(Power.SET_POLICY)
def set_territory_policy(request: HttpRequest, code: str) -> HttpResponse:
    """Decides for a territory and all below it."""
    return _set(request, reached_territory(request, code, Power.SET_POLICY))


@requires(Power.SET_POLICY)
def set_point_policy(request: HttpRequest, code: str) -> HttpResponse:
    """Decides for one point."""
    return _set(request, reached_point(request, code, Power.SET_POLICY))


@requires(Power.SET_POLICY)
def end_territory_policy(request: HttpRequest, code: str) -> HttpResponse:
    """Takes back the decision for a territory."""
    return _end(request, reached_territory(request, code, Power.SET_POLICY))


@requires(Power.SET_POLICY)
def end_point_policy(request: HttpRequest, code: str) -> HttpResponse:
    """Takes back the decision for a point."""
    return _end(request, reached_point(request, code, Power.SET_POLICY))


def _set(request: HttpRequest, subject: Point | Territory) -> HttpResponse:
    user = signed_in(request)
    current = _current(subject)
    form = PolicyForm(request.POST if request.method == "POST" else None, initial=_as_form(current))
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        try:
            set_policy(
                actor(user),
                subject,
                Visibility(given["visibility"]),
                reason=given["reason"],
                until_at=given["until_on"],
                within=reach_now(user, Power.SET_POLICY),
            )
        except PunktError as error:
            form.refuse(error)
        else:
            messages.success(request, _("The decision holds from now on."))
            return _back(subject)
    return render(request, "desk/set_policy.html", _context(request, subject, form, current))


def _as_form(current: PublicationPolicy | None) -> dict[str, object]:
    if current is None:
        return {}
    # The form speaks of the last day; the decision ends at the midnight after it.
    last_moment = current.until_at - timedelta(microseconds=1) if current.until_at else None
    last_day = timezone.localdate(last_moment) if last_moment else None
    return {"visibility": current.visibility, "reason": current.reason, "until_on": last_day}


def _end(request: HttpRequest, subject: Point | Territory) -> HttpResponse:
    current = _current(subject)
    if current is None:
        raise Http404
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        user = signed_in(request)
        within = reach_now(user, Power.SET_POLICY)
        try:
            end_policy(actor(user), subject, reason=form.cleaned_data["reason"], within=within)
        except PunktError as error:
            form.refuse(error)
        else:
            messages.success(request, _("The decision has ended."))
            return _back(subject)
    return render(request, "desk/end_policy.html", _context(request, subject, form, current))


def _current(subject: Point | Territory) -> PublicationPolicy | None:
    owner = {"point": subject} if isinstance(subject, Point) else {"territory": subject}
    return PublicationPolicy.objects.filter(**owner).select_related("point__territory").first()


def _context(
    request: HttpRequest, subject: Point | Territory, form: ReasonForm, current: PublicationPolicy | None
) -> dict[str, object]:
    is_point = isinstance(subject, Point)
    return {
        "point": subject if is_point else None,
        "territory": None if is_point else subject,
        "form": form,
        "current": current,
        "n_reached": queries.n_points_reached(signed_in(request), subject),
        "others": _others(subject),
        **_higher(request, current),
    }


def _higher(request: HttpRequest, current: PublicationPolicy | None) -> dict[str, object]:
    """Whether somebody of a wider reach decided what holds, and for which place; ``None`` is the whole network."""
    within = reach_now(signed_in(request), Power.SET_POLICY)
    if current is None or not is_decided_higher(current, within):
        return {"is_decided_higher": False}
    place = Territory.objects.filter(code=current.decided_for).first()
    return {"is_decided_higher": True, "higher_place": place}


def _others(subject: Point | Territory) -> list[PublicationPolicy]:
    """Decisions above the subject, which count too: the strictest wins."""
    if isinstance(subject, Point):
        return [policy for policy in queries.deciding_policies(subject) if policy.point_id is None]
    return queries.deciding_policies_above(subject)


def _back(subject: Point | Territory) -> HttpResponse:
    return redirect("desk:point", code=subject.code) if isinstance(subject, Point) else redirect("desk:policies")
