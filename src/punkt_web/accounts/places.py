"""What accounts must know of territories and points, which stand in the registry above it.

Who gives a role must reach its place, and that hangs on the tree of territories. The registry answers; the setting
``ACCOUNT_PLACES`` names its class, so that nothing here imports upwards.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol, cast

from django.conf import settings
from django.db.models import QuerySet
from django.utils.module_loading import import_string

Key = tuple[str, str]
"""A scope (``territory`` or ``point``) and a code."""


@dataclass(frozen=True, slots=True)
class Place:
    """A territory or point: its name in the language of the page and the codes from its country down to it.

    For a point the codes are those of its territory; empty where that is not known.
    """

    name: str
    lineage: tuple[str, ...]


class Places(Protocol):
    """The answers that the registry gives."""

    def find(self, keys: Iterable[Key]) -> Mapping[Key, Place]:
        """The places that exist among ``keys``."""

    def territory_codes_below(self, codes: Iterable[str]) -> "QuerySet[Any, str]":
        """The codes of these territories and of all below them, as a subquery."""

    def point_codes_below(self, codes: Iterable[str]) -> "QuerySet[Any, str]":
        """The codes of the points in these territories and below, as a subquery."""


def places() -> Places:
    """The registry's answers."""
    return cast("Places", import_string(settings.ACCOUNT_PLACES)())
