"""The app."""

from django.apps import AppConfig


class FinderConfig(AppConfig):
    """Finder."""

    name = "punkt_web.finder"
    verbose_name = "Finder"
