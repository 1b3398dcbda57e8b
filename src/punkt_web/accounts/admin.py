"""People and roles in Django's admin; every write goes through the same actions as at the desk."""

from collections.abc import Iterable
from typing import Any

from django.contrib import admin, messages
from django.db import transaction
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from punkt.errors import PunktError
from punkt_web.accounts import actions
from punkt_web.accounts.access import signed_in
from punkt_web.accounts.models import Membership, Scope, User
from punkt_web.accounts.roles import Role
from punkt_web.common.wording import said

# ruff: noqa: ARG002 # Django's signatures


def _refused(request: HttpRequest, error: PunktError) -> HttpResponse:
    messages.error(request, said(error))
    return redirect(request.get_full_path())


@admin.register(User)
class UserAdmin(admin.ModelAdmin[User]):
    """People. Nobody is deleted: a closed account keeps the trail readable."""

    list_display = ["email", "name", "is_active", "date_joined"]
    list_filter = ["is_active", "is_demo"]
    search_fields = ["email", "name"]
    fields = ["email", "name", "language", "is_active", "is_demo", "date_joined", "last_login"]
    readonly_fields = ["is_demo", "date_joined", "last_login"]

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """Accounts are closed instead."""
        return False

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """A rule that forbids the change is said, and nothing is written."""
        try:
            return super().changeform_view(request, *args, **kwargs)
        except PunktError as error:
            return _refused(request, error)

    def save_model(self, request: HttpRequest, obj: User, form: "ModelForm[User]", change: bool) -> None:
        """Adds or changes the person by the actions."""
        by = actions.by_person(signed_in(request))
        if change:
            stored = User.objects.get(pk=obj.pk)
            actions.change_person(by, stored, email=obj.email, name=obj.name, language=obj.language)
        else:
            stored = actions.give_person(by, obj.email, name=obj.name, language=obj.language)
            obj.pk = stored.pk
        if obj.is_active != stored.is_active:
            (actions.reactivate if obj.is_active else actions.deactivate)(by, stored)


@admin.register(Membership)
class MembershipAdmin(admin.ModelAdmin[Membership]):
    """Roles: given and ended, never changed in place."""

    list_display = ["user", "role", "scope", "scope_code", "valid_from", "valid_until"]
    list_filter = ["role", "scope"]
    search_fields = ["user__email", "user__name", "scope_code"]
    autocomplete_fields = ["user"]

    def has_change_permission(self, request: HttpRequest, obj: Membership | None = None) -> bool:
        """A role is ended and another one given."""
        return False

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """A rule that forbids the change is said, and nothing is written."""
        try:
            return super().changeform_view(request, *args, **kwargs)
        except PunktError as error:
            return _refused(request, error)

    def delete_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """The same for an end."""
        try:
            return super().delete_view(request, *args, **kwargs)
        except PunktError as error:
            return _refused(request, error)

    def changelist_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """The same for the end of many."""
        try:
            return super().changelist_view(request, *args, **kwargs)
        except PunktError as error:
            return _refused(request, error)

    def save_model(self, request: HttpRequest, obj: Membership, form: "ModelForm[Membership]", change: bool) -> None:
        """Gives the role by the action."""
        grant = actions.Grant(Role(obj.role), Scope(obj.scope), obj.scope_code, obj.valid_from, obj.valid_until)
        obj.pk = actions.give_role(actions.by_person(signed_in(request)), obj.user, grant).pk

    def delete_model(self, request: HttpRequest, obj: Membership) -> None:
        """Ends the role by the action."""
        actions.end_role(actions.by_person(signed_in(request)), obj)

    def delete_queryset(self, request: HttpRequest, queryset: "QuerySet[Membership] | Iterable[Membership]") -> None:
        """Ends each, or none."""
        with transaction.atomic():
            for membership in queryset:
                self.delete_model(request, membership)
