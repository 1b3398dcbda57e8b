"""How names are made comparable: folding within an alphabet, writing Cyrillic in Latin letters, a key for the ear.

SQLite's ``LIKE`` folds ASCII only, so "Їжак" is not found by "їжак" there; whoever needs a search in the
database stores ``folded(text)`` in a column of its own and asks for ``folded(question)``.
"""

import re
import unicodedata

# Everything that people, keyboards and word processors put where Ukrainian has its apostrophe.
_APOSTROPHES = "'\"`´‘’‚‛“”„ʹʺʻʼʽˈ′″＇«»"
_DASHES = "-‐‑‒–—―−_/·"
_UNSEEN = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
_LATIN_BLOCKS = ((0xC0, 0x250), (0x1E00, 0x1F00))
_LATIN_WHOLES = {"ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"}
# ґ is missing from many keyboards and ё is habitually written е; ї and й stay letters of their own.
_CYRILLIC_HABITS = {"ґ": "г", "ё": "е"}

_LATIN_LOOKS = "aceikmoptxy"
_CYRILLIC_LOOKS = "асеікмортху"
_TO_CYRILLIC = str.maketrans(_LATIN_LOOKS, _CYRILLIC_LOOKS)
_TO_LATIN = str.maketrans(_CYRILLIC_LOOKS, _LATIN_LOOKS)
_TWO_ALPHABETS_MEET = re.compile(r"[a-z][Ѐ-ӿ]|[Ѐ-ӿ][a-z]")
_LATIN_LETTER = re.compile("[a-z]")
_WORD = re.compile(r"[^\W\d_]+")


def _without_accents(character: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", character) if not unicodedata.combining(c))


def _fold_table() -> dict[int, str | None]:
    table: dict[int, str | None] = {
        code: _without_accents(chr(code)) for block in _LATIN_BLOCKS for code in range(*block) if chr(code).isalpha()
    }
    table |= dict.fromkeys((code for code in range(0xA0) if unicodedata.category(chr(code)) == "Cc"), " ")
    table[ord("\n")] = "\n"  # a list of names, one a line, is folded in one go
    table |= dict.fromkeys(range(0x300, 0x370))  # stress marks and accents that stand by themselves
    table |= dict.fromkeys(map(ord, _APOSTROPHES + _UNSEEN))
    table |= dict.fromkeys(map(ord, _DASHES), " ")
    table |= {ord(c): whole for c, whole in (_LATIN_WHOLES | _CYRILLIC_HABITS).items()}
    return table


_FOLD = _fold_table()
_TO_FOLD = re.compile(f"[{re.escape(''.join(chr(code) for code, whole in _FOLD.items() if whole != chr(code)))}]")


def _in_one_alphabet(word: re.Match[str]) -> str:
    """The word in the alphabet that has a look-alike for each of its letters; of two the one it has more of."""
    letters = word.group()
    if not _TWO_ALPHABETS_MEET.search(letters):
        return letters
    cyrillic, latin = letters.translate(_TO_CYRILLIC), letters.translate(_TO_LATIN)
    is_cyrillic, is_latin = (not _TWO_ALPHABETS_MEET.search(way) for way in (cyrillic, latin))
    if is_cyrillic == is_latin:
        is_cyrillic = 2 * sum("Ѐ" <= letter <= "ӿ" for letter in letters) >= len(letters)
    return cyrillic if is_cyrillic else latin


def folded_lines(text: str) -> str:
    """``folded`` for many names at once, one a line; line ends stay where they are."""
    plain = unicodedata.normalize("NFC", text).casefold()
    if _TO_FOLD.search(plain):  # translating takes ten times as long as looking whether there is anything to translate
        plain = plain.translate(_FOLD)
    if _LATIN_LETTER.search(plain) and _TWO_ALPHABETS_MEET.search(plain):
        plain = _WORD.sub(_in_one_alphabet, plain)
    return plain


def folded(text: str) -> str:
    """The text as it is compared: lower case, no accents on Latin letters, no apostrophes, dashes as spaces.

    Cyrillic letters stay Cyrillic and distinct (ї is not і, й is not и), except ґ -> г and ё -> е, which keyboards
    and habit confuse. A word that mixes look-alike letters of two alphabets is read in the one that has
    them all ("Запорiжжя" with a Latin i). Folding twice changes nothing.
    """
    return " ".join(folded_lines(text).split())


# Resolution of the Cabinet of Ministers of Ukraine No. 55 of 27 January 2010; letters of Russian follow the practice
# of passports and maps, since the resolution does not know them.
_UKRAINIAN = {
    "а": "a", "б": "b", "в": "v", "г": "h", "ґ": "g", "д": "d", "е": "e", "є": "ie", "ж": "zh", "з": "z", "и": "y",
    "і": "i", "ї": "i", "й": "i", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s",
    "т": "t", "у": "u", "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ь": "", "ю": "iu",
    "я": "ia", "ы": "y", "э": "e", "ё": "io", "ъ": "",
}  # fmt: skip
_UKRAINIAN_AT_START = {"є": "ye", "ї": "yi", "й": "y", "ю": "yu", "я": "ya"}
_RUSSIAN = _UKRAINIAN | {"г": "g", "и": "i", "й": "y", "ё": "yo", "ю": "yu", "я": "ya"}
_RUSSIAN_ONLY = frozenset("ыэёъ")
_UKRAINIAN_ONLY = frozenset("іїєґ")
_CYRILLIC_WORD = re.compile(r"[Ѐ-ӿ][Ѐ-ӿ'’ʼ‘`´\u0301]*")
_DROPPED_IN_WORDS = frozenset("'’ʼ‘`´\u0301")


def _is_russian(text: str) -> bool:
    letters = set(text.lower())
    return bool(letters & _RUSSIAN_ONLY) and not letters & _UKRAINIAN_ONLY


def _latin_letter(letter: str, *, is_first: bool, follows: str, is_russian: bool) -> str:
    lower = letter.lower()
    if is_russian:
        return _RUSSIAN.get(lower, letter)
    if is_first and lower in _UKRAINIAN_AT_START:
        return _UKRAINIAN_AT_START[lower]
    if lower == "г" and follows in {"з", "З"}:  # згорани -> zghorany, so as not to read as zh
        return "gh"
    return _UKRAINIAN.get(lower, letter)


def _latin_word(word: str, *, is_russian: bool) -> str:
    is_shouted = len(word) > 1 and word.isupper()
    out: list[str] = []
    previous = ""
    for letter in word:
        if letter in _DROPPED_IN_WORDS:
            continue
        latin = _latin_letter(letter, is_first=not out, follows=previous, is_russian=is_russian)
        if letter.isupper():
            latin = latin.upper() if is_shouted else latin.capitalize()
        out.append(latin)
        previous = letter
    return "".join(out)


def transliterated(text: str) -> str:
    """Cyrillic written in Latin letters: the Ukrainian national romanisation of 2010, case kept, the rest untouched.

    Text with letters that only Russian has (ы э ё ъ) and none that only Ukrainian has is read as Russian: г is g.
    """
    is_russian = _is_russian(text)
    composed = unicodedata.normalize("NFC", text)
    return _CYRILLIC_WORD.sub(lambda word: _latin_word(word.group(), is_russian=is_russian), composed)


# One sound, one letter, across Ukrainian and Russian spelling and the romanisations in use: Харків, Kharkiv, Xarkiv
# and Harkiv meet in "harkiv". г, ґ, х, g, kh, x and h fall together because Luhansk is also written Lugansk.
_SOUND_OF_CYRILLIC = {
    "а": "a", "б": "b", "в": "v", "г": "h", "ґ": "h", "д": "d", "е": "e", "ё": "e", "є": "ie", "ж": "z", "з": "z",
    "и": "i", "і": "i", "ї": "i", "й": "i", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r",
    "с": "s", "т": "t", "у": "u", "ф": "f", "х": "h", "ц": "c", "ч": "c", "ш": "s", "щ": "sc", "ь": "", "ю": "iu",
    "я": "ia", "ы": "i", "э": "e", "ъ": "", "ў": "v", "ј": "i", "y": "i", "j": "i", "w": "v", "q": "k", " ": "",
}  # fmt: skip
_SOUND = {ord(letter): sound for letter, sound in _SOUND_OF_CYRILLIC.items()}
_LATIN_SOUNDS = (
    ("tz", "c"), ("ts", "c"), ("cz", "c"), ("tch", "c"), ("sch", "s"), ("ch", "c"), ("sh", "s"), ("sz", "s"),
    ("zh", "z"), ("kh", "h"), ("gh", "h"), ("x", "h"), ("g", "h"), ("ii", "i"),
)  # fmt: skip
_DOUBLED = re.compile(r"([a-z])\1+")


def sound_key(folded_text: str) -> str:
    """What a folded name sounds like, spelled with few letters and no spaces; works on many lines at once."""
    key = folded_text.translate(_SOUND)
    for spelling, sound in _LATIN_SOUNDS:
        key = key.replace(spelling, sound)
    return _DOUBLED.sub(r"\1", key)
