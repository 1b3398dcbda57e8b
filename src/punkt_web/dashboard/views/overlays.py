"""Overlays of territories: which there are, stating one, putting another in its place, ending it."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from punkt.errors import PunktError
from punkt.standards.editions import holding_on, national_standards
from punkt.standards.faults import BadStandard
from punkt.standards.requirements import Standard
from punkt.toml.faults import MOST_TOLD
from punkt_web.accounts.access import actor, requires, signed_in
from punkt_web.accounts.queries import reach
from punkt_web.accounts.roles import Power
from punkt_web.common.wording import said
from punkt_web.common.zones import today_in
from punkt_web.dashboard.forms.overlays import OverlayForm, SharpenForm, fingerprint
from punkt_web.dashboard.overlays import FaultLine, change_lines, fault_lines, move_lines, overlay_lines
from punkt_web.dashboard.views.reached import reached_territory
from punkt_web.readiness.actions.overlays import end_overlay, state_overlay
from punkt_web.readiness.models import LocalOverlay
from punkt_web.readiness.overlay_checks import Tried, moves_of, read_overlay, tried
from punkt_web.readiness.overlay_queries import asked_without, listed_overlays, overlay_shown, versions_of
from punkt_web.readiness.overlay_texts import can_be_sharpened, example_text, sharpening_key, sharpening_text
from punkt_web.readiness.words import requirement_words, standard_title
from punkt_web.registry.choosing import find_territories, offered_territories
from punkt_web.registry.models import Territory
from punkt_web.registry.queries import may_in

_PAGE = 30


@requires(Power.SEE_MEMBERS)
@require_safe
def overlays(request: HttpRequest) -> HttpResponse:
    """Every overlay, or those that reach the territory that is looked for; for who may, where to state one."""
    where = reach(signed_in(request), Power.OVERLAY)
    asked = str(request.GET.get("territory", "")).strip()
    found = find_territories(asked, Territory.objects.all()) if asked else []
    rows = listed_overlays(found if asked else None, is_ended_too=bool(request.GET.get("ended")))
    page = Paginator(rows, _PAGE).get_page(request.GET.get("page"))
    context = {
        "asked": asked,
        "found": found,
        "page": page,
        "lines": overlay_lines(page.object_list),
        "is_ended_too": bool(request.GET.get("ended")),
        "may_state": bool(where),
        "territories": offered_territories(asked, where) if where else [],
    }
    return render(request, "desk/overlays.html", context)


@requires(Power.SEE_MEMBERS)
@require_safe
def overlay(request: HttpRequest, pk: int) -> HttpResponse:
    """One overlay: what it does to the standard, its text, and the versions before and after it."""
    row = _row(pk)
    shown, faults = None, list[FaultLine]()
    try:
        shown = overlay_shown(row)
    except BadStandard as bad:
        faults = fault_lines(bad, row.text, MOST_TOLD)
    context = {
        "row": row,
        "line": overlay_lines([row])[0],
        "changes": change_lines(shown) if shown else [],
        "faults": faults,
        "versions": [line for line in overlay_lines(versions_of(row)) if line.number != row.pk],
        "may_state": may_in(signed_in(request), Power.OVERLAY, row.territory),
    }
    return render(request, "desk/overlay.html", context)


@requires(Power.OVERLAY)
@require_http_methods(["GET", "HEAD", "POST"])
def new_overlay(request: HttpRequest, code: str) -> HttpResponse:
    """States an overlay of a territory; the page begins with an example for its standard."""
    territory = reached_territory(request, code, Power.OVERLAY)
    source = _("Title of the decision, with its number and date")
    return _stating(
        request, territory, example_text(territory, _standard_of(territory), today_in(territory.country), source)
    )


@requires(Power.OVERLAY)
@require_http_methods(["GET", "HEAD", "POST"])
def replace_overlay(request: HttpRequest, pk: int) -> HttpResponse:
    """States another version of an overlay; the page begins with the text that holds."""
    row = _row(pk)
    return _stating(request, reached_territory(request, row.territory.code, Power.OVERLAY), row.text, row)


@requires(Power.OVERLAY)
@require_POST
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """Nothing is asked by it any more."""
    user = signed_in(request)
    try:
        end_overlay(actor(user), _row(pk).pk, within=reach(user, Power.OVERLAY))
    except PunktError as error:
        if not may_in(user, Power.OVERLAY, _row(pk).territory):
            raise PermissionDenied from error
        messages.error(request, said(error))
    else:
        messages.success(request, _("It has ended. Points are assessed without it within a quarter of an hour."))
    return redirect("desk:overlay", pk)


@requires(Power.OVERLAY)
@require_http_methods(["GET", "HEAD", "POST"])
def sharpen(request: HttpRequest, code: str) -> HttpResponse:
    """Writes the overlay of one requirement that is sharpened, for who does not write TOML."""
    territory = reached_territory(request, code, Power.OVERLAY)
    today = today_in(territory.country)
    asked = str(request.GET.get("requirement", ""))
    standard = asked_without(territory, _standard_of(territory), sharpening_key(territory, asked), today)
    offered = [one for one in standard.requirements if can_be_sharpened(one)]
    chosen = next((one for one in offered if one.id == asked), None)
    context: dict[str, Any] = {
        "territory": territory,
        "title": standard_title(standard),
        "offered": [(one.id, requirement_words(one)) for one in offered],
        "chosen": chosen,
        "words": requirement_words(chosen) if chosen else "",
    }
    if chosen is not None:
        bound = request.POST if request.method == "POST" else None
        form = SharpenForm(bound, requirement=chosen, standard=standard, initial={"valid_from": today})
        if form.is_bound and form.is_valid():
            text = sharpening_text(territory, standard, form.sharper(), form.decided())
            return _shown(request, territory, OverlayForm(), _looked_at(territory, text), None)
        context["form"] = form
    return render(request, "desk/sharpen.html", context)


@dataclass(frozen=True, slots=True)
class _Looked:
    """A text as it was looked at: what is wrong with it, or what it would do."""

    text: str
    faults: list[FaultLine]
    n_faults: int = 0
    tried: Tried | None = None


def _looked_at(territory: Territory, text: str) -> _Looked:
    try:
        return _Looked(text, [], tried=tried(territory, read_overlay(territory, text)))
    except BadStandard as bad:
        return _faulty(text, bad)


def _faulty(text: str, bad: BadStandard) -> _Looked:
    return _Looked(text, fault_lines(bad, text, MOST_TOLD), len(bad.faults))


def _stating(
    request: HttpRequest, territory: Territory, begun: str, replaced: LocalOverlay | None = None
) -> HttpResponse:
    if request.method != "POST":
        return _shown(request, territory, OverlayForm(initial={"text": begun}), None, replaced)
    form = OverlayForm(request.POST, request.FILES)
    if not form.is_valid():
        return _shown(request, territory, form, None, replaced)
    looked = _looked_at(territory, form.told)
    if looked.tried and form.was_seen and request.POST.get("step") == "save":
        user = signed_in(request)
        try:
            made = state_overlay(actor(user), territory, form.told, within=reach(user, Power.OVERLAY))
        except BadStandard as bad:
            looked = _faulty(form.told, bad)
        else:
            messages.success(
                request,
                _("Saved. Points are assessed by it within a quarter of an hour of the day from which it holds."),
            )
            return redirect("desk:overlay", made.pk)
    return _shown(request, territory, form, looked, replaced)


def _shown(
    request: HttpRequest, territory: Territory, form: OverlayForm, looked: _Looked | None, replaced: LocalOverlay | None
) -> HttpResponse:
    """The page, with the text as it was sent: nothing of it is lost, whatever is wrong with it."""
    context: dict[str, Any] = {"territory": territory, "replaced": replaced}
    if looked is not None:
        seen = fingerprint(looked.text) if looked.tried else ""
        form = OverlayForm(initial={"text": looked.text, "seen": seen})
        more = looked.n_faults - len(looked.faults)
        context |= {"faults": looked.faults, "n_more": more, "is_looked_at": looked.tried is not None}
    if looked is not None and looked.tried is not None:
        moves = moves_of(looked.tried)
        n = moves.n_changed
        words = ngettext("The level of %(n)s point changes.", "The level of %(n)s points changes.", n) % {"n": n}
        context |= {
            "tried": looked.tried,
            "changes": change_lines(looked.tried),
            "moves": move_lines(moves),
            "n_points": moves.n_points,
            "moved": words if n else _("No point changes its level."),
        }
    return render(request, "desk/overlay_form.html", {**context, "form": form})


def _row(pk: int) -> LocalOverlay:
    row = LocalOverlay.objects.select_related("territory").filter(pk=pk).first()
    if row is None:
        raise Http404
    return row


def _standard_of(territory: Territory) -> Standard:
    """That of the country, or the international norms where it has none."""
    holding = holding_on(today_in(territory.country))
    return holding[national_standards().get(territory.country, "sphere")]
