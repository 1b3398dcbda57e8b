"""What may be shown of a door: the last word while it counts, unless people at the door contradict it."""

from dataclasses import replace
from datetime import datetime, timedelta

from punkt.confidence.contradiction import Contradiction, contradiction
from punkt.confidence.evidence import Said
from punkt.confidence.freshness import UNCONFIRMED, Judgement, PublicState, Sureness, judged
from punkt.model.vocabulary import ComplaintKind, OpeningMode
from punkt_web.operations.statuses import PublishedStatus

SHUT_KINDS = (ComplaintKind.CLOSED, ComplaintKind.NOT_LET_IN, ComplaintKind.NOT_AT_ADDRESS)
"""The complaints that say that one cannot get in."""
CLAIMS = frozenset({PublicState.OPEN, PublicState.FULL, PublicState.OPENING})
"""The states that send people to a door."""


def said_of(status: PublishedStatus) -> Said | None:
    """The last word on the door; ``None`` where nobody said anything."""
    if status.state is None or status.state_at is None or status.state_channel is None:
        return None
    return Said(status.state, status.state_channel, status.state_at)


def contradiction_of(status: PublishedStatus, at: datetime) -> Contradiction | None:
    """Enough people who contradict the last word; ``None`` where they do not, or where it claims no open door."""
    said = said_of(status) if status.shut_words else None
    return None if said is None else contradiction(said, status.shut_words, at)


def shown_now(
    status: PublishedStatus, at: datetime, mode: OpeningMode = OpeningMode.UNKNOWN
) -> tuple[Judgement, Contradiction | None]:
    """What a page may say of a door, and who contradicts a word that would still carry a claim.

    Where enough people do, a claim is at most likely; where they outweigh it, it is not confirmed.
    """
    age = None if status.state_at is None else max(at - status.state_at, timedelta(0))
    shown = judged(status.state, status.state_channel, age, opening_mode=mode)
    against = contradiction_of(status, at) if shown.state in CLAIMS else None
    if against is None:
        return shown, None
    return (UNCONFIRMED if against.outweighs(at) else replace(shown, sureness=Sureness.LIKELY)), against
