"""Pages of the network for everybody."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from punkt_web.network.published import published_network
from punkt_web.network.words import country_name, kind_words


@require_GET
def start(request: HttpRequest) -> HttpResponse:
    """What the network is, and who of it allowed to be shown; for everybody."""
    countries = [
        (country_name(one.country), one, [(member, kind_words(member.kind)) for member in one.named])
        for one in published_network()
    ]
    n_members = sum(one.n_members for _name, one, _named in countries)
    return render(request, "network/start.html", {"countries": countries, "n_members": n_members})
