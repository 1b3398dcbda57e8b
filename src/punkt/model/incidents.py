"""What is told of an incident at a point, and what is added to it later. Checked here, once."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from punkt.errors import InvalidValue
from punkt.model.incident_words import Called, IncidentKind, Severity
from punkt.model.items import told_text
from punkt.model.reports import check_ulid
from punkt.wording import gettext_noop as _

MOST_LETTERS = 1_000

Word = TypeVar("Word", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class IncidentContent:
    """What happened and how bad it is; ``done`` is what was done, ``called`` who from outside was called."""

    about: IncidentKind
    severity: Severity
    what: str
    done: str = ""
    called: tuple[Called, ...] = ()


@dataclass(frozen=True, slots=True)
class IncidentNoteContent:
    """What is added to an incident, named by its number. ``severity`` is ``None`` where it stays what it was.

    ``is_closing``: nothing is left to be done; ``what`` says why.
    """

    incident: str
    what: str
    severity: Severity | None = None
    called: tuple[Called, ...] = ()
    is_closing: bool = False


def read_incident(content: Mapping[str, object], where: str) -> IncidentContent:
    """From an item's content. Raises ``InvalidValue``, which names ``where``."""
    _check_keys(content, {"about", "severity", "what", "done", "called"}, where)
    return IncidentContent(
        about=_one_of(IncidentKind, content.get("about"), "about", where),
        severity=_one_of(Severity, content.get("severity"), "severity", where),
        what=_needed(content.get("what"), where),
        done=_text(content.get("done", ""), where),
        called=_called(content.get("called", []), where),
    )


def read_incident_note(content: Mapping[str, object], where: str) -> IncidentNoteContent:
    """From an item's content. Raises ``InvalidValue``, which names ``where``."""
    _check_keys(content, {"incident", "severity", "what", "called", "closing"}, where)
    incident = str(content.get("incident"))[:40]
    check_ulid(incident, where)
    severity = content.get("severity") or None
    return IncidentNoteContent(
        incident=incident,
        what=_needed(content.get("what"), where),
        severity=None if severity is None else _one_of(Severity, severity, "severity", where),
        called=_called(content.get("called", []), where),
        is_closing=content.get("closing", "") in ("yes", True),
    )


def _check_keys(content: Mapping[str, object], known: set[str], where: str) -> None:
    strangers = sorted(content.keys() - known)
    if strangers:
        raise InvalidValue(_("An incident has no %(name)s."), where=where, values={"name": strangers[0][:40]})


def _needed(value: object, where: str) -> str:
    text = _text(value, where)
    if not text:
        raise InvalidValue(_("Write in a few words what happened."), where=where)
    return text


def _text(value: object, where: str) -> str:
    text = told_text(value)
    if len(text) > MOST_LETTERS:
        fault = _("The text has %(n)s characters; the most are %(most)s.")
        raise InvalidValue(fault, where=where, values={"n": len(text), "most": MOST_LETTERS})
    return text


def _called(value: object, where: str) -> tuple[Called, ...]:
    words = value if isinstance(value, list) else [value]
    return tuple(sorted({_one_of(Called, word, "called", where) for word in words}))


def _one_of(words: type[Word], word: object, name: str, where: str) -> Word:
    try:
        return words(str(word))
    except ValueError as error:
        fault = _("What stands under %(name)s is not one of %(listed)s.")
        raise InvalidValue(fault, where=where, values={"name": name, "listed": ", ".join(words)}) from error
