"""``punkt feeds``: schedules of outages and air alerts, from addresses and from files."""

import logging
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import click
from django.db import close_old_connections
from django.utils.translation import gettext

from punkt import clock
from punkt.errors import InvalidValue, PunktError
from punkt.formats.feed_json import MAX_FEED_BYTES
from punkt.model.feed_words import FeedForm
from punkt.model.vocabulary import label
from punkt.wording import gettext_noop as _
from punkt_web.accounts.queries import Reach
from punkt_web.common.texts import one_line
from punkt_web.common.wording import said
from punkt_web.exchange.feeds import BY_ITSELF, fetch_feed, take_file
from punkt_web.operations.actions.feeds import MAX_TOKEN, FeedTerms, add_feed, place_of, remove_feed
from punkt_web.operations.models import Feed
from punkt_web.operations.surroundings.feed_state_words import feed_words, finding_words
from punkt_web.registry.models import Territory

_EVERYWHERE = Reach(is_everywhere=True)
_log = logging.getLogger(__name__)


@click.group()
def feeds() -> None:
    """Read schedules of power outages and air alerts, from addresses and from files."""


@feeds.command()
@click.argument("name")
@click.option(
    "--form", required=True, type=click.Choice([form.value for form in FeedForm]), help="In which form it comes."
)
@click.option("--territory", default="", metavar="CODE", help="Where it counts; everywhere where this is not given.")
@click.option("--operator", default="", help="Whose schedule it is, as it stands at the points.")
@click.option("--url", default="", help="Where it is fetched; without one files are given to it.")
@click.option(
    "--token-from", default="", metavar="FILE", help="File with the token of the source; - for standard input."
)
def add(*, name: str, form: str, territory: str, operator: str, url: str, token_from: str) -> None:
    """Add a feed under NAME. It is read by `punkt feeds fetch`, or from a file by `punkt feeds take`."""
    where = _territory(territory) if territory else None
    token = _content(token_from, MAX_TOKEN).decode("ascii", "replace") if token_from else ""
    terms = FeedTerms(name, FeedForm(form), operator, url, token)
    made = add_feed(BY_ITSELF, where, terms, within=_EVERYWHERE)
    click.echo(gettext("Added: %(name)s") % {"name": made.name})


@feeds.command("list")
def list_feeds() -> None:
    """Tell which feeds there are and how each is: a broken one with why and since when."""
    now = clock.now()
    for feed in Feed.objects.select_related("territory").order_by("name"):
        words = feed_words(feed, now)
        click.echo(f"{feed.name}: {words.state}")
        about = [gettext(label(FeedForm(feed.form))), feed.operator, place_of(feed.url)]
        about.append(feed.territory.code if feed.territory else gettext("everywhere"))
        for line in (", ".join(part for part in about if part), *words.details):
            click.echo(f"  {line}")


@feeds.command()
@click.argument("names", nargs=-1)
@click.option("--every", type=click.IntRange(1, 24 * 60), metavar="MINUTES", help="Go on for ever, so often.")
def fetch(*, names: Sequence[str], every: int | None) -> None:
    """Ask the addresses of the feeds NAMES, or of all that have one.

    Exit status 1 when one could not be had. With --every no broken feed ends it: the break stands at the feed, here and
    at the desk, and it is asked again.
    """
    chosen = _with_address(names)
    if every is None:
        faults = [_fetched(feed) for feed in chosen]
        sys.exit(1 if any(faults) else 0)
    while True:
        began = time.monotonic()
        _fetch_round(names)
        time.sleep(max(1.0, 60.0 * every - (time.monotonic() - began)))


@feeds.command()
@click.argument("name")
@click.argument("file", metavar="FILE")
def take(*, name: str, file: str) -> None:
    """Read FILE, - for standard input, as the word of the feed NAME now."""
    file_name = "" if file == "-" else Path(file).name
    feed = take_file(BY_ITSELF, _feed(name), _content(file, MAX_FEED_BYTES), file_name or "-", within=_EVERYWHERE)
    _tell(feed)


@feeds.command()
@click.argument("name")
def remove(*, name: str) -> None:
    """Remove a feed with all that it told. Air alerts that it began are not ended by that."""
    remove_feed(BY_ITSELF, _feed(name).pk, within=_EVERYWHERE)
    click.echo(gettext("Removed: %(name)s") % {"name": name})


def _fetch_round(names: Sequence[str]) -> None:
    """One round over the feeds; what breaks here, the database included, is told and does not end the rounds."""
    close_old_connections()
    try:
        waiting = [feed for feed in _with_address(names) if feed.ask_after is None or feed.ask_after <= clock.now()]
    except Exception:  # noqa: BLE001 - told, and tried again
        _log.exception("The feeds could not be looked up.")
        return
    for feed in waiting:
        try:
            _fetched(feed)
        except Exception:  # noqa: BLE001 - told, and tried again
            _log.exception("Reading the feed %s broke off.", feed.name)


def _fetched(feed: Feed) -> PunktError | None:
    fault = fetch_feed(BY_ITSELF, feed)
    if fault is None:
        _tell(Feed.objects.get(pk=feed.pk))
    else:
        click.echo(f"{feed.name}: {said(fault)}", err=True)
    return fault


def _tell(feed: Feed) -> None:
    told = {"name": feed.name, "n": feed.n_told, "findings": feed.n_findings}
    click.echo(gettext("%(name)s: spans or alerts: %(n)d, findings: %(findings)d") % told)
    for finding in feed.findings:
        click.echo(f"  {one_line(finding_words(finding))}")


def _with_address(names: Sequence[str]) -> list[Feed]:
    found = Feed.objects.select_related("territory").exclude(url="").order_by("name")
    if not names:
        return list(found)
    return [_feed(name) for name in names]


def _feed(name: str) -> Feed:
    feed = Feed.objects.select_related("territory").filter(name=one_line(name)).first()
    if feed is None:
        raise InvalidValue(_("No feed has this name."), where=name, remedy=_("See: punkt feeds list"))
    return feed


def _territory(code: str) -> Territory:
    territory = Territory.objects.filter(code=code).first()
    if territory is None:
        raise InvalidValue(_("No territory has this code."), where=code, remedy=_("See: punkt territories find NAME"))
    return territory


def _content(file: str, most: int) -> bytes:
    """The bytes of a file, at most one more than a reader takes, so that an endless pipe ends."""
    try:
        if file == "-":
            return sys.stdin.buffer.read(most + 1)
        with Path(file).open("rb") as opened:
            return opened.read(most + 1)
    except (OSError, ValueError) as error:
        raise PunktError(_("The file cannot be opened."), where=file) from error
