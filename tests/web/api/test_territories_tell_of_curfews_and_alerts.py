"""The API tells with each territory what holds there: its own notices and those of the territories above it."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from punkt import clock
from punkt.model.notice_words import Passage
from punkt_web.accounts.queries import Reach
from punkt_web.common.audit import Actor
from punkt_web.operations.actions.notices import Terms, end_notice, set_curfew, start_alert
from punkt_web.operations.models import TerritoryNotice
from punkt_web.registry.models import Territory
from tests.web.api.described import faults, schema_of
from tests.web.finder.conftest import NOW

AUTHOR, ANYWHERE = Actor("zazubryna@example.org", 4242), Reach(is_everywhere=True)


@pytest.fixture
def units(now) -> dict[str, Territory]:
    made = {}
    for code, path in (("UA", "UA/"), ("UA18", "UA/UA18/"), ("UA63", "UA/UA63/"), ("UA6301", "UA/UA63/UA6301/")):
        made[code] = Territory.objects.create(
            country="UA", code=code, level="region", names={"en": f"Unit {code}"}, path=path
        )
    return made


@pytest.fixture
def told(client, units):
    """``told()``: code -> notices, as the list of territories tells them."""

    def asking() -> dict[str, list]:
        listed = client.get("/api/v1/territories").json()["territories"]
        document = client.get("/api/v1/openapi.json").json()
        for unit in listed:
            alone = client.get(f"/api/v1/territories/{unit['code']}").json()
            assert alone == unit
            schema = schema_of(document, "/api/v1/territories/{code}", "application/json")
            assert faults(alone, schema, document) == []
        return {unit["code"]: unit["notices"] for unit in listed}

    return asking


def test_a_notice_holds_below_its_territory_and_nowhere_else(told, units) -> None:
    terms = Terms(time(23), time(5), date(2026, 1, 1), passage=Passage.YES, source="https://rada.example.org/12")
    set_curfew(AUTHOR, units["UA63"], terms, within=ANYWHERE)
    start_alert(AUTHOR, units["UA6301"], within=ANYWHERE)
    notices = told()
    assert {code: [one["kind"] for one in ones] for code, ones in notices.items()} == {
        "UA": [], "UA18": [], "UA63": ["curfew"], "UA6301": ["air_alert", "curfew"],
    }  # fmt: skip
    alert, curfew = notices["UA6301"]
    assert alert == {
        "kind": "air_alert", "territory": "UA6301", "names": {"en": "Unit UA6301"}, "state": "on",
        "began_at": "2026-01-15T12:00:00Z", "confirmed_at": "2026-01-15T12:00:00Z",
    }  # fmt: skip
    assert curfew == {
        "kind": "curfew", "territory": "UA63", "names": {"en": "Unit UA63"}, "state": "to_come",
        "begins": "23:00", "ends": "05:00", "time_zone": "Europe/Kyiv",
        "begins_at": "2026-01-15T21:00:00Z", "ends_at": "2026-01-16T03:00:00Z",
        "first_on": "2026-01-01", "last_on": None, "walking_to_a_point": "yes",
        "decision": None, "source": "https://rada.example.org/12",
    }  # fmt: skip
    with clock.fixed_at(datetime(2026, 1, 15, 23, tzinfo=UTC)):
        assert [one["state"] for one in told()["UA6301"]] == ["not_confirmed", "on"]


def test_what_is_over_or_too_old_is_not_told(told, units) -> None:
    terms = Terms(time(23), time(5), date(2026, 1, 1), date(2026, 1, 15), decision="12")
    set_curfew(AUTHOR, units["UA"], terms, within=ANYWHERE)
    start_alert(AUTHOR, units["UA"], within=ANYWHERE)
    assert len(told()["UA18"]) == 2
    with clock.fixed_at(NOW + timedelta(hours=16)):
        assert told()["UA18"] == []
    for notice in TerritoryNotice.objects.all():
        end_notice(AUTHOR, notice.pk, within=ANYWHERE)
    assert told()["UA18"] == []


def test_a_list_of_units_costs_one_small_query_for_all_notices(client, units, django_assert_num_queries) -> None:
    start_alert(AUTHOR, units["UA"], within=ANYWHERE)
    client.get("/api/v1/territories")
    with django_assert_num_queries(2):
        client.get("/api/v1/territories")
    with django_assert_num_queries(2):
        client.get("/api/v1/territories/UA6301")


def test_an_alert_makes_another_etag(client, units) -> None:
    tag = client.get("/api/v1/territories/UA6301")["ETag"]
    start_alert(AUTHOR, units["UA"], within=ANYWHERE)
    assert client.get("/api/v1/territories/UA6301", headers={"if-none-match": tag}).status_code == 200
