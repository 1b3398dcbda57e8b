"""The actions of feeds, in every way in which they write."""

from datetime import timedelta

from punkt import clock
from punkt.errors import InvalidValue
from punkt.model.feed_words import FeedForm
from punkt_web.exchange.feeds import take_file
from punkt_web.operations.actions import feeds, notices, readings
from punkt_web.operations.models import Feed, TerritoryNotice
from punkt_web.registry.models import Territory
from tests.architecture.scenario_making import ACTOR, ANYWHERE, Call, scenario

SCHEDULE = (
    b"operator,group,start,end,certainty\n"
    b"x,1.1,2026-01-15T12:00Z,2026-01-15T14:00Z,definite\nx,1.1,?,2026-01-15T14:00Z,none\n"
)

ALERTS = (
    b'{"alerts": [{"location_uid": "22", "location_title": "a region", "location_type": "oblast",'
    b' "alert_type": "air_raid", "started_at": "2026-01-15T10:00:00Z"}]}'
)

NO_ALERTS = b'{"alerts": []}'


def feed_of(form: FeedForm) -> Feed:
    return feeds.add_feed(ACTOR, None, feeds.FeedTerms("a feed", form), within=ANYWHERE)


def taken(feed: Feed, content: bytes, file_name: str = "a file") -> None:
    take_file(ACTOR, feed, content, file_name, within=ANYWHERE)


def alerts_on() -> Feed:
    Territory.objects.create(
        country="UA", code="UA63000000000041885", level="region", names={"en": "Kharkiv"}, path="UA63000000000041885/"
    )
    feed = feed_of(FeedForm.ALERTS_IN_UA)
    taken(feed, ALERTS)
    return feed


@scenario
def a_feed_is_added() -> Call:
    return lambda: feed_of(FeedForm.OUTAGE_CSV)


@scenario
def a_schedule_is_read() -> Call:
    feed = feed_of(FeedForm.OUTAGE_CSV)
    return lambda: taken(feed, SCHEDULE)


@scenario
def another_schedule_is_read() -> Call:
    feed = feed_of(FeedForm.OUTAGE_CSV)
    for number in range(readings.KEPT_READINGS):
        taken(feed, SCHEDULE + b"\n" * number)
    return lambda: taken(feed, SCHEDULE.replace(b"14:00", b"15:00"))


@scenario
def the_same_schedule_is_read_again() -> Call:
    feed = feed_of(FeedForm.OUTAGE_CSV)
    taken(feed, SCHEDULE)
    return lambda: taken(feed, SCHEDULE)


@scenario
def a_feed_tells_of_an_air_alert() -> Call:
    return alerts_on


@scenario
def a_feed_says_that_an_alert_is_still_on() -> Call:
    with clock.fixed_at(clock.now() - timedelta(hours=1)):
        feed = alerts_on()
    return lambda: taken(feed, ALERTS)


@scenario
def a_feed_says_that_an_alert_is_over() -> Call:
    feed = alerts_on()
    return lambda: taken(feed, NO_ALERTS)


@scenario
def a_person_ends_what_a_feed_tells() -> Call:
    alerts_on()
    return lambda: notices.end_notice(ACTOR, TerritoryNotice.objects.get().pk, within=ANYWHERE)


@scenario
def a_feed_breaks() -> Call:
    feed = feed_of(FeedForm.OUTAGE_CSV)
    return lambda: feeds.note_fault(ACTOR, feed.pk, InvalidValue("no answer"))


@scenario
def a_broken_feed_breaks_in_another_way() -> Call:
    feed = feed_of(FeedForm.OUTAGE_CSV)
    feeds.note_fault(ACTOR, feed.pk, InvalidValue("no answer"))
    return lambda: feeds.note_fault(ACTOR, feed.pk, InvalidValue("no table"))


@scenario
def a_broken_feed_is_read_again() -> Call:
    feed = feed_of(FeedForm.OUTAGE_CSV)
    taken(feed, SCHEDULE)
    feeds.note_fault(ACTOR, feed.pk, InvalidValue("no answer"))
    return lambda: taken(feed, SCHEDULE)


@scenario
def a_feed_is_removed_with_what_it_told() -> Call:
    feed = alerts_on()
    return lambda: feeds.remove_feed(ACTOR, feed.pk, within=ANYWHERE)


@scenario
def a_schedule_is_removed() -> Call:
    feed = feed_of(FeedForm.OUTAGE_CSV)
    taken(feed, SCHEDULE)
    return lambda: feeds.remove_feed(ACTOR, feed.pk, within=ANYWHERE)
