"""The app."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """Look."""

    name = "punkt_web.ui"
    verbose_name = "Look"
