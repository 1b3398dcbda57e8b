"""The list of points, its saved views and its export."""

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from punkt.errors import PunktError
from punkt_web.accounts.access import actor, requires, signed_in
from punkt_web.accounts.roles import Power
from punkt_web.common.wording import said
from punkt_web.dashboard.forms.filters import PointFilter
from punkt_web.dashboard.forms.small import RenameForm, SaveViewForm
from punkt_web.dashboard.listing import in_order, listed, points_as_csv
from punkt_web.dashboard.views.files import Download, csv_file
from punkt_web.registry.actions import views as view_actions
from punkt_web.registry.models import SavedView
from punkt_web.registry.queries import points_for

_PAGE = 50


@requires(Power.SEE_MEMBERS)
@require_GET
def points(request: HttpRequest) -> HttpResponse:
    """The points that fit the filter, a page at a time."""
    user = signed_in(request)
    form = PointFilter(request.GET, user=user)
    found = form.narrow(points_for(user))
    # Keys first: sorting whole rows, with all their facts, takes a database ten times as long.
    page = Paginator(found.values_list("pk", flat=True), _PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "rows": listed(in_order(page.object_list), user),
        "views": SavedView.objects.filter(owner=user).order_by("name"),
        "save_form": SaveViewForm(initial={"query": form.as_query()}, auto_id="id_save_%s"),
        "query": form.as_query(),
    }
    return render(request, "desk/points.html", context)


@requires(Power.SEE_MEMBERS)
@require_GET
def export(request: HttpRequest) -> Download:
    """The filtered list as CSV: only points and fields that the person may see."""
    user = signed_in(request)
    form = PointFilter(request.GET, user=user)
    found = form.narrow(points_for(user))
    lines = points_as_csv(found, user, withheld=_("withheld"), is_demo=settings.IS_DEMO)
    named = form.cleaned_data.get("territory") or []
    return csv_file(lines, "points", named[0] if len(named) == 1 else None)


@requires(Power.SEE_MEMBERS)
@require_GET
def saved_views(request: HttpRequest) -> HttpResponse:
    """The person's own views, to open, rename and delete."""
    views = SavedView.objects.filter(owner=signed_in(request)).order_by("name")
    rows = [(view, RenameForm(initial={"name": view.name}, auto_id=f"id_{view.pk}_%s")) for view in views]
    return render(request, "desk/saved_views.html", {"rows": rows})


@requires(Power.SEE_MEMBERS)
@require_POST
def save_view(request: HttpRequest) -> HttpResponse:
    """Keeps the filter of the list under a name."""
    user = signed_in(request)
    form = SaveViewForm(request.POST)
    query = PointFilter(QueryDict(str(request.POST.get("query", ""))[:1000]), user=user).as_query()
    if not form.is_valid():
        messages.error(request, _("The view needs a name of at most 80 characters."))
        return redirect(f"{reverse('desk:points')}?{query}")
    try:
        view_actions.save_view(actor(user), user, form.cleaned_data["name"], query)
    except PunktError as error:
        messages.error(request, said(error, with_place=False))
    else:
        messages.success(request, _("The view is saved."))
    return redirect(f"{reverse('desk:points')}?{query}")


@requires(Power.SEE_MEMBERS)
@require_POST
def rename_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Another name for one of the person's views."""
    user = signed_in(request)
    view = get_object_or_404(SavedView, pk=pk, owner=user)
    try:
        view_actions.rename_view(actor(user), view, str(request.POST.get("name", "")))
    except PunktError as error:
        messages.error(request, said(error, with_place=False))
    else:
        messages.success(request, _("The view has its new name."))
    return redirect("desk:views")


@requires(Power.SEE_MEMBERS)
@require_POST
def delete_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Forgets one of the person's views."""
    user = signed_in(request)
    view_actions.delete_view(actor(user), get_object_or_404(SavedView, pk=pk, owner=user))
    messages.success(request, _("The view is deleted."))
    return redirect("desk:views")
