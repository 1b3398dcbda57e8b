"""One cell as received -> what it says: text without dirt, a number with its unit, yes or no, a date.

A blank says nothing. Nothing here turns a blank, a "?" or an unreadable word into "no" or zero.
"""

import html
import json
import math
import re
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

from punkt.formats.table import Cell
from punkt.model.vocabulary import Availability

CACHE_SIZE = 16_384
_LONGEST_REMEMBERED = 300
LONGEST_TEXT = 20_000
"""Characters of a cell that are looked at; what stands behind is in the source record."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split("|"))


_BLANKS = _words(
    "-|--|---|—|–|−|\u2010|\u2011|\u2012|\u2015|_|.|..|...|?|??|*|/|null|none|nil|nan|na|n/a|n.a.|#n/a|#ref!|#value!|undefined|unk|unknown|"
    "not known|not specified|no data|tbd|невідомо|не відомо|невідома|невідомий|немає даних|нема даних|"
    "дані відсутні|даних немає|відомості відсутні|не вказано|не визначено|не зазначено|н/д|н.д.|неизвестно|"
    "нет данных|не указано|teadmata|ei ole teada|pole teada|andmed puuduvad|info puudub|okänt|okänd|"
    "uppgift saknas|vet ej|няма данни|не е известно|不明|[]|{}|none known"
)
_MARKUP = re.compile(r"<[^<>]{1,500}>")
_BREAKS = re.compile(r"<\s*(?:br|/p|/div|/li|/td)\b[^<>]{0,100}>", re.IGNORECASE)
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff"
    "\ufff0-\ufffc\ufffe\uffff]"
)


class CleanText(NamedTuple):
    """A text fit to store, "" where the cell says nothing. ``is_stripped``: markup or unprintable characters went."""

    text: str
    is_stripped: bool


_NOTHING = CleanText("", False)


def clean(raw: str) -> CleanText:
    """``raw`` without tags, entities, control characters and needless spaces; "" for every way to write a blank."""
    # Long texts seldom return, and a cache of them would fill the memory.
    return _cleaned_before(raw) if len(raw) <= _LONGEST_REMEMBERED else _cleaned(raw)


def _cleaned(raw: str) -> CleanText:
    text, is_stripped = raw[:LONGEST_TEXT], False
    if "<" in text or "&" in text:
        before = text
        text = _MARKUP.sub(" ", html.unescape(_MARKUP.sub(" ", _BREAKS.sub(". ", text))))
        is_stripped = text != before
    if not text.isprintable():
        text, n_removed = _UNPRINTABLE.subn("", text)
        is_stripped = is_stripped or n_removed > 0
    text = " ".join(text.split())
    if len(text) <= 20 and text.casefold() in _BLANKS:
        return _NOTHING
    return CleanText(text, is_stripped)


_cleaned_before = lru_cache(maxsize=CACHE_SIZE)(_cleaned)


def clean_cell(cell: Cell) -> CleanText:
    """Any cell as a clean text: whole numbers without ".0", lists joined with commas, objects as JSON."""
    if isinstance(cell, str):
        return clean(cell)
    if cell is None:
        return _NOTHING
    if isinstance(cell, bool):
        return CleanText("true" if cell else "false", False)
    if isinstance(cell, int | float):
        return CleanText(number_text(cell), False)
    if isinstance(cell, list) and all(isinstance(part, str | int | float) for part in cell):
        return clean(", ".join(filter(None, (clean_cell(part).text for part in cell))))
    return clean(json.dumps(cell, ensure_ascii=False, default=str)) if cell else _NOTHING


def number_text(number: float) -> str:
    """A number as a person writes it: ``380671234567.0`` -> ``380671234567``. "" for what is not finite."""
    if isinstance(number, float):
        if not math.isfinite(number):
            return ""
        if number == int(number) and abs(number) < 1e15:
            return str(int(number))
        return repr(number)
    return str(number) if abs(number) < 1e30 else f"{number:.6g}" if abs(number) < 1e300 else ""


def is_blank(cell: Cell) -> bool:
    """Whether the cell says nothing."""
    return cell is None or (not isinstance(cell, bool) and not clean_cell(cell).text)


# --- numbers -------------------------------------------------------------------------------------------------------

_NUMBER = re.compile(r"[-+−]?(?:\d{1,3}(?:[ \u00a0\u202f']\d{3})+(?!\d)|\d+)(?:[.,]\d+)*")
_GROUPED = re.compile(r"[-+]?\d{1,3}(?:[.,]\d{3})+")
_RANGE = re.compile(r"(\d)\s*(?:-|–|—|…|\.\.\.?|/|до|to|kuni|till)\s*(?=\d)")
_DIGITS_MAX = 15


class Quantity(NamedTuple):
    """A number read from text; ``unit_word`` is what follows it; ``is_range`` where it is the lower of two."""

    number: float
    unit_word: str = ""
    is_range: bool = False


def number_of(text: str, *, is_count: bool = False) -> float | None:
    """The number that the whole text is: "1 000", "12,5", "-3". With ``is_count`` "1.000" and "1,000" are thousands."""
    if not _NUMBER.fullmatch(text) or sum(map(str.isdigit, text)) > _DIGITS_MAX:
        return None
    compact = re.sub(r"[\s']", "", text.replace("−", "-"))
    if is_count and _GROUPED.fullmatch(compact):
        compact = compact.replace(",", "").replace(".", "")
    elif compact.count(",") == 1 and "." not in compact:
        compact = compact.replace(",", ".")
    try:
        return float(compact)
    except ValueError:
        return None


@lru_cache(maxsize=CACHE_SIZE)
def quantity_of(text: str, *, is_count: bool = False) -> Quantity | None:
    """The first number of a text with the word behind it: "до 50 осіб", "200+", "50-100" (the lower), "5 кВт"."""
    bare = number_of(text, is_count=is_count)
    if bare is not None:
        return Quantity(bare)
    if len(text) > 200:
        return None
    match = _NUMBER.search(text)
    number = number_of(match.group().strip(), is_count=is_count) if match else None
    if match is None or number is None:
        return None
    behind = text[match.end() :]
    is_range = bool(_RANGE.match(text, match.end() - 1))
    if is_range:
        upper = _NUMBER.search(behind.lstrip(" -–—…./"))
        behind = behind.lstrip(" -–—…./")[upper.end() :] if upper else behind
        top = number_of(upper.group(), is_count=is_count) if upper else None
        number = min(number, top) if top is not None else number
    word = re.match(r"\s*\+?\s*([^\W\d_]+(?:/[^\W\d_]+)?[³3]?|°\s*[CС]?)?", behind)
    return Quantity(number, (word.group(1) or "").casefold() if word else "", is_range)


# --- yes and no ----------------------------------------------------------------------------------------------------

_YES = _words(
    "так|є|yes|y|true|да|есть|имеется|имеются|jah|jaa|olemas|on|on olemas|ja|finns|има|налично|+|✓|✔|✅|☑|"
    "в наявності|у наявності|доступно|доступний|доступна|доступне|available|designated|present|присутній|"
    "присутня|wlan|wifi|wi-fi|wired|terminal|yes.|t|облаштовано|облаштований|передбачено|забезпечено|працює|"
    "є в наявності|tak|есть в наличии|v|укладено|розміщено|вивішено|встановлено|затверджено|визначено|призначено|"
    "in place|signed|posted|installed|sõlmitud|paigaldatud|koostatud|määratud|tecknat|uppsatt|upprättat|utsedd|utsedda"
)
_LIMITED = _words(
    "частково|частковий|часткова|обмежено|обмежений|обмежена|limited|partial|partially|partly|osaliselt|osaline|"
    "piiratud|delvis|begränsad|begränsat|частично|ограничено|частичный|умовно|умовно доступний|умовна|інколи|"
    "periodically|customers"
)
_NO = _words(
    "ні|немає|нема|no|n|false|нет|отсутствует|отсутствуют|ei|puudub|puuduvad|pole|ei ole|nej|saknas|finns inte|"
    "finns ej|ingen|inga|няма|липсва|не|не передбачено|не облаштовано|не забезпечено|без|not available|"
    "unavailable|f|✗|✘|❌|no.|нє|не укладено|не розміщено|не вивішено|не встановлено|не затверджено|не призначено|"
    "not in place|not signed|not posted|not installed|sõlmimata|paigaldamata|koostamata|määramata|"
    "inte tecknat|ej tecknat|inte uppsatt|ej uppsatt|inte upprättat|ej utsedd|inte utsedd"
)
_NOT_APPLICABLE = _words(
    "не потребує|не застосовується|не потрібно|not applicable|does not apply|ei kohaldu|ej tillämpligt|"
    "не применимо|не приложимо"
)
_ANSWER_TOKEN = re.compile(r"[^\W\d_]+|[+✓✔✗✘✅❌]")
_PLANNED = _words("буде|будуть|планується|плануються|заплановано|planned|will|plaanis|planeras|planerad")
_BROKEN = ("несправн", "непрацююч", "зламан", "сломан", "broken", "rikkis", "trasig")


@lru_cache(maxsize=CACHE_SIZE)
def availability_of(text: str) -> Availability | None:
    """The answer that a clean text gives to "does it have this?"; ``None`` where it gives none or two at once."""
    word = text.casefold().strip(" .!")
    for words, answer in _ANSWERS:
        if word in words:
            return answer
    if len(word) > 120 or not word:
        return None
    if any(character.isdigit() for character in word):
        word = word.replace("+", " ")  # "+380...", "200+": a sign of a number
    return _answer_in(_ANSWER_TOKEN.findall(word), word)


_ANSWERS = (
    (_YES, Availability.YES),
    (_NO, Availability.NO),
    (_LIMITED, Availability.LIMITED),
    (_NOT_APPLICABLE, Availability.NOT_APPLICABLE),
)


def is_bare_answer(text: str) -> bool:
    """Whether a clean text is a yes or a no and nothing else."""
    return text.casefold().strip(" .!") in _YES | _NO


_DENYING = ("відсутн", "отсутств")
_GIVING = ("наявн", "доступн")


def _answer_in(tokens: list[str], word: str) -> Availability | None:
    is_denied = any(token in _NO or token.startswith(_DENYING) for token in tokens)
    is_limited = any(token in _LIMITED for token in tokens)
    # What will be there ("буде встановлено") is not there: it says neither yes nor no.
    is_given = any(token in _YES or token.startswith(_GIVING) for token in tokens[:3]) and not any(
        token in _PLANNED for token in tokens
    )
    if any(stem in word for stem in _BROKEN):
        return None
    if is_denied:
        return None if is_given or is_limited else Availability.NO
    if is_limited:
        return Availability.LIMITED
    return Availability.YES if is_given else None


# --- dates ---------------------------------------------------------------------------------------------------------

_ISO = re.compile(
    r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ](\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*(Z|[+-]\d{2}:?\d{2})?)?"
)
_DOTTED = re.compile(
    r"(\d{1,2})[./-](\d{1,2})[./-](\d{4}|\d{2})(?:\s*(?:р|г)\.?)?(?:,?\s+(\d{1,2}):(\d{2})(?::(\d{2}))?)?"
)
_YEAR_FIRST = re.compile(r"(\d{4})[./](\d{1,2})[./](\d{1,2})(?:\s+(\d{1,2}):(\d{2})(?::(\d{2}))?)?")
_YEARS = range(1990, 2101)
_EXCEL_DAY_ZERO = date(1899, 12, 30)


@lru_cache(maxsize=CACHE_SIZE, typed=True)
def moment_of(cell: str | float) -> str:
    """ISO date or datetime of ISO text, dd.mm.yyyy, epochs in s or ms, days of a spreadsheet; "" for anything else."""
    number = number_of(cell) if isinstance(cell, str) else cell
    try:
        return _moment_of_number(number) if number is not None else _moment_of_text(str(cell))
    except (ValueError, OverflowError, OSError):
        return ""


def _moment_of_number(number: float) -> str:
    if 631_152_000_000 <= number < 4_133_980_800_000:  # 1990 to 2100 in milliseconds
        number /= 1000
    if 631_152_000 <= number < 4_133_980_800:
        return datetime.fromtimestamp(int(number), UTC).strftime("%Y-%m-%dT%H:%M:%S+00:00")
    if 32_874 <= number < 73_050:  # the same years as days since 30.12.1899
        return (_EXCEL_DAY_ZERO + timedelta(days=int(number))).isoformat()
    if 19_900_101 <= number <= 21_001_231 and number == int(number):
        return datetime.strptime(str(int(number)), "%Y%m%d").date().isoformat()  # noqa: DTZ007 - a day has no zone
    return ""


def _moment_of_text(text: str) -> str:
    iso = _ISO.search(text) or _YEAR_FIRST.search(text)
    if iso:
        year, month, day, *rest = iso.groups()
        return _moment(int(year), int(month), int(day), rest)
    dotted = _DOTTED.search(text)
    if not dotted:
        return ""
    first, second, year, *rest = dotted.groups()
    day, month = (int(first), int(second)) if int(second) <= 12 else (int(second), int(first))
    return _moment(int(year) + (2000 if len(year) == 2 else 0), month, day, rest)


def _moment(year: int, month: int, day: int, rest: list[str | None]) -> str:
    if year not in _YEARS:
        return ""
    stated = date(year, month, day).isoformat()
    if not rest or rest[0] is None:
        return stated
    hour, minute, second = int(rest[0]), int(rest[1] or 0), int(rest[2] or 0)
    zone = (rest[3] or "") if len(rest) > 3 else ""
    zone = "+00:00" if zone == "Z" else zone if ":" in zone or not zone else f"{zone[:3]}:{zone[3:]}"
    return datetime.fromisoformat(f"{stated}T{hour:02}:{minute:02}:{second:02}{zone}").isoformat()
