"""What a text says, one statement after the other: the grammar of docs/reference/report-text.md."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from punkt.formats import report_text_faults as faults
from punkt.formats.report_text_cursor import Cursor, sign_answer
from punkt.formats.report_text_tokens import Kind, Token
from punkt.formats.report_text_values import amount_of, count_of, quarters_of, quarters_of_percent
from punkt.model.reports import REPORTABLE_SERVICES
from punkt.model.vocabulary import AgeBand

COUNTS = {"people": "headcount", "staff": "n_staff", "visits": "n_visits"} | {
    str(band): f"bands.{band}" for band in AgeBand
}
"""Words that count people, and the key of each in what was said."""


@dataclass(slots=True)
class Statements:
    """What was said. Keys are those of a report's content, "service.heat", "bands.men", "clock", "is_utc", "check".

    ``note_start`` is the place in the text behind the word NOTE.
    """

    said: dict[str, object] = field(default_factory=dict)
    note_start: int | None = None

    def say(self, key: str, value: object, token: Token) -> None:
        """Keeps one statement. Raises ``InvalidValue`` where the same was said otherwise before."""
        if self.said.setdefault(key, value) != value:
            raise faults.said_twice(token, self.said[key], value)


def statements_of(tokens: Sequence[Token]) -> Statements:
    """Reads all tokens. Raises ``InvalidValue``, which names the word, for what is not understood or said twice."""
    cursor, found = Cursor(tokens), Statements()
    while (token := cursor.next()) is not None:
        cursor.step()
        if token.means("note"):
            found.note_start = token.end
            break
        if token.kind is not Kind.JOINER and not token.means("and"):
            _statement(token, cursor, found)
    return found


def _statement(token: Token, cursor: Cursor, found: Statements) -> None:
    match token.kind:
        case Kind.WORD:
            _word(token, cursor, found)
        case Kind.CLOCK:
            raise faults.lacks_at(token)
        case Kind.CHECK:
            found.say("check", token.text[-3:], token)
        case Kind.SIGN:
            _sign(token, cursor, found)
        case _:
            _bare_number(token, cursor, found)


def _word(token: Token, cursor: Cursor, found: Statements) -> None:
    count = next((name for name in COUNTS if token.means(name)), "")
    if token.of("state"):
        _state(token, cursor, found)
    elif count == "visits":
        found.say("n_visits", _signed(token, count, cursor), token)
    elif count:
        _count(token, count, cursor, found)
    elif token.means("fuel"):
        _fuel(token, cursor, found)
    elif token.means("temperature"):
        _temperature(token, cursor, found)
    elif token.means("short"):
        _shortages(token, cursor, found)
    elif token.means("ask"):
        raise faults.ask_elsewhere(token)
    elif token.means("at"):
        _at(token, cursor, found)
    elif not (token.means("water") and _water_litres(token, cursor, found)):
        _service(token, cursor, found)


# --- people ----------------------------------------------------------------------------------------------------------


def _state(token: Token, cursor: Cursor, found: Statements) -> None:
    """The state and, right behind it, people: "OPEN 24"; "OPEN 19 C" tells of no people."""
    found.say("state", token.of("state"), token)
    n_marks = cursor.step_over_comma() or cursor.step_over_dash()
    number = cursor.number()
    if number is None or cursor.is_degrees(number[1]):
        cursor.step(-n_marks)  # "OPEN -5 C" with a dash that stands apart: it may be a minus
        return
    cursor.step(number[1])
    found.say("headcount", count_of(number[0], token.text), token)
    if not cursor.take("people"):
        cursor.take("heads")


def _count(token: Token, name: str, cursor: Cursor, found: Statements) -> None:
    cursor.step_over_dash()
    number = cursor.number()
    if number is None:
        raise faults.lacks_number(token, name)
    cursor.step(number[1])
    found.say(COUNTS[name], count_of(number[0], token.text), token)


def _bare_number(token: Token, cursor: Cursor, found: Statements) -> None:
    """A number with its word behind it: "24 people", "19 C"; any other does not say what it counts."""
    cursor.step(-1)
    number = cursor.number()
    if number is None:
        raise faults.counts_nothing(token)
    if cursor.is_degrees(number[1]):
        _temperature(token, cursor, found)
        return
    unit = cursor.next(number[1])
    if unit is None or not unit.meanings & {"people", "heads", "visits"}:
        raise faults.counts_nothing(token)
    cursor.step(number[1] + 1)
    counted = "n_visits" if unit.means("visits") else "headcount"
    found.say(counted, count_of(number[0], token.text), token)


def _signed(token: Token, name: str, cursor: Cursor) -> int:
    """Entries; "VISITS -3" takes some back. A dash that stands apart may be a minus or none and is refused."""
    is_minus = _minus(token, cursor)
    number = cursor.number()
    if number is None:
        raise faults.lacks_number(token, name)
    cursor.step(number[1])
    count = count_of(number[0], token.text)
    return -count if is_minus else count


def _minus(token: Token, cursor: Cursor) -> bool:
    """Steps over a sign before a number; whether it is a minus."""
    sign = cursor.next()
    is_minus = sign is not None and (sign.text == "-" or sign.means("minus"))
    is_signed = sign is not None and (is_minus or sign.text == "+" or sign.means("plus"))
    if sign is not None and sign.kind is Kind.SIGN and not cursor.is_before_a_word():
        raise faults.two_ways(token, sign.text)
    cursor.step(is_signed)
    return is_minus


# --- amounts ---------------------------------------------------------------------------------------------------------


def _fuel(token: Token, cursor: Cursor, found: Statements) -> None:
    """Litres, quarters, or both: "FUEL 40 L 2/4"."""
    cursor.step_over_dash()
    n_values = 0
    while _quarters(token, cursor, found) or _fuel_amount(token, cursor, found):
        n_values += 1
        if (comma := cursor.next()) is not None and comma.kind is Kind.JOINER:
            cursor.step()
    if not n_values:
        raise faults.lacks_number(token, "fuel")


def _quarters(token: Token, cursor: Cursor, found: Statements) -> bool:
    value = cursor.next()
    if value is None or not (value.kind is Kind.FRACTION or value.of("quarter")):
        return False
    cursor.step()
    found.say("fuel_quarters", int(value.of("quarter") or quarters_of(value.text)), token)
    cursor.take("tank")
    return True


def _fuel_amount(token: Token, cursor: Cursor, found: Statements) -> bool:
    number = cursor.number()
    unit = cursor.next(number[1]) if number is not None else None
    if number is None or unit is None:
        return False
    if unit.means("litre"):
        found.say("fuel_l", amount_of(number[0], token.text), token)
    elif unit.means("quarters"):
        found.say("fuel_quarters", quarters_of(f"{number[0]}/4"), token)
    elif unit.means("percent"):
        found.say("fuel_quarters", quarters_of_percent(number[0]), token)
    else:
        return False
    cursor.step(number[1] + 1)
    return True


def _water_litres(token: Token, cursor: Cursor, found: Statements) -> bool:
    cursor.step_over_dash()
    number = cursor.number()
    if number is None:
        return False
    unit = cursor.next(number[1])
    if unit is None or not unit.means("litre"):
        raise faults.lacks_number(token, "water")
    cursor.step(number[1] + 1)
    found.say("water_l", amount_of(number[0], token.text), token)
    return True


def _temperature(token: Token, cursor: Cursor, found: Statements) -> None:
    """-5, "minus 5", +19 C; a dash that stands apart ("T - 5") may be a minus or none and is refused."""
    is_minus = _minus(token, cursor)
    number = cursor.number()
    if number is None:
        raise faults.lacks_number(token, "temperature")
    cursor.step(number[1])
    cursor.take("degree")
    amount = amount_of(number[0], token.text)
    found.say("indoor_c", -amount if is_minus else amount, token)


def _at(token: Token, cursor: Cursor, found: Statements) -> None:
    clock = cursor.next()
    if clock is None or clock.kind not in (Kind.CLOCK, Kind.NUMBER):
        raise faults.lacks_time(token)
    cursor.step()
    found.say("clock", clock.text, token)
    found.say("is_utc", cursor.take("utc"), token)


# --- what is there and what is short ---------------------------------------------------------------------------------


def _service(token: Token, cursor: Cursor, found: Statements) -> None:
    service = service_of(token)
    if not service:
        raise faults.not_understood(token)
    answer = cursor.answer()
    if answer is None:
        raise faults.lacks_answer(token, service)
    cursor.step(answer[1])
    found.say(service, answer[0], token)


def _sign(sign: Token, cursor: Cursor, found: Statements) -> None:
    """A sign right before a word, and the words that commas join to it: "+HEAT,WIFI -WATER"; or "+19 C"."""
    first = cursor.next()
    if first is None or first.start != sign.end:
        raise faults.sign_alone(sign)
    number = cursor.number()
    if number is not None and cursor.is_degrees(number[1]):
        cursor.step(-1)
        _temperature(sign, cursor, found)
        return
    services = list(_listed("service", cursor))
    if not services:
        raise faults.sign_alone(sign)
    for service in services:
        found.say(service_of(service), str(sign_answer(sign)), service)


def _shortages(token: Token, cursor: Cursor, found: Statements) -> None:
    nothing = cursor.next()
    if nothing is not None and (nothing.means("nothing") or nothing.means("answer.no")):
        cursor.step()
        found.say("shortages", (), token)
        return
    short = sorted({listed.of("shortage") for listed in _listed("shortage", cursor)})
    if not short:
        raise faults.lacks_list(token)
    found.say("shortages", tuple(short), token)


def _listed(kind: str, cursor: Cursor) -> Iterator[Token]:
    """The words of a list; one that has a value of its own ("FUEL 2/4", "WATER NO") begins a new statement.

    Shortages may stand side by side; services need commas, because a word without an answer is a slip.
    """
    is_first = True
    while (token := cursor.next()) is not None:
        n_joiners = int(token.kind is Kind.JOINER or token.means("and"))
        word = cursor.next(n_joiners)
        if word is None or not _is_listable(word, kind) or (kind == "service" and not is_first and not n_joiners):
            return
        cursor.step(n_joiners + 1)
        if cursor.has_value():
            cursor.step(-n_joiners - 1)
            return
        is_first = False
        yield word


def _is_listable(token: Token, kind: str) -> bool:
    return bool(service_of(token) if kind == "service" else token.of("shortage"))


def service_of(token: Token) -> str:
    """The service that a word names, "" where it names none or two."""
    found = token.meanings & REPORTABLE_SERVICES
    return next(iter(found)) if len(found) == 1 else ""
