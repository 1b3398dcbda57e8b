"""Django's admin behind our own door. It stands apart from ``apps``, where Django expects one app only."""

from django.contrib.admin.apps import AdminConfig


class PunktAdminConfig(AdminConfig):
    """Django's admin with our sign-in."""

    default_site = "punkt_web.accounts.admin_site.PunktAdminSite"
