"""The hours of a day in the form of DTEK: their numbers, and the words for whole and half hours."""

from collections.abc import Callable, Iterator, Mapping

from punkt.errors import InvalidValue
from punkt.formats.feed_findings import shown
from punkt.model.feed_words import Certainty
from punkt.wording import gettext_noop as _

_ON, _OFF, _MAYBE = Certainty.NONE, Certainty.DEFINITE, Certainty.POSSIBLE
HOUR_WORDS: Mapping[str, tuple[Certainty, Certainty]] = {
    "yes": (_ON, _ON),
    "no": (_OFF, _OFF),
    "maybe": (_MAYBE, _MAYBE),
    "first": (_OFF, _ON),
    "second": (_ON, _OFF),
    "mfirst": (_MAYBE, _ON),
    "msecond": (_ON, _MAYBE),
}
"""What the first and the second half of an hour are, by the word for the hour."""
_N_HOURS = 24
_NO_WORD = _("%(word)s is no word for an hour that is known; the hour counts as not told.")
_NO_HOUR = _("%(text)s is no number of an hour.")
_NOT_NUMBERED = _("Whether hours are numbered from 0 or from 1 cannot be told.")

Note = Callable[[str, InvalidValue], None]


def numbering(fact: object, preset: Mapping[str, object]) -> int | None:
    """The number of the first hour, 0 or 1, by the table of hours, else by which of 0 and 24 occurs in the feed.

    ``None`` where neither or both do: each day then has to tell for itself.
    """
    table = preset.get("time_zone")
    if isinstance(table, dict):
        for key in ("0", "1"):
            entry = table.get(key)
            if isinstance(entry, list) and len(entry) > 1 and entry[1] in {"00:00", "0:00"}:
                return int(key)
    keys = {key for day in (*_days(fact), *_weeks(preset.get("data"))) for key in day if key in {"0", "24"}}
    return None if len(keys) != 1 else 0 if "0" in keys else 1


def _days(fact: object) -> Iterator[Mapping[str, object]]:
    days = fact.values() if isinstance(fact, dict) else ()
    for groups in days:
        if isinstance(groups, dict):
            yield from (hours for hours in groups.values() if isinstance(hours, dict))


def _weeks(told: object) -> Iterator[Mapping[str, object]]:
    """A week is a group of days as a day is one of groups."""
    return _days(told)


def half_hours(hours: Mapping[str, object], first: int | None, note: Note) -> list[Certainty | None]:
    """The 48 half hours of a day; ``None`` where nothing is told, or nothing that is understood.

    Raises ``InvalidValue`` where the numbering cannot be told.
    """
    if first is None:
        first = _own_numbering(hours)
    halves: list[Certainty | None] = [None] * (2 * _N_HOURS)
    for key, word in hours.items():
        number = int(key) - first if key.isascii() and key.isdecimal() and len(key) < 3 else -1
        if not 0 <= number < _N_HOURS:
            note(shown(key), InvalidValue(_NO_HOUR, values={"text": shown(key)}))
        elif not isinstance(word, str) or word not in HOUR_WORDS:
            note(shown(key), InvalidValue(_NO_WORD, values={"word": shown(word)}))
        else:
            halves[2 * number : 2 * number + 2] = HOUR_WORDS[word]
    return halves


def _own_numbering(hours: Mapping[str, object]) -> int:
    if ("0" in hours) == ("24" in hours):
        raise InvalidValue(_NOT_NUMBERED)
    return 0 if "0" in hours else 1
