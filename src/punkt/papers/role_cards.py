"""Cards for who does what in a point, as data with sources; those that are filled first come first."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from punkt.errors import InvalidValue
from punkt.wording import LANGUAGES
from punkt.wording import gettext_noop as _


@dataclass(frozen=True, slots=True)
class CardTask:
    """A line of a card, by language, and where it comes from; ``[decision]`` begins a choice of ours."""

    texts: Mapping[str, str]
    source: str


@dataclass(frozen=True, slots=True)
class RoleCard:
    """A role with its names by language; ``is_first`` for those that are filled before the others."""

    key: str
    is_first: bool
    names: Mapping[str, str]
    tasks: tuple[CardTask, ...]


@cache
def role_cards() -> tuple[RoleCard, ...]:
    """The cards that come with Punkt."""
    return read_role_cards((files("punkt.papers") / "role_cards.toml").read_text("utf-8"))


def read_role_cards(text: str) -> tuple[RoleCard, ...]:
    """Cards from the text of their file. Raises ``InvalidValue`` for what is none."""
    try:
        return tuple(_card(row) for row in tomllib.loads(text)["role"])
    except (tomllib.TOMLDecodeError, KeyError, TypeError) as error:
        raise InvalidValue(_("These role cards cannot be used: %(why)s."), values={"why": repr(error)}) from error


def _card(row: Mapping[str, Any]) -> RoleCard:
    tasks = tuple(CardTask(_texts(task), task["source"]) for task in row["task"])
    return RoleCard(row["key"], row["is_first"], _texts(row), tasks)


def _texts(row: Mapping[str, Any]) -> dict[str, str]:
    return {language: row[language] for language in LANGUAGES}
