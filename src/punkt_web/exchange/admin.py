"""Imports in the admin: sources can be corrected, what happened is to read."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from punkt_web.accounts.access import actor, signed_in
from punkt_web.exchange.actions.sources import describe_source
from punkt_web.exchange.models import ImportRun, MatchDecision, Source, SourceRecord

# ruff: noqa: ARG002 # Django's signatures


@admin.register(Source)
class SourceAdmin(admin.ModelAdmin[Source]):
    """Licence, attribution, territory and the remembered columns of a source."""

    list_display = ("name", "territory", "licence")
    search_fields = ("name",)
    raw_id_fields = ("territory",)

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        """What was imported under a name keeps it."""
        return False

    def save_model(self, request: HttpRequest, obj: Source, form: Any, change: bool) -> None:
        """Writes by the action, which leaves an audit row."""
        describe_source(actor(signed_in(request)), obj)


class _ReadOnly(admin.ModelAdmin[Any]):
    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False


@admin.register(ImportRun)
class ImportRunAdmin(_ReadOnly):
    """All runs, the latest first."""

    list_display = ("started_at", "source", "state", "actor_name", "file_name")
    list_filter = ("state",)
    list_select_related = ("source",)
    exclude = ("report",)


@admin.register(SourceRecord)
class SourceRecordAdmin(_ReadOnly):
    """Rows as they were received."""

    list_display = ("source", "point", "is_gone", "last_run")
    list_filter = ("is_gone", "source")
    list_select_related = ("source", "point", "last_run")
    search_fields = ("point__code",)
    show_full_result_count = False


@admin.register(MatchDecision)
class MatchDecisionAdmin(_ReadOnly):
    """What people decided about rows."""

    list_display = ("decided_at", "source", "point", "decided_by", "is_applied")
    list_select_related = ("source", "point")
    ordering = ("-decided_at",)
