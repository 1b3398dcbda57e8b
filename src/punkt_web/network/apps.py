"""The app."""

from django.apps import AppConfig


class NetworkConfig(AppConfig):
    """Network."""

    name = "punkt_web.network"
    verbose_name = "Network"
