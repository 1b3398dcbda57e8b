"""A bulletin as a CAP 1.2 message, and the message that takes it back."""

from django.conf import settings

from punkt.formats.cap.model import Alert, Area, Info, Named, Reference
from punkt.model.alert_words import AlertScope, AlertStatus, MessageType
from punkt_web.common.names import name_in
from punkt_web.operations.informing.bulletins import PublishedBulletin
from punkt_web.operations.published_bulletins import Issued

_REGISTERS = {"UA": "KATOTTG", "EE": "EHAK", "SE": "SCB"}
MISSING_LANGUAGES = "punkt:missing-languages"
"""The parameter that names the languages of the site in which there is no text."""


def sender_name() -> str:
    """The first name under which the site answers: a message keeps its sender whatever address it is asked for by."""
    named = (host.lstrip(".") for host in settings.ALLOWED_HOSTS if "*" not in host)
    return next((host for host in named if host), "punkt")


def alert_of(bulletin: PublishedBulletin, *, web: str) -> Alert:
    """The message; ``web`` is the address of the page that says the same. An exercise network never says it is real."""
    earlier = bulletin.supersedes
    return Alert(
        identifier=bulletin.ulid,
        sender=sender_name(),
        sent_at=bulletin.issued_at,
        status=_status(),
        message_type=MessageType.UPDATE if earlier else MessageType.ALERT,
        scope=AlertScope.PUBLIC,
        references=(Reference(sender_name(), *earlier),) if earlier else (),
        infos=tuple(_info(bulletin, language, web) for language in bulletin.texts),
    )


def cancel_of(issued: Issued) -> Alert:
    """The message that takes back what was ended before its time. Raises ``ValueError`` for what was not."""
    bulletin, ended_at = issued.bulletin, issued.ended_at
    if ended_at is None:
        raise ValueError("this bulletin was not ended")
    return Alert(
        identifier=f"{bulletin.ulid}.ended",
        sender=sender_name(),
        sent_at=ended_at,
        status=_status(),
        message_type=MessageType.CANCEL,
        scope=AlertScope.PUBLIC,
        references=(Reference(sender_name(), bulletin.ulid, bulletin.issued_at),),
    )


def _status() -> AlertStatus:
    return AlertStatus.EXERCISE if settings.IS_DEMO else AlertStatus.ACTUAL


def _info(bulletin: PublishedBulletin, language: str, web: str) -> Info:
    said, of = bulletin.texts[language], bulletin.of
    missing = " ".join(bulletin.missing)
    return Info(
        language=language,
        categories=(bulletin.category,),
        event=said.headline,
        urgency=bulletin.urgency,
        severity=bulletin.severity,
        certainty=bulletin.certainty,
        effective_at=bulletin.valid_from,
        expires_at=bulletin.valid_until,
        sender_name=bulletin.office,
        headline=said.headline,
        description=said.text,
        web=web,
        parameters=(Named(MISSING_LANGUAGES, missing),) if missing else (),
        areas=(
            Area(
                name_in(of.names, language, of.country) or of.code,
                geocodes=(Named(_REGISTERS.get(of.country, "TERRITORY"), of.code),),
            ),
        ),
    )
