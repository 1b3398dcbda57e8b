"""What happened at points: the desk reads it, adds to it, and closes it with a reason."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from punkt import clock
from punkt.ids import new_ulid
from punkt.model.items import Item
from punkt.model.reports import is_ulid
from punkt.model.vocabulary import ReportBearer
from punkt_web.accounts.access import actor, requires, signed_in
from punkt_web.accounts.roles import Power
from punkt_web.common.wording import said
from punkt_web.dashboard.incidents import in_words, incidents_for
from punkt_web.dashboard.queries import answered_for
from punkt_web.operations.actions.inbox import Sender
from punkt_web.operations.actions.keeping.items import receive_items
from punkt_web.operations.actions.kinds import KINDS
from punkt_web.operations.keeping.incident_words import incident_choices
from punkt_web.operations.models import Incident
from punkt_web.operations.sureness.voices import voices_of
from punkt_web.registry.standing import heir

_PAGE = 30


@require_safe
@requires(Power.EDIT)
def incidents(request: HttpRequest) -> HttpResponse:
    """Those that are open, or those that were closed."""
    is_closed = request.GET.get("closed") == "1"
    page = Paginator(incidents_for(signed_in(request), is_closed=is_closed), _PAGE).get_page(request.GET.get("page"))
    shown = in_words(page)
    context = {"page": page, "incidents": shown, "is_closed": is_closed, "fresh_ulid": new_ulid} | incident_choices()
    return render(request, "desk/incidents.html", context)


@require_POST
@requires(Power.EDIT)
def add(request: HttpRequest, ulid: str) -> HttpResponse:
    """Adds a word, which may close the incident. Who reports on the point may; the door asks."""
    user = signed_in(request)
    incident = Incident.objects.select_related("point__merged_into").filter(pk=ulid).first() if is_ulid(ulid) else None
    if incident is None:
        raise Http404
    point = heir(incident.point)
    if not answered_for(user).filter(pk=point.pk).exists():
        raise Http404
    told = {"incident": ulid, "what": request.POST.get("what", ""), "severity": request.POST.get("severity", "")}
    closing = {"closing": "yes"} if request.POST.get("closing") == "yes" else {}
    note = Item("incident_note", request.POST.get("ulid", ""), point.code, clock.now(), told | closing)
    sender = Sender(actor(user), voices_of(user), ReportBearer.DESK)
    (receipt,) = receive_items(sender, [note], KINDS)
    if receipt.fault is not None:
        messages.error(request, said(receipt.fault, with_place=False))
    else:
        messages.success(request, _("Saved."))
    return redirect("desk:incidents")
