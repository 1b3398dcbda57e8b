"""What is wrong in an XLSForm, and what of it was left out, each with its sheet and row."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

MOST_REMARKS = 500
"""Of each kind that are told."""


@dataclass(frozen=True, slots=True)
class SheetRemark:
    """``what`` is a text to translate, ``values`` fill it. ``row`` counts from 1; 0 is the whole sheet."""

    sheet: str
    row: int
    what: str
    values: Mapping[str, object] = field(default_factory=dict)

    def told(self, translate: Callable[[str], str] = str) -> str:
        """In words, without its place."""
        return translate(self.what) % self.values if self.values else translate(self.what)


@dataclass(slots=True)
class Remarks:
    """What was noticed while a form was read: ``faults`` make it unusable, ``left_out`` is what we have no word for."""

    faults: list[SheetRemark] = field(default_factory=list)
    left_out: list[SheetRemark] = field(default_factory=list)

    def fault(self, sheet: str, row: int, what: str, /, **values: object) -> None:
        """Adds a fault."""
        if len(self.faults) < MOST_REMARKS:
            self.faults.append(SheetRemark(sheet, row, what, values))

    def leave_out(self, sheet: str, row: int, what: str, /, **values: object) -> None:
        """Adds something that was left out."""
        if len(self.left_out) < MOST_REMARKS:
            self.left_out.append(SheetRemark(sheet, row, what, values))
