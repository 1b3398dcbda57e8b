"""Air alerts of a service become notices: begun, confirmed and ended by the feed, and never against a person."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from punkt import clock
from punkt.errors import UnreadableFile
from punkt.model.feed_words import FeedForm
from punkt_web.accounts.errors import NotYours
from punkt_web.accounts.queries import Reach
from punkt_web.common.audit import Actor
from punkt_web.exchange.feeds import take_file
from punkt_web.operations.actions.feeds import FeedTerms, add_feed, remove_feed
from punkt_web.operations.actions.notices import confirm_alert, end_notice, start_alert
from punkt_web.operations.models import Feed, TerritoryNotice
from punkt_web.operations.surroundings.alert_words import alert_words
from punkt_web.registry.models import Territory

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 1, 15, 12, tzinfo=UTC)
BEGAN = datetime(2026, 1, 15, 11, 40, tzinfo=UTC)
BY, ANYWHERE = Actor("tester"), Reach(is_everywhere=True)
KHARKIV, SUMY, DISTRICT = "UA63000000000041885", "UA59000000000057109", "UA63120000000013373"


def unit(code: str, level: str, above: str = "") -> Territory:
    return Territory.objects.create(
        country="UA", code=code, level=level, names={"en": code[:4]}, path=f"{above}{code}/"
    )


@pytest.fixture(autouse=True)
def _noon(db: None) -> Iterator[None]:
    unit("UA", "country")
    unit(KHARKIV, "region", "UA/")
    unit(SUMY, "region", "UA/")
    unit(DISTRICT, "district", f"UA/{KHARKIV}/")
    with clock.fixed_at(NOW):
        yield


def alert(uid: str = "22", kind: str = "air_raid", began: datetime = BEGAN, **more: Any) -> dict[str, Any]:
    return {
        "location_uid": uid, "location_title": f"place {uid}", "location_type": "oblast", "alert_type": kind,
        "started_at": began.isoformat(), **more,
    }  # fmt: skip


def feed_of(code: str = "UA", form: FeedForm = FeedForm.ALERTS_IN_UA) -> Feed:
    return add_feed(BY, Territory.objects.get(code=code), FeedTerms("alerts", form), within=ANYWHERE)


def told(feed: Feed, *alerts: dict[str, Any], updated: datetime | None = None) -> Feed:
    meta = {"last_updated_at": updated.isoformat()} if updated else {}
    content = json.dumps({"alerts": list(alerts), "meta": meta}).encode()
    return take_file(BY, feed, content, "active.json", within=ANYWHERE)


def notices() -> list[tuple[str, bool]]:
    rows = TerritoryNotice.objects.order_by("pk").select_related("territory")
    return [(row.territory.code, row.ended_at is None) for row in rows]


def test_an_alert_begins_when_the_service_says_and_is_told_to_be_from_the_feed() -> None:
    feed = told(feed_of(), alert(), alert("20"))
    assert notices() == [(KHARKIV, True), (SUMY, True)]
    row = TerritoryNotice.objects.get(territory__code=KHARKIV)
    assert (row.began_at, row.confirmed_at, row.said_by, row.feed) == (BEGAN, NOW, "alerts", feed)
    assert not feed.findings


def test_it_is_confirmed_every_ten_minutes_and_ends_when_the_service_no_longer_tells_it() -> None:
    feed = told(feed_of(), alert())
    for minutes, confirmed in ((5, NOW), (12, NOW + timedelta(minutes=12))):
        with clock.fixed_at(NOW + timedelta(minutes=minutes)):
            told(feed, alert())
        assert TerritoryNotice.objects.get().confirmed_at == confirmed
    over = NOW + timedelta(minutes=20)
    with clock.fixed_at(over):
        told(feed, alert(finished_at=over.isoformat()))
    assert (TerritoryNotice.objects.get().ended_at, TerritoryNotice.objects.get().is_overruled) == (over, False)


def test_an_answer_of_which_a_part_cannot_be_read_ends_nothing() -> None:
    feed = told(feed_of(), alert())
    told(feed, alert("x"))
    assert notices() == [(KHARKIV, True)]


def test_an_alert_that_comes_again_begins_again() -> None:
    feed = told(feed_of(), alert())
    told(feed)
    told(feed, alert())
    assert notices() == [(KHARKIV, False), (KHARKIV, True)]


def test_what_a_person_ended_is_not_begun_again_until_the_service_tells_of_another() -> None:
    feed = told(feed_of(), alert())
    end_notice(BY, TerritoryNotice.objects.get().pk, within=ANYWHERE)
    told(feed, alert())
    assert notices() == [(KHARKIV, False)]
    with clock.fixed_at(NOW + timedelta(hours=1)):
        told(feed, alert(began=NOW + timedelta(minutes=50)))
    assert notices() == [(KHARKIV, False), (KHARKIV, True)]


def test_what_a_person_began_is_confirmed_and_never_ended_by_a_feed() -> None:
    start_alert(BY, Territory.objects.get(code=KHARKIV), within=ANYWHERE)
    feed = feed_of()
    with clock.fixed_at(NOW + timedelta(minutes=30)):
        told(feed, alert())
        row = TerritoryNotice.objects.get()
        assert (row.confirmed_at, row.feed) == (NOW + timedelta(minutes=30), None)
        told(feed)
    assert notices() == [(KHARKIV, True)]


def test_what_a_feed_began_and_a_person_confirmed_is_still_ended_by_the_feed() -> None:
    feed = told(feed_of(), alert())
    with clock.fixed_at(NOW + timedelta(minutes=5)):
        confirm_alert(Actor("ann"), TerritoryNotice.objects.get().pk, within=ANYWHERE)
        told(feed)
    assert notices() == [(KHARKIV, False)]


def test_a_feed_tells_nothing_outside_its_territory_and_an_alert_above_holds_in_it() -> None:
    told(feed_of(DISTRICT), alert(), alert("20"))
    assert notices() == [(DISTRICT, True)]


def test_what_is_told_to_nobody_is_named() -> None:
    feed = told(
        feed_of(), alert("999999"), alert("14"), alert("22", kind="artillery_shelling"), alert("31", kind="storm")
    )
    assert notices() == []
    assert [finding["place"].partition(" ")[0] for finding in feed.findings] == ["alert", "999999", "14", "22"]
    texts = [finding["what"] for finding in feed.findings]
    assert "is not known" in texts[1]
    assert "is no territory here" in texts[2]
    assert "air alerts only" in texts[3]


def test_an_alert_that_the_service_dates_into_the_future_begins_now() -> None:
    told(feed_of(), alert(began=NOW + timedelta(minutes=3)))
    assert TerritoryNotice.objects.get().began_at == NOW


def test_an_alert_of_years_keeps_its_beginning() -> None:
    began = datetime(2022, 4, 4, 16, tzinfo=UTC)
    told(feed_of(), alert(began=began))
    assert TerritoryNotice.objects.get().began_at == began


def test_a_file_that_was_kept_tells_of_nothing() -> None:
    with pytest.raises(UnreadableFile, match="which alerts were on"):
        told(feed_of(), alert(), updated=NOW - timedelta(hours=1))
    told(Feed.objects.get(), alert(), updated=NOW - timedelta(minutes=10))
    assert notices() == [(KHARKIV, True)]


def test_removing_a_feed_ends_no_alert() -> None:
    feed = told(feed_of(), alert())
    remove_feed(BY, feed.pk, within=ANYWHERE)
    assert notices() == [(KHARKIV, True)]


def test_who_does_not_coordinate_the_territory_gives_a_feed_nothing() -> None:
    feed = feed_of()
    of_sumy = Reach(territory_codes=frozenset({SUMY}))
    with pytest.raises(NotYours):
        take_file(BY, feed, b'{"alerts": []}', "x", within=of_sumy)
    with pytest.raises(NotYours):
        remove_feed(BY, feed.pk, within=of_sumy)
    with pytest.raises(NotYours):
        add_feed(BY, Territory.objects.get(code=KHARKIV), FeedTerms("x", FeedForm.ALERTS_IN_UA), within=of_sumy)
    with pytest.raises(NotYours):
        add_feed(BY, None, FeedTerms("x", FeedForm.ALERTS_IN_UA), within=of_sumy)


def test_the_words_grow_old_by_themselves() -> None:
    told(feed_of(), alert())
    lineage = ["UA", KHARKIV, DISTRICT]
    assert alert_words(lineage, "UA", NOW).startswith("Air alert since 13:40, 15 January, last said to be on at 14:00")
    assert "whether it is over" in alert_words(lineage, "UA", NOW + timedelta(hours=4))
    assert alert_words(lineage, "UA", NOW + timedelta(hours=13)) == ""
    assert alert_words(["UA", SUMY], "UA", NOW) == ""
