"""Word lists kept as text beside the code: one meaning a line, words apart by ``|``, long lines go on indented."""

from functools import cache
from importlib import resources


@cache
def words_by_meaning(file_name: str) -> dict[str, tuple[str, ...]]:
    """Meaning -> its words, in the order of the file. Lines that begin with ``#`` are remarks."""
    found: dict[str, tuple[str, ...]] = {}
    meaning = ""
    for line in resources.files("punkt.formats").joinpath(file_name).read_text(encoding="utf-8").splitlines():
        if line.startswith("#") or not line.strip():
            continue
        words = line
        if not line.startswith(" "):
            meaning, _, words = line.partition(": ")
        found[meaning] = (*found.get(meaning, ()), *filter(None, map(str.strip, words.split("|"))))
    return found
