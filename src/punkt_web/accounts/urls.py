"""Signing in, by the library's views; only those that the product needs. Sign-up and mail pages do not exist."""

from allauth.account import views as sign_in
from allauth.mfa.base import views as factor
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from django.urls import path
from django.views.generic import RedirectView

from punkt_web.accounts import views
from punkt_web.accounts.trail import noting_factors

urlpatterns = [
    path("", RedirectView.as_view(pattern_name="account_security")),
    path("login/", sign_in.login, name="account_login"),
    path("logout/", sign_in.logout, name="account_logout"),
    path("inactive/", sign_in.account_inactive, name="account_inactive"),
    path("again/", sign_in.reauthenticate, name="account_reauthenticate"),
    path("security/", factor.index, name="mfa_index"),
    path("security/", factor.index, name="account_security"),
    path("password/", sign_in.password_change, name="account_change_password"),
    # Where the library sends people who have no password yet; ours get theirs by a link.
    path("password/none/", views.no_password, name="account_set_password"),
    path("password/new/<uidb64>/<token>/", views.NewPassword.as_view(), name="account_new_password"),
    path("code/", factor.authenticate, name="mfa_authenticate"),
    path("code/again/", factor.reauthenticate, name="mfa_reauthenticate"),
    path("app/add/", noting_factors(totp.activate_totp), name="mfa_activate_totp"),
    path("app/remove/", noting_factors(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path("recovery-codes/", recovery.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("recovery-codes/new/", noting_factors(recovery.generate_recovery_codes), name="mfa_generate_recovery_codes"),
    path("recovery-codes/file/", recovery.download_recovery_codes, name="mfa_download_recovery_codes"),
]
