"""What a page knows about who reads it."""

from functools import cached_property
from typing import Any

from django.conf import settings
from django.core.cache import caches
from django.db import DatabaseError
from django.http import HttpRequest

from punkt_web.accounts import queries
from punkt_web.accounts.models import User
from punkt_web.accounts.roles import Power

_DEMO_PEOPLE = "demo_people"


class Self:
    """``my`` in templates: asked only where a page uses it, so that public pages ask the database nothing."""

    def __init__(self, user: Any) -> None:
        self._user = user

    @property
    def name(self) -> str:
        """How the person is called: the name, else the address."""
        return str(self._user)

    @cached_property
    def _powers(self) -> frozenset[Power]:
        return queries.powers(self._user)

    @property
    def is_member(self) -> bool:
        """The desk is open."""
        return Power.SEE_MEMBERS in self._powers

    @property
    def can_edit(self) -> bool:
        """May register and edit points somewhere."""
        return Power.EDIT in self._powers

    @property
    def can_import(self) -> bool:
        """May import lists somewhere."""
        return Power.IMPORT in self._powers

    @property
    def can_set_policy(self) -> bool:
        """May decide somewhere what is published."""
        return Power.SET_POLICY in self._powers

    @property
    def can_report(self) -> bool:
        """May report somewhere what points do."""
        return Power.REPORT in self._powers

    @property
    def can_inspect(self) -> bool:
        """May inspect points somewhere."""
        return Power.INSPECT in self._powers

    @property
    def can_announce(self) -> bool:
        """May tell somewhere of curfews and air alerts."""
        return Power.ANNOUNCE in self._powers

    @property
    def can_activate(self) -> bool:
        """May ask points somewhere to open."""
        return Power.ACTIVATE in self._powers

    @property
    def can_take_part(self) -> bool:
        """May answer somewhere for a member of the network."""
        return Power.TAKE_PART in self._powers

    @property
    def can_conduct(self) -> bool:
        """Conducts the network somewhere."""
        return Power.CONDUCT in self._powers

    @property
    def can_manage_people(self) -> bool:
        """May give roles somewhere."""
        return Power.MANAGE_PEOPLE in self._powers

    @property
    def can_administer(self) -> bool:
        """Runs the installation."""
        return Power.ADMINISTER in self._powers

    @cached_property
    def needs_second_factor(self) -> bool:
        """Manages people, and a stolen password would be enough to do it."""
        return self.can_manage_people and isinstance(self._user, User) and not queries.has_second_factor(self._user)


def myself(request: HttpRequest) -> dict[str, object]:
    """``my``: the powers of the person who reads this page."""
    return {"my": Self(getattr(request, "user", None))}


def made_up(_request: HttpRequest) -> dict[str, object]:
    """``is_demo``, also where the database of a demo was copied without the mark of its folder: its people tell."""
    return {"is_demo": True} if settings.IS_DEMO or _has_demo_people() else {}


def _has_demo_people() -> bool:
    """Asked once a minute in each process."""
    known: bool | None = caches["process"].get(_DEMO_PEOPLE)
    if known is None:
        try:
            known = User.objects.filter(is_demo=True).exists()
        except DatabaseError:  # the page that says so must not fail as well
            return False
        caches["process"].set(_DEMO_PEOPLE, known, 60)
    return known
