"""Which territory a place number of a service of air alerts stands for (``places.csv`` says where that is from)."""

import csv
from functools import lru_cache
from importlib import resources


def territory_of(uid: str) -> str:
    """The code of the territory, "" for a number that is not known."""
    return _table().get(uid, "")


@lru_cache(maxsize=1)
def _table() -> dict[str, str]:
    text = resources.files("punkt.formats.air_alerts").joinpath("places.csv").read_text(encoding="utf-8")
    lines = (line for line in text.splitlines() if line and not line.startswith("#"))
    return {uid: code for uid, code, _kind in csv.reader(lines)}
