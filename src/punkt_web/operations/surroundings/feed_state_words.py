"""How a feed is, in words: a feed that breaks or grows old is said to be so, with why and since when."""

import re
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from punkt.model.feed_words import FeedKind
from punkt.wording import gettext_noop
from punkt_web.common.moments import clock_and_day
from punkt_web.common.wording import said_again
from punkt_web.operations.models import Feed
from punkt_web.operations.surroundings.feeds import FeedState, feed_now, kind_of


@dataclass(frozen=True, slots=True)
class FeedWords:
    """``is_good``: its word counts as it stands. ``details`` follow the state, a sentence each."""

    state: str
    details: list[str]
    is_good: bool


def feed_words(feed: Feed, at: datetime) -> FeedWords:
    """The state of a feed at a moment, as the clocks of its territory show it."""
    country = feed.territory.country if feed.territory else ""
    now = feed_now(feed, at)
    since = clock_and_day(now.since, country) if now.since else ""
    states = {
        FeedState.NEVER: _("Never read yet"),
        FeedState.GOOD: _("Read at %(at)s"),
        FeedState.OLD: _("Old since %(at)s: nobody read it any more"),
        FeedState.ASLEEP: _("Old since %(at)s: it is read, and its source says nothing new"),
        FeedState.BROKEN: _("Broken since %(at)s"),
    }
    details = [said_again(feed.fault)] if now.state is FeedState.BROKEN else []
    if feed.read_at is not None and now.state is not FeedState.GOOD:
        details.append(_("Last read at %(at)s.") % {"at": clock_and_day(feed.read_at, country)})
    if feed.source_updated_at is not None:
        details.append(_("The source says it is of %(at)s.") % {"at": clock_and_day(feed.source_updated_at, country)})
    if now.state is not FeedState.GOOD and feed.read_at is not None:
        details.append(_meaning(kind_of(feed)))
    return FeedWords(states[now.state] % {"at": since}, details, now.state is FeedState.GOOD)


def _meaning(kind: FeedKind) -> str:
    if kind is FeedKind.OUTAGES:
        return _("Once its word is six hours old, no point is said to have power by it.")
    return _(
        "Alerts that it began are no longer confirmed: they turn into “not confirmed” three hours after its last word."
    )


_PARTS = {
    "line": gettext_noop("line %(n)s"),
    "slot": gettext_noop("slot %(n)s"),
    "alert": gettext_noop("alert %(n)s"),
    "region": gettext_noop("region %(n)s"),
}
_PART = re.compile(rf"\b({'|'.join(_PARTS)}) (\d+)\b")


def finding_words(stored: dict[str, str]) -> str:
    """One finding of the last reading, with its place in the feed: keys of the feed as they are, counts in words."""
    place = _PART.sub(lambda found: _(_PARTS[found[1]]) % {"n": found[2]}, stored["place"])
    return f"{place}: {said_again(stored | {'where': ''})}"
