"""One request: what was done about it, and each thing that can be done next, as a form of its own."""

from django.contrib import messages
from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from punkt import clock
from punkt.errors import PunktError
from punkt.ids import new_ulid
from punkt.model.reports import is_ulid
from punkt.model.request_words import RequestKind, RequestState, RequestStepKind
from punkt_web.accounts.access import actor, requires, signed_in
from punkt_web.accounts.models import User
from punkt_web.accounts.roles import Power
from punkt_web.dashboard.forms.moments import written_moment
from punkt_web.dashboard.forms.requests import STEP_FORMS, SendForm, StepForm
from punkt_web.dashboard.requests import depots_for, request_lines, requests_for, seen_givers
from punkt_web.dashboard.sources import proposal, source_choices, sources_for
from punkt_web.operations.actions.supplies.request_steps import claim_request, fits, release_request, take_step
from punkt_web.operations.models import RequestStep, SupplyRequest
from punkt_web.operations.supplies.request_wording import quantity_words, step_line
from punkt_web.operations.supplies.requests import progress_of, standing
from punkt_web.registry.queries import reach_now

_K = RequestStepKind


@requires(Power.EDIT)
def supply_request(request: HttpRequest, ulid: str) -> HttpResponse:
    """The page of a request."""
    user = signed_in(request)
    return _page(request, user, _found(user, ulid), None)


@require_POST
@requires(Power.EDIT)
def step(request: HttpRequest, ulid: str, kind: str) -> HttpResponse:
    """Does one thing about it; what cannot be is said on the form."""
    user = signed_in(request)
    found = _found(user, ulid)
    if kind not in set(_K):
        raise Http404
    form = _form(user, found, _K(kind), posted=request)
    if form.is_valid():
        try:
            take_step(actor(user), ulid, form.step(), within=reach_now(user, Power.EDIT))
        except PunktError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Saved."))
            return redirect("desk:request", ulid)
    return _page(request, user, _found(user, ulid), form)


@require_POST
@requires(Power.EDIT)
def claim(request: HttpRequest, ulid: str) -> HttpResponse:
    """Takes it to deal with: others see for a while that somebody does."""
    user = signed_in(request)
    found = _found(user, ulid)
    if not claim_request(actor(user), found.pk, within=reach_now(user, Power.EDIT)):
        messages.warning(request, _("Somebody else deals with it now."))
    return redirect("desk:request", ulid)


@require_POST
@requires(Power.EDIT)
def release(request: HttpRequest, ulid: str) -> HttpResponse:
    """Gives it back."""
    user = signed_in(request)
    found = _found(user, ulid)
    if release_request(actor(user), found.pk, within=reach_now(user, Power.EDIT)):
        messages.success(request, _("Given back: somebody else may deal with it."))
    return redirect("desk:request", ulid)


def _found(user: User, ulid: str) -> SupplyRequest:
    """404 for one that is not in my area."""
    steps = RequestStep.objects.select_related("depot", "from_point")
    rows = requests_for(user).prefetch_related(Prefetch("steps", steps))
    found = rows.filter(pk=ulid).first() if is_ulid(ulid) else None
    if found is None:
        raise Http404
    return found


def _page(request: HttpRequest, user: User, found: SupplyRequest, bound: StepForm | None) -> HttpResponse:
    at = clock.now()
    steps, point = list(found.steps.all()), standing(found)
    state = RequestState(found.state)
    come_to = progress_of(steps)
    kind = RequestKind(found.kind)
    seen = seen_givers(user, steps)
    forms = {
        word.value: bound if bound is not None and bound.kind is word else _form(user, found, word)
        for word in (_K.ACCEPT, _K.SEND, _K.DECLINE, _K.CANCEL)
        if fits(word, state)
    }
    context = {
        "request_": found,
        "line": request_lines([found], at)[0],
        "point": point,
        "steps": [step_line(found, one, point.country, seen_points=seen) for one in steps],
        "received": quantity_words(kind, come_to.received) if come_to.came else "",
        "coming": [
            (step_line(found, one, point.country, seen_points=seen), _arrival_forms(user, found, one, bound))
            for one in steps
            if one.ulid in {sent.ulid for sent in come_to.out}
        ],
        "forms": forms,
        "receive": _bound_or_new(user, found, _K.RECEIVE, bound) if not come_to.out else None,
        "is_mine": found.is_held(at) and found.claimed_by == actor(user).name,
        "is_of_another": found.is_held_by_another(actor(user).name, at),
        "is_open": state not in {RequestState.DELIVERED, RequestState.DECLINED, RequestState.CANCELLED},
    }
    return render(request, "desk/request.html", context)


def _arrival_forms(
    user: User, found: SupplyRequest, sending: RequestStep, bound: StepForm | None
) -> list[tuple[str, StepForm]]:
    return [
        (kind.value, _bound_or_new(user, found, kind, bound, sent=sending.ulid)) for kind in (_K.RECEIVE, _K.TURN_BACK)
    ]


def _bound_or_new(
    user: User, found: SupplyRequest, kind: RequestStepKind, bound: StepForm | None, *, sent: str = ""
) -> StepForm:
    if bound is not None and bound.kind is kind and bound.data.get("sent", "") == sent:
        return bound
    return _form(user, found, kind, sent=sent)


def _form(
    user: User, found: SupplyRequest, kind: RequestStepKind, *, posted: HttpRequest | None = None, sent: str = ""
) -> StepForm:
    country = standing(found).country
    more: dict[str, object] = {}
    initial: dict[str, object] = {"ulid": new_ulid(), "sent": sent}
    if kind is _K.SEND:
        sources = sources_for(found, list(depots_for(user).filter(is_closed=False)))
        proposed = proposal(found, sources, seen_givers(user, found.steps.all()), clock.now())
        more = {
            "sources": source_choices(sources),
            "giver": proposed.giver,
            "item": found.item,
            "why_then": proposed.why,
        }
        initial |= {
            "source": proposed.choice,
            "quantity": proposed.quantity,
            "expected_at": written_moment(proposed.expected_at, country),
        }
    form = SendForm if kind is _K.SEND else STEP_FORMS[kind]
    data = posted.POST if posted is not None else None
    auto_id = {"auto_id": f"{kind}_{sent[-6:]}_%s"} if sent else {}
    return form(data, country=country, initial=initial, **auto_id, **more)
