"""Pages of people and roles at the desk, and the page behind a link for a new password."""

from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any

from django.contrib import messages
from django.contrib.auth.forms import SetPasswordForm
from django.contrib.auth.views import PasswordResetConfirmView
from django.core.paginator import Paginator
from django.db.models import Prefetch, Q, QuerySet
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse, reverse_lazy
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from punkt.errors import PunktError
from punkt_web.accounts import actions, queries, wording
from punkt_web.accounts.access import requires, signed_in
from punkt_web.accounts.forms import FilterForm, FirstPasswordForm, PersonForm, ReasonForm, RoleForm
from punkt_web.accounts.held import HeldRole, held_roles
from punkt_web.accounts.links import link_tokens
from punkt_web.accounts.models import Membership, User
from punkt_web.accounts.roles import Power
from punkt_web.common import audit
from punkt_web.common.models import AuditEntry
from punkt_web.common.wording import said

_PAGE = 50


@requires(Power.MANAGE_PEOPLE)
def people(request: HttpRequest) -> HttpResponse:
    """The people in reach, by name, with their roles."""
    form = FilterForm(request.GET)
    found = queries.people_for(signed_in(request)).prefetch_related(
        Prefetch("memberships", queryset=Membership.objects.order_by("pk"))
    )
    if form.is_valid():
        found = _narrowed(found, form.cleaned_data)
    page = Paginator(found, _PAGE).get_page(request.GET.get("page"))
    roles = held_roles([one for person in page for one in person.memberships.all()])
    rows = [(person, roles.get(person.pk, [])) for person in page]
    return render(request, "accounts/people.html", {"form": form, "page": page, "rows": rows})


@requires(Power.MANAGE_PEOPLE)
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """One person: roles, account, and what was done to them."""
    shown = _person(request, pk)
    manager = signed_in(request)
    context = {
        "person": shown,
        "roles": _roles_for(manager, shown),
        "may_manage": queries.may_manage(manager, shown),
        "has_role": shown.is_superuser or queries.has_role(shown),
        "is_self": shown == manager,
        "has_second_factor": queries.has_second_factor(shown),
        "history": wording.history_rows(islice(_history(shown), _PAGE)),
    }
    return render(request, "accounts/person.html", context)


@requires(Power.MANAGE_PEOPLE)
def add_person(request: HttpRequest) -> HttpResponse:
    """A new person; they set their own password behind a link."""
    form = PersonForm(request.POST or None)

    def give() -> HttpResponse:
        made = actions.give_person(actions.by_person(signed_in(request)), **form.cleaned_data)
        messages.success(request, _("The person is added. Now give them a role, then a link to set a password."))
        return redirect("people:person", made.pk)

    return _answer(request, form, give, _("Add a person"), reverse("people:list"))


@requires(Power.MANAGE_PEOPLE)
def change_person(request: HttpRequest, pk: int) -> HttpResponse:
    """Name, address and language."""
    changed = _person(request, pk)
    form = PersonForm(
        request.POST or None, initial={"email": changed.email, "name": changed.name, "language": changed.language}
    )

    def change() -> HttpResponse:
        actions.change_person(actions.by_person(signed_in(request)), changed, **form.cleaned_data)
        return redirect("people:person", pk)

    return _answer(request, form, change, _("Change a person"), reverse("people:person", args=[pk]), person=changed)


@requires(Power.MANAGE_PEOPLE)
def add_role(request: HttpRequest, pk: int) -> HttpResponse:
    """One more role."""
    receiver = _person(request, pk)
    giver = signed_in(request)
    form = RoleForm(request.POST or None, giver=giver)

    def give() -> HttpResponse:
        actions.give_role(actions.by_person(giver), receiver, form.grant())
        return redirect("people:person", pk)

    return _answer(request, form, give, _("Give a role"), reverse("people:person", args=[pk]), person=receiver)


@requires(Power.MANAGE_PEOPLE)
def end_role(request: HttpRequest, pk: int, role_pk: int) -> HttpResponse:
    """Takes one role away, after asking."""
    holder = _person(request, pk)
    membership = get_object_or_404(Membership, pk=role_pk, user=holder)
    form = ReasonForm(request.POST if request.method == "POST" else None)

    def end() -> HttpResponse:
        actions.end_role(actions.by_person(signed_in(request)), membership, **form.cleaned_data)
        return redirect("people:person", pk)

    roles = held_roles([membership])[pk]
    back = reverse("people:person", args=[pk])
    return _answer(request, form, end, _("End this role?"), back, person=holder, roles=roles, is_danger=True)


@requires(Power.MANAGE_PEOPLE)
def set_active(request: HttpRequest, pk: int) -> HttpResponse:
    """Closes an account or opens it again, after asking."""
    changed = _person(request, pk)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    action = actions.deactivate if changed.is_active else actions.reactivate

    def change() -> HttpResponse:
        action(actions.by_person(signed_in(request)), changed, **form.cleaned_data)
        return redirect("people:person", pk)

    question = _("Close this account?") if changed.is_active else _("Open this account again?")
    back = reverse("people:person", args=[pk])
    return _answer(request, form, change, question, back, person=changed, is_danger=changed.is_active)


@requires(Power.MANAGE_PEOPLE)
def remove_second_factor(request: HttpRequest, pk: int) -> HttpResponse:
    """For somebody who lost phone and recovery codes, after asking."""
    changed = _person(request, pk)
    form = Form(request.POST if request.method == "POST" else None)

    def remove() -> HttpResponse:
        actions.remove_second_factor(actions.by_person(signed_in(request)), changed)
        return redirect("people:person", pk)

    question = _("Remove the second factor of this person?")
    back = reverse("people:person", args=[pk])
    return _answer(request, form, remove, question, back, person=changed, is_danger=True)


@requires(Power.MANAGE_PEOPLE)
@require_POST
def password_link(request: HttpRequest, pk: int) -> HttpResponse:
    """Shows, once, a link behind which the person sets a password."""
    receiver = _person(request, pk)
    try:
        actions.give_password_link(actions.by_person(signed_in(request)), receiver)
    except PunktError as error:
        messages.error(request, said(error))
        return redirect("people:person", pk)
    link = request.build_absolute_uri(new_password_path(receiver))
    return render(request, "accounts/password_link.html", {"person": receiver, "link": link})


def no_password(request: HttpRequest) -> HttpResponse:
    """For somebody who is signed in and has no password."""
    return render(request, "accounts/no_password.html", status=403)


class NewPassword(PasswordResetConfirmView):
    """The page behind a link for a new password. The token leaves the address before the page is shown."""

    form_class = FirstPasswordForm
    token_generator = link_tokens
    template_name = "accounts/new_password.html"
    success_url = reverse_lazy("account_login")

    def form_valid(self, form: "SetPasswordForm[Any]") -> HttpResponse:
        """Sets the password, which makes the link useless."""
        new = form.cleaned_data["new_password1"]
        actions.set_password(actions.by_person(form.user), form.user, new, is_by_link=True)
        self.request.session.pop("_password_reset_token", None)
        messages.success(self.request, _("The password is set. Sign in with it."))
        return redirect(self.get_success_url())


def new_password_path(user: User) -> str:
    """The path that sets the password of ``user``: once, within PASSWORD_RESET_TIMEOUT seconds.

    It stops working when the address or the roles change, or when somebody else is shown a link.
    """
    uid = urlsafe_base64_encode(force_bytes(user.pk))
    return reverse("account_new_password", args=[uid, link_tokens.make_token(user)])


def _person(request: HttpRequest, pk: int) -> User:
    return get_object_or_404(queries.people_for(signed_in(request)), pk=pk)


def _history(shown: User) -> Iterator[AuditEntry]:
    return audit.history("person", str(shown.pk))


def _roles_for(manager: User, shown: User) -> list[tuple[HeldRole, bool]]:
    roles = held_roles(shown.memberships.order_by("pk")).get(shown.pk, [])
    return [(one, queries.may_give(manager, one.role, one.scope, one.lineage)) for one in roles]


def _narrowed(found: QuerySet[User], asked: dict[str, str]) -> QuerySet[User]:
    words = asked["q"].strip()
    if words:
        # SQLite folds case for Latin letters only, so the usual spellings of a name are tried one by one.
        spellings = {words, words.lower(), words.upper(), words.title()}
        matching = Q(email__icontains=words)
        for spelling in spellings:
            matching |= Q(name__icontains=spelling)
        found = found.filter(matching)
    if asked["role"]:
        found = found.filter(pk__in=Membership.objects.filter(role=asked["role"]).values("user"))
    return found


def _answer(
    request: HttpRequest, form: Form, act: Callable[[], HttpResponse], title: str, back: str, **more: object
) -> HttpResponse:
    """The form, or what follows when it is right; a rule that forbids the change is said on the form."""
    if request.method == "POST" and form.is_valid():
        try:
            return act()
        except PunktError as error:
            form.add_error(None, said(error))
    status = 422 if request.method == "POST" else 200
    context = {"form": form, "title": title, "back": back, **more}
    return render(request, "accounts/form.html", context, status=status)
