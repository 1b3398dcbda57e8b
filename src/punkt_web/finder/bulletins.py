"""What an answer, a door, a board, paper and programs say of official information for residents.

It stands in no pack: what was taken back would go on being read there.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import islice
from textwrap import shorten
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from punkt import clock
from punkt.model.vocabulary import label
from punkt_web.common.context import LANGUAGE_NAMES
from punkt_web.common.moments import clock_and_day, written
from punkt_web.common.names import name_and_language, name_for_reader
from punkt_web.operations.informing.bulletins import PublishedBulletin, told
from punkt_web.operations.published_bulletins import published_bulletins
from punkt_web.registry.published import PublishedPoint
from punkt_web.registry.revisions import Revisions

MOST_SHOWN = 3
"""On an answer, which is about points; a door and a board tell all."""
_SHORT = 140


@dataclass(frozen=True, slots=True)
class BulletinNote:
    """A bulletin in the language of the page, else in one that exists: ``language`` is then that one."""

    bulletin: PublishedBulletin
    headline: str
    text: str
    language: str
    not_in_yours: str
    place: str
    until: str
    topic: str

    @property
    def url(self) -> str:
        """The page that says all of it."""
        return f"/bulletins/{self.bulletin.ulid}"

    @property
    def paragraphs(self) -> list[str]:
        """The text line by line."""
        return self.text.splitlines()

    @property
    def short(self) -> str:
        """The beginning of the text, for pages that must be small."""
        return shorten(self.text, _SHORT, placeholder="…") or self.text[:_SHORT]

    @property
    def is_cut(self) -> bool:
        """Whether the text is longer than its beginning."""
        return self.short != " ".join(self.text.split())

    @property
    def lines(self) -> list[str]:
        """The same for plain text."""
        return [f"{self.place}: {self.headline}", *filter(None, [self.not_in_yours]), *self.paragraphs, self.told_by]

    @property
    def told_by(self) -> str:
        """Who says it, and until when it holds."""
        return _("%(office)s. Holds until %(time)s.") % {"office": self.bulletin.office, "time": self.until}


def bulletins_at(point: PublishedPoint, counts: Revisions | None = None) -> list[PublishedBulletin]:
    """What is told at a door, as of ``counts`` where they were asked for already."""
    return told([point.lineage], published_bulletins(point.lineage, at=counts), clock.now())


def cut_short(bulletins: Collection[PublishedBulletin]) -> dict[str, Any]:
    """For the template of an answer: the most urgent ones, cut short, and whether there are more."""
    return {"bulletins": bulletin_notes(bulletins, most=MOST_SHOWN), "more_bulletins": len(bulletins) > MOST_SHOWN}


def in_full(bulletins: Iterable[PublishedBulletin]) -> dict[str, Any]:
    """For the template of a door or a sheet: all of them, whole."""
    return {"bulletins": bulletin_notes(bulletins), "is_whole": True}


def bulletin_notes(bulletins: Iterable[PublishedBulletin], *, most: int | None = None) -> list[BulletinNote]:
    """The bulletins in words, at most so many."""
    return [bulletin_note(one) for one in islice(bulletins, most)]


def bulletin_note(bulletin: PublishedBulletin) -> BulletinNote:
    """One in words."""
    of = bulletin.of
    headlines = {language: said.headline for language, said in bulletin.texts.items()}
    headline, language = name_and_language(headlines, of.country)
    is_yours = language == (get_language() or "")
    return BulletinNote(
        bulletin=bulletin,
        headline=headline,
        text=bulletin.texts[language].text,
        language="" if is_yours else language,
        not_in_yours="" if is_yours else _("Not available in English."),
        place=name_for_reader(of.names, of.country) or of.code,
        until=clock_and_day(bulletin.valid_until, of.country),
        topic=_(label(bulletin.topic)),
    )


def bulletin_page(bulletin: PublishedBulletin) -> dict[str, Any]:
    """For the template of its page: the language of the reader first, then the others as they stand."""
    note = bulletin_note(bulletin)
    read = note.language or get_language()
    return {
        "note": note,
        "words": [
            _(label(word)) for word in (bulletin.category, bulletin.urgency, bulletin.severity, bulletin.certainty)
        ],
        "others": [(language, said) for language, said in bulletin.texts.items() if language != read],
        "missing": ", ".join(LANGUAGE_NAMES[code] for code in bulletin.missing),
        "issued": clock_and_day(bulletin.issued_at, bulletin.of.country),
    }


def bulletin_as_json(bulletin: PublishedBulletin) -> dict[str, Any]:
    """A bulletin in words of the vocabulary, for programs; all its languages, and which are missing."""
    return {
        "id": bulletin.ulid,
        "territory": bulletin.of.code,
        "names": bulletin.of.names,
        "topic": bulletin.topic.value,
        "texts": {
            language: {"headline": said.headline, "text": said.text} for language, said in bulletin.texts.items()
        },
        "missing_languages": bulletin.missing,
        "category": bulletin.category.value,
        "urgency": bulletin.urgency.value,
        "severity": bulletin.severity.value,
        "certainty": bulletin.certainty.value,
        "valid_from": written(bulletin.valid_from),
        "valid_until": written(bulletin.valid_until),
        "office": bulletin.office,
        "source": bulletin.source or None,
        "issued_at": written(bulletin.issued_at),
        "cap": f"/bulletins/{bulletin.ulid}.cap",
    }
