"""The audit trail, for those who run the installation."""

from datetime import datetime, time, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST

from punkt_web.accounts.access import requires, signed_in
from punkt_web.accounts.queries import reach
from punkt_web.accounts.roles import Power
from punkt_web.common.audit import first_fault
from punkt_web.common.models import AuditEntry
from punkt_web.dashboard.forms.small import AuditFilter
from punkt_web.dashboard.trail import written

_PAGE = 50


@requires(Power.ADMINISTER)
def audit(request: HttpRequest) -> HttpResponse:
    """The latest writes, with filters."""
    return _page(request, {})


@requires(Power.ADMINISTER)
@require_POST
def check_chain(request: HttpRequest) -> HttpResponse:
    """Walks the whole chain and says whether it holds."""
    return _page(request, {"is_checked": True, "fault": first_fault()})


def _page(request: HttpRequest, found: dict[str, Any]) -> HttpResponse:
    if not reach(signed_in(request), Power.ADMINISTER).is_everywhere:
        raise PermissionDenied
    entities = list(AuditEntry.objects.order_by("entity").values_list("entity", flat=True).distinct())
    form = AuditFilter(request.GET, entities=entities)
    entries = (
        _narrowed(AuditEntry.objects.order_by("-number"), form.cleaned_data)
        if form.is_valid()
        else AuditEntry.objects.none()
    )
    page = Paginator(entries, _PAGE).get_page(request.GET.get("page"))
    rows = written(page, sees_secret=True)
    return render(request, "desk/audit.html", {"form": form, "page": page, "rows": rows, **found})


def _narrowed(entries: QuerySet[AuditEntry], wanted: dict[str, Any]) -> QuerySet[AuditEntry]:
    if wanted["actor"]:
        entries = entries.filter(actor_name__icontains=wanted["actor"])
    if wanted["entity"]:
        entries = entries.filter(entity=wanted["entity"])
    if wanted["object_key"]:
        entries = entries.filter(object_key=wanted["object_key"].strip())
    if wanted["since"]:
        entries = entries.filter(at__gte=_midnight(wanted["since"]))
    if wanted["until"]:
        entries = entries.filter(at__lt=_midnight(wanted["until"] + timedelta(days=1)))
    return entries


def _midnight(day: Any) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
