"""Pieces of a queue among lines that were carried here: those that are whole become the lines that they hold."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from punkt.errors import PunktError
from punkt.formats.carried_pieces import MOST_BYTES, Piece, is_piece, joined, missing, read_piece
from punkt_web.common.wording import said

_MOST_LINES = 2_000
"""As many as a form takes: a few pieces can stand for a great many lines, and for lines of any length."""
Line = tuple[int, str]
"""The number of a line in what was pasted, and its text."""


@dataclass(frozen=True, slots=True)
class Unpacked:
    """``lines`` to be taken in; ``waiting`` are pieces that are not, each with why."""

    lines: list[Line]
    waiting: list[tuple[Line, str]]


def unpacked(lines: Sequence[Line]) -> Unpacked:
    """Puts pieces together, whatever order they come in; every other line stays as it is."""
    taken = [line for line in lines if not is_piece(line[1])]
    waiting: list[tuple[Line, str]] = []
    sets: dict[tuple[str, str, int], list[tuple[Line, Piece]]] = {}
    for line in lines:
        if is_piece(line[1]):
            try:
                piece = read_piece(line[1])
            except PunktError as error:
                waiting.append((line, said(error, with_place=False)))
            else:
                sets.setdefault(piece.belongs_to, []).append((line, piece))
    n_lines = n_letters = 0
    for found in sets.values():
        is_too_much = n_lines >= _MOST_LINES or n_letters >= MOST_BYTES
        why, text = _whole([piece for _line, piece in found], is_too_much=is_too_much)
        held = [line.strip() for line in text.splitlines() if line.strip()]
        n_lines, n_letters = n_lines + len(held), n_letters + len(text)
        if len(held) > _MOST_LINES:
            why, held = _too_much(), []
        waiting += [(line, why) for line, _piece in found] if why else []
        taken += [(found[0][0][0], line) for line in held]
    return Unpacked(taken, waiting)


def _too_much() -> str:
    return _("At most %(most)s lines at once: send them in parts.") % {"most": _MOST_LINES}


def _whole(pieces: list[Piece], *, is_too_much: bool) -> tuple[str, str]:
    """Why they cannot be put together, or the text; none is unpacked where there is too much already."""
    if is_too_much:
        return _too_much(), ""
    lacking = missing(pieces)
    if lacking:
        listed = ", ".join(str(number) for number in lacking)
        return _("Still missing of %(all)s pieces: %(listed)s.") % {"all": pieces[0].n_all, "listed": listed}, ""
    try:
        return "", joined(pieces)
    except PunktError as error:
        return said(error, with_place=False), ""
