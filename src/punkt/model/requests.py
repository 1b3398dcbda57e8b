"""What is said of supplies at a point, whatever carries it: asked for, arrived, not needed any more. Checked here."""

import math
from dataclasses import dataclass, replace
from datetime import datetime

from punkt.errors import InvalidValue
from punkt.model.items import checked_note
from punkt.model.reports import check_ulid
from punkt.model.request_words import RequestKind, RequestUrgency
from punkt.model.stock_items import items_of
from punkt.model.vocabulary import one_of
from punkt.wording import gettext_noop as _

MOST = 1_000_000.0
"""Litres, people or pieces of one request; more is a slip of the hand."""
MOST_LETTERS = 300
_MOST_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Asked:
    """What a point asks for. ``quantity`` is ``None`` where nobody can say, ``item`` "" where the kind says it all.

    ``quantity`` is in the unit of the kind (``items.unit_of``); ``needed_by`` is ``None`` where only ``urgency`` is
    said.
    """

    kind: RequestKind
    urgency: RequestUrgency = RequestUrgency.TODAY
    item: str = ""
    quantity: float | None = None
    needed_by: datetime | None = None
    note: str = ""

    def checked(self, where: str) -> "Asked":
        """The same. Raises ``InvalidValue``, which names ``where``, for what cannot be."""
        kind = one_of(RequestKind, self.kind, where)
        if self.item and self.item not in items_of(kind):
            raise InvalidValue(
                _("There is no %(item)s to ask for."), where=where, values={"item": repr(self.item)[:_MOST_SHOWN]}
            )
        if kind is RequestKind.OTHER and not self.note.strip():
            raise InvalidValue(_("Write in the note what is needed."), where=where)
        if self.needed_by is not None and self.needed_by.tzinfo is None:
            raise InvalidValue(_("A time without its zone."), where=where)
        return replace(
            self,
            kind=kind,
            urgency=one_of(RequestUrgency, self.urgency, where),
            quantity=checked_quantity(self.quantity, where),
            note=checked_note(self.note, where, most=MOST_LETTERS),
        )


@dataclass(frozen=True, slots=True)
class Arrived:
    """What came of a request. ``quantity`` is ``None`` where nobody measured it; ``sent`` "" where nobody said which.

    ``is_enough``: nothing more is needed.
    """

    request: str
    quantity: float | None = None
    is_enough: bool = True
    sent: str = ""
    note: str = ""

    def checked(self, where: str) -> "Arrived":
        """The same. Raises ``InvalidValue``, which names ``where``, for what cannot be."""
        for ulid in filter(None, (self.request, self.sent)):
            check_ulid(ulid, where)
        return replace(
            self,
            quantity=checked_quantity(self.quantity, where, least=0.0),
            note=checked_note(self.note, where, most=MOST_LETTERS),
        )


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """That a request is not needed any more, and why."""

    request: str
    note: str = ""

    def checked(self, where: str) -> "Withdrawn":
        """The same. Raises ``InvalidValue``, which names ``where``, for what cannot be."""
        check_ulid(self.request, where)
        return replace(self, note=checked_note(self.note, where, most=MOST_LETTERS))


def checked_quantity(quantity: float | None, where: str, *, least: float | None = None) -> float | None:
    """A quantity above nothing, or from ``least`` on. Raises ``InvalidValue`` for what is none; ``None`` stays."""
    if quantity is None:
        return None
    is_number = isinstance(quantity, int | float) and not isinstance(quantity, bool) and math.isfinite(quantity)
    is_much = is_number and (quantity > 0.0 if least is None else quantity >= least)
    if not (is_much and quantity <= MOST):
        raise InvalidValue(
            _("%(number)s is no quantity up to %(most)s."),
            where=where,
            values={"number": repr(quantity)[:_MOST_SHOWN], "most": f"{MOST:.0f}"},
        )
    return float(quantity)
