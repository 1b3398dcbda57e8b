"""The app."""

from django.apps import AppConfig


class DashboardConfig(AppConfig):
    """Desk."""

    name = "punkt_web.dashboard"
    verbose_name = "Desk"
