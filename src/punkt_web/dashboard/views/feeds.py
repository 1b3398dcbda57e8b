"""Feeds: which there are, how each is, adding and removing one, reading one now, from its address or from a file."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from punkt.errors import PunktError
from punkt_web.accounts.access import actor, requires, signed_in
from punkt_web.accounts.queries import Reach, reach
from punkt_web.accounts.roles import Power
from punkt_web.dashboard import queries
from punkt_web.dashboard.feeds import feed_page, listed_feed
from punkt_web.dashboard.forms.feeds import FeedFileForm, NewFeedForm
from punkt_web.dashboard.views.reached import reached_territory
from punkt_web.exchange.feeds import take_file
from punkt_web.exchange.tasks import fetch_feed_now
from punkt_web.operations.actions.feeds import add_feed, remove_feed
from punkt_web.operations.models import Feed
from punkt_web.operations.surroundings.feeds import is_in_reach
from punkt_web.registry.choosing import offered_territories


@requires(Power.ANNOUNCE)
def feeds(request: HttpRequest) -> HttpResponse:
    """All feeds that count in my territories, those that are broken first; a search for the territory of a new one."""
    where = _where(request)
    asked = str(request.GET.get("territory", "")).strip()
    found = offered_territories(asked, where)
    context = {"shown": feed_page(signed_in(request), where), "asked": asked, "territories": found}
    return render(request, "desk/feeds.html", context)


@requires(Power.ANNOUNCE)
def new_feed(request: HttpRequest, code: str) -> HttpResponse:
    """Adds a feed of a territory and reads it, if it has an address."""
    user, territory = signed_in(request), reached_territory(request, code, Power.ANNOUNCE)
    form = NewFeedForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            made = add_feed(actor(user), territory, form.terms(), within=_where(request))
        except PunktError as error:
            form.refuse(error)
        else:
            if made.url:
                fetch_feed_now.enqueue(made.pk)
            messages.success(request, _("The feed is added."))
            return redirect("desk:feed", made.pk)
    return render(request, "desk/new_feed.html", {"form": form, "territory": territory})


@requires(Power.ANNOUNCE)
def feed(request: HttpRequest, pk: int) -> HttpResponse:
    """One feed with what was noticed at its last reading; a POST gives it a file."""
    shown, where = _feed(request, pk), _where(request)
    form = FeedFileForm(request.POST or None, request.FILES or None)
    if request.method == "POST":
        _check_mine(shown, where)
        if form.is_valid():
            name = str(form.cleaned_data["file"].name)
            try:
                taken = take_file(actor(signed_in(request)), shown, form.content(), name, within=where)
            except PunktError as error:
                form.refuse(error)
            else:
                told = _("Read. Spans or alerts: %(n)d. Findings: %(findings)d.")
                messages.success(request, told % {"n": taken.n_told, "findings": taken.n_findings})
                return redirect("desk:feed", pk)
    return render(request, "desk/feed.html", {"row": listed_feed(shown, where), "form": form})


@requires(Power.ANNOUNCE)
@require_POST
def fetch_now(request: HttpRequest, pk: int) -> HttpResponse:
    """Has the address of a feed asked by the worker, so that nobody waits for a slow source."""
    shown = _feed(request, pk)
    _check_mine(shown, _where(request))
    fetch_feed_now.enqueue(shown.pk)
    messages.success(request, _("It is being read. Load this page again in a moment."))
    return redirect("desk:feed", pk)


@requires(Power.ANNOUNCE)
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Removes a feed, after a look at what it is."""
    shown, where = _feed(request, pk), _where(request)
    _check_mine(shown, where)
    if request.method == "POST":
        remove_feed(actor(signed_in(request)), shown.pk, within=where)
        messages.success(request, _("The feed is removed."))
        return redirect("desk:feeds")
    return render(request, "desk/remove_feed.html", {"row": listed_feed(shown, where)})


def _where(request: HttpRequest) -> Reach:
    return reach(signed_in(request), Power.ANNOUNCE)


def _feed(request: HttpRequest, pk: int) -> Feed:
    """404 for one that counts nowhere where the person announces."""
    found = next((one for one in queries.feeds_for(_where(request)) if one.pk == pk), None)
    if found is None:
        raise Http404
    return found


def _check_mine(shown: Feed, where: Reach) -> None:
    if not is_in_reach(shown, where):
        raise PermissionDenied
