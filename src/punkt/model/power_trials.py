"""What is told of a trial of the own power of a point: for how long it ran, under which load, why it ended."""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass

from punkt.errors import InvalidValue
from punkt.model.items import checked_note, told_text
from punkt.model.power_trial_words import TrialEnd, TrialLoad
from punkt.model.vocabulary import one_of
from punkt.wording import gettext_noop as _

SHORTEST_H = 0.1
LONGEST_H = 720.0
"""A month; more is a slip of the hand (decision of ours)."""
MOST_L = 20_000.0
MOST_KW = 5_000.0
MOST_LETTERS = 300
_NO_NUMBER = {
    "hours": _("Tell for how many hours it ran, from 0.1 to 720."),
    "fuel_before_l": _("The fuel before is a number of litres from 0 to %(most)s."),
    "fuel_after_l": _("The fuel after is a number of litres from 0 to %(most)s."),
    "load_kw": _("The load is a number of kilowatts from 0 to %(most)s."),
}
_NUMBER = re.compile(r"[0-9]{1,9}([.,][0-9]{1,20})?", re.ASCII)
_KEYS = frozenset({"hours", "load", "ended", "fuel_before_l", "fuel_after_l", "load_kw", "note"})


@dataclass(frozen=True, slots=True)
class PowerTrialContent:
    """A trial that is over. ``hours`` it ran; litres in the tank before and after, and kilowatts, ``None`` where
    nobody read them.
    """

    hours: float
    load: TrialLoad
    ended: TrialEnd
    fuel_before_l: float | None = None
    fuel_after_l: float | None = None
    load_kw: float | None = None
    note: str = ""


def read_power_trial(content: Mapping[str, object], where: str) -> PowerTrialContent:
    """From an item's content; numbers may be texts, as forms send them.

    Raises ``InvalidValue``, which names ``where``.
    """
    strangers = sorted(content.keys() - _KEYS)
    if strangers:
        raise InvalidValue(_("A trial of the power has no %(name)s."), where=where, values={"name": strangers[0][:40]})
    hours = _number(content, "hours", LONGEST_H, where)
    if hours is None or hours < SHORTEST_H:
        raise InvalidValue(_NO_NUMBER["hours"], where=where)
    before, after = (_number(content, key, MOST_L, where) for key in ("fuel_before_l", "fuel_after_l"))
    if before is not None and after is not None and after > before:
        raise InvalidValue(
            _("There cannot be more fuel after it ran than before."),
            where=where,
            remedy=_("Leave out what came meanwhile."),
        )
    return PowerTrialContent(
        hours=hours,
        load=one_of(TrialLoad, str(content.get("load")), where),
        ended=one_of(TrialEnd, str(content.get("ended")), where),
        fuel_before_l=before,
        fuel_after_l=after,
        load_kw=_number(content, "load_kw", MOST_KW, where) or None,
        note=checked_note(told_text(content.get("note")), where, most=MOST_LETTERS),
    )


def _number(content: Mapping[str, object], key: str, most: float, where: str) -> float | None:
    """From nothing to ``most``; ``None`` where it was not told."""
    value = content.get(key)
    if value is None or value == "":
        return None
    is_number = isinstance(value, int | float | str) and not isinstance(value, bool)
    number = float(told.replace(",", ".")) if is_number and _NUMBER.fullmatch(told := str(value).strip()) else math.nan
    if not 0.0 <= number <= most:
        raise InvalidValue(_NO_NUMBER[key], where=where, values={"most": f"{most:.0f}"})
    return number
