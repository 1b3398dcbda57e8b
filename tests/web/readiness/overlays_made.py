"""Texts of small overlays of the Ukrainian standard, for tests."""

from tests.conftest import TOWN

SHARPER = """
[[sharpen]]
id = "UA-PWR-04"
sources = ["{source}"]
measure = "power.n_sockets"
comparison = "at_least"
value = {value}
unit = "pcs"
"""
ADDED = """
[[requirement]]
id = "{key}"
topic = "power"
level = "practice"
force = "mandatory"
sources = ["{source}"]
measure = "{measure}"
comparison = "present"
[requirement.text]
uk = "Просять"
en = "Asked here"
et = "Nõutud"
sv = "Begärt"
"""
WEAKER = """
[[requirement]]
id = "UA-PWR-04"
topic = "power"
level = "law"
force = "mandatory"
sources = ["{source}"]
measure = "power.n_sockets"
comparison = "at_least"
value = 10
unit = "pcs"
{weakens}
[requirement.text]
uk = "Десять"
en = "Ten"
et = "Kümme"
sv = "Tio"
"""


def overlay_text(
    *parts: str,
    code: str = TOWN,
    key: str = "town",
    day: str = "2026-10-01",
    until: str = "",
    standard: str = "ua-1401",
) -> str:
    """The text of an overlay of a territory, with ``parts`` such as ``sharper``."""
    last = f"valid_until = {until}\n" if until else ""
    return f"""id = "{key}"
version = "{day}"
valid_from = {day}
{last}country = "ZZ"
language = "uk"
overlay_of = "{standard}"
territories = ["{code}"]

[title]
uk = "Місто"
en = "Overlay of {key}"

[[source]]
key = "{key}"
title = "Decision of {key}"
where = "example.org"
grade = "read"
{"".join(parts).replace("{source}", key)}"""


def sharper(value: int) -> str:
    """More sockets than the law asks for, which is 50."""
    return SHARPER.replace("{value}", str(value))


def added(key: str = "T-1", measure: str = "service.water") -> str:
    """One thing more."""
    return ADDED.replace("{key}", key).replace("{measure}", measure)


def weaker(why: str = "") -> str:
    """Fewer sockets than the law asks for, with or without saying why."""
    return WEAKER.replace("{weakens}", f'weakens = "{why}"' if why else "")
