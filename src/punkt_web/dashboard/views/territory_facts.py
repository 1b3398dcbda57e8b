"""What standards ask of a territory itself and nobody can count: what is known of it, and stating it."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from punkt.errors import PunktError
from punkt.model.vocabulary import EvidenceMethod
from punkt.standards.editions import holding_on
from punkt.standards.measures import MEASURES
from punkt.standards.requirements import Standard
from punkt_web.accounts.access import actor, requires, signed_in
from punkt_web.accounts.queries import reach
from punkt_web.accounts.roles import Power
from punkt_web.common.zones import today_in
from punkt_web.dashboard.forms.territory_facts import TerritoryFactForm
from punkt_web.dashboard.territory_facts import fact_lines, past_fact_lines
from punkt_web.dashboard.views.reached import reached_territory
from punkt_web.readiness.actions.territory_facts import state_fact
from punkt_web.readiness.laid import laid_over
from punkt_web.readiness.territories import STATED, facts_on, facts_stated
from punkt_web.registry.models import Territory
from punkt_web.registry.queries import may_in


@requires(Power.SEE_HIDDEN)
@require_safe
def territory_facts(request: HttpRequest, code: str) -> HttpResponse:
    """Every measure of a territory that somebody has to tell."""
    territory = reached_territory(request, code, Power.SEE_HIDDEN)
    context = {
        "territory": territory,
        "lines": fact_lines(facts_on(territory, today_in(territory.country)), _standards(territory)),
        "may_state": may_in(signed_in(request), Power.EDIT, territory),
    }
    return render(request, "desk/territory_facts.html", context)


@requires(Power.EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def territory_fact(request: HttpRequest, code: str, measure: str) -> HttpResponse:
    """States one of them; what was stated before stands below."""
    territory = reached_territory(request, code, Power.EDIT)
    if measure not in STATED:
        raise Http404
    today, user = today_in(territory.country), signed_in(request)
    bound = request.POST if request.method == "POST" else None
    form = TerritoryFactForm(
        bound, measure=MEASURES[measure], initial={"known_on": today, "method": EvidenceMethod.DOCUMENT.value}
    )
    if form.is_bound and form.is_valid():
        try:
            state_fact(actor(user), territory, measure, form.terms(), within=reach(user, Power.EDIT))
        except PunktError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Saved."))
            return redirect("desk:territory_facts", territory.code)
    line = next(line for line in fact_lines(facts_on(territory, today), ()) if line.key == measure)
    past = past_fact_lines(facts_stated(territory, measure))
    return render(
        request, "desk/territory_fact.html", {"territory": territory, "line": line, "form": form, "past": past}
    )


def _standards(territory: Territory) -> list[Standard]:
    """Those of the country and of all countries, as they are asked there."""
    today = today_in(territory.country)
    holding = [one for one in holding_on(today).values() if one.country in {territory.country, "*"}]
    return [laid_over(one, today).at(territory.path) for one in holding]
