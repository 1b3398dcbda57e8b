"""What a form for collecting says beside the questions, in four languages."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from punkt.surveys.questionnaire import Texts


@cache
def form_words() -> Mapping[str, Texts]:
    """The words by key and language."""
    words: Mapping[str, Texts] = tomllib.loads((files("punkt.surveys") / "data" / "form-words.toml").read_text("utf-8"))
    return words
