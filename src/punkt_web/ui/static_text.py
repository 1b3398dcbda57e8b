"""Static files: their text, for pages that carry them inside, and whether they are there."""

from pathlib import Path

from django.contrib.staticfiles import finders


def static_text(name: str) -> str:
    """The text of a static file of ours. Raises ``FileNotFoundError``."""
    path = finders.find(name)
    if not isinstance(path, str):
        raise FileNotFoundError(name)
    return Path(path).read_text(encoding="utf-8")


def has_static(path: str) -> bool:
    """Whether there is such a static file: those below ``vendor/`` are there where set-up could fetch them."""
    return finders.find(path) is not None
