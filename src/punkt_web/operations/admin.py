"""Reports in the admin: to read, never to change, since they are only ever added."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from punkt_web.operations.models import Bulletin, Complaint, CurrentStatus, Feed, StatusReport, TerritoryNotice


class _ReadOnly(admin.ModelAdmin[Any]):
    def has_add_permission(self, request: HttpRequest) -> bool:  # noqa: ARG002
        return False

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:  # noqa: ARG002
        return False

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:  # noqa: ARG002
        return False


@admin.register(StatusReport)
class StatusReportAdmin(_ReadOnly):
    """All reports, the latest first."""

    list_display = ("observed_at", "point", "state", "channel", "headcount", "author_name")
    list_filter = ("channel", "state")
    list_select_related = ("point",)
    search_fields = ("point__code",)
    ordering = ("-observed_at",)
    show_full_result_count = False


@admin.register(CurrentStatus)
class CurrentStatusAdmin(_ReadOnly):
    """The latest word on each point."""

    list_display = ("point", "state", "state_at", "state_channel", "headcount")
    list_filter = ("state", "state_channel")
    list_select_related = ("point",)
    search_fields = ("point__code",)
    show_full_result_count = False


@admin.register(Complaint)
class ComplaintAdmin(_ReadOnly):
    """What people at doors said, the latest first; they are answered at the desk."""

    list_display = ("received_at", "due_at", "point", "kind", "outcome", "answered_by")
    list_filter = ("kind", "outcome")
    list_select_related = ("point",)
    search_fields = ("point__code",)
    ordering = ("-received_at",)
    show_full_result_count = False


@admin.register(TerritoryNotice)
class TerritoryNoticeAdmin(_ReadOnly):
    """Curfews and air alerts, the latest first; they are set and ended at the desk."""

    list_display = ("said_at", "kind", "territory", "ended_at", "said_by")
    list_filter = ("kind",)
    list_select_related = ("territory",)
    search_fields = ("territory__code",)
    ordering = ("-said_at",)
    show_full_result_count = False


@admin.register(Feed)
class FeedAdmin(_ReadOnly):
    """Feeds; they are added and removed at the desk. What opens a source is not shown, and addresses can hold it."""

    list_display = ("name", "form", "territory", "read_at", "failing_since")
    list_filter = ("form",)
    list_select_related = ("territory",)
    exclude = ("token", "url")
    ordering = ("name",)


@admin.register(Bulletin)
class BulletinAdmin(_ReadOnly):
    """Official information, the latest first; it is issued and ended at the desk."""

    list_display = ("said_at", "territory", "topic", "valid_until", "ended_at", "said_by")
    list_filter = ("topic", "severity")
    list_select_related = ("territory",)
    search_fields = ("territory__code", "ulid")
    ordering = ("-said_at",)
    show_full_result_count = False
