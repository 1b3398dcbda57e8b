"""Every error a caller of the library is meant to catch.

An error tells the person what is wrong, where, and what to do next; the three parts are kept
apart so that a command line, a page and a JSON report can each say them in their own way.
"""

from collections.abc import Callable, Mapping


class PunktError(Exception):
    """Something a person can mend. ``what`` is wrong, ``where`` it is, ``remedy`` says what to do.

    ``what`` and ``remedy`` are constant texts, marked for translation; ``values`` fills their placeholders
    (``%(name)s``). ``where`` is a name: a file, a field key, a code.
    """

    def __init__(
        self, what: str, *, where: str = "", remedy: str = "", values: Mapping[str, object] | None = None
    ) -> None:
        super().__init__(what)
        self.what = what
        self.where = where
        self.remedy = remedy
        self.values = dict(values or {})

    def advice(self, translate: Callable[[str], str] = str) -> str:
        """What is wrong and what to do, each text turned by ``translate`` before its placeholders are filled."""
        return " ".join(self._filled(translate(text)) for text in (self.what, self.remedy) if text)

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        return f"{place}{self.advice()}"

    def _filled(self, text: str) -> str:
        return text % self.values if self.values else text


class InvalidCode(PunktError):
    """A point code that cannot be one: wrong length, a letter outside the alphabet, or a wrong check character."""


class InvalidCoordinates(PunktError):
    """Text or numbers that do not name one place on the Earth."""


class UnreadableFile(PunktError):
    """A file that cannot be read as any list of points; nothing was changed."""


class UnknownField(PunktError):
    """A field key that is not in the field register."""


class InvalidValue(PunktError):
    """A value that its field cannot hold."""


class UnreadablePack(PunktError):
    """A pack that a reader refuses: no pack at all, changed, cut off, expired, or signed by nobody known."""


class UnusableStreets(PunktError):
    """Streets nobody can walk by: a file that is cut off or no street file, a segment between places that are not."""
