"""The app."""

from django.apps import AppConfig


class RegistryConfig(AppConfig):
    """Registry."""

    name = "punkt_web.registry"
    verbose_name = "Registry"
