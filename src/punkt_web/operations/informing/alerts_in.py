"""What a CAP message says to residents, as the words of a bulletin."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from textwrap import shorten

from punkt import clock
from punkt.errors import InvalidValue
from punkt.formats.cap.model import Alert, Info
from punkt.model.alert_words import AlertScope, AlertStatus, MessageType
from punkt.wording import gettext_noop as _
from punkt_web.common.texts import one_line
from punkt_web.operations.actions.announcing import is_fit_link
from punkt_web.operations.actions.bulletins import LONGEST, MAX_HEADLINE, MAX_OFFICE, MAX_TEXT, Words
from punkt_web.operations.informing.bulletins import LANGUAGES, Text

SLOW_CLOCK = timedelta(minutes=5)
"""So far ahead of ours the clock of a sender may be (decision of ours)."""
_ACTED_ON = {MessageType.ALERT, MessageType.UPDATE, MessageType.CANCEL}


def check_meant_for_residents(alert: Alert) -> None:
    """Raises ``InvalidValue`` for an exercise, a test, a draft, what is not for everybody, and what is to come."""
    if alert.status is not AlertStatus.ACTUAL:
        what = _("The status of this message is %(word)s. Only an actual one is ever told to residents.")
        raise InvalidValue(what, where="alert/status", values={"word": alert.status.value})
    if alert.scope is not AlertScope.PUBLIC:
        raise InvalidValue(_("This message is not for the public, so it is not told to it."), where="alert/scope")
    if alert.message_type not in _ACTED_ON:
        what = _("A message of the type %(word)s says nothing to residents.")
        raise InvalidValue(what, where="alert/msgType", values={"word": alert.message_type.value})
    if alert.sent_at > clock.now() + SLOW_CLOCK:
        raise InvalidValue(_("This message says that it was sent in the future."), where="alert/sent")


def words_of(alert: Alert, *, until: datetime | None = None) -> Words:
    """The words of an alert or an update, the languages it lacks said to be missing.

    ``until`` counts where the message names no end. Raises ``InvalidValue`` where it says nothing, or never ends.
    """
    texts = _texts(alert.infos)
    if not texts:
        raise InvalidValue(_("This message says nothing to residents: it has no info with a text."), where="alert/info")
    ends = [info.expires_at for info in alert.infos if info.expires_at is not None]
    # Of several ends the first: nothing that may be over is told.
    valid_until = min(ends, default=until)
    if valid_until is None:
        raise InvalidValue(
            _("This message does not say until when it holds."), where="until", remedy=_("Say until when it is told.")
        )
    first = alert.infos[0]
    valid_from = first.effective_at or alert.sent_at
    return Words(
        texts=texts,
        without=frozenset(LANGUAGES) - texts.keys(),
        category=first.categories[0],
        urgency=first.urgency,
        severity=first.severity,
        certainty=first.certainty,
        valid_from=valid_from,
        valid_until=min(valid_until, max(valid_from, clock.now()) + LONGEST),
        office=one_line(first.sender_name or alert.sender)[:MAX_OFFICE],
        source=next((info.web for info in alert.infos if is_fit_link(info.web)), ""),
    )


def _texts(infos: Iterable[Info]) -> dict[str, Text]:
    """By language without its region; a later info of one language adds to the first, as the standard has it."""
    found: dict[str, Text] = {}
    for info in infos:
        language = info.language.lower().partition("-")[0]
        headline = shorten(one_line(info.headline or info.event), MAX_HEADLINE, placeholder="…")
        lines = [one_line(line) for part in (info.description, info.instruction) for line in part.splitlines()]
        earlier = found.get(language)
        if earlier is not None:
            lines = [*earlier.text.splitlines(), *(line for line in lines if line not in earlier.text)]
            headline = earlier.headline
        text = "\n".join(filter(None, lines)) or headline
        if headline and len(language) > 1:
            found[language] = Text(headline, text if len(text) <= MAX_TEXT else f"{text[: MAX_TEXT - 1]}…")
    return found
