"""What is wrong with a text, said so that whoever typed it can mend it."""

from punkt.errors import InvalidValue
from punkt.formats.report_text_tokens import Token, shown
from punkt.formats.report_text_words import folded, near, written_word
from punkt.formats.values import number_text
from punkt.units import Unit
from punkt.wording import gettext_noop as _

_OWN_WORDS = _("What you say in your own words goes to the end, after the word NOTE.")
_UNIT_WORDS = {Unit.LITRE: "litre", Unit.PIECE: "piece", Unit.PERSON: "people"}
_EXAMPLES = {"people": "24", "temperature": "19", "fuel": "40 L 2/4", "water": "50 L"}


def said_twice(token: Token, first: object, second: object) -> InvalidValue:
    """The same thing with two values."""
    return _fault(
        token,
        _("Two things are said that cannot both be: %(first)s and %(second)s."),
        _("Send the message again with one of the two."),
        first=_value_words(first),
        second=_value_words(second),
    )


def not_understood(token: Token) -> InvalidValue:
    """A word that is not known, with those that it may be, or one that stands where it says nothing."""
    if token.meanings:
        return _fault(
            token,
            _("%(word)s does not say what it belongs to."),
            _("Put it behind the word: HEAT YES, WATER NO, FUEL 40 L."),
        )
    offered = near(folded(token.text))
    if offered:
        what = _("%(word)s is not understood; it may be %(listed)s.")
        return _fault(token, what, _OWN_WORDS, listed=", ".join(offered))
    return _fault(token, _("%(word)s is not understood."), _OWN_WORDS)


def ask_elsewhere(token: Token) -> InvalidValue:
    """ASK behind a report."""
    return _fault(
        token,
        _("%(word)s stands right behind the code, or not at all."),
        _("A text reports or asks: send two."),
    )


def not_of_a_request(token: Token) -> InvalidValue:
    """A word of a report in a text that asks for something."""
    return _fault(
        token,
        _("%(word)s says nothing of what is asked for."),
        _("A text reports or asks: send two. What you say in your own words goes to the end, after the word NOTE."),
    )


def two_things(token: Token, first: str, second: str) -> InvalidValue:
    """A text that asks for two things."""
    listed = ", ".join(written_word(f"thing.{thing}") for thing in (first, second))
    return _fault(
        token,
        _("Two things are asked for: %(listed)s."),
        _("Send a text for each of them."),
        listed=listed,
    )


def wrong_unit(token: Token, thing: str, unit: Unit) -> InvalidValue:
    """An amount that is not said in the unit of the thing."""
    example = f"{written_word(f'thing.{thing}')} 20 {written_word(_UNIT_WORDS[unit])}"
    return _lacks(token, _("%(word)s does not say how much in the unit of what is asked for."), example)


def counts_nothing(token: Token) -> InvalidValue:
    """A number with no word."""
    return _fault(
        token,
        _("%(word)s does not say what it counts."),
        _("Put the word before the number: PEOPLE 24, STAFF 3, FUEL 40 L."),
    )


def lacks_number(token: Token, name: str) -> InvalidValue:
    """A word that needs a number with its unit."""
    example = f"{written_word(name)} {_EXAMPLES.get(name, '3')}"
    return _lacks(token, _("%(word)s needs a number after it that says what it counts."), example)


def lacks_at(token: Token) -> InvalidValue:
    """A time without AT: it may be that of opening."""
    what = _("%(word)s does not say what it belongs to.")
    return _lacks(token, what, f"{written_word('at')} {token.text}")


def lacks_time(token: Token) -> InvalidValue:
    """AT without a time."""
    return _lacks(token, _("%(word)s needs a time after it."), f"{written_word('at')} 14:05")


def lacks_answer(token: Token, service: str) -> InvalidValue:
    """A service without yes or no."""
    return _lacks(token, _("%(word)s needs yes, no or limited after it."), f"{written_word(service)} YES")


def lacks_list(token: Token) -> InvalidValue:
    """SHORT with nothing behind it that is short."""
    return _lacks(token, _("Say what is short after %(word)s, or that nothing is."), "SHORT FUEL,FOOD; SHORT NONE")


def sign_alone(sign: Token) -> InvalidValue:
    """A sign that stands beside no service."""
    return _fault(
        sign,
        _("%(word)s does not say what it belongs to."),
        _("Write it right beside the word: +HEAT or HEAT+."),
    )


def two_ways(token: Token, sign: str) -> InvalidValue:
    """A dash that may be a minus."""
    return _fault(token, _("%(sign)s stands apart: it may be a minus or a dash."), _("Write T-5 or T5."), sign=sign)


def _lacks(token: Token, what: str, example: str) -> InvalidValue:
    return _fault(token, what, _("For example: %(example)s."), example=example)


def _fault(token: Token, what: str, remedy: str, **values: object) -> InvalidValue:
    word = shown(token.text)
    where = "" if "%(word)s" in what else word
    return InvalidValue(what, where=where, remedy=remedy, values={"word": word, **values})


def _value_words(value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(value) or written_word("nothing")
    return number_text(value) if isinstance(value, float) else str(value)
