"""What a schedule of power outages says, whatever the form in which it came."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime

from punkt.model.feed_words import Certainty, DayStatus

MAX_OPERATOR = 120
MAX_GROUP = 40
_QUOTES = re.compile(r"[\"'«»“”„`’ʼ]")
_LEGAL_FORM = re.compile(
    r"\b(?:ат|прат|пат|тов|дп|кп|ват|зат|оп|oü|as|ab|приватне акціонерне товариство|акціонерне товариство"
    r"|товариство з обмеженою відповідальністю)\b"
)
_SPACES = re.compile(r"[\W_]+")
_WORDS = "gpv|черга|підчерга|група|group|queue|rühm|järjekord|grupp|no"
_NUMBERED = re.compile(rf"(?:{_WORDS}|\W)*(\d{{1,4}})(?:\s*[.,]\s*(\d{{1,3}}))?(?:{_WORDS}|\W)*")
_QUEUE_AND_SUB = re.compile(r"\W*(\d{1,4})\W*черга\W*(\d{1,3})\W*підчерга\W*(?:gpv|гпв)?\W*")


@dataclass(frozen=True, slots=True)
class ScheduleSpan:
    """What a schedule says of one group of one operator from ``starts_at`` to ``ends_at`` (UTC, end not included).

    ``certainty`` is that of an outage; where it is NONE, ``status`` says what that means. ``source_updated_at`` is
    when the source says that it was made, ``None`` where it does not.
    """

    operator: str
    group: str
    starts_at: datetime
    ends_at: datetime
    certainty: Certainty
    status: DayStatus = DayStatus.APPLIES
    source_updated_at: datetime | None = None

    @property
    def is_outage(self) -> bool:
        """Whether power may be off."""
        return self.certainty is not Certainty.NONE


@dataclass(frozen=True, slots=True)
class OutageKey:
    """What two spellings of an operator and its group have in common: "1.1" at two operators is two things."""

    operator: str
    group: str

    def __bool__(self) -> bool:
        return bool(self.operator and self.group)


def outage_key(operator: str, group: str) -> OutageKey:
    """The key by which points and schedules meet; false where either says nothing."""
    return OutageKey(operator_key(operator), group_key(group))


def operator_key(operator: str) -> str:
    """An operator without its legal form, quotation marks, case and signs: ПРАТ «ДТЕК Одеса» is "дтек одеса"."""
    text = unicodedata.normalize("NFKC", operator[: 2 * MAX_OPERATOR]).casefold()
    text = _LEGAL_FORM.sub(" ", _QUOTES.sub("", text))
    return _SPACES.sub(" ", text).strip()[:MAX_OPERATOR].strip()


def group_key(group: str) -> str:
    """ "1.1" of "Черга 1.1", "GPV1.1", "1,1" and "1 черга 1 підчерга"; a group without a number by its letters."""
    text = unicodedata.normalize("NFKC", group[: 2 * MAX_GROUP]).casefold()
    found = _QUEUE_AND_SUB.fullmatch(text) or _NUMBERED.fullmatch(text)
    if found:
        return ".".join(str(int(part)) for part in found.groups() if part)
    return _SPACES.sub(" ", text).strip()[:MAX_GROUP].strip()
