"""The app."""

from django.apps import AppConfig


class ReadinessConfig(AppConfig):
    """Readiness."""

    name = "punkt_web.readiness"
    verbose_name = "Readiness"
