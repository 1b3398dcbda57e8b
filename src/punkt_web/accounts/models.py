"""People and what they may do where."""

from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models

from punkt_web.accounts.roles import Role


class PersonManager(BaseUserManager["User"]):
    """How Django's own commands make a user; the product makes people in ``actions``."""

    def create_user(self, email: str, password: str | None = None, **more: object) -> "User":
        """A person who signs in with an e-mail address; with no password they cannot sign in yet."""
        user = self.model(email=self.normalize_email(email).lower(), **more)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **more: object) -> "User":
        """The first administrator of an installation."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **more)

    def get_by_natural_key(self, username: str | None) -> "User":
        """Sign-in ignores the case of the address."""
        return self.get(email__iexact=username)


class User(AbstractBaseUser, PermissionsMixin):
    """A person who works with the network. Residents are never registered."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120, blank=True)
    language = models.CharField(max_length=2, blank=True)
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False)
    is_demo = models.BooleanField(default=False)
    date_joined = models.DateTimeField(auto_now_add=True)
    # Who may still change a person without a role; null where a command added them.
    added_by = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, editable=False, related_name="+")
    # Who was shown the open link, and who was shown the one behind which the password was set: they could know it.
    link_by = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, editable=False, related_name="+")
    password_by = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, editable=False, related_name="+")

    objects: ClassVar[PersonManager] = PersonManager()
    USERNAME_FIELD = "email"

    def __str__(self) -> str:
        return self.name or self.email


class Scope(models.TextChoices):
    """What a membership reaches."""

    EVERYWHERE = "everywhere"
    TERRITORY = "territory"
    POINT = "point"


# Where each role may hold. Whoever runs the installation runs all of it.
SCOPES: dict[Role, frozenset[Scope]] = {
    Role.VIEWER: frozenset(Scope),
    Role.KEEPER: frozenset({Scope.TERRITORY, Scope.POINT}),
    Role.INSPECTOR: frozenset({Scope.TERRITORY, Scope.POINT}),
    Role.COORDINATOR: frozenset({Scope.TERRITORY}),
    Role.REGION: frozenset({Scope.TERRITORY}),
    Role.NATION: frozenset({Scope.TERRITORY, Scope.EVERYWHERE}),
    Role.RESEARCHER: frozenset({Scope.TERRITORY, Scope.EVERYWHERE}),
    Role.ADMINISTRATOR: frozenset({Scope.EVERYWHERE}),
}


class Membership(models.Model):
    """One role of one person, over everything, one territory with all below it, or one point.

    The scope is named by code and not by a key of the registry: accounts stand below the registry, and a
    territory keeps its code when a register is loaded anew.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=20, choices=[(role.value, role.value) for role in Role])
    scope = models.CharField(max_length=12, choices=Scope.choices)
    scope_code = models.CharField(max_length=32, blank=True)
    valid_from = models.DateTimeField(null=True, blank=True)
    valid_until = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "role", "scope", "scope_code"], name="membership_once"),
            models.CheckConstraint(
                condition=models.Q(scope="everywhere", scope_code="")
                | (~models.Q(scope="everywhere") & ~models.Q(scope_code="")),
                name="membership_scope_named",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.role} {self.scope_code or 'everywhere'}"
