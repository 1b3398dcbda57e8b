"""Official information for residents: issuing, correcting and ending it, and taking CAP messages."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from punkt import clock
from punkt.errors import PunktError
from punkt.formats.cap.findings import CapFinding
from punkt.formats.cap.model import Alert
from punkt.formats.cap.reading import Examined, examine, message_text
from punkt.model.alert_words import MessageType
from punkt.model.reports import is_ulid
from punkt_web.accounts.access import actor, requires, signed_in
from punkt_web.accounts.queries import reach
from punkt_web.accounts.roles import Power
from punkt_web.dashboard import queries
from punkt_web.dashboard.bulletins import ROW, finding_words, language_names, listed_bulletins, outcome_words
from punkt_web.dashboard.forms.bulletins import BulletinForm, TakeForm, first_words, words_again
from punkt_web.dashboard.views.reached import reached_territory
from punkt_web.operations.actions.bulletins import Words, correct_bulletin, end_bulletin, issue_bulletin
from punkt_web.operations.actions.taking import take_alert
from punkt_web.operations.informing.alerts_in import check_meant_for_residents, words_of
from punkt_web.operations.models import Bulletin
from punkt_web.registry.models import Territory


@requires(Power.ANNOUNCE)
def new_bulletin(request: HttpRequest, code: str) -> HttpResponse:
    """Issues official information for a territory and all below it."""
    user, territory = signed_in(request), reached_territory(request, code, Power.ANNOUNCE)
    form = BulletinForm(
        request.POST if request.method == "POST" else None,
        country=territory.country,
        initial=first_words(territory.country),
    )
    if form.is_bound and form.is_valid():
        try:
            issue_bulletin(actor(user), territory, form.words(), within=reach(user, Power.ANNOUNCE))
        except PunktError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Residents are told of it."))
            return redirect("desk:notices")
    return render(request, "desk/bulletin.html", {"form": form, "territory": territory})


@requires(Power.ANNOUNCE)
def correct(request: HttpRequest, ulid: str) -> HttpResponse:
    """Puts a corrected one in its place."""
    user, old = signed_in(request), _bulletin(request, ulid)
    form = BulletinForm(
        request.POST if request.method == "POST" else None,
        country=old.territory.country,
        initial=words_again(old),
    )
    if form.is_bound and form.is_valid():
        try:
            correct_bulletin(actor(user), ulid, form.words(), within=reach(user, Power.ANNOUNCE))
        except PunktError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Saved."))
            return redirect("desk:notices")
    return render(request, "desk/bulletin.html", {"form": form, "territory": old.territory, "old": old})


@requires(Power.ANNOUNCE)
def end(request: HttpRequest, ulid: str) -> HttpResponse:
    """Takes it back, after a look at what it is."""
    user, bulletin = signed_in(request), _bulletin(request, ulid)
    if request.method == "POST":
        if end_bulletin(actor(user), bulletin.ulid, within=reach(user, Power.ANNOUNCE)):
            messages.success(request, _("It has ended and is told no more."))
        else:
            messages.warning(request, _("Somebody ended this meanwhile."))
        return redirect("desk:notices")
    (row,) = listed_bulletins(queries.bulletins_for(user).filter(pk=ulid).values(*ROW))
    return render(request, "desk/end_bulletin.html", {"row": row})


@requires(Power.ANNOUNCE)
def take(request: HttpRequest, code: str) -> HttpResponse:
    """Looks through a CAP message, shows what residents would read, and takes it when told to."""
    territory = reached_territory(request, code, Power.ANNOUNCE)
    form = TakeForm(request.POST or None, request.FILES or None, country=territory.country)
    context: dict[str, object] = {"form": form, "territory": territory}
    if form.is_bound and form.is_valid():
        message: bytes = form.cleaned_data["message"]
        try:
            examined = examine(message)
            # A file is sent once; what was looked at is what is taken.
            form.data = _with_content(request, message_text(message))
            context |= _examined(examined)
            if examined.alert is not None:
                context |= _would_be_told(examined.alert, form)
                if "take" in request.POST:
                    return _taken(request, territory, form)
        except PunktError as error:
            form.refuse(error)
    return render(request, "desk/take_alert.html", context)


def _with_content(request: HttpRequest, content: str) -> QueryDict:
    shown = request.POST.copy()
    shown["content"] = content
    return shown


def _examined(examined: Examined) -> dict[str, object]:
    def words(findings: list[CapFinding]) -> list[str]:
        return [finding_words(one) for one in findings]

    return {
        "faults": words(examined.faults),
        "remarks": words([one for one in examined.findings if not one.is_fault]),
    }


def _would_be_told(alert: Alert, form: TakeForm) -> dict[str, object]:
    """What residents would read. Raises ``InvalidValue`` where they must not."""
    check_meant_for_residents(alert)
    if alert.message_type is MessageType.CANCEL:
        return {"is_cancel": True, "is_ready": True}
    words: Words = words_of(alert, until=form.cleaned_data.get("until"))
    missing = language_names(words.without)
    return {"words": words, "missing": missing, "is_ready": True, "is_over": words.valid_until <= clock.now()}


def _taken(request: HttpRequest, territory: Territory, form: TakeForm) -> HttpResponse:
    user = signed_in(request)
    taken = take_alert(
        actor(user),
        territory,
        form.cleaned_data["message"],
        within=reach(user, Power.ANNOUNCE),
        until=form.cleaned_data.get("until"),
        may_lack_languages=form.cleaned_data["may_lack_languages"],
    )
    messages.success(request, outcome_words(taken))
    return redirect("desk:notices")


def _bulletin(request: HttpRequest, ulid: str) -> Bulletin:
    """404 for one of a territory where the person announces nothing, and for what is no number of one."""
    if not is_ulid(ulid):  # PostgreSQL stops at a NUL
        raise Http404
    return get_object_or_404(queries.bulletins_for(signed_in(request)).select_related("territory"), pk=ulid)
