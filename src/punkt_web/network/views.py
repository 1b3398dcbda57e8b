"""Pages of members: the list, one member, entering, changing, what may be shown, leaving."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from punkt.errors import PunktError
from punkt.ids import new_ulid
from punkt.model.network_words import Consent, MemberKind
from punkt.model.reports import is_ulid
from punkt.model.vocabulary import TerritoryLevel
from punkt_web.accounts.access import actor, requires, signed_in
from punkt_web.accounts.roles import Power
from punkt_web.common.forms import RefusingForm
from punkt_web.network.actions.members import allow_showing, change_member, enter_member, leave_network
from punkt_web.network.forms import LeavingForm, MemberForm, ShowingForm, values_of
from punkt_web.network.models import Member
from punkt_web.network.queries import conducts_in, conducts_somewhere, member_for, members_for
from punkt_web.network.told import told_member
from punkt_web.registry.choosing import offered_territories
from punkt_web.registry.models import Territory
from punkt_web.registry.queries import may_in, reach_now, territory_for
from punkt_web.registry.titles import territory_title

_PAGE = 50


@requires(Power.TAKE_PART)
@require_GET
def members(request: HttpRequest) -> HttpResponse:
    """Those that I answer for or conduct, and the territories of mine that can become one."""
    user = signed_in(request)
    asked = request.GET.get("find", "").strip()
    page = Paginator(members_for(user), _PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "members": [told_member(row) for row in page.object_list],
        "offered": offered_territories(asked, reach_now(user, Power.TAKE_PART)),
        "asked": asked,
        "may_conduct": conducts_somewhere(user),
    }
    return render(request, "network/members.html", context)


@requires(Power.TAKE_PART)
@require_GET
def member(request: HttpRequest, ulid: str) -> HttpResponse:
    """One member with all that is known of it."""
    row = _seen_member(request, ulid)
    return render(request, "network/member.html", {"member": told_member(row), "contacts": row.contacts.order_by("pk")})


@requires(Power.TAKE_PART)
def new_member(request: HttpRequest) -> HttpResponse:
    """Enters the member of a territory, or a partner without one."""
    user, territory = signed_in(request), _chosen_territory(request)
    posted = request.POST if request.method == "POST" else None
    form = MemberForm(posted, territory=territory, initial={"ulid": new_ulid(), **_first_values(territory)})
    if form.is_bound and form.is_valid() and _is_in_reach(request, form):
        try:
            made = enter_member(actor(user), form.cleaned_data["ulid"], form.facts())
        except PunktError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Saved. Now ask what of it may be shown: until then nothing is."))
            return redirect("network:showing", made.pk)
    return render(request, "network/member_form.html", {"form": form, "territory": territory})


@requires(Power.TAKE_PART)
def change(request: HttpRequest, ulid: str) -> HttpResponse:
    """Changes what is said of a member; of two who do so at once the second is told."""
    row = _present_member(request, ulid)
    posted = request.POST if request.method == "POST" else None
    form = MemberForm(posted, territory=row.territory, initial=values_of(row))
    by = actor(signed_in(request))

    def write() -> bool:
        return change_member(by, row.pk, form.facts(), seen_at=form.cleaned_data["seen"])

    if form.is_bound and form.is_valid() and _is_in_reach(request, form) and _is_written(request, form, write):
        return redirect("network:member", row.pk)
    return render(request, "network/member_form.html", {"form": form, "row": row, "territory": row.territory})


@requires(Power.TAKE_PART)
def showing(request: HttpRequest, ulid: str) -> HttpResponse:
    """What the member allows to be shown of it."""
    row = _present_member(request, ulid)
    posted = request.POST if request.method == "POST" else None
    form = ShowingForm(posted, initial={"may_show": row.may_show, "how": row.may_show_how})
    by = actor(signed_in(request))

    def write() -> bool:
        return allow_showing(by, row.pk, Consent(form.cleaned_data["may_show"]), how=form.cleaned_data["how"])

    if _is_written(request, form, write):
        return redirect("network:member", row.pk)
    return render(request, "network/showing.html", {"form": form, "member": told_member(row)})


@requires(Power.TAKE_PART)
def leave(request: HttpRequest, ulid: str) -> HttpResponse:
    """A member leaves the network."""
    row = _present_member(request, ulid)
    form = LeavingForm(request.POST if request.method == "POST" else None)
    by = actor(signed_in(request))
    if _is_written(request, form, lambda: leave_network(by, row.pk, reason=form.cleaned_data["reason"])):
        return redirect("network:members")
    return render(request, "network/leave.html", {"form": form, "member": told_member(row)})


def _is_in_reach(request: HttpRequest, form: MemberForm) -> bool:
    """Whether the person may write members of the country that is named; of a territory that was asked before."""
    country = form.cleaned_data.get("country", "").upper()
    if "country" not in form.fields or conducts_in(signed_in(request), country):
        return True
    form.add_error("country", _("You do not conduct the network of this country."))
    return False


def _is_written(request: HttpRequest, form: RefusingForm, write: Callable[[], bool]) -> bool:
    """Whether the form was sent and taken; what an action refuses stands at its field."""
    if not (form.is_bound and form.is_valid()):
        return False
    try:
        is_changed = write()
    except PunktError as error:
        form.refuse(error)
        return False
    messages.success(request, _("Saved.") if is_changed else _("Nothing was changed."))
    return True


def _chosen_territory(request: HttpRequest) -> Territory | None:
    """The territory of a new member, for who answers for it; none for who conducts the network, of a partner."""
    user, code = signed_in(request), request.GET.get("territory", "")
    if not code:
        if not conducts_somewhere(user):
            raise PermissionDenied
        return None
    territory = territory_for(code)
    if territory is None:
        raise Http404
    if not may_in(user, Power.TAKE_PART, territory):
        raise PermissionDenied
    return territory


def _first_values(territory: Territory | None) -> dict[str, str]:
    if territory is None:
        return {"kind": MemberKind.ORGANISATION.value}
    is_region = territory.level == TerritoryLevel.REGION
    kind = MemberKind.REGION if is_region else MemberKind.MUNICIPALITY
    return {"kind": kind.value, "name": territory_title(territory)}


def _seen_member(request: HttpRequest, ulid: str) -> Member:
    row = member_for(signed_in(request), ulid) if is_ulid(ulid) else None
    if row is None:
        raise Http404
    return row


def _present_member(request: HttpRequest, ulid: str) -> Member:
    """One that has not left; 404 for one that has: nothing of it is written any more."""
    row = _seen_member(request, ulid)
    if row.left_at is not None:
        raise Http404
    return row
