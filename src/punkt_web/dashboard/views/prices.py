"""What closes gaps and what it costs: the list, and what this installation knows better."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from punkt.errors import PunktError
from punkt_web.accounts.access import actor, requires, signed_in
from punkt_web.accounts.names import shown_name
from punkt_web.accounts.queries import reach
from punkt_web.accounts.roles import Power
from punkt_web.common.zones import today_in
from punkt_web.dashboard.forms.prices import PriceForm
from punkt_web.dashboard.prices import price_line, price_lines
from punkt_web.readiness.actions.prices import end_price, state_price
from punkt_web.readiness.prices import prices_now, stated_prices


@requires(Power.SEE_MEMBERS)
@require_safe
def prices(request: HttpRequest) -> HttpResponse:
    """Every item with its price and where that was seen."""
    found = prices_now()
    lines = price_lines(found, stated_prices())
    context = {
        "prices": found,
        "lines": lines,
        "n_unknown": sum(not line.is_known for line in lines),
        "may_state": bool(reach(signed_in(request), Power.ADMINISTER)),
    }
    return render(request, "desk/prices.html", context)


@requires(Power.ADMINISTER)
@require_http_methods(["GET", "HEAD", "POST"])
def price(request: HttpRequest, key: str) -> HttpResponse:
    """States what an item costs here."""
    found = prices_now()
    if key not in found.items:
        raise Http404
    item = found.items[key]
    initial = {**PriceForm.initial_of(item), "seen_on": today_in("")}
    form = PriceForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_bound and form.is_valid():
        try:
            state_price(actor(signed_in(request)), key, form.terms())
        except PunktError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Saved. What closing gaps costs is reckoned anew within a quarter of an hour."))
            return redirect("desk:prices")
    stated = next((row for row in stated_prices() if row.item == key), None)
    line = price_line(item, found, shown_name(stated.stated_by) if stated else "")
    return render(request, "desk/price.html", {"form": form, "line": line})


@requires(Power.ADMINISTER)
@require_POST
def end(request: HttpRequest, key: str) -> HttpResponse:
    """What the list says holds again."""
    if end_price(actor(signed_in(request)), key):
        messages.success(request, _("What the list says holds again."))
    return redirect("desk:prices")
