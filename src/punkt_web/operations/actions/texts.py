"""Text from outside as one line."""

import re

_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


def one_line(text: str, limit: int) -> str:
    """Printable text without breaks, cut to ``limit`` characters."""
    return " ".join(_CONTROL.sub(" ", text).split())[:limit]
