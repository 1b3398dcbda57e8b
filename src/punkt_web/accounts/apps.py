"""The app."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """People and roles."""

    name = "punkt_web.accounts"
    verbose_name = "People and roles"
