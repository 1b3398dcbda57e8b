"""The tokens of a text, looked at from left to right, and what several of them say together."""

from collections.abc import Sequence

from punkt.formats.report_text_tokens import Kind, Token
from punkt.model.vocabulary import Availability

_ANSWERS = {"+": Availability.YES, "-": Availability.NO, "~": Availability.LIMITED, "?": Availability.UNKNOWN}


class Cursor:
    """Where in the tokens the reader is. ``ahead`` counts from the token that comes next."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self._tokens = tokens
        self._place = 0

    def next(self, ahead: int = 0) -> Token | None:
        """The token that comes next, or after it; ``None`` behind the last."""
        place = self._place + ahead
        return self._tokens[place] if place < len(self._tokens) else None

    def step(self, n_tokens: int = 1) -> None:
        """Goes on by some tokens, or back by a negative number of them."""
        self._place += n_tokens

    def take(self, meaning: str) -> bool:
        """Steps over the next token if it may mean this."""
        token = self.next()
        is_it = token is not None and token.means(meaning)
        self._place += is_it
        return is_it

    def number(self) -> tuple[str, int] | None:
        """The number that comes next, in digits or spelled ("zero seven"), and how many tokens it takes."""
        token = self.next()
        if token is not None and token.kind is Kind.NUMBER:
            return token.text, 1
        digits = ""
        while (token := self.next(len(digits))) is not None and token.of("digit"):
            digits += token.of("digit")
        return (digits.lstrip("0") or "0", len(digits)) if digits else None

    def is_degrees(self, n_tokens: int) -> bool:
        """Whether a number of so many tokens has C or degrees behind it."""
        unit = self.next(n_tokens)
        return unit is not None and unit.means("degree")

    def answer(self) -> tuple[str, int] | None:
        """The answer that comes next, as a word or a sign, and how many tokens it takes.

        "HEAT - YES": a dash between blanks with an answer behind it is no answer itself. Nor is one with none behind
        it: "HEAT -" may be a heading that nobody filled in.
        """
        token, behind = self.next(), self.next(1)
        if token is None:
            return None
        if token.text == "-" and self._stands_apart():
            return (behind.of("answer"), 2) if behind is not None and behind.of("answer") else None
        if token.kind is Kind.SIGN:
            return None if self._belongs_to_what_follows() else (str(sign_answer(token)), 1)
        return (token.of("answer"), 1) if token.of("answer") else None

    def has_value(self) -> bool:
        """Whether what comes next is the value of the word before: an answer, a number, a sign that belongs to it."""
        token = self.next()
        if token is None:
            return False
        return is_amount(token) or self.answer() is not None

    def step_over_dash(self) -> int:
        """ "Людей - 24": a dash between blanks is no minus. Returns how many tokens were stepped over."""
        value = self.next(1)
        is_dash = self._is("-") and self._stands_apart() and value is not None and is_amount(value)
        self.step(is_dash)
        return int(is_dash)

    def step_over_comma(self) -> int:
        """ "OPEN, 24". Returns how many tokens were stepped over."""
        value = self.next(1)
        is_comma = self._is(",") and value is not None and is_amount(value)
        self.step(is_comma)
        return int(is_comma)

    def is_before_a_word(self) -> bool:
        """Whether the next token touches the one behind it."""
        token, behind = self.next(), self.next(1)
        return token is not None and behind is not None and behind.start == token.end

    def _is(self, text: str) -> bool:
        token = self.next()
        return token is not None and token.text == text

    def _belongs_to_what_follows(self) -> bool:
        """Whether a sign is that of the next word or number ("HEAT -WATER", "HEAT -5") or may be ("HEAT - 5")."""
        behind = self.next(1)
        if self._is_behind_a_blank():
            return self.is_before_a_word() or (behind is not None and is_amount(behind))
        return behind is not None and is_amount(behind) and self.is_degrees(2)

    def _is_behind_a_blank(self) -> bool:
        return self._place == 0 or self._tokens[self._place].start > self._tokens[self._place - 1].end

    def _stands_apart(self) -> bool:
        return self._is_behind_a_blank() and not self.is_before_a_word()


def is_amount(token: Token) -> bool:
    """Whether a token is a number or quarters of a tank, in digits or words."""
    return token.kind in (Kind.NUMBER, Kind.FRACTION) or bool(token.of("digit") or token.of("quarter"))


def sign_answer(sign: Token) -> Availability:
    """What +, -, ~ and ? say of a service."""
    return _ANSWERS[sign.text]
