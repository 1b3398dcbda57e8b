"""The app."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """People and roles."""

    name = "punkt_web.accounts"
    verbose_name = "People and roles"

    def ready(self) -> None:
        """Listens to the library of the second factor, whose writes need audit rows too."""
        from punkt_web.accounts import trail  # noqa: PLC0415 # models are loaded only now

        trail.listen()
