"""The door of Django's admin: the same sign-in as everywhere, second factor and lock-out included."""

from typing import Any

from django.contrib.admin import AdminSite
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from punkt_web.accounts.queries import reach
from punkt_web.accounts.roles import Power

# ruff: noqa: ARG002 # Django's signatures


class PunktAdminSite(AdminSite):
    """For those who run the installation."""

    site_header = _("Punkt: everything else")
    site_title = "Punkt"
    index_title = _("Records")

    def has_permission(self, request: HttpRequest) -> bool:
        """Whoever holds the power to administer; Django's staff flag counts for nothing."""
        return reach(request.user, Power.ADMINISTER).is_everywhere

    def register(self, model_or_iterable: Any, admin_class: Any = None, **options: Any) -> None:
        """Takes our own records only: those of libraries hold secrets (second factors) and leave no audit row."""
        asked = [model_or_iterable] if isinstance(model_or_iterable, type) else list(model_or_iterable)
        ours = [model for model in asked if model.__module__.startswith("punkt_web.")]
        super().register(ours, admin_class, **options)

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Sends strangers to our sign-in and turns everybody else away."""
        if request.user.is_authenticated:
            raise PermissionDenied
        return redirect_to_login(request.GET.get("next") or reverse("admin:index"))

    def logout(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        """Our own page to sign out."""
        return redirect("account_logout")

    def password_change(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        """Our own page to change the password, which leaves an audit row."""
        return redirect("account_change_password")
