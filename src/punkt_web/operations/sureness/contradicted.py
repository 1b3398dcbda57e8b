"""What may be shown of a door: the last word while it counts, unless people at the door contradict it."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Protocol

from punkt.confidence.contradiction import Contradiction, contradiction
from punkt.confidence.evidence import CounterWord, Said
from punkt.confidence.freshness import CLAIMS, UNCONFIRMED, Judgement, Sureness, judged
from punkt.confidence.parameters import parameters
from punkt.model.complaint_words import ComplaintKind, ComplaintOutcome
from punkt.model.vocabulary import OpeningMode, PointState, ReportChannel
from punkt_web.operations.models import Complaint

SHUT_KINDS = (ComplaintKind.CLOSED, ComplaintKind.NOT_LET_IN, ComplaintKind.NOT_AT_ADDRESS)
"""The complaints that say that one cannot get in."""


class DoorTold(Protocol):
    """What of the last words on a point is about its door."""

    @property
    def state(self) -> PointState | None:
        """What was said last."""

    @property
    def state_at(self) -> datetime | None:
        """When."""

    @property
    def state_channel(self) -> ReportChannel | None:
        """As whose word."""

    @property
    def shut_words(self) -> tuple[CounterWord, ...]:
        """What people at the door said against it."""


def said_against(
    complaints: Iterable[Complaint], at: datetime, *, known_at: datetime | None = None
) -> list[CounterWord]:
    """Of complaints that one cannot get in, what counted at ``at``, by what came out of them since.

    With ``known_at`` only by what had come out before that.
    """
    oldest = at - timedelta(hours=parameters().counter["lasts_h"])
    found = []
    for one in complaints:
        is_known = known_at is None or (one.answered_at is not None and one.answered_at < known_at)
        outcome = one.outcome if is_known else ""
        if oldest <= one.received_at <= at and outcome != ComplaintOutcome.NOT_RIGHT:
            found.append(CounterWord(one.received_at, one.source, outcome == ComplaintOutcome.RIGHT))
    return found


def said_of(status: DoorTold) -> Said | None:
    """The last word on the door; ``None`` where nobody said anything."""
    if status.state is None or status.state_at is None or status.state_channel is None:
        return None
    return Said(status.state, status.state_channel, status.state_at)


def contradiction_of(status: DoorTold, at: datetime) -> Contradiction | None:
    """Enough people who contradict the last word; ``None`` where they do not, or where it claims no open door."""
    said = said_of(status) if status.shut_words else None
    return None if said is None else contradiction(said, status.shut_words, at)


def shown_now(
    status: DoorTold, at: datetime, mode: OpeningMode = OpeningMode.UNKNOWN
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
