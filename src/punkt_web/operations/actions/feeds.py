"""Adding and removing feeds, and noting how their sources answered. What a reading says is kept in ``readings``.

The trail tells where a feed comes from by host and path only: what follows them, and the token, can open the source.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import SplitResult, urlsplit

from django.conf import settings
from django.db import IntegrityError, transaction

from punkt import clock
from punkt.errors import InvalidValue, PunktError
from punkt.model.feed_words import FeedForm, FeedKind
from punkt.model.outages import MAX_OPERATOR, operator_key
from punkt.wording import gettext_noop as _
from punkt_web.accounts.errors import NotYours
from punkt_web.accounts.queries import Reach
from punkt_web.common.audit import Actor, Write, record
from punkt_web.common.texts import one_line
from punkt_web.common.wording import kept
from punkt_web.operations.models import Feed
from punkt_web.operations.surroundings.feeds import is_in_reach
from punkt_web.registry.models import Territory

MAX_NAME = 80
MAX_URL = 500
MAX_TOKEN = 500
_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
_NOT_YOURS = _("You do not coordinate this territory.")


@dataclass(frozen=True, slots=True)
class FeedTerms:
    """What a person says of a feed. ``url`` is empty for one whose files are given by hand."""

    name: str
    form: FeedForm
    operator: str = ""
    url: str = ""
    token: str = ""


@dataclass(frozen=True, slots=True)
class Marks:
    """What a source called the word that was had from it."""

    etag: str = ""
    last_modified: str = ""


@transaction.atomic
def add_feed(actor: Actor, territory: Territory | None, terms: FeedTerms, *, within: Reach) -> Feed:
    """Adds a feed of a territory, or of everywhere (``None``).

    ``within`` is where the actor may announce. Raises ``NotYours``, and ``InvalidValue`` for terms that cannot be.
    """
    if not within.covers(territory.lineage if territory else ()):
        raise NotYours(_NOT_YOURS, where=territory.code if territory else "")
    columns = _columns(terms)
    try:
        with transaction.atomic():
            feed = Feed.objects.create(territory=territory, added_by=actor.name, added_at=clock.now(), **columns)
    except IntegrityError:
        raise InvalidValue(_("There is a feed of this name already."), where="name") from None
    record(actor, Write("add feed", "feed", str(feed.pk), {}, _told(feed), feed.name))
    return feed


@transaction.atomic
def remove_feed(actor: Actor, feed_id: int, *, within: Reach) -> None:
    """Removes a feed with all that it told. Alerts that it began are not ended: nobody knows whether they are over.

    Raises ``NotYours``.
    """
    feed = locked(feed_id)
    if not is_in_reach(feed, within):
        raise NotYours(_NOT_YOURS, where=feed.name)
    before, key = _told(feed), str(feed.pk)
    feed.delete()
    record(actor, Write("remove feed", "feed", key, before, {}, before["name"]))


@transaction.atomic
def note_fault(actor: Actor, feed_id: int, fault: PunktError, *, ask_after: datetime | None = None) -> None:
    """Notes that the word of a feed could not be had, and why; the trail tells of the break and of a new reason."""
    feed = locked(feed_id)
    told = kept(fault)
    is_new = feed.failing_since is None or feed.fault.get("what") != told["what"]
    feed.failing_since = feed.failing_since or clock.now()
    feed.fault, feed.ask_after = told, ask_after
    feed.save(update_fields=["failing_since", "fault", "ask_after"])
    if is_new:
        record(actor, Write("break feed", "feed", str(feed.pk), {}, {"reason": told["what"]}, feed.name))


def recover(actor: Actor, feed: Feed) -> None:
    """Forgets the break of a feed that is locked and about to be saved; the trail tells of the end of one."""
    if feed.failing_since is not None:
        since = {"failing_since": feed.failing_since.isoformat()}
        record(actor, Write("mend feed", "feed", str(feed.pk), since, {}, feed.name))
    feed.failing_since, feed.fault, feed.ask_after = None, {}, None


def locked(feed_id: int) -> Feed:
    """The feed, held to the commit. Raises ``InvalidValue`` where somebody removed it meanwhile."""
    if not Feed.objects.select_for_update().filter(pk=feed_id).values_list("pk"):
        raise InvalidValue(_("Somebody removed this feed meanwhile."))
    return Feed.objects.select_related("territory").get(pk=feed_id)


def _columns(terms: FeedTerms) -> dict[str, Any]:
    """The terms as columns, checked."""
    name, operator = one_line(terms.name), one_line(terms.operator)
    if not 0 < len(name) <= MAX_NAME:
        raise InvalidValue(_("A feed needs a name of at most 80 characters."), where="name")
    is_needed = terms.form.kind is FeedKind.OUTAGES and terms.form is not FeedForm.OUTAGE_CSV
    if len(operator) > MAX_OPERATOR or (is_needed and not operator_key(operator)):
        raise InvalidValue(
            _("This form does not say whose schedule it is."),
            where="operator",
            remedy=_("Write the operator as it stands at the points, in at most 120 characters."),
        )
    token = terms.token.strip()
    if len(token) > MAX_TOKEN or not (token.isascii() and token.isprintable()):
        raise InvalidValue(_("This is no token."), where="token")
    return {"name": name, "form": terms.form, "operator": operator, "url": checked_url(terms.url), "token": token}


def checked_url(url: str) -> str:
    """An address that may be asked, "" for none. Raises ``InvalidValue``."""
    url = url.strip()
    if not url:
        return ""
    parts = _split(url)
    is_here = settings.FEEDS_FROM_THIS_MACHINE and parts.hostname in _LOOPBACK
    if len(url) > MAX_URL or not (parts.scheme == "https" or (parts.scheme == "http" and is_here)):
        raise InvalidValue(_("Write a whole address that begins with https://."), where="url")
    is_plain = url.isascii() and url.isprintable() and " " not in url
    if not parts.hostname or parts.username or parts.password or not is_plain:
        raise InvalidValue(_("Write an address without a name or password in it."), where="url")
    return url


def _split(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        _port = parts.port  # said to be no number only when it is asked for
    except ValueError:
        raise InvalidValue(_("Write a whole address that begins with https://."), where="url") from None
    return parts


def place_of(url: str) -> str:
    """Where an address leads, as it may be shown: without what follows the path, which can open the source."""
    parts = urlsplit(url)
    return f"{parts.hostname}{parts.path}" if url else ""


def _told(feed: Feed) -> dict[str, Any]:
    """What the trail tells of a feed."""
    told = {
        "name": feed.name,
        "form": feed.form,
        "territory": feed.territory.code if feed.territory else "",
        "operator": feed.operator,
        "address": place_of(feed.url),
    }
    return {key: value for key, value in told.items() if value}
