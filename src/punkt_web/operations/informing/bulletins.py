"""What official information says at a moment: it is told from its first moment to its last, and never after."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.conf import settings

from punkt.model.alert_words import AlertCategory, AlertSeverity, BulletinTopic, Certainty, Urgency
from punkt_web.operations.surroundings.notices import Of

LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)
"""The languages that are there or said to be missing."""


@dataclass(frozen=True, slots=True)
class Text:
    """What is said in one language."""

    headline: str
    text: str


@dataclass(frozen=True, slots=True)
class PublishedBulletin:
    """A bulletin as anybody may know it. ``texts`` are by language; ``supersedes`` is the one that it corrects."""

    ulid: str
    of: Of
    topic: BulletinTopic
    texts: dict[str, Text]
    category: AlertCategory
    urgency: Urgency
    severity: AlertSeverity
    certainty: Certainty
    valid_from: datetime
    valid_until: datetime
    office: str
    source: str
    issued_at: datetime
    supersedes: tuple[str, datetime] | None = None
    """Its number, and when it was issued."""

    @property
    def missing(self) -> list[str]:
        """The languages of the site that it is not in."""
        return [code for code in LANGUAGES if code not in self.texts]

    @property
    def is_urgent(self) -> bool:
        """Whether it is to stand out: people should act soon, or there is danger."""
        return self.urgency in _SOON or self.severity in _DANGEROUS

    def is_told(self, moment: datetime) -> bool:
        """Whether it holds."""
        return self.valid_from <= moment < self.valid_until

    def next_change(self, moment: datetime) -> datetime | None:
        """When it begins or ends of itself."""
        return min((at for at in (self.valid_from, self.valid_until) if at > moment), default=None)


_SOON = {Urgency.IMMEDIATE, Urgency.EXPECTED}
_DANGEROUS = {AlertSeverity.EXTREME, AlertSeverity.SEVERE}

COLUMNS = (
    "ulid", "territory__code", "territory__country", "territory__names", "topic", "texts", "category", "urgency",
    "severity", "certainty", "valid_from", "valid_until", "office", "source", "said_at", "supersedes_id",
    "supersedes__said_at",
)  # fmt: skip
"""What ``as_bulletin`` reads of a row."""


def as_bulletin(row: Mapping[str, Any]) -> PublishedBulletin:
    """The bulletin in the values of a row."""
    earlier = row["supersedes_id"]
    return PublishedBulletin(
        ulid=row["ulid"],
        of=Of(row["territory__code"], row["territory__country"], row["territory__names"]),
        topic=BulletinTopic(row["topic"]),
        texts={language: Text(**text) for language, text in row["texts"].items()},
        category=AlertCategory(row["category"]),
        urgency=Urgency(row["urgency"]),
        severity=AlertSeverity(row["severity"]),
        certainty=Certainty(row["certainty"]),
        valid_from=row["valid_from"],
        valid_until=row["valid_until"],
        office=row["office"],
        source=row["source"],
        issued_at=row["said_at"],
        supersedes=(earlier, row["supersedes__said_at"]) if earlier else None,
    )


def told(
    lineages: Iterable[Sequence[str]], bulletins: Collection[PublishedBulletin], moment: datetime
) -> list[PublishedBulletin]:
    """What is told in any of some places, whose territories have these codes: what is urgent first, then the newest."""
    codes = {code for lineage in lineages for code in lineage}
    return in_order(one for one in bulletins if one.of.code in codes and one.is_told(moment))


def in_order(bulletins: Iterable[PublishedBulletin]) -> list[PublishedBulletin]:
    """What is urgent first, then the newest."""
    newest = sorted(bulletins, key=lambda one: (one.issued_at, one.ulid), reverse=True)
    return sorted(newest, key=lambda one: (_rank(Urgency, one.urgency), _rank(AlertSeverity, one.severity)))


def _rank(vocabulary: type[StrEnum], word: StrEnum) -> int:
    """CAP lists its words from the strongest to the weakest, and then "unknown"."""
    return list(vocabulary).index(word)
