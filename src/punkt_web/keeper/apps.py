"""The app."""

from django.apps import AppConfig


class KeeperConfig(AppConfig):
    """Keeper console."""

    name = "punkt_web.keeper"
    verbose_name = "Keeper console"
