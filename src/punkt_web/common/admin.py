"""The audit trail in Django's admin: to read, never to change."""

from django.contrib import admin
from django.http import HttpRequest

from punkt_web.common.models import AuditEntry

# ruff: noqa: ARG002 # Django's signatures


@admin.register(AuditEntry)
class AuditEntryAdmin(admin.ModelAdmin[AuditEntry]):
    """Who wrote what, newest first."""

    list_display = ["number", "at", "actor_name", "action", "entity", "object_key"]
    list_filter = ["entity", "action"]
    search_fields = ["actor_name", "object_key"]
    ordering = ["-number"]
    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Rows come from actions only."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: AuditEntry | None = None) -> bool:
        """A changed row breaks the chain."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: AuditEntry | None = None) -> bool:
        """A missing row breaks the chain."""
        return False
