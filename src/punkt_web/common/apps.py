"""The app."""

from django.apps import AppConfig


class CommonConfig(AppConfig):
    """Common ground."""

    name = "punkt_web.common"
    verbose_name = "Common ground"
