"""The registry in Django's admin: what the desk has no page for. Every write goes through an action."""

from collections.abc import Iterable
from typing import Any

from django.contrib import admin, messages
from django.db import transaction
from django.db.models import Model, QuerySet
from django.forms import ModelForm
from django.http import HttpRequest
from django.shortcuts import redirect

from punkt.errors import PunktError
from punkt_web.accounts.access import actor, signed_in
from punkt_web.common.wording import said
from punkt_web.registry.actions.records import delete_record, save_record
from punkt_web.registry.models import Organisation, PointKind, Territory

# ruff: noqa: ARG002 # Django's signatures


class AuditedAdmin(admin.ModelAdmin[Any]):
    """Saves and deletes by the actions, which leave audit rows. What is named in ``fixed`` is given once."""

    fixed: tuple[str, ...] = ()

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> tuple[str, ...]:
        """What was given once stays."""
        return self.fixed if obj is not None else ()

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """A rule that forbids the change is said, and nothing is written."""
        try:
            return super().changeform_view(request, *args, **kwargs)
        except PunktError as error:
            messages.error(request, said(error, with_place=False))
            return redirect(request.get_full_path())

    def save_model(self, request: HttpRequest, obj: Any, form: "ModelForm[Any]", change: bool) -> None:
        """Adds or changes."""
        save_record(actor(signed_in(request)), obj)

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        """Deletes one."""
        delete_record(actor(signed_in(request)), obj)

    def delete_queryset(self, request: HttpRequest, queryset: "QuerySet[Any] | Iterable[Any]") -> None:
        """Deletes each, or none."""
        with transaction.atomic():
            for row in queryset:
                self.delete_model(request, row)


@admin.register(Territory)
class TerritoryAdmin(AuditedAdmin):
    """Units of the tree. None is deleted: a unit ends on a day, and old figures keep it."""

    list_display = ("code", "name", "level", "category", "valid_until")
    list_filter = ("country", "level")
    search_fields = ("code", "search_text")
    exclude = ("path", "search_text")
    autocomplete_fields = ("parent",)
    fixed = ("code", "country", "parent")
    show_full_result_count = False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Units end instead."""
        return False

    @admin.display(ordering="search_text")
    def name(self, territory: Territory) -> str:
        """One of its names."""
        return next(iter(territory.names.values()), "")


@admin.register(PointKind)
class PointKindAdmin(AuditedAdmin):
    """Legal kinds of point."""

    list_display = ("code", "country", "source")
    list_filter = ("country",)
    search_fields = ("code",)
    fixed = ("code",)


@admin.register(Organisation)
class OrganisationAdmin(AuditedAdmin):
    """Hosts, holders and authorities."""

    list_display = ("name", "country", "registry_code", "website")
    list_filter = ("country",)
    search_fields = ("name", "registry_code")

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **more: Any) -> Any:
        """An address that is written without a scheme is a secure one."""
        if db_field.name == "website":
            more["assume_scheme"] = "https"
        return super().formfield_for_dbfield(db_field, request, **more)
