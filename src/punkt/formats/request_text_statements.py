"""What a text says that asks for supplies: one thing, how much of it, how soon, and when it was asked; in any order."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from punkt.formats import report_text_faults as faults
from punkt.formats.report_text_cursor import Cursor
from punkt.formats.report_text_tokens import Kind, Token
from punkt.formats.report_text_values import amount_of
from punkt.model.stock_items import kind_and_item, unit_of
from punkt.units import Unit

_UNIT_WORDS = {"litre": Unit.LITRE, "piece": Unit.PIECE, "people": Unit.PERSON, "heads": Unit.PERSON}


@dataclass(slots=True)
class RequestStatements:
    """What was said. Keys of ``said`` are "urgency", "clock", "is_utc", "by", "by_is_utc" and "check".

    ``thing`` is as ``stock_items.thing_of`` has it, "" where nothing was named; ``quantity`` is in the unit of its
    kind, ``None`` where nobody said how much. ``note_start`` is the place in the text behind the word NOTE.
    """

    said: dict[str, object] = field(default_factory=dict)
    thing: str = ""
    quantity: float | None = None
    note_start: int | None = None
    amount: tuple[float, Unit | None, Token] | None = None

    def say(self, key: str, value: object, token: Token) -> None:
        """Keeps one statement. Raises ``InvalidValue`` where the same was said otherwise before."""
        if self.said.setdefault(key, value) != value:
            raise faults.said_twice(token, self.said[key], value)


def request_statements(tokens: Sequence[Token]) -> RequestStatements:
    """Reads all tokens. Raises ``InvalidValue``, which names the word, for what is not understood or said twice."""
    cursor, found = Cursor(tokens), RequestStatements()
    while (token := cursor.next()) is not None:
        if token.means("note"):
            found.note_start = token.end
            break
        number = cursor.number()
        if number is not None:
            cursor.step(number[1])
            _amount(number[0], token, cursor, found)
            continue
        cursor.step()
        if token.kind is not Kind.JOINER and not token.means("and") and not token.means("ask"):
            _statement(token, cursor, found)
    found.quantity = _quantity(found)
    return found


def _statement(token: Token, cursor: Cursor, found: RequestStatements) -> None:
    thing = thing_named(token)
    if token.kind is Kind.CHECK:
        found.say("check", token.text[-3:], token)
    elif token.kind is Kind.CLOCK:
        raise faults.lacks_at(token)
    elif thing:
        cursor.step_over_dash()
        found.thing = _narrower(found.thing, thing, token)
    elif token.of("urgency"):
        found.say("urgency", token.of("urgency"), token)
    elif token.means("at"):
        _time("clock", "is_utc", token, cursor, found)
    elif token.means("by"):
        _time("by", "by_is_utc", token, cursor, found)
    elif token.meanings:
        raise faults.not_of_a_request(token)
    else:
        raise faults.not_understood(token)


def thing_named(token: Token) -> str:
    """What a word names to ask for, "" where it names nothing. "Diesel" is fuel and a fuel: the narrower counts."""
    named = sorted((word.removeprefix("thing.") for word in token.meanings if word.startswith("thing.")), key=len)
    return named[-1] if named else ""


def _narrower(before: str, thing: str, token: Token) -> str:
    """ "FUEL DIESEL" is one thing, "FUEL WATER" are two."""
    if not before or before == thing:
        return thing
    kinds = {kind_and_item(before)[0], kind_and_item(thing)[0]}
    items = [one for one in (before, thing) if kind_and_item(one)[1]]
    if len(kinds) > 1 or len(items) > 1:
        raise faults.two_things(token, before, thing)
    return items[0]


def _amount(text: str, token: Token, cursor: Cursor, found: RequestStatements) -> None:
    """A number with the unit behind it, where one stands there."""
    following = cursor.next()
    unit = next((unit for word, unit in _UNIT_WORDS.items() if following is not None and following.means(word)), None)
    cursor.step(unit is not None)
    amount = amount_of(text, token.text)
    if found.amount is not None and found.amount[:2] != (amount, unit):
        raise faults.said_twice(token, found.amount[0], amount)
    found.amount = (amount, unit, token)


def _quantity(found: RequestStatements) -> float | None:
    """The amount, where its unit is that of the thing. Litres need their word: "DIESEL 20" may be as many cans."""
    if found.amount is None or not found.thing:
        return None
    amount, unit, token = found.amount
    expected = unit_of(kind_and_item(found.thing)[0])
    if unit is not expected and (unit is not None or expected is Unit.LITRE):
        raise faults.wrong_unit(token, found.thing, expected)
    return amount


def _time(key: str, utc_key: str, token: Token, cursor: Cursor, found: RequestStatements) -> None:
    clock = cursor.next()
    if clock is None or clock.kind not in (Kind.CLOCK, Kind.NUMBER):
        raise faults.lacks_time(token)
    cursor.step()
    found.say(key, clock.text, token)
    found.say(utc_key, cursor.take("utc"), token)
