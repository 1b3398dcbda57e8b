"""Who may sign in, and what Django's own permission questions are answered with."""

from typing import Any

from django.conf import settings
from django.contrib.auth.backends import BaseBackend, ModelBackend

from punkt_web.accounts.queries import reach
from punkt_web.accounts.roles import Power


class PasswordBackend(ModelBackend):
    """Address and password. The password of demo accounts is printed for everybody, so they open only a demo."""

    def user_can_authenticate(self, user: Any) -> bool:
        """Closed accounts never; demo accounts nowhere but in a demo, where an open session ends too."""
        return super().user_can_authenticate(user) and (settings.IS_DEMO or not user.is_demo)


class AdministratorBackend(BaseBackend):
    """Those who run the installation may do in Django's admin what its pages allow; nobody else anything."""

    def has_perm(self, user_obj: Any, perm: str, obj: object = None) -> bool:  # noqa: ARG002 # Django's signature
        """Whether the person administers everything."""
        return reach(user_obj, Power.ADMINISTER).is_everywhere

    def has_module_perms(self, user_obj: Any, app_label: str) -> bool:  # noqa: ARG002 # Django's signature
        """The same for a whole app."""
        return reach(user_obj, Power.ADMINISTER).is_everywhere
