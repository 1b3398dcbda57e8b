"""Taking a CAP message for a territory: it becomes a bulletin, takes the place of one, or takes one back.

The same message is one, however often it comes. One that was taken back before it came is not told: messages travel on
several ways and overtake each other.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from django.db import transaction
from django.db.models import QuerySet

from punkt import clock
from punkt.errors import InvalidValue
from punkt.formats.cap.model import Alert
from punkt.formats.cap.reading import message_text, read_cap
from punkt.formats.cap.values import written_moment
from punkt.model.alert_words import MessageType
from punkt.wording import gettext_noop as _
from punkt_web.accounts.queries import Reach
from punkt_web.common.audit import Actor, Write, record
from punkt_web.common.context import LANGUAGE_NAMES
from punkt_web.operations.actions.announcing import lock
from punkt_web.operations.actions.bulletins import add, columns_of, end, tell_of_end
from punkt_web.operations.informing.alerts_in import check_meant_for_residents, words_of
from punkt_web.operations.models import Bulletin, TakenAlert
from punkt_web.registry.models import Territory

_MAX_NAME = 200


class Outcome(Enum):
    """What became of a message."""

    TOLD = "told"
    REPLACED = "replaced"
    TAKEN_BACK = "taken back"
    NOTHING_TO_TAKE_BACK = "nothing to take back"
    KNOWN = "known"
    OVERTAKEN = "overtaken"


@dataclass(frozen=True, slots=True)
class Taken:
    """The outcome, and the number of the bulletin that is told now, "" for none."""

    outcome: Outcome
    ulid: str = ""


@transaction.atomic
def take_alert(
    actor: Actor,
    territory: Territory,
    content: bytes,
    *,
    within: Reach,
    until: datetime | None = None,
    may_lack_languages: bool = False,
) -> Taken:
    """Takes a message. ``until`` counts where it names no end.

    Raises ``RefusedAlert`` and ``UnreadableFile`` for what is no CAP 1.2, ``NotYours``, and ``InvalidValue`` for what
    must not be told, and where languages are missing that ``may_lack_languages`` does not allow to be.
    """
    lock(territory, within)
    alert = read_cap(content)
    check_meant_for_residents(alert)
    if max(len(alert.sender), len(alert.identifier)) > _MAX_NAME:
        raise InvalidValue(_("The names of the message are too long."), where="alert/identifier")
    known = _of(territory, alert)
    if known.filter(sent_at=alert.sent_at, identifier=alert.identifier).exists():
        return Taken(Outcome.KNOWN)
    earlier = _earlier(known, alert)
    if alert.message_type is MessageType.CANCEL:
        return _take_back(actor, territory, alert, content, earlier)
    if _was_overtaken(known, alert):
        # What it would have taken the place of does not hold any more either.
        _take_back(actor, territory, alert, content, earlier)
        return Taken(Outcome.OVERTAKEN)
    return _tell(actor, territory, alert, content, earlier, until=until, may_lack_languages=may_lack_languages)


def _take_back(actor: Actor, territory: Territory, alert: Alert, content: bytes, earlier: list[Bulletin]) -> Taken:
    _keep(actor, territory, alert, content, None)
    ended = [one for one in earlier if end(one)]
    for one in ended:
        tell_of_end(actor, one, reason=f"CAP {alert.identifier}")
    return Taken(Outcome.TAKEN_BACK if ended else Outcome.NOTHING_TO_TAKE_BACK)


def _tell(
    actor: Actor,
    territory: Territory,
    alert: Alert,
    content: bytes,
    earlier: list[Bulletin],
    *,
    until: datetime | None,
    may_lack_languages: bool,
) -> Taken:
    words = words_of(alert, until=until)
    if words.without and not may_lack_languages:
        raise InvalidValue(
            _("There is no text in: %(languages)s."),
            where="may_lack_languages",
            remedy=_("Say that it is issued without, or ask the sender for it."),
            values={"languages": ", ".join(LANGUAGE_NAMES[code] for code in sorted(words.without))},
        )
    columns = columns_of(words)
    ended = [one for one in earlier if end(one)]
    made = add(actor, territory, columns, supersedes=ended[0] if ended else None)
    for one in ended[1:]:
        tell_of_end(actor, one, reason=f"CAP {alert.identifier}")
    _keep(actor, territory, alert, content, made)
    return Taken(Outcome.REPLACED if ended else Outcome.TOLD, made.ulid)


def _of(territory: Territory, alert: Alert) -> QuerySet[TakenAlert]:
    """What came of the sender before. Nobody takes back what another said: a name is easily written into a message."""
    return TakenAlert.objects.filter(territory=territory, sender=alert.sender)


def _earlier(known: QuerySet[TakenAlert], alert: Alert) -> list[Bulletin]:
    """The bulletins that the message is about, with whatever took their places by hand, the newest first."""
    found: dict[str, Bulletin] = {}
    for one in alert.references:
        named = known.filter(identifier=one.identifier, sent_at=one.sent_at, bulletin__isnull=False)
        for taken in named.select_related("bulletin__territory"):
            last = _last(taken.bulletin) if taken.bulletin is not None else None
            if last is not None and one.sender == alert.sender:
                found[last.ulid] = last
    return [found[ulid] for ulid in sorted(found, reverse=True)]


def _last(bulletin: Bulletin) -> Bulletin:
    """What stands in the place of a bulletin after all corrections."""
    while (later := Bulletin.objects.select_related("territory").filter(supersedes=bulletin).first()) is not None:
        bulletin = later
    return bulletin


def _was_overtaken(known: QuerySet[TakenAlert], alert: Alert) -> bool:
    """Whether a message that came before says that this one counts no more."""
    own = _reference(alert.sender, alert.identifier, alert.sent_at)
    later = known.filter(message_type__in=[MessageType.UPDATE.value, MessageType.CANCEL.value])
    return any(own in references for references in later.values_list("references", flat=True))


def _keep(actor: Actor, territory: Territory, alert: Alert, content: bytes, made: Bulletin | None) -> None:
    TakenAlert.objects.create(
        territory=territory,
        sender=alert.sender,
        identifier=alert.identifier,
        sent_at=alert.sent_at,
        message_type=alert.message_type.value,
        references=[_reference(one.sender, one.identifier, one.sent_at) for one in alert.references],
        content=message_text(content),
        bulletin=made,
        taken_by=actor.name,
        taken_at=clock.now(),
    )
    told = {"message": f"{alert.sender},{alert.identifier},{written_moment(alert.sent_at)}"}
    if made is not None:
        told["bulletin"] = made.ulid
    record(actor, Write("take alert", "territory", territory.code, {}, told))


def _reference(sender: str, identifier: str, sent_at: datetime) -> list[str]:
    return [sender, identifier, written_moment(sent_at)]
