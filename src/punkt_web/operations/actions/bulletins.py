"""Issuing, correcting and ending official information, for those whose reach holds all of the territory.

No language is forgotten: each of the site's is there, or whoever issues says that it is missing. A form that is sent
twice issues once. A correction is a new row; the old one ends and stays.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from punkt import clock
from punkt.errors import InvalidCode, InvalidValue
from punkt.ids import new_ulid, normal_point_code
from punkt.model.alert_words import AlertCategory, AlertSeverity, BulletinTopic, Certainty, Urgency
from punkt.wording import gettext_noop as _
from punkt_web.accounts.queries import Reach
from punkt_web.common.audit import Actor, Write
from punkt_web.common.context import LANGUAGE_NAMES
from punkt_web.common.texts import one_line
from punkt_web.operations.actions.announcing import check_link, lock, tell
from punkt_web.operations.informing.bulletins import LANGUAGES, Text
from punkt_web.operations.models import Bulletin
from punkt_web.registry.models import Territory
from punkt_web.registry.published import published_point

MAX_HEADLINE = 160
"""As CAP 1.2 advises for a headline, which texts of telephones carry."""
MAX_TEXT = 4_000
MAX_OFFICE = 200
LONGEST = timedelta(days=90)
"""Nothing is told longer without somebody looking at it again (decision of ours)."""
_A_CODE = re.compile(r"(?<![0-9A-Za-z-])[2-9A-Za-z]{3}-[2-9A-Za-z]{3}(?![0-9A-Za-z-])")
_LANGUAGE = re.compile(r"[a-z]{2,3}")


@dataclass(frozen=True, slots=True)
class Words:
    """What a bulletin says. ``without`` are the languages of the site that are said to be missing."""

    texts: Mapping[str, Text]
    valid_from: datetime
    valid_until: datetime
    office: str
    without: frozenset[str] = frozenset()
    topic: BulletinTopic = BulletinTopic.SITUATION
    category: AlertCategory = AlertCategory.OTHER
    urgency: Urgency = Urgency.UNKNOWN
    severity: AlertSeverity = AlertSeverity.UNKNOWN
    certainty: Certainty = Certainty.UNKNOWN
    source: str = ""


@transaction.atomic
def issue_bulletin(actor: Actor, territory: Territory, words: Words, *, within: Reach) -> str:
    """Issues it and gives its number, "" where the very same is told already.

    ``within`` is where the actor may announce. Raises ``NotYours``, and ``InvalidValue`` for words that cannot be.
    """
    lock(territory, within)
    columns = columns_of(words)
    if _is_there(territory, columns):
        return ""
    return add(actor, territory, columns).ulid


@transaction.atomic
def correct_bulletin(actor: Actor, ulid: str, words: Words, *, within: Reach) -> str:
    """Puts a new one in the place of one that is told, and gives its number, "" where nothing is new.

    Raises as ``issue_bulletin``, also for one that somebody ended or corrected meanwhile.
    """
    old = _locked(ulid, within)
    if old.ended_at is not None:
        raise InvalidValue(
            _("Somebody ended or corrected this meanwhile."), remedy=_("Look at what is told now, and correct that.")
        )
    columns = columns_of(words)
    if _is_there(old.territory, columns):
        return ""
    end(old)
    return add(actor, old.territory, columns, supersedes=old).ulid


@transaction.atomic
def end_bulletin(actor: Actor, ulid: str, *, within: Reach) -> bool:
    """Takes it back at once; ``False`` where it had ended before. Raises ``NotYours``."""
    bulletin = _locked(ulid, within)
    if not end(bulletin):
        return False
    tell_of_end(actor, bulletin)
    return True


def columns_of(words: Words) -> dict[str, Any]:
    """The words as columns, checked. Raises ``InvalidValue``."""
    texts = {language: _text(language, said) for language, said in words.texts.items()}
    _check_languages(texts, words.without)
    _check_codes(texts.values())
    valid_from, valid_until = (at.replace(microsecond=0) for at in (words.valid_from, words.valid_until))
    _check_times(valid_from, valid_until)
    office, source = one_line(words.office)[:MAX_OFFICE], words.source.strip()
    if not office:
        raise InvalidValue(_("Write which office says it."), where="office")
    check_link(source)
    return {
        "texts": {language: {"headline": one.headline, "text": one.text} for language, one in sorted(texts.items())},
        "without": sorted(words.without),
        **{name: getattr(words, name).value for name in ("topic", "category", "urgency", "severity", "certainty")},
        "valid_from": valid_from,
        "valid_until": valid_until,
        "office": office,
        "source": source,
    }


def add(actor: Actor, territory: Territory, columns: dict[str, Any], *, supersedes: Bulletin | None = None) -> Bulletin:
    """Adds the row within the transaction of the caller, who has checked and locked."""
    made = Bulletin.objects.create(
        ulid=new_ulid(),
        territory=territory,
        supersedes=supersedes,
        said_by=actor.name,
        said_at=clock.now().replace(microsecond=0),
        **columns,
    )
    before = {} if supersedes is None else _told(supersedes)
    name = "issue bulletin" if supersedes is None else "correct bulletin"
    tell(actor, Write(name, "territory", territory.code, before, _told(made)))
    return made


def end(bulletin: Bulletin) -> bool:
    """Ends a row within the transaction of the caller, who tells of it; ``False`` where it had ended before."""
    if bulletin.ended_at is not None:
        return False
    # A clock that was put back meanwhile must not end it before it was said.
    bulletin.ended_at = max(clock.now().replace(microsecond=0), bulletin.said_at)
    bulletin.save(update_fields=["ended_at"])
    return True


def tell_of_end(actor: Actor, bulletin: Bulletin, *, reason: str = "") -> None:
    """Notes that it ended with nothing in its place."""
    was, now = ({"bulletin": bulletin.ulid, "ended_at": at} for at in (None, _written(bulletin.ended_at)))
    tell(actor, Write("end bulletin", "territory", bulletin.territory.code, was, now, reason))


def _locked(ulid: str, within: Reach) -> Bulletin:
    lock(Territory.objects.get(bulletins=ulid), within)
    return Bulletin.objects.select_related("territory").get(pk=ulid)


def _is_there(territory: Territory, columns: dict[str, Any]) -> bool:
    """Whether the very same is told. When it begins is not compared: "now" of a form sent twice is another moment."""
    compared = {name: value for name, value in columns.items() if name not in {"texts", "without", "valid_from"}}
    standing = Bulletin.objects.filter(territory=territory, ended_at=None, **compared)
    return any(one.texts == columns["texts"] and one.without == columns["without"] for one in standing)


def _text(language: str, said: Text) -> Text:
    if not _LANGUAGE.fullmatch(language):
        raise InvalidValue(_("This is no code of a language, such as uk or sv-SE."), where=language)
    headline = one_line(said.headline)
    text = "\n".join(filter(None, map(one_line, said.text.splitlines())))
    if not (headline and text):
        what = _("In %(language)s there must be a headline and a text, or neither.")
        raise InvalidValue(what, where=f"text_{language}", values={"language": LANGUAGE_NAMES.get(language, language)})
    if len(headline) > MAX_HEADLINE or len(text) > MAX_TEXT:
        raise InvalidValue(
            _("A headline has at most %(headline)d letters, a text %(text)d."),
            where=f"text_{language}",
            values={"headline": MAX_HEADLINE, "text": MAX_TEXT},
        )
    return Text(headline, text)


def _check_languages(texts: Mapping[str, Text], without: frozenset[str]) -> None:
    if not texts:
        raise InvalidValue(_("Write a headline and a text in at least one language."), where=f"headline_{LANGUAGES[0]}")
    missing = [code for code in LANGUAGES if code not in texts]
    if unsaid := [code for code in missing if code not in without]:
        raise InvalidValue(
            _("There is no text in: %(languages)s."),
            where="without",
            remedy=_("Write it, or tick that it is issued without."),
            values={"languages": _names(unsaid)},
        )
    if there := sorted(without - set(missing)):
        raise InvalidValue(
            _("There is a text in a language that is said to be missing: %(languages)s."),
            where="without",
            values={"languages": _names(there)},
        )


def _check_codes(texts: Iterable[Text]) -> None:
    """A code in a text leads to a door: that of a point that is not public must not stand there."""
    for said in texts:
        for found in _A_CODE.findall(f"{said.headline}\n{said.text}"):
            try:
                code = normal_point_code(found)
            except InvalidCode:
                continue
            if published_point(code) is None:
                raise InvalidValue(
                    _("%(code)s is the code of no point that is public."),
                    remedy=_("Leave it out: everybody reads this."),
                    values={"code": code},
                )


def _check_times(valid_from: datetime, valid_until: datetime) -> None:
    now = clock.now()
    if valid_until <= valid_from:
        raise InvalidValue(_("The end is before the beginning."), where="valid_until")
    if valid_until <= now + timedelta(minutes=1):
        raise InvalidValue(_("This is over already."), where="valid_until")
    if valid_until - max(valid_from, now) > LONGEST:
        raise InvalidValue(
            _("Write an end within %(n)d days: nothing is told longer without a new look."),
            where="valid_until",
            values={"n": LONGEST.days},
        )


def _names(languages: Iterable[str]) -> str:
    return ", ".join(LANGUAGE_NAMES.get(code, code) for code in languages)


_TOLD = ("topic", "texts", "without", "category", "urgency", "severity", "certainty", "office", "source")


def _told(bulletin: Bulletin) -> dict[str, Any]:
    """What the trail tells of a bulletin."""
    return {
        "bulletin": bulletin.ulid,
        **{name: getattr(bulletin, name) for name in _TOLD},
        "valid_from": _written(bulletin.valid_from),
        "valid_until": _written(bulletin.valid_until),
    }


def _written(at: datetime | None) -> str | None:
    return None if at is None else at.isoformat()
