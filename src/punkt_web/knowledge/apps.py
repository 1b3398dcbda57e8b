"""The app."""

from django.apps import AppConfig


class KnowledgeConfig(AppConfig):
    """Knowledge."""

    name = "punkt_web.knowledge"
    verbose_name = "Knowledge"
