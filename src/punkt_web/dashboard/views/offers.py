"""Businesses that offer to be hosts: to take, to check by the five criteria, to list or to refuse."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from punkt import clock
from punkt.errors import PunktError
from punkt.model.hosting_words import OPEN_OFFERS, OfferRefusal, OfferState
from punkt.model.vocabulary import label
from punkt_web.accounts.access import actor, requires, signed_in
from punkt_web.accounts.roles import Power
from punkt_web.common.audit import Actor, history
from punkt_web.common.forms import RefusingForm
from punkt_web.common.trail_words import action_words
from punkt_web.dashboard.forms.offers import CheckForm, ListingForm, PassOnForm, RefusalForm, ReopenForm
from punkt_web.dashboard.offers import answer_words, n_met, offers_for, points_alike
from punkt_web.dashboard.views.steps import is_done
from punkt_web.dashboard.wording import word_label
from punkt_web.hosting.actions.checking import check_offer, claim_offer, pass_offer_on, release_offer
from punkt_web.hosting.actions.deciding import accept_offer, refuse_offer, reopen_offer
from punkt_web.hosting.models import HostOffer
from punkt_web.hosting.queries import last_checks, unconfirmed
from punkt_web.registry.queries import may_in

_PAGE = 50


@requires(Power.EDIT)
@require_GET
def offers(request: HttpRequest) -> HttpResponse:
    """Those that wait in my territories, who waits longest first; or those of a state."""
    state = request.GET.get("state", "")
    found = offers_for(signed_in(request), state=state)
    page = Paginator(found, _PAGE).get_page(request.GET.get("page"))
    states = [(word.value, word_label(OfferState, word)) for word in OfferState]
    context = {"page": page, "rows": n_met(page.object_list), "state": state, "states": states, "at": clock.now()}
    return render(request, "desk/offers.html", context)


@requires(Power.EDIT)
@require_GET
def offer(request: HttpRequest, pk: int) -> HttpResponse:
    """What is offered, what was found so far, and what may be the same place."""
    return _page(request, _offer(request, pk))


def _page(request: HttpRequest, shown: HostOffer, **forms: RefusingForm) -> HttpResponse:
    user, at = signed_in(request), clock.now()
    checks = last_checks(shown)
    is_open = shown.state in OPEN_OFFERS
    is_anothers = shown.is_held_by_another(actor(user).name, at)
    context = {
        "offer": shown,
        "state": _(label(OfferState(shown.state))),
        "refusal": _(label(OfferRefusal(shown.refusal))) if shown.refusal else "",
        "answers": answer_words(shown),
        "checks": sorted(checks.values(), key=lambda check: -check.pk),
        "left": [_(label(one)) for one in unconfirmed(shown)],
        "alike": points_alike(user, shown) if is_open else [],
        "sees_contact": may_in(user, Power.SEE_SECRET, shown.territory),
        "is_open": is_open,
        "is_mine": shown.is_held(at) and not is_anothers,
        "is_anothers": is_anothers,
        "steps": [(entry, action_words(entry.action)) for entry in history("host offer", str(shown.pk))],
        "check_form": forms.get("check") or CheckForm(found=checks),
        "listing_form": forms.get("accept") or ListingForm(initial={"name": shown.name}, auto_id="list_%s"),
        "refusal_form": forms.get("refuse") or RefusalForm(auto_id="refuse_%s"),
        "reopen_form": forms.get("reopen") or ReopenForm(auto_id="reopen_%s"),
        "pass_on_form": forms.get("pass_on") or PassOnForm(about=shown, auto_id="pass_%s"),
    }
    return render(request, "desk/offer.html", context)


def _offer(request: HttpRequest, pk: int) -> HostOffer:
    return get_object_or_404(offers_for(signed_in(request), state="all"), pk=pk)


@requires(Power.EDIT)
@require_POST
def claim(request: HttpRequest, pk: int) -> HttpResponse:
    """Takes it: others see for a while that somebody does."""
    shown = _offer(request, pk)
    if not claim_offer(actor(signed_in(request)), shown.pk):
        _tell_others_stay(request)
    return redirect("desk:offer", shown.pk)


@requires(Power.EDIT)
@require_POST
def release(request: HttpRequest, pk: int) -> HttpResponse:
    """Gives it back to the queue."""
    shown = _offer(request, pk)
    if release_offer(actor(signed_in(request)), shown.pk):
        messages.success(request, _("The offer is in the queue again."))
    return redirect("desk:offer", shown.pk)


@requires(Power.EDIT)
@require_POST
def check(request: HttpRequest, pk: int) -> HttpResponse:
    """Notes what was found of the criteria."""
    shown = _offer(request, pk)
    form = CheckForm(request.POST, found=last_checks(shown))
    return _done(request, shown, "check", form, lambda by: _checked(request, by, shown, form))


def _checked(request: HttpRequest, by: Actor, shown: HostOffer, form: CheckForm) -> bool:
    n = check_offer(by, shown.pk, form.found())
    if n is not None:
        told = ngettext("Saved. %(n)d criterion is noted.", "Saved. %(n)d criteria are noted.", n)
        messages.success(request, told % {"n": n})
    return n is not None


@requires(Power.EDIT)
@require_POST
def accept(request: HttpRequest, pk: int) -> HttpResponse:
    """Lists the business as a point, and leads on to the agreement with it."""
    shown = _offer(request, pk)
    form = ListingForm(request.POST, auto_id="list_%s")
    if form.is_valid():
        try:
            point = accept_offer(actor(signed_in(request)), shown.pk, form.listing())
        except PunktError as error:
            form.refuse(error)
        else:
            if point is not None:
                messages.success(request, _("It is listed as a point. Now write down what was agreed."))
                return redirect("desk:new_agreement", point.code)
            _tell_others_stay(request)
            return redirect("desk:offer", shown.pk)
    return _page(request, shown, accept=form)


@requires(Power.EDIT)
@require_POST
def refuse(request: HttpRequest, pk: int) -> HttpResponse:
    """Says that it is not listed, and why."""
    shown = _offer(request, pk)
    form = RefusalForm(request.POST, auto_id="refuse_%s")
    return _done(request, shown, "refuse", form, lambda by: _refused(by, shown, form.cleaned_data))


def _refused(by: Actor, shown: HostOffer, given: dict[str, Any]) -> bool:
    return refuse_offer(by, shown.pk, OfferRefusal(given["refusal"]), given["reply"])


@requires(Power.EDIT)
@require_POST
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Takes up one that was refused."""
    shown = _offer(request, pk)
    form = ReopenForm(request.POST, auto_id="reopen_%s")
    return _done(request, shown, "reopen", form, lambda by: reopen_offer(by, shown.pk, form.cleaned_data["reason"]))


@requires(Power.EDIT)
@require_POST
def pass_on(request: HttpRequest, pk: int) -> HttpResponse:
    """Hands it to another territory; the person may see it no more then."""
    shown = _offer(request, pk)
    form = PassOnForm(request.POST, about=shown, auto_id="pass_%s")
    if form.is_valid():
        if pass_offer_on(actor(signed_in(request)), shown.pk, form.cleaned_data["territory"]):
            messages.success(request, _("It is passed on."))
        else:
            _tell_others_stay(request)
        return redirect("desk:offers")
    return _page(request, shown, pass_on=form)


def _done(
    request: HttpRequest, shown: HostOffer, name: str, form: RefusingForm, do: Callable[[Actor], bool]
) -> HttpResponse:
    """Does it where the form is right, and shows the offer again."""
    if is_done(request, form, lambda: do(actor(signed_in(request))), _tell):
        return redirect("desk:offer", shown.pk)
    return _page(request, shown, **{name: form})


def _tell(request: HttpRequest, is_new: bool) -> None:
    if not is_new:
        _tell_others_stay(request)


def _tell_others_stay(request: HttpRequest) -> None:
    messages.warning(request, _("Somebody else looks into it now, or it was decided. Theirs stays."))
