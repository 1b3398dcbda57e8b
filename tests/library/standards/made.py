"""Small standards made for tests."""

from punkt.standards.editions import standard_of
from punkt.standards.reading import read_standard_file
from punkt.standards.requirements import Standard

HEAD = """\
id = "made-up"
version = "2026-01-01"
country = "UA"
language = "uk"
valid_from = 2026-01-01

[title]
uk = "Вигаданий"
en = "Made up"

[[source]]
key = "S1"
title = "A source"
where = "example.org"
grade = "read"
"""
CHECKED = 'measure = "power.n_sockets"\ncomparison = "at_least"\nvalue = 50\nunit = "pcs"'


def requirement(rest: str, *, key: str = "X-1", level: str = "law", force: str = "mandatory") -> str:
    """A requirement as it stands in a file; ``rest`` are its checks, and further tables of it at the end."""
    plain, bracket, tables = rest.partition("[requirement.")
    return f"""
[[requirement]]
id = "{key}"
topic = "power"
level = "{level}"
force = "{force}"
sources = ["S1"]
translated = ["en", "et", "sv"]
{plain}
[requirement.text]
uk = "Просять"
en = "Asked"
et = "Küsitakse"
sv = "Begärs"
{bracket}{tables}
"""


def file_with(*rests: str) -> str:
    """The text of a standard; several requirements are X-1, X-2 ..."""
    return HEAD + "".join(requirement(rest, key=f"X-{number}") for number, rest in enumerate(rests, 1))


def standard_with(*rests: str) -> Standard:
    """A standard that asks these."""
    return standard_of(read_standard_file(file_with(*rests), where="made-up"))
