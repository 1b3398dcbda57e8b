"""Tokens of links for a new password."""

from django.contrib.auth.tokens import PasswordResetTokenGenerator

from punkt_web.accounts.models import User


class LinkTokens(PasswordResetTokenGenerator):
    """Bound to all that Django binds them to (password, address, last sign-in), and to the roles and the giver.

    A link taken while somebody had no role, or a narrow one, must not open the account that became wide since.
    """

    key_salt = "punkt_web.accounts.links.LinkTokens"

    def _make_hash_value(self, user: User, timestamp: int) -> str:
        said = super()._make_hash_value(user, timestamp)
        roles = user.memberships.order_by("role", "scope", "scope_code", "pk")
        held = list(roles.values_list("role", "scope", "scope_code", "valid_from", "valid_until"))
        return f"{said}{user.link_by_id}{user.is_superuser}{held}"


link_tokens = LinkTokens()
