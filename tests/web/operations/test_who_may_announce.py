"""Curfews and air alerts are set, corrected and ended by those whose reach holds the whole territory, once each."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.db import IntegrityError, transaction

from punkt import clock
from punkt.errors import InvalidValue
from punkt.model.notice_words import Passage
from punkt_web.accounts.access import actor
from punkt_web.accounts.errors import NotYours
from punkt_web.accounts.models import Membership
from punkt_web.accounts.queries import reach
from punkt_web.accounts.roles import Power
from punkt_web.common.models import AuditEntry
from punkt_web.operations.actions.notices import (
    Terms,
    change_curfew,
    confirm_alert,
    end_notice,
    set_curfew,
    start_alert,
)
from punkt_web.operations.models import TerritoryNotice
from punkt_web.operations.published_notices import published_notices
from punkt_web.operations.surroundings.notices import FORGOTTEN, AirAlert
from punkt_web.registry.revisions import revisions
from tests.conftest import COUNTRY, NEIGHBOUR_TOWN, OTHER_TOWN, REGION, TOWN

NOW = datetime(2026, 1, 15, 12, tzinfo=UTC)
DAY = date(2026, 1, 15)


def terms(**more) -> Terms:
    return Terms(
        **{"begins": time(23), "ends": time(5), "first_on": DAY, "decision": "12/2026", "passage": Passage.YES, **more}
    )


@pytest.fixture(autouse=True)
def _noon(world):
    with clock.fixed_at(NOW):
        yield


@pytest.fixture
def by(coordinator):
    return power_of(coordinator)


def setting(by, territory, **more) -> bool:
    return set_curfew(by["actor"], territory, terms(**more), within=by["within"])


def starting(by, territory, **more) -> bool:
    return start_alert(by["actor"], territory, within=by["within"], **more)


def ending(by, notice) -> bool:
    return end_notice(by["actor"], notice.pk, within=by["within"])


def power_of(user) -> dict:
    return {"actor": actor(user), "within": reach(user, Power.ANNOUNCE)}


@pytest.mark.parametrize(
    ("who", "code"),
    [("coordinator", TOWN), ("region_officer", TOWN), ("region_officer", REGION), ("administrator", COUNTRY)],
)
def test_who_coordinates_all_of_a_territory_may(request, world, who, code) -> None:
    by = power_of(request.getfixturevalue(who))
    assert setting(by, world[code])
    assert starting(by, world[code])


@pytest.mark.parametrize(
    ("who", "code"),
    [
        ("coordinator", REGION),
        ("coordinator", NEIGHBOUR_TOWN),
        ("other_coordinator", TOWN),
        ("region_officer", OTHER_TOWN),
        ("keeper", TOWN),
        ("viewer", TOWN),
        ("outsider", TOWN),
    ],
)
def test_nobody_else_may_and_nothing_is_written(request, administrator, who, code) -> None:
    territory = request.getfixturevalue("world")[code]
    chief, by = power_of(administrator), power_of(request.getfixturevalue(who))
    setting(chief, territory)
    starting(chief, territory)
    curfew, alert = TerritoryNotice.objects.order_by("pk")
    n_written = AuditEntry.objects.count()
    for attempt in (
        lambda: setting(by, territory, ends=time(6)),
        lambda: starting(by, territory),
        lambda: ending(by, curfew),
        lambda: ending(by, alert),
        lambda: confirm_alert(by["actor"], alert.pk, within=by["within"]),
        lambda: change_curfew(by["actor"], curfew.pk, terms(ends=time(6)), within=by["within"]),
    ):
        with pytest.raises(NotYours):
            attempt()
    assert AuditEntry.objects.count() == n_written
    assert TerritoryNotice.objects.filter(ended_at=None).count() == 2


def test_a_coordinator_of_one_point_announces_nothing_for_its_territory(make_person, world) -> None:
    user = make_person("caretaker")
    # Nobody is given this role at a point; a row that says so all the same must not reach further.
    Membership.objects.create(user=user, role="coordinator", scope="point", scope_code="K7M2QX4")
    with pytest.raises(NotYours):
        setting(power_of(user), world[TOWN])


def test_a_form_that_is_sent_twice_says_it_once(by, world) -> None:
    assert setting(by, world[TOWN])
    assert not setting(by, world[TOWN])
    assert starting(by, world[TOWN])
    assert not starting(by, world[TOWN])
    assert TerritoryNotice.objects.count() == 2
    assert AuditEntry.objects.count() == 2


def test_of_two_ends_the_first_stays(by, world) -> None:
    starting(by, world[TOWN])
    alert = TerritoryNotice.objects.get()
    assert ending(by, alert)
    with clock.fixed_at(NOW + timedelta(minutes=5)):
        assert not ending(by, alert)
        assert not confirm_alert(by["actor"], alert.pk, within=by["within"])
    alert.refresh_from_db()
    assert alert.ended_at == NOW
    assert AuditEntry.objects.filter(action="end air alert").count() == 1
    assert published_notices() == []


def test_a_clock_that_was_put_back_keeps_no_alert_on(by, world) -> None:
    starting(by, world[TOWN])
    alert = TerritoryNotice.objects.get()
    with clock.fixed_at(NOW - timedelta(minutes=2)):
        assert ending(by, alert)
        assert published_notices() == []
    alert.refresh_from_db()
    assert alert.ended_at == NOW


def test_a_word_that_it_is_still_on_makes_it_last(by, world) -> None:
    starting(by, world[TOWN], began_at=NOW - timedelta(minutes=20))
    alert = TerritoryNotice.objects.get()
    later = NOW + timedelta(hours=11)
    with clock.fixed_at(later):
        assert confirm_alert(by["actor"], alert.pk, within=by["within"])
    (told,) = published_notices()
    assert isinstance(told, AirAlert)
    assert (told.began_at, told.confirmed_at) == (NOW - timedelta(minutes=20), later)


def test_an_alert_that_was_forgotten_is_not_taken_for_the_new_one(by, world) -> None:
    starting(by, world[TOWN])
    with clock.fixed_at(NOW + FORGOTTEN):
        assert published_notices() == []
        assert starting(by, world[TOWN])
        (told,) = published_notices()
        assert isinstance(told, AirAlert)
        assert told.began_at == NOW + FORGOTTEN
    assert TerritoryNotice.objects.filter(ended_at=None).count() == 2, "when the old one ended nobody knows"


@pytest.mark.parametrize("hours", [-1, 12, 50])
def test_an_alert_begins_neither_in_the_future_nor_long_ago(by, world, hours) -> None:
    with pytest.raises(InvalidValue):
        starting(by, world[TOWN], began_at=NOW - timedelta(hours=hours))


@pytest.mark.parametrize(
    ("wrong", "where"),
    [
        ({"ends": time(23)}, "ends"),
        ({"last_on": DAY - timedelta(days=1)}, "last_on"),
        ({"first_on": date(2026, 1, 1), "last_on": date(2026, 1, 13)}, "last_on"),
        ({"decision": " "}, "decision"),
        ({"source": "http://rada.example.org/12"}, "source"),
        ({"source": "javascript:alert(1)"}, "source"),
        ({"source": f"https://rada.example.org/{'x' * 300}"}, "source"),
    ],
)
def test_terms_that_cannot_be_are_refused_at_their_field(by, world, wrong, where) -> None:
    with pytest.raises(InvalidValue) as refused:
        setting(by, world[TOWN], **wrong)
    assert refused.value.where == where
    assert not TerritoryNotice.objects.exists()


def test_a_last_night_that_is_still_on_can_be_set(by, world) -> None:
    with clock.fixed_at(datetime(2026, 1, 16, 1, tzinfo=UTC)):
        assert setting(by, world[TOWN], last_on=DAY)


def test_a_territory_has_one_curfew_at_a_time(by, world) -> None:
    setting(by, world[TOWN], last_on=date(2026, 1, 31))
    with pytest.raises(InvalidValue):
        setting(by, world[TOWN], first_on=date(2026, 1, 31), ends=time(6))
    assert setting(by, world[TOWN], first_on=date(2026, 2, 1), ends=time(6))
    later = TerritoryNotice.objects.get(first_on=date(2026, 2, 1))
    with pytest.raises(InvalidValue):
        change_curfew(by["actor"], later.pk, terms(first_on=date(2026, 1, 20)), within=by["within"])


def test_a_correction_tells_only_what_it_changed(by, world) -> None:
    setting(by, world[TOWN])
    curfew = TerritoryNotice.objects.get()
    assert change_curfew(by["actor"], curfew.pk, terms(begins=time(22)), within=by["within"])
    assert not change_curfew(by["actor"], curfew.pk, terms(begins=time(22)), within=by["within"])
    entry = AuditEntry.objects.get(action="change curfew")
    assert (entry.entity, entry.object_key) == ("territory", TOWN)
    assert entry.before == {"notice": curfew.pk, "begins_local": "23:00"}
    assert entry.after == {"notice": curfew.pk, "begins_local": "22:00"}
    ending(by, curfew)
    with pytest.raises(InvalidValue):
        change_curfew(by["actor"], curfew.pk, terms(), within=by["within"])


@pytest.mark.parametrize(
    "wrong",
    [
        {"begins_local": None},
        {"ends_local": time(23)},
        {"passage": "perhaps"},
        {"passage": ""},
        {"last_on": date(2026, 1, 14)},
        {"source": "http://rada.example.org"},
        {"source": "javascript:alert(1)"},
        {"kind": "air_alert"},
        {"began_at": NOW, "confirmed_at": NOW},
    ],
)
def test_the_database_itself_refuses_what_cannot_be(by, world, wrong) -> None:
    setting(by, world[TOWN])
    with pytest.raises(IntegrityError), transaction.atomic():
        TerritoryNotice.objects.update(**wrong)


@pytest.mark.parametrize(
    "wrong",
    [
        {"confirmed_at": NOW - timedelta(hours=1)},
        {"ended_at": NOW - timedelta(hours=1)},
        {"began_at": None},
        {"last_on": DAY},
        {"kind": "curfew"},
    ],
)
def test_the_database_refuses_an_alert_that_cannot_be(by, world, wrong) -> None:
    starting(by, world[TOWN])
    with pytest.raises(IntegrityError), transaction.atomic():
        TerritoryNotice.objects.update(**wrong)


def test_notices_are_held_in_memory_until_somebody_announces(by, world, django_assert_num_queries) -> None:
    setting(by, world[TOWN])
    starting(by, world[TOWN])
    with django_assert_num_queries(2):
        assert len(published_notices([COUNTRY, REGION, TOWN])) == 2
    with django_assert_num_queries(1):
        assert len(published_notices([COUNTRY, REGION, TOWN])) == 2
    counts = revisions()
    with django_assert_num_queries(0):
        assert published_notices([COUNTRY, REGION], at=counts) == []
        assert len(published_notices(at=counts)) == 2
    ending(by, TerritoryNotice.objects.earliest("pk"))
    assert [type(one) for one in published_notices([TOWN])] == [AirAlert]


def test_what_is_over_is_not_read(by, world) -> None:
    setting(by, world[TOWN], last_on=DAY)
    starting(by, world[TOWN])
    with clock.fixed_at(NOW + timedelta(days=4)):
        assert published_notices() == []
