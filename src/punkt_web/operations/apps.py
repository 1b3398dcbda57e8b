"""The app."""

from django.apps import AppConfig


class OperationsConfig(AppConfig):
    """Operations."""

    name = "punkt_web.operations"
    verbose_name = "Operations"
