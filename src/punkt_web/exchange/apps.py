"""The app."""

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    """Exchange."""

    name = "punkt_web.exchange"
    verbose_name = "Exchange"
