"""Bytes -> text: byte-order marks, declared encodings, and a guess with its reasons where a file says nothing.

The guess is between the alphabets that lists of this field are stored in: UTF-8, UTF-16, Ukrainian and Bulgarian
(cp1251, KOI8-U, cp866), Swedish and Estonian (cp1252, which holds ISO-8859-1; cp1257) and Japanese (cp932).
"""

import codecs
import re

from punkt.errors import UnreadableFile
from punkt.formats.readers.cells import UNSAFE_CHARACTERS
from punkt.formats.readers.repairs import (
    BYTES_REPLACED,
    CONTROLS_REMOVED,
    ENCODING_GUESSED,
    ENDS_TOO_EARLY,
    repair,
)
from punkt.wording import gettext_noop

NOT_TEXT = gettext_noop("This file is neither text nor a spreadsheet.")
SAVE_AS_TABLE = gettext_noop("Save the list as CSV, XLSX or GeoJSON and try again.")

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(rb"""\A\s*<\?xml[^>]{0,200}?\bencoding\s*=\s*["']([A-Za-z0-9_.:-]{2,40})["']""")
_DECLARABLE = re.compile(r"utf-8|iso8859-\d+|cp125\d|koi8-[ru]|shift_jis|cp932|euc_jp|cp866|ascii")
_SAMPLE = 200_000
_CYRILLIC = ("cp1251", "koi8-u", "cp866")

# The commonest pairs of letters in Ukrainian, Russian and Bulgarian running text. They tell cp1251 from KOI8-U in
# capitals too, where the frequency of single letters does not.
_PAIRS = (
    "ав ад ак ал ам ан ар ас ат ає ба бо бу бі ва ви во ві га ги го да де до ді ек ел ем ен ер ес же жи за зл "
    "зн ид ий ик ил ин ис ит их ич йо ка ке ки ко кт ла ле ли ло лі ма ме ми мо на не ни нк нн но ню ня ні об "
    "ов од ок ол ом ор ос от ою ої пе по пр пу ра ре ри ро се си ск со сп ст сь ся та те ти то тр ук ул ун ур "
    "ут ує ха хо ху це ця ці ча чи шк ща що ьк ян іа ів із іл іс іт іч їв їм їн їх "
)
_COMMON_PAIRS = frozenset(_PAIRS.split())


def decode(content: bytes) -> tuple[str, list[str]]:
    """The text of a file without byte-order mark and control characters, and what had to be mended.

    Raises ``UnreadableFile`` for bytes that are no text at all.
    """
    text, repairs = _decoded(content)
    if UNSAFE_CHARACTERS.search(text):
        _refuse_binary(text)
        text = UNSAFE_CHARACTERS.sub("", text)
        repairs.append(repair(CONTROLS_REMOVED))
    return text.removeprefix("\ufeff"), repairs


def _refuse_binary(text: str) -> None:
    sample = text[:_SAMPLE]
    if len(UNSAFE_CHARACTERS.findall(sample)) > max(4, len(sample) // 50):
        raise UnreadableFile(NOT_TEXT, remedy=SAVE_AS_TABLE)


def _decoded(content: bytes) -> tuple[str, list[str]]:
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _decoded_as(content[len(mark) :], encoding)
    declared = _declared_encoding(content)
    if declared:
        return _decoded_as(content, declared)
    wide = _wide_encoding(content[:_SAMPLE])
    if wide:
        return content.decode(wide, errors="replace"), [repair(ENCODING_GUESSED, detail=wide)]
    return _decoded_without_mark(content)


def _decoded_as(content: bytes, encoding: str) -> tuple[str, list[str]]:
    try:
        return content.decode(encoding), []
    except UnicodeDecodeError:
        return content.decode(encoding, errors="replace"), [repair(BYTES_REPLACED, detail=encoding)]


def _declared_encoding(content: bytes) -> str:
    declaration = _DECLARED.match(content[:400])
    if declaration is None:
        return ""
    try:
        name = codecs.lookup(declaration[1].decode("ascii")).name
    except LookupError:
        return ""
    return name if _DECLARABLE.fullmatch(name) and name != "utf-8" else ""


def _wide_encoding(sample: bytes) -> str:
    """UTF-16 without a mark: the high byte of Latin letters, digits, blanks and line ends is NUL."""
    half = len(sample) // 2
    if half < 4:
        return ""
    even, odd = sample[0 : 2 * half : 2].count(0) / half, sample[1 : 2 * half : 2].count(0) / half
    if odd > 0.1 and even < odd / 10:
        return "utf-16-le"
    return "utf-16-be" if even > 0.1 and odd < even / 10 else ""


def _decoded_without_mark(content: bytes) -> tuple[str, list[str]]:
    try:
        return content.decode("utf-8"), []
    except UnicodeDecodeError as error:
        if error.start > 3 and error.start >= len(content) - 3:
            return content[: error.start].decode("utf-8"), [repair(ENDS_TOO_EARLY)]
    patched = content.decode("utf-8", errors="replace")
    n_replaced = patched.count("\ufffd")
    n_foreign = sum(1 for character in patched[:_SAMPLE] if character > "\x7f")
    if n_foreign > 20 * patched[:_SAMPLE].count("\ufffd"):
        return patched, [repair(BYTES_REPLACED, detail=str(n_replaced))]
    encoding = guess_encoding(content)
    return content.decode(encoding, errors="replace"), [repair(ENCODING_GUESSED, detail=encoding)]


def guess_encoding(content: bytes) -> str:
    """The most likely encoding of bytes that are not UTF-8: a Python codec name."""
    sample = _text_bytes(content[: 10 * _SAMPLE])[:_SAMPLE]
    if _is_japanese(sample):
        return "cp932"
    foreign = re.findall(rb"[\x80-\xff]+", sample)
    n_foreign = sum(map(len, foreign))
    n_in_runs = sum(len(run) for run in foreign if len(run) > 1)
    if n_in_runs * 2 > n_foreign:
        return max(_CYRILLIC, key=lambda encoding: _cyrillic_score(sample.decode(encoding, errors="replace")))
    return _latin_encoding(sample)


def _text_bytes(content: bytes) -> bytes:
    """Only the lines that hold letters beyond ASCII: thousands of plain rows would hide the evidence."""
    return b"\n".join(line for line in content.splitlines() if not line.isascii())


def _is_japanese(sample: bytes) -> bool:
    """cp932: nearly all double bytes begin with 0x81-0x9F (kana and the commoner half of the kanji)."""
    usual = len(re.findall(rb"[\x81-\x9f][\x40-\x7e\x80-\xfc]", sample))
    kana = len(re.findall(rb"[\x81-\x83][\x40-\x7e\x80-\xfc]", sample))
    try:
        text = sample.decode("cp932")
    except UnicodeDecodeError as error:
        if error.start < len(sample) - 2:
            return False
        text = sample[: error.start].decode("cp932", errors="replace")
    foreign = sum(1 for character in text if character > "\x7f")
    return usual * 2 > foreign and (kana * 20 > foreign or usual * 10 > foreign * 8)


def _cyrillic_score(text: str) -> float:
    """Share of common letter pairs, less what no real text has: capitals inside words, frames, symbols in words."""
    words = re.findall(r"[^\W\d_]{2,}", text)
    letters = sum(map(len, words)) or 1
    pairs = [word[i : i + 2].lower() for word in words for i in range(len(word) - 1)]
    common = sum(1 for pair in pairs if pair in _COMMON_PAIRS) / max(1, len(pairs))
    turned = sum(len(re.findall(r"[а-яіїєґ](?=[А-ЯІЇЄҐ])", word)) for word in words) / letters
    strange = len(re.findall(r"[─-▟\ufffd¤■√≈≤≥°²·÷]", text)) / letters
    return common - 2 * turned - strange


def _latin_encoding(sample: bytes) -> str:
    """å ä ö õ ü stand at the same places in both; š and ž (0xF0, 0xFE) are Baltic, in cp1252 they are Icelandic."""
    baltic = any(code in sample for code in (0xF0, 0xFE, 0xD0, 0xDE))
    western = 0x9A in sample or 0x9E in sample
    return "cp1257" if baltic and not western else "cp1252"
