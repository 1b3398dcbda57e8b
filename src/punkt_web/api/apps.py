"""The app."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """The reading API."""

    name = "punkt_web.api"
    verbose_name = "API"
