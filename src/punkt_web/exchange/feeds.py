"""Reads feeds, from their address or from a file that somebody has, and hands what they say to ``operations``."""

from contextlib import suppress
from datetime import datetime, timedelta

from punkt import clock
from punkt.errors import InvalidValue, PunktError, UnreadableFile
from punkt.formats.air_alerts import read_alerts
from punkt.formats.outage_feeds import read_outages
from punkt.model.feed_words import FeedForm, FeedKind
from punkt.wording import gettext_noop as _
from punkt_web.accounts.errors import NotYours
from punkt_web.accounts.queries import Reach
from punkt_web.common.audit import Actor
from punkt_web.exchange.connecting import Unreachable
from punkt_web.exchange.fetching import Asked, fetch
from punkt_web.operations.actions.feeds import Marks, note_fault
from punkt_web.operations.actions.readings import Received, take_alerts, take_outages
from punkt_web.operations.models import Feed
from punkt_web.operations.queries import last_text
from punkt_web.operations.surroundings.feeds import is_in_reach, kind_of, zone_of

BY_ITSELF = Actor("punkt feeds")
_OF_THAT_TIME = timedelta(minutes=30)
_NOT_OF_NOW = _("This file tells which alerts were on at %(at)s: nobody knows whether they still are.")
_FETCH_AGAIN = _("Download it again and give it at once.")
_NO_ADDRESS = _("This feed has no address.")
_GIVE_FILES = _("Give it files: punkt feeds take FILE.")
_OUR_FAULT = _("Reading it broke off because of a fault in Punkt.")
_NOTHING_NEW = _("The source says that nothing changed, and what it said is no longer here.")


def take_file(by: Actor, feed: Feed, content: bytes, file_name: str, *, within: Reach) -> Feed:
    """Reads a file as the word of a feed now. One that cannot be read changes nothing, and breaks no feed.

    Raises ``NotYours``, and ``PunktError`` with what is wrong with the file.
    """
    if not is_in_reach(feed, within):
        raise NotYours(_("You do not coordinate this territory."), where=feed.name)
    return _take(by, feed, Received(content, file_name), is_by_hand=True)


def fetch_feed(by: Actor, feed: Feed) -> PunktError | None:
    """Asks the address of a feed and takes what it says; what went wrong is noted at the feed, and given back."""
    try:
        _take(by, feed, _received(feed))
    except PunktError as fault:
        _note(by, feed, fault)
        return fault
    except Exception:
        _note(by, feed, PunktError(_OUR_FAULT))
        raise
    return None


def _note(by: Actor, feed: Feed, fault: PunktError) -> None:
    wait_s = fault.wait_s if isinstance(fault, Unreachable) else None
    with suppress(InvalidValue):  # somebody removed it meanwhile
        note_fault(by, feed.pk, fault, ask_after=clock.now() + timedelta(seconds=wait_s) if wait_s else None)


def _received(feed: Feed) -> Received:
    """What the source says now: what it sends, or, where it says that nothing changed, what it sent before."""
    before = last_text(feed)
    answer = fetch(_asked(feed, has_text=before is not None))
    if answer.content is not None:
        return Received(answer.content, marks=Marks(answer.etag, answer.last_modified))
    if before is None:
        raise Unreachable(_NOTHING_NEW, where=feed.name)
    return Received(before, marks=Marks(feed.etag, feed.last_modified))


def _asked(feed: Feed, *, has_text: bool) -> Asked:
    """Marks are sent only while the text that they stand for is kept."""
    if not feed.url:
        raise Unreachable(_NO_ADDRESS, where=feed.name, remedy=_GIVE_FILES)
    # ukrainealarm takes the bare key, others a bearer token.
    prefix = "" if feed.form == FeedForm.UKRAINEALARM else "Bearer "
    authorization = f"{prefix}{feed.token}" if feed.token else ""
    return Asked(feed.url, authorization, *((feed.etag, feed.last_modified) if has_text else ("", "")))


def _take(by: Actor, feed: Feed, received: Received, *, is_by_hand: bool = False) -> Feed:
    form, zone, now = FeedForm(feed.form), zone_of(feed), clock.now()
    if kind_of(feed) is FeedKind.OUTAGES:
        reading = read_outages(received.content, operator=feed.operator, zone=zone, at=now, form=form)
        return take_outages(by, feed.pk, reading, received)
    alerts = read_alerts(received.content, zone=zone, form=form)
    if is_by_hand:
        _refuse_old(alerts.source_updated_at, now)
    return take_alerts(by, feed.pk, alerts, received)


def _refuse_old(source_updated_at: datetime | None, now: datetime) -> None:
    """A file that was kept must not tell of alerts that are over."""
    if source_updated_at is not None and now - source_updated_at > _OF_THAT_TIME:
        at = f"{source_updated_at:%Y-%m-%d %H:%M}Z"
        raise UnreadableFile(_NOT_OF_NOW, remedy=_FETCH_AGAIN, values={"at": at})
