"""The app."""

from django.apps import AppConfig


class HostingConfig(AppConfig):
    """Hosting."""

    name = "punkt_web.hosting"
    verbose_name = "Hosting"
