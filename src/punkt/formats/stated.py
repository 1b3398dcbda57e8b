"""A clean text under a known target -> the stored values it states, with what was noticed and whether to keep it."""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from punkt.errors import PunktError
from punkt.formats.choice_words import CHOICE_WORDS
from punkt.formats.host_kinds import host_kind_of
from punkt.formats.hours_text import hours_of
from punkt.formats.remarks import RemarkReading, read_remark
from punkt.formats.synonyms import folded
from punkt.formats.unit_words import KVA, unit_factor
from punkt.formats.values import CACHE_SIZE, availability_of, quantity_of
from punkt.model.fields import FACTS, FIELDS, FieldKind, checked_fact
from punkt.model.vocabulary import Availability, OpeningMode
from punkt.units import Unit

Value = str | float | int


class Stated(NamedTuple):
    """``values`` by field key; ``side`` holds what follows for other fields (their own columns are believed first).

    ``codes`` are findings; ``is_kept``: the text says more than the values, so it stays in the extras.
    """

    values: tuple[tuple[str, Value], ...] = ()
    side: tuple[tuple[str, Value], ...] = ()
    codes: tuple[str, ...] = ()
    is_kept: bool = False


NOTHING = Stated()
_UNREADABLE = Stated(codes=("unreadable-value",), is_kept=True)
_OUT_OF_LIMITS = Stated(codes=("out-of-limits",), is_kept=True)

TEXT_LIMITS = {"name": 300, "settlement": 120, "outage_group": 40, "outage_operator": 120, "kind": 40}
USUAL_TEXT_LIMIT = 300
"""Characters that fit the columns of the registry; a text fact holds 500 (``checked_fact``)."""

Reader = Callable[[str], Stated]


def reader_of(target: str, *, header: str, is_flag: bool = False) -> Reader | None:
    """How the cells of a column are read; ``None`` for a target that is no field of its own.

    ``is_flag``: the column holds zeros and ones only, so a zero is a "no" and not a blank.
    """
    special = _SPECIAL.get(target)
    if special is not None:
        return lambda text: special(text, folded(header))
    definition = FIELDS.get(target)
    if definition is None or target in ("territory", "settlement", "position"):
        return None
    match definition.kind:
        case FieldKind.AVAILABILITY:
            return lambda text: read_answer(target, text, is_flag=is_flag)
        case FieldKind.COUNT | FieldKind.NUMBER:
            factor = _header_factor(header, definition.unit)
            return lambda text: read_number(target, text, header_factor=factor)
        case FieldKind.CHOICE:
            return lambda text: read_choice(target, text)
        case _:
            return lambda text: read_text(target, text)


@lru_cache(maxsize=CACHE_SIZE)
def read_answer(target: str, text: str, *, is_flag: bool) -> Stated:
    """Yes, limited, no or does not apply. A count is a yes; a lone zero is a blank, unless 0 and 1 are flags."""
    if text in ("0", "1"):
        if text == "1" or is_flag:
            return Stated(((target, Availability.YES if text == "1" else Availability.NO),))
        return Stated(codes=("placeholder-zero",), is_kept=True)
    answer = availability_of(text)
    if answer is None and text.isdecimal() and 0 < int(text[:9]) < 1000:
        return Stated(((target, Availability.YES.value),), is_kept=True)
    if answer is None:
        return Stated(codes=("unclear-answer",), is_kept=True)
    return Stated(((target, answer.value),), is_kept=len(text) > 12)


# --- numbers -------------------------------------------------------------------------------------------------------

_AREA_WORDS = ("м", "кв", "m", "sq", "кг", "kg", "грн", "год", "діб")
_POWER_WORDS = frozenset({"квт", "kw", "вт", "w", "kva", "ква"})
_BARE_WATTS = 1000
"""A power from here on that names no unit anywhere may be in watts: it is not taken for kilowatts."""
_NONE_MEANS_ZERO = (Unit.LITRE, Unit.KILOWATT, Unit.KILOWATT_HOUR, Unit.PIECE)


def _header_factor(header: str, unit: Unit | None) -> float | None:
    """What a number without a unit is worth: a column "Потужність, Вт" is in watts. ``None`` where it does not say."""
    for word in re.findall(r"[^\W\d_]+", header.casefold()):
        factor = unit_factor(word, unit) if len(word) <= 4 and unit not in (Unit.PERSON, Unit.PIECE, None) else None
        if factor is not None:
            return factor
    return None


@lru_cache(maxsize=CACHE_SIZE)
def read_number(target: str, text: str, *, header_factor: float | None = None) -> Stated:
    """A number in the unit of its field: "5000 W" -> 5 kW. What cannot be right for the field is kept as received."""
    definition = FIELDS[target]
    is_count = definition.kind is FieldKind.COUNT
    quantity = quantity_of(text, is_count=is_count)
    if quantity is None:
        is_none = availability_of(text) is Availability.NO and definition.unit in _NONE_MEANS_ZERO
        return Stated(((target, 0),)) if is_none and definition.limits[0] == 0 else _UNREADABLE
    word = quantity.unit_word
    if definition.unit is Unit.PERSON and word and word.startswith(_AREA_WORDS) and not word.startswith("міс"):
        return _UNREADABLE
    if definition.unit is Unit.PIECE and word in _POWER_WORDS:
        return _UNREADABLE
    if not word and header_factor is None and definition.unit is Unit.KILOWATT and quantity.number >= _BARE_WATTS:
        return _UNREADABLE
    factor = unit_factor(word, definition.unit) if word else (header_factor or 1.0)
    if factor is None:
        return _UNREADABLE
    codes = ("lower-of-range",) * quantity.is_range + ("converted-kva",) * (word in KVA)
    return _checked(target, quantity.number * factor, codes, is_kept=quantity.is_range)


def _checked(target: str, number: float, codes: tuple[str, ...], *, is_kept: bool) -> Stated:
    if target.startswith("capacity_") and number in (0, 1) and number < FIELDS[target].limits[0]:
        return Stated(codes=("placeholder-capacity",), is_kept=True)
    try:
        value = checked_fact(target, round(number, 6))
    except PunktError:
        return _OUT_OF_LIMITS
    return Stated(((target, value),), codes=codes, is_kept=is_kept)


# --- words ---------------------------------------------------------------------------------------------------------


def read_text(target: str, text: str) -> Stated:
    """A text, cut to what its field holds; the whole text is kept where it was cut."""
    limit = 500 if target in FACTS else TEXT_LIMITS.get(target, USUAL_TEXT_LIMIT)
    if len(text) <= limit:
        return Stated(((target, text),))
    return Stated(((target, text[:limit].rstrip()),), codes=("cut-text",), is_kept=True)


@lru_cache(maxsize=CACHE_SIZE)
def read_choice(target: str, text: str) -> Stated:
    """The one option that the words name; of two options neither is taken and the text is kept."""
    if text.casefold() in (option for option, _label in FIELDS[target].options):
        return Stated(((target, text.casefold()),))
    words = CHOICE_WORDS.get("hazard." if target.startswith("hazard.") else target, ())
    found = [option for option, pattern in words if pattern.search(text)]
    return Stated(((target, found[0]),), is_kept=len(text) > 20) if len(found) == 1 else _UNREADABLE


_KINDS = (
    ("stationary", re.compile(r"стаціонарн|стационарн|stationary|statsionaar|stationär", re.IGNORECASE)),
    ("mobile", re.compile(r"мобільн|мобильн|намет|mobile|mobiil|mobil", re.IGNORECASE)),
    ("support", re.compile(r"опорн|\bsupport\b", re.IGNORECASE)),
    ("business", re.compile(r"бізнес|business", re.IGNORECASE)),
)


def _read_kind(text: str, _header: str) -> Stated:
    """The legal kind where it is one of the known words; any other kind of place (a shelter) stays in the extras."""
    found = [kind for kind, words in _KINDS if words.search(text)]
    return Stated((("kind", found[0]),), is_kept=True) if len(found) == 1 else Stated(is_kept=True)


def _read_host_kind(text: str, _header: str) -> Stated:
    kind = host_kind_of(text)
    return Stated((("host_kind", kind.value),), is_kept=True) if kind is not None else Stated(is_kept=True)


# --- compound columns ----------------------------------------------------------------------------------------------


def _read_generators(text: str, _header: str) -> Stated:
    """How many generators: a number, "немає", or "5 кВт" (then it is the power of at least one)."""
    quantity = quantity_of(text)
    if quantity and (quantity.unit_word in _POWER_WORDS):
        power = read_number("power.generator_kw", text)
        one = (("power.n_generators", 1),) if power.values else ()
        return Stated(one, power.values, (*power.codes, "counted-as-one"), is_kept=True)
    answer = availability_of(text)
    if answer is Availability.NO:
        return Stated((("power.n_generators", 0),))
    if answer is Availability.YES and quantity is None:
        return Stated((("power.n_generators", 1),), codes=("counted-as-one",), is_kept=True)
    return read_number("power.n_generators", text) if quantity else Stated(codes=("unclear-answer",), is_kept=True)


def _read_defibrillators(text: str, _header: str) -> Stated:
    """How many defibrillators; a list that says that there is one seldom says how many."""
    if quantity_of(text) is None and availability_of(text) is Availability.YES:
        return Stated((("safety.n_defibrillators", 1),), codes=("counted-as-one",), is_kept=True)
    return read_number("safety.n_defibrillators", text)


_HAS_INTERNET = ("service.internet", "yes")
_STARLINK = (("communication.link", "starlink"),)


def _read_link(text: str, header: str) -> Stated:
    """The kind of link; under a header such as "Старлінк" a yes names it, and a no says nothing of other links."""
    if re.fullmatch(r"KIT\d{6,12}", text.replace(" ", ""), re.IGNORECASE):
        return Stated(_STARLINK, (("communication.starlink_kit", text), _HAS_INTERNET))
    answer = availability_of(text)
    option = next((option for option, words in CHOICE_WORDS["communication.link"] if words.search(header)), "")
    if answer is Availability.NO:
        return Stated(is_kept=True)
    if answer is Availability.YES or text == "1":
        return Stated((("communication.link", option),), (_HAS_INTERNET,)) if option else Stated(is_kept=True)
    choice = read_choice("communication.link", text)
    return choice._replace(side=(_HAS_INTERNET,)) if choice.values else choice


def _read_hours(text: str, _header: str) -> Stated:
    """Hours and how the point opens. What a standby point says of its hours holds when it is activated."""
    mode, hours = hours_of(text)
    key = "hours_activated" if mode is OpeningMode.STANDBY else "hours_normal"
    written = read_text(key, hours) if hours else NOTHING
    side = (("opening_mode", mode.value),) if mode is not OpeningMode.UNKNOWN else ()
    return Stated(written.values, side, written.codes, is_kept=written.is_kept or hours != text)


def _read_mode(text: str, _header: str) -> Stated:
    mode, hours = hours_of(text)
    if mode is OpeningMode.UNKNOWN:
        return _UNREADABLE
    side = (("hours_normal", hours),) if hours and mode is not OpeningMode.STANDBY else ()
    return Stated((("opening_mode", mode.value),), side, is_kept=True)


def _read_state(text: str, _header: str) -> Stated:
    """A state in a list is how it was then: closed is noted, standby tells how the point opens, nothing is "open"."""
    remark = read_remark(text)
    codes = tuple(code for code in remark.codes if code.startswith("stated-"))
    if availability_of(text) is Availability.NO:
        codes = tuple(dict.fromkeys((*codes, "stated-closed")))
    is_standby = hours_of(text).mode is OpeningMode.STANDBY
    return Stated(side=(("opening_mode", OpeningMode.STANDBY.value),) if is_standby else (), codes=codes, is_kept=True)


_SPECIAL: dict[str, Callable[[str, str], Stated]] = {
    "power.n_generators": _read_generators,
    "safety.n_defibrillators": _read_defibrillators,
    "communication.link": _read_link,
    "hours": _read_hours,
    "opening_mode": _read_mode,
    "kind": _read_kind,
    "host_kind": _read_host_kind,
    "state": _read_state,
}


def checked_remark(text: str) -> RemarkReading:
    """What a remark states; a text that is a whole object is not prose and states nothing."""
    return RemarkReading() if text.startswith(("{", "[")) else read_remark(text)
