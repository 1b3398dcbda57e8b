"""How sure "open now" is, from what was said, who said it and how long ago.

A word about a door ages. Counts on the US national shelter feed changed every 23.7 h at the median (measured on
10,835 snapshots, facts: peers section 3), so a page that repeats the last word shows yesterday's door. Here each word
is worth something for a stated time and then nothing: a stale "open" is *not confirmed*, never open. The limits are
decisions of ours; docs/methods/how-sure.md gives the reason of each.
"""

from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum

from punkt.model.vocabulary import IS_THERE, Availability, OpeningMode, PointState, ReportChannel


class Sureness(StrEnum):
    """How sure a shown state is; the order is from the surest down."""

    CERTAIN = "almost_certain"
    LIKELY = "likely"
    NOT_CONFIRMED = "not_confirmed"

    @property
    def rank(self) -> int:
        """2 for almost certain, 1 for likely, 0 for not confirmed."""
        return 2 - list(Sureness).index(self)


class PublicState(StrEnum):
    """What a page may say of a point."""

    OPEN = "open"
    FULL = "full"
    OPENING = "opening"
    NOT_CONFIRMED = "not_confirmed"
    STANDBY = "standby"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Limits:
    """Up to which age (inclusive) a word is almost certain, and up to which it is likely."""

    certain: timedelta
    likely: timedelta


@dataclass(frozen=True, slots=True)
class Judgement:
    """The state to show and how sure it is. A state that is not confirmed is never OPEN, FULL or OPENING."""

    state: PublicState
    sureness: Sureness


UNCONFIRMED = Judgement(PublicState.NOT_CONFIRMED, Sureness.NOT_CONFIRMED)
"""What is shown of a door of which no word counts."""

_NEVER = timedelta(microseconds=-1)
_HOUR = timedelta(hours=1)

STAFF = frozenset({ReportChannel.KEEPER, ReportChannel.COORDINATOR, ReportChannel.DUTY_OFFICER})
"""Whose word can confirm a door."""
OPEN_WORDS = frozenset({PointState.OPEN, PointState.FULL})
"""The words that say that a door is open."""
CLAIMING_WORDS = OPEN_WORDS | {PointState.OPENING}
"""The words that send people to a door."""
OPEN_STATES = frozenset({PublicState.OPEN, PublicState.FULL})
"""The shown states that say that a door is open."""
CLAIMS = OPEN_STATES | {PublicState.OPENING}
"""The shown states that send people to a door."""
# 4 h: the age at which Hurricane Florence volunteers put a shelter on the list to be phoned again (florence-api #15).
_STAFF_AT_A_DOOR = Limits(certain=_HOUR, likely=4 * _HOUR)
# 2 h: a standby point in Donetsk oblast has to be open within 2 h of the decision (facts: ukraine 1.5).
_STAFF_OPENING = Limits(certain=timedelta(minutes=30), likely=2 * _HOUR)
# A shut door tempts nobody into the cold, so the word may live until the next day.
_STAFF_SHUT = Limits(certain=4 * _HOUR, likely=24 * _HOUR)
_RESIDENT_AT_A_DOOR = Limits(certain=_NEVER, likely=_HOUR)
_WORTHLESS = Limits(certain=_NEVER, likely=_NEVER)

_SHOWN = {
    PointState.OPEN: PublicState.OPEN,
    PointState.FULL: PublicState.FULL,
    PointState.OPENING: PublicState.OPENING,
    PointState.STANDBY: PublicState.STANDBY,
    PointState.CLOSED: PublicState.CLOSED,
}
_STAFF_LIMITS = {
    PointState.OPEN: _STAFF_AT_A_DOOR,
    PointState.FULL: _STAFF_AT_A_DOOR,
    PointState.OPENING: _STAFF_OPENING,
    PointState.STANDBY: _STAFF_SHUT,
    PointState.CLOSED: _STAFF_SHUT,
}

LIVE_SERVICE_LIMIT = 4 * _HOUR
"""How long a live word about a service ("no heat") stands above what the register says."""

LIVE_DOUBT_LIMIT = timedelta(days=7)
"""How long an old live "no" or "limited" keeps a "yes" of the register from being repeated."""


def limits(state: PointState, channel: ReportChannel) -> Limits:
    """How long a word counts. Machines never confirm a door: a probe sees "online", a list sees an intention.

    One resident can say that a door is open or full; that it is shut, only staff can say for all.
    """
    if channel in STAFF:
        return _STAFF_LIMITS.get(state, _WORTHLESS)
    if channel is ReportChannel.RESIDENT and state in OPEN_WORDS:
        return _RESIDENT_AT_A_DOOR
    return _WORTHLESS


def sureness(state: PointState, channel: ReportChannel, age: timedelta) -> Sureness:
    """How sure the word still is at ``age``; a word from a clock that runs ahead counts as just said."""
    reach = limits(state, channel)
    age = max(age, timedelta(0))
    if age <= reach.certain:
        return Sureness.CERTAIN
    return Sureness.LIKELY if age <= reach.likely else Sureness.NOT_CONFIRMED


def expires_in(state: PointState | None, channel: ReportChannel | None) -> timedelta | None:
    """How long after it was said a word stops counting; ``None`` where it never counts."""
    if state is None or channel is None:
        return None
    reach = limits(state, channel)
    return reach.likely if reach.likely >= timedelta(0) else None


def judged(
    state: PointState | None,
    channel: ReportChannel | None,
    age: timedelta | None,
    *,
    opening_mode: OpeningMode = OpeningMode.UNKNOWN,
) -> Judgement:
    """What to show. No state means that nobody ever said anything; no channel or age, that the word confirms nothing.

    A point that the register keeps on standby, and of which nobody said anything, is on standby: that is no claim
    about a door. "Open day and night" in the register claims one and so counts for nothing.
    """
    if state is None:
        is_standby = opening_mode is OpeningMode.STANDBY
        return replace(UNCONFIRMED, state=PublicState.STANDBY) if is_standby else UNCONFIRMED
    sure = Sureness.NOT_CONFIRMED if channel is None or age is None else sureness(state, channel, age)
    if sure is Sureness.NOT_CONFIRMED:
        return UNCONFIRMED
    return Judgement(_SHOWN[state], sure)


def believed(stated: Availability, live: Availability | None, live_age: timedelta | None) -> Availability:
    """Whether a service is there, from the register (``stated``) and the last live word with its age.

    A fresh live word wins. An older one that was worse than the register leaves the answer unknown for a while: the
    heater that was broken last night may be mended or not. An older live "yes" adds nothing.
    """
    if live is None or live_age is None or live is Availability.UNKNOWN:
        return stated
    if live_age <= LIVE_SERVICE_LIMIT:
        return live
    was_worse = live in {Availability.NO, Availability.LIMITED} and live is not stated
    if was_worse and live_age <= LIVE_DOUBT_LIMIT and stated in IS_THERE:
        return Availability.UNKNOWN
    return stated
