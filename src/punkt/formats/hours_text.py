"""Opening hours as people write them -> how the point opens, and the hours in OpenStreetMap's short form.

"пн-пт 8.00-17.00" becomes "Mo-Fr 08:00-17:00". A text that is not understood to its last word is kept as written.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from opening_hours import validate

from punkt.model.vocabulary import OpeningMode


class Hours(NamedTuple):
    """``mode`` is UNKNOWN where the text does not tell; ``text`` is "" where it holds no hours."""

    mode: OpeningMode
    text: str


_ROUND_THE_CLOCK = re.compile(
    r"цілодоб|круглосут|денонощно|24\s*[/\\xх*]\s*7|24\s*год|round[ -]the[ -]clock|24 ?hours|ööpäev ?läbi|"
    r"ööpäevaringse|24h|"
    r"dygnet runt|постійно",
    re.IGNORECASE,
)
_STANDBY = re.compile(
    r"за потреб|за необхідн|режим[іу]? очікування|очікуван|резерв|сплячий|при відключен|під час відключен|у "
    r"разі|в разі|"
    r"на випадок|standby|on demand|when needed|if needed|in an emergency|vid behov|vid elavbrott|vid kris|vajadus|"
    r"kriisi korral|по необходимости|в случае|при необходимост|режим чергування",
    re.IGNORECASE,
)
_SCHEDULE = re.compile(
    r"за графіком|згідно графік|за розкладом|робочі години|робочий час|робочі дні|по графику|by schedule|graafiku|"
    r"enligt schema|tööajal|kontorstid|office hours",
    re.IGNORECASE,
)
_DAY_WORDS = {
    "Mo": "пн|понеділок|понедельник|mo|mon|monday|e|esmaspäev|må|mån|måndag",
    "Tu": "вт|вівторок|вторник|tu|tue|tuesday|t|teisipäev|ti|tis|tisdag",
    "We": "ср|середа|среда|we|wed|wednesday|k|kolmapäev|on|ons|onsdag",
    "Th": "чт|четвер|четверг|th|thu|thursday|n|neljapäev|to|tor|tors|torsdag",
    "Fr": "пт|пятниця|п'ятниця|п’ятниця|пятница|fr|fri|friday|r|reede|fre|fredag",
    "Sa": "сб|субота|суббота|sa|sat|saturday|l|laupäev|lö|lör|lördag",
    "Su": "нд|неділя|вс|воскресенье|su|sun|sunday|p|pühapäev|sö|sön|söndag",
}
_DAYS = {word: day for day, words in _DAY_WORDS.items() for word in words.split("|")}
_EVERY_DAY = frozenset(
    ["щодня", "щоденно", "без вихідних", "ежедневно", "daily", "every day", "iga päev", "alla dagar", "всеки ден"]
)
_CLOCK = r"(?:[01]?\d|2[0-4])(?:[:.]?[0-5]\d)?"
_SPAN = re.compile(rf"(?:з|від|с|from|kl\.?)?\s*({_CLOCK})\s*(?:-|–|—|до|to|kuni|till)\s*({_CLOCK})(?!\d)")
_DASHES = re.compile(r"\s*-\s*до\s*|\s*(?:–|—|−)\s*")
_DAY_PART = re.compile(r"([^\W\d]+(?:['’][^\W\d]+)?)\.?(?:\s*-\s*([^\W\d]+(?:['’][^\W\d]+)?)\.?)?")
_FILLERS = re.compile(r"[\s,;]|\b(?:та|і|and|ja|och)\b")
_SUFFIX = re.compile(r"\s*(?:год(?:ин[аи]?)?|h|г)\b\.?", re.IGNORECASE)
_CLOCK_TIME = re.compile(r"\d:\d|24/7")
_ALWAYS = frozenset({"24/7", "00:00-24:00", "Mo-Su 00:00-24:00", "00:00-00:00", "00:00-23:59", "Mo-Su 00:00-23:59"})
_CLOSED_DAY = re.compile(r"вихідн\w*|выходн\w*|closed|suletud|stängt|off")


@lru_cache(maxsize=16_384)
def hours_of(text: str) -> Hours:
    """How and when a point opens, from a clean text of at most 300 characters (longer ones are only kept)."""
    if len(text) > 300:
        return Hours(OpeningMode.UNKNOWN, text)
    if _is_empty_week(text):
        return Hours(OpeningMode.UNKNOWN, "")
    spans = osm_hours(text)
    if spans:
        return Hours(OpeningMode.ROUND_THE_CLOCK if spans == "24/7" else OpeningMode.SCHEDULE, spans)
    return _in_words(text)


def _in_words(text: str) -> Hours:
    is_always = bool(_ROUND_THE_CLOCK.search(text))
    says_when = is_always or bool(re.search(r"\d", text))
    if _STANDBY.search(text):
        return Hours(OpeningMode.STANDBY, text if says_when else "")
    if is_always:
        return Hours(OpeningMode.ROUND_THE_CLOCK, "24/7")
    if _SCHEDULE.search(text):
        return Hours(OpeningMode.SCHEDULE, text if says_when else "")
    return Hours(OpeningMode.SCHEDULE if _SPAN.search(text) else OpeningMode.UNKNOWN, text)


def _is_empty_week(text: str) -> bool:
    """A week of which no day says anything ("пн: -; вт: -"): a blank, not a closed door."""
    words = re.findall(r"\w+", text.casefold())
    return ":" in text and bool(words) and all(word in _DAYS for word in words)


def osm_hours(text: str) -> str:
    """The whole text in OpenStreetMap's form, "" where a word of it is not understood."""
    if _is_valid(text):
        return "24/7" if text in _ALWAYS else text
    plain = _SUFFIX.sub("", _DASHES.sub("-", text.casefold())).strip(" .;")
    rules: list[str] = []
    for part in re.split(r"[;\n]|,(?=\s*[^\W\d])|\.\s+(?=[^\W\d])", plain):
        rule = _rule(part.strip(" .,:"))
        if rule is None:
            return ""
        rules.append(rule)
    short = "; ".join(_joined(rules))
    return "24/7" if short in _ALWAYS else short if _is_valid(short) else ""


def _is_valid(text: str) -> bool:
    """Whether the reference implementation reads the text as hours (and it names a time of day)."""
    return _CLOCK_TIME.search(text) is not None and validate(text)


def _rule(part: str) -> str | None:
    days, rest = _leading_days(part)
    rest = rest.strip(" :,-")
    if _CLOSED_DAY.fullmatch(rest):
        return f"{days} off" if days else None
    spans = _SPAN.findall(rest)
    left_over = _FILLERS.sub("", _SPAN.sub("", rest))
    times = [f"{_clock(start)}-{_clock(end)}" for start, end in spans]
    if not times or left_over or any("?" in time for time in times):
        return None
    return f"{days} {','.join(times)}".strip()


def _leading_days(part: str) -> tuple[str, str]:
    for phrase in _EVERY_DAY:
        if part.startswith(phrase):
            return "Mo-Su", part[len(phrase) :]
    match = _DAY_PART.match(part)
    first = _DAYS.get(match.group(1)) if match else None
    if match is None or first is None:
        return "", part
    last = _DAYS.get(match.group(2)) if match.group(2) else first
    if last is None:
        return "", part
    return (first if first == last else f"{first}-{last}"), part[match.end() :]


def _clock(text: str) -> str:
    hour, _, minute = text.replace(".", ":").partition(":")
    if not minute and len(hour) > 2:
        hour, minute = hour[:-2], hour[-2:]
    clock = f"{int(hour):02}:{minute or '00'}"
    return clock if clock <= "24:00" else "?"


def _joined(rules: list[str]) -> list[str]:
    """Neighbouring days with the same hours as one rule: Mo, Tu, We 08:00-17:00 -> Mo-We."""
    order = list(_DAY_WORDS)
    joined: list[list[str]] = []
    for rule in rules:
        day, _, times = rule.partition(" ")
        previous = joined[-1] if joined else None
        if (
            previous
            and day in order
            and previous[1] in order
            and previous[2] == times
            and order.index(day) == order.index(previous[1]) + 1
        ):
            previous[1] = day
        else:
            joined.append([day, day, times])
    return [f"{first}-{last} {times}" if first != last else f"{first} {times}".strip() for first, last, times in joined]
