"""Every error a caller of the library is meant to catch.

An error tells the person what is wrong, where, and what to do next; the three parts are kept
apart so that a command line, a page and a JSON report can each say them in their own way.
"""


class PunktError(Exception):
    """Something a person can mend. ``what`` is wrong, ``where`` it is, ``remedy`` says what to do."""

    def __init__(self, what: str, *, where: str = "", remedy: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.where = where
        self.remedy = remedy

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        advice = f" {self.remedy}" if self.remedy else ""
        return f"{place}{self.what}{advice}"


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
