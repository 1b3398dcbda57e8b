"""The official information of the desk's list, and what was noticed in a CAP message, in words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from punkt import clock
from punkt.formats.cap.findings import CapFinding
from punkt.model.vocabulary import label
from punkt_web.accounts.names import shown_name
from punkt_web.common.context import LANGUAGE_NAMES
from punkt_web.common.moments import clock_and_day
from punkt_web.common.names import name_and_language, name_for_reader
from punkt_web.operations.actions.taking import Outcome, Taken
from punkt_web.operations.informing.bulletins import COLUMNS, as_bulletin

ROW = (*COLUMNS, "ended_at", "said_by")


@dataclass(frozen=True, slots=True)
class ListedBulletin:
    """One row of the list. ``state`` is what the public sees of it now."""

    ulid: str
    place: str
    code: str
    headline: str
    headline_language: str
    topic: str
    languages: str
    missing: str
    state: str
    is_told: bool
    can_change: bool
    said_by: str
    said_at: datetime


def listed_bulletins(rows: Iterable[Mapping[str, Any]]) -> list[ListedBulletin]:
    """Rows with ``ROW`` in words."""
    now = clock.now()
    return [_listed(row, now) for row in rows]


def _listed(row: Mapping[str, Any], now: datetime) -> ListedBulletin:
    bulletin, ended_at = as_bulletin(row), row["ended_at"]
    of = bulletin.of
    headline, language = name_and_language({code: said.headline for code, said in bulletin.texts.items()}, of.country)
    return ListedBulletin(
        ulid=bulletin.ulid,
        place=name_for_reader(of.names, of.country) or of.code,
        code=of.code,
        headline=headline,
        headline_language=language,
        topic=_(label(bulletin.topic)),
        languages=language_names(bulletin.texts),
        missing=language_names(bulletin.missing),
        state=_state(bulletin.valid_from, bulletin.valid_until, ended_at, now, of.country),
        is_told=ended_at is None and bulletin.is_told(now),
        can_change=ended_at is None and bulletin.valid_until > now,
        said_by=shown_name(row["said_by"]),
        said_at=bulletin.issued_at,
    )


def _state(begins: datetime, ends: datetime, ended_at: datetime | None, now: datetime, country: str) -> str:
    if ended_at is not None:
        return _("Ended: %(time)s") % {"time": clock_and_day(ended_at, country)}
    if now >= ends:
        return _("Over since %(time)s") % {"time": clock_and_day(ends, country)}
    if now < begins:
        return _("Told from %(time)s") % {"time": clock_and_day(begins, country)}
    return _("Told until %(time)s") % {"time": clock_and_day(ends, country)}


def language_names(languages: Iterable[str]) -> str:
    """Languages as they call themselves."""
    return ", ".join(LANGUAGE_NAMES.get(code, code) for code in sorted(languages))


def finding_words(finding: CapFinding) -> str:
    """A remark on a CAP message: where, what, and what stands there."""
    place = _("Line %(line)d, %(place)s") % {"line": finding.line, "place": finding.place}
    found = f" «{finding.found}»" if finding.found else ""
    return f"{place}: {_(finding.reason)}{found}"


def outcome_words(taken: Taken) -> str:
    """What became of a message."""
    return {
        Outcome.TOLD: _("Residents are told of it."),
        Outcome.REPLACED: _("Residents are told of it, in the place of the earlier one."),
        Outcome.TAKEN_BACK: _("It has ended and is told no more."),
        Outcome.NOTHING_TO_TAKE_BACK: _("Nothing that is told here is taken back by this message. It was kept."),
        Outcome.KNOWN: _("This message was taken before. Nothing changed."),
        Outcome.OVERTAKEN: _("A later message takes this one back. It is not told."),
    }[taken.outcome]
