"""The app."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """Demo network."""

    name = "punkt_web.demo"
    verbose_name = "Demo network"
