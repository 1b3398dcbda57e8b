"""The app."""

from django.apps import AppConfig


class PapersConfig(AppConfig):
    """Papers."""

    name = "punkt_web.papers"
    verbose_name = "Papers"
