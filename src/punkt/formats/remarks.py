"""Facts buried in free text: «Світло, обігрівач. Закрито. Ключі у мешканців. Місткість 50+».

A remark is read clause by clause. What is plainly said becomes a fact; what is wished for, planned, asked, broken or
said both ways becomes nothing: the remark itself is always kept beside the facts. A remark never sets a live state:
"closed" in a list says how the door was when the list was made.
"""

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from punkt.formats import remark_patterns as patterns
from punkt.formats.remark_words import (
    DENIALS,
    DENIALS_OF_ALL,
    GENERATOR,
    GIVEN,
    LIGHT,
    is_entrance,
    is_genitive,
    is_key,
    item_of,
)
from punkt.formats.values import CACHE_SIZE, quantity_of
from punkt.model.vocabulary import Availability

LONGEST_REMARK = 4_000
"""Characters that are read; a longer text is a page, not a remark."""
_LONGEST_NOTE = 300


@dataclass(slots=True)
class RemarkReading:
    """What a remark states: stored values by field key, codes of findings, private lines."""

    values: dict[str, str | int | float] = field(default_factory=dict)
    codes: list[str] = field(default_factory=list)
    contacts: list[str] = field(default_factory=list)


class _Item(NamedTuple):
    """A thing that a part of a sentence names: its field, the word, and the place of the word."""

    key: str
    word: str
    place: int


_Answers = dict[str, set[Availability]]

_SENTENCES = re.compile(r"[;!\n]+|\.(?!\d)|(?<=\?)")
_COMMAS = re.compile(r",(?!\d)|\s+[–—]\s+")
_CONJUNCTIONS = re.compile(
    r"\s+(?:та|і|й|and|ja|och|и|або|чи|or|või|eller|или|&|nor|ega)\s+|\s*/\s*|\s*\+\s+(?=[^\W\d])", re.IGNORECASE
)
_TOKENS = re.compile(r"[^\W\d_]+(?:['’ʼ-][^\W\d_]+)*|[+]")
_DENYING_STEMS = ("відсутн", "отсутств")
_NOT = frozenset({"не", "not", "inte", "ej"})
_NOT_GIVEN = (
    *("прац", "передбач", "облашт", "забезп", "підключ", "має", "функц", "работ"),
    *("available", "working", "provided", "finns", "fungerar"),
)
_LIMITED = ("частково", "обмежен", "частичн", "limited", "partly", "partial", "osaliselt", "delvis", "begränsa")


class _Sentence(NamedTuple):
    """What one sentence states; the same sentences return in thousands of rows."""

    answers: dict[str, frozenset[Availability]]
    values: dict[str, str | int | float]
    codes: tuple[str, ...]
    notes: tuple[str, ...]
    is_private: bool


def read_remark(text: str) -> RemarkReading:
    """What a clean free text states."""
    reading = RemarkReading()
    text = text[:LONGEST_REMARK]
    said: _Answers = {}
    notes: list[str] = []
    for part in _SENTENCES.split(text):
        sentence = _sentence(part.strip()) if part and not part.isspace() else _SILENCE
        for key, answers in sentence.answers.items():
            said.setdefault(key, set()).update(answers)
        reading.codes.extend(sentence.codes)
        notes.extend(sentence.notes)
        for key, value in sentence.values.items():
            reading.values.setdefault(key, value)
        if sentence.is_private:
            # A name is easily cut in two at its initials: the whole remark is the private line.
            reading.contacts = [text[:_LONGEST_NOTE]]
    for key, answers_ in said.items():
        if len(answers_) == 1:
            _state(key, next(iter(answers_)), reading)
    if notes:
        reading.values["entrance_note"] = ". ".join(dict.fromkeys(notes))[:_LONGEST_NOTE]
    if "communication.link" in reading.values and reading.values.get("service.internet") != "yes":
        del reading.values["communication.link"]
    return reading


_SILENCE = _Sentence({}, {}, (), (), is_private=False)


@lru_cache(maxsize=CACHE_SIZE // 2)
def _sentence(text: str) -> _Sentence:
    said: _Answers = {}
    notes: list[str] = []
    private: list[str] = []
    earlier: list[str] = []
    is_denied_on = False
    for clause in _COMMAS.split(patterns.MOTHER_AND_CHILD.sub("mother-child", text)):
        _read_entrance(clause.strip(), notes, private)
        for part in _CONJUNCTIONS.split(clause):
            is_denied_on = _read_part(part, said, earlier, is_denied_on=is_denied_on)
    reading = RemarkReading()
    lower = text.casefold()
    _read_numbers(lower, reading)
    _read_links(lower, reading)
    _read_states(lower, reading)
    answers = {key: frozenset(given) for key, given in said.items()}
    return _Sentence(answers, reading.values, tuple(reading.codes), tuple(notes), is_private=bool(private))


# --- what is there and what is not ---------------------------------------------------------------------------------


def _read_part(part: str, said: _Answers, earlier: list[str], *, is_denied_on: bool) -> bool:
    """Adds what one part says to ``said``; returns whether a denial goes on to the next part ("без води, туалету")."""
    tokens = _TOKENS.findall(part)
    lower = part.casefold()
    items = _items_in(lower, tokens)
    if patterns.UNSURE.search(lower):
        return False
    place = _denial(tokens)
    if place is not None:
        if _is_doubtful(tokens, place):
            return False
        _deny(items, said, earlier if tokens[place].casefold() in DENIALS_OF_ALL else [])
        return not items or place < items[0].place
    if is_denied_on and items and not any(token.casefold() in GIVEN for token in tokens):
        for item in items:
            # The same form may be a new statement ("немає води, туалет"): then nothing is said of it.
            answers = {Availability.NO} if is_genitive(item.word) else {Availability.NO, Availability.YES}
            said.setdefault(item.key, set()).update(answers)
        return True
    _affirm(lower, tokens, items, said)
    earlier.extend(item.key for item in items)
    return is_denied_on and not items


def _deny(items: list[_Item], said: _Answers, earlier: list[str]) -> None:
    for item in items:
        said.setdefault(item.key, set()).add(Availability.NO)
    for key in earlier:
        said[key] = {Availability.NO}


def _affirm(part: str, tokens: list[str], items: list[_Item], said: _Answers) -> None:
    """What is named without a denial is there. Light counts only where it is said to need no grid."""
    is_autonomous = patterns.AUTONOMOUS.search(part) is not None
    is_limited = any(token.casefold().startswith(_LIMITED) for token in tokens)
    answer = Availability.LIMITED if is_limited else Availability.YES
    for item in items:
        if item.key != LIGHT or is_autonomous:
            said.setdefault(item.key, set()).add(answer)
        if item.key == "service.water" and is_autonomous:
            said.setdefault("water.own_source", set()).add(answer)


def _items_in(part: str, tokens: list[str]) -> list[_Item]:
    """All that the part names, in its order."""
    found: list[_Item] = []
    for place, token in enumerate(tokens):
        # A capital inside a clause begins a proper name: no slip of the pen is looked for in it.
        key = item_of(token, may_be_slip=place == 0 or not token[0].isupper())
        if key and not (key == "service.water" and patterns.TECHNICAL_WATER.search(part)):
            found.append(_Item(key, token, place))
    found.extend(_Item(key, "", len(tokens)) for key, pattern in patterns.PHRASES if pattern.search(part))
    return found


def _denial(tokens: list[str]) -> int | None:
    """Place of the denying word, ``None`` where nothing denies."""
    for place, token in enumerate(tokens):
        word = token.casefold()
        if word in DENIALS or word in _NOT or word.startswith(_DENYING_STEMS):
            return place
    return None


def _is_doubtful(tokens: list[str], place: int) -> bool:
    """Whether a "not" denies something else than the thing itself: "вода не питна"."""
    following = tokens[place + 1].casefold() if place + 1 < len(tokens) else ""
    return tokens[place].casefold() in _NOT and not following.startswith(_NOT_GIVEN)


def _state(key: str, answer: Availability, reading: RemarkReading) -> None:
    if key != GENERATOR:
        reading.values[key] = answer.value
    elif answer is Availability.NO:
        reading.values[key] = 0
    elif answer is Availability.YES:
        reading.values[key] = 1
        reading.codes.append("counted-as-one")


# --- the rest ------------------------------------------------------------------------------------------------------


def _read_entrance(clause: str, notes: list[str], private: list[str]) -> None:
    """How to get in, unless it names a person: that line is private."""
    tokens = _TOKENS.findall(clause)
    is_way_in = len(tokens) > 2 and is_entrance(tokens[0])
    if not is_way_in and not any(is_key(token) for token in tokens):
        return
    names_somebody = any(token[0].isupper() for token in tokens[1:]) and not is_way_in
    (private if names_somebody or patterns.PHONE.search(clause) else notes).append(clause)


def _read_numbers(text: str, reading: RemarkReading) -> None:
    for key, pattern, least in patterns.COUNTS:
        match = pattern.search(text)
        quantity = quantity_of(next(filter(None, match.groups())), is_count=True) if match else None
        if quantity is None:
            continue
        if least <= quantity.number <= 20_000:
            reading.values[key] = int(quantity.number)
        elif quantity.number < least and key == "capacity_seated":
            reading.codes.append("placeholder-capacity")
    power = patterns.GENERATOR_POWER.search(text)
    quantity = quantity_of(power.group(1)) if power else None
    if quantity is not None:
        kilowatts = quantity.number / (1 if quantity.unit_word in ("квт", "kw") else 1000)
        if 0.1 <= kilowatts <= 5000:
            reading.values["power.generator_kw"] = kilowatts


def _read_links(text: str, reading: RemarkReading) -> None:
    if patterns.STARLINK.search(text):
        reading.values["communication.link"] = "starlink"
    if patterns.HEAT_MAIN.search(text) and not patterns.NO_HEAT_MAIN.search(text):
        reading.values["heat.source"] = "district"


def _read_states(text: str, reading: RemarkReading) -> None:
    plain = patterns.SERVICE_OUT.sub("", text)
    reading.codes.extend(code for code, pattern in patterns.STATES if pattern.search(plain))
    mode = next((mode for mode, pattern in patterns.MODES if pattern.search(text)), None)
    if mode is not None:
        reading.values["opening_mode"] = mode.value
