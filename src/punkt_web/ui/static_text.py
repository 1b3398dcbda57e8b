"""Static files as text, for pages that carry them inside."""

from pathlib import Path

from django.contrib.staticfiles import finders


def static_text(name: str) -> str:
    """The text of a static file of ours. Raises ``FileNotFoundError``."""
    path = finders.find(name)
    if not isinstance(path, str):
        raise FileNotFoundError(name)
    return Path(path).read_text(encoding="utf-8")
