"""Lists, incidents, hand-overs, shifts and visits work as plain forms, for those who keep the point and nobody else."""

import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.http import QueryDict
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from punkt import clock
from punkt.ids import new_ulid, point_code
from punkt_web.accounts.models import Membership
from punkt_web.keeper import roster
from punkt_web.keeper.item_forms import content_of
from punkt_web.operations.actions.keeping.shifts import KEPT
from punkt_web.operations.models import (
    AnsweredList,
    HandOver,
    HandOverRead,
    Incident,
    Shift,
    ShiftPerson,
    ShiftStep,
    StatusReport,
)
from punkt_web.registry.models import Point, Territory
from tests.conftest import OTHER_TOWN, TOWN

NOW = datetime(2026, 1, 15, 12, tzinfo=UTC)
CODE, OTHER_CODE = point_code(1), point_code(2)
PAGES = (
    "visits/",
    "lists/",
    "lists/opening/",
    "lists/round/",
    "lists/closing/",
    "incidents/",
    "hand-over/",
    "shifts/",
    "power/",
)
INCIDENT = {"about": "fire", "severity": "severe", "what": "Smoke from the stove", "called[]": ["rescue"]}


@pytest.fixture(autouse=True)
def _now():
    with clock.fixed_at(NOW):
        yield


@pytest.fixture(autouse=True)
def points(world: dict[str, Territory]) -> dict[str, Point]:
    return {
        code: Point.objects.create(
            code=code, names={"en": "School"}, territory=world[town], status=Point.Status.DESIGNATED,
            country="UA", created_at=NOW, updated_at=NOW,
        )
        for code, town in ((CODE, TOWN), (OTHER_CODE, OTHER_TOWN))
    }  # fmt: skip


@pytest.fixture
def keeping(client: Client, keeper) -> Client:
    client.force_login(keeper)
    return client


def shown(client: Client, part: str = "") -> str:
    response = client.get(f"/keep/{CODE}/{part}")
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def sent(client: Client, kind: str, **content):
    return client.post(f"/keep/{CODE}/items/{kind}", {"ulid": new_ulid(), **content}, follow=True)


@pytest.mark.parametrize("part", PAGES)
def test_strangers_sign_in_and_those_of_another_place_find_nothing(client, part, other_coordinator, outsider, viewer):
    address = f"/keep/{CODE}/{part}"
    assert client.get(address)["Location"].startswith("/accounts/login/")
    for who, status in ((other_coordinator, 404), (outsider, 403), (viewer, 403)):
        client.force_login(who)
        assert client.get(address).status_code == status


def test_a_keeper_of_another_point_of_the_town_finds_nothing(client, make_person):
    client.force_login(make_person("next_door", "keeper", "point", OTHER_CODE))
    for part in PAGES:
        assert client.get(f"/keep/{CODE}/{part}").status_code == 404
    assert client.post(f"/keep/{CODE}/items/incident", {"ulid": new_ulid(), **INCIDENT}).status_code == 404
    assert client.post(f"/keep/{CODE}/items/shift", {"ulid": new_ulid(), **SHIFT}).status_code == 404
    assert not Incident.objects.exists()
    assert not Shift.objects.exists()


def test_every_page_is_there_before_anything_was_told(keeping):
    for part in PAGES:
        assert "School" in shown(keeping, part)
    for part in ("lists/party/", "items/weather"):
        assert keeping.get(f"/keep/{CODE}/{part}").status_code in (404, 405)
    assert keeping.post(f"/keep/{CODE}/items/weather").status_code == 404


def test_each_form_of_a_page_has_a_number_of_its_own(keeping):
    sent(keeping, "incident", **INCIDENT)
    sent(keeping, "incident", **INCIDENT)
    numbers = re.findall(r'name="ulid" value="(\w{26})"', shown(keeping, "incidents/"))
    assert len(numbers) == len(set(numbers)) == 3


def test_a_list_is_gone_through_and_opens_no_door(keeping):
    lines = {"lines.water.answer": "done", "lines.warm.answer": "not_possible", "lines.warm.why": "stove broken"}
    response = sent(keeping, "checklist", list="opening", version="1", **lines)
    page = " ".join(response.content.decode().split())
    assert response.redirect_chain[-1][0] == f"/keep/{CODE}/lists/opening/"
    assert AnsweredList.objects.get().author_name == "keeper@example.org"
    assert not StatusReport.objects.exists()
    assert "The list is received. It opens no door: are you open now?" in page
    assert 'data-after="checklist">' in page
    assert re.search(r'data-if="waits" hidden', page)
    assert re.search(r'name="lines.warm.answer" value="not_possible" checked', page)
    assert "stove broken" in page
    assert "14 lines left" in shown(keeping)
    keeping.post(f"/keep/{CODE}/", {"ulid": new_ulid(), "state": "open"})
    assert 'data-after="checklist" hidden' in shown(keeping, "lists/opening/")


def test_what_was_answered_yesterday_is_asked_again(keeping):
    sent(keeping, "checklist", list="round", version="1", **{"lines.heat.answer": "done"})
    with clock.fixed_at(NOW + timedelta(hours=25)):
        page = shown(keeping, "lists/round/")
    assert not re.search(r'value="done" checked', page)
    assert "not answered: 7" in page


def test_a_line_that_is_not_possible_is_kept_though_nobody_wrote_why(keeping):
    answers = {"lines.heat.answer": "not_possible", "lines.fuel.answer": "done"}
    assert sent(keeping, "checklist", list="round", version="1", **answers).status_code == 200
    told = {line["key"]: (line["answer"], line["why"]) for line in AnsweredList.objects.get().lines if line["answer"]}
    assert (told["heat"], told["fuel"]) == (("not_possible", ""), ("done", ""))


def test_an_incident_is_written_added_to_and_closed(keeping):
    page = sent(keeping, "incident", **INCIDENT).content.decode()
    assert "Smoke from the stove" in page
    assert "Who was called: Fire and rescue" in page
    assert "1 severe incident is open" in shown(keeping)
    ulid = Incident.objects.get().ulid
    page = sent(keeping, "incident_note", incident=ulid, what="Out", closing="yes").content.decode()
    assert "Out" in page
    assert "severe incident" not in shown(keeping)


def test_the_form_of_incidents_asks_for_no_names(keeping):
    assert "Write no names" in shown(keeping, "incidents/")


def test_what_is_known_at_a_hand_over_has_its_units(keeping):
    told = {"fuel_l": "75", "fuel_quarters": "2", "indoor_c": "15.5"}
    keeping.post(f"/keep/{CODE}/", {"ulid": new_ulid(), "state": "open", **told})
    page = shown(keeping, "hand-over/")
    assert "Fuel left: 75 l" in page
    assert "2/4" in page
    assert "15.5 °C" in page


def test_a_hand_over_stands_on_top_until_it_was_read(keeping, make_person):
    keeping.post(f"/keep/{CODE}/", {"ulid": new_ulid(), "state": "open", "headcount": "31", "n_visits": "12"})
    assert "People now: 31" in shown(keeping, "hand-over/")
    sent(keeping, "hand_over", note="The stove smokes")
    own = shown(keeping).split('id="report"')[0]
    assert "Handed over by you" in own
    assert "Waits to be read by who comes." in own
    assert "I have read it" not in own
    keeping.force_login(make_person("who_comes", "keeper", "point", CODE))
    top = shown(keeping).split('id="report"')[0]
    assert "Handed over to you" in top
    assert "The stove smokes" in top
    assert "Came in: 12" in top
    sent(keeping, "hand_over_read", hand_over=HandOver.objects.get().ulid)
    assert HandOverRead.objects.count() == 1
    assert "Handed over to you" not in shown(keeping)
    assert "Read by Who Comes" in shown(keeping, "hand-over/")


SHIFT = {"begins_at@": "2026-01-15T13:00", "ends_at@": "2026-01-15T21:00", "n_needed": "1"}


def test_a_shift_is_planned_begun_in_one_tap_and_ended(keeping, keeper, points, make_person):
    here = make_person("keeper_here", "keeper", "point", CODE)
    assert re.search(rf'name="users\[\]" value="{here.pk}"> Keeper Here', shown(keeping, "shifts/"))
    response = sent(keeping, "shift", **{**SHIFT, "users[]": [here.pk], "names": "Olena\r\nIvan", "n_needed": "2"})
    assert response.redirect_chain[-1][0] == f"/keep/{CODE}/shifts/"
    assert "Received." in response.content.decode()
    shift = Shift.objects.get()
    assert (shift.begins_at, shift.n_needed) == (datetime(2026, 1, 15, 11, tzinfo=UTC), 2)  # by the clocks of Kyiv
    assert shift.author_name == keeper.email
    keeping.force_login(here)
    top = shown(keeping).split('id="report"')[0]
    assert "Your shift" in top
    assert "Begin the shift" in top
    person = ShiftPerson.objects.get(user=here)
    sent(keeping, "shift_step", person=person.ulid, step="begin")
    assert ShiftStep.objects.get().is_end is False
    page = shown(keeping)
    assert 'name="step" value="end"' in page
    assert 'name="step" value="begin"' not in page
    assert "Your shift" not in page.split('id="report"')[0]  # the report stands on the first screen again
    with clock.fixed_at(shift.ends_at - timedelta(minutes=20)):
        assert "End the shift" in shown(keeping).split('id="report"')[0]
    assert "On now: Ivan, Keeper Here, Olena" in shown(keeping)
    assert "Nobody from 21:00, 15 January" in shown(keeping)
    sent(keeping, "shift_step", person=person.ulid, step="end")
    assert "Your shift" not in shown(keeping)


def test_who_keeps_several_points_sees_the_own_shifts_among_them(client, make_person, world):
    second = Point.objects.create(
        code=point_code(3), territory=world[TOWN], status=Point.Status.DESIGNATED, created_at=NOW, updated_at=NOW
    )
    somebody = make_person("somebody", "keeper", "point", CODE)
    Membership.objects.create(user=somebody, role="keeper", scope="point", scope_code=second.code)
    client.force_login(somebody)
    sent(client, "shift", **SHIFT, **{"users[]": [somebody.pk]})
    page = " ".join(client.get("/keep/").content.decode().split())
    assert "Your shifts" in page
    assert "13:00 – 21:00, 15 January" in page


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "A shift ends after it begins."),
        ("uk", "Зміна закінчується пізніше, ніж починається."),
        ("et", "Vahetus lõpeb pärast algust."),
        ("sv", "Ett pass slutar efter att det börjat."),
    ],
)
def test_a_shift_that_cannot_be_says_why(keeping, language, words):
    told = {**SHIFT, "ulid": new_ulid(), "begins_at@": "2026-01-15T22:00", "names": "Olena"}
    response = keeping.post(f"/keep/{CODE}/items/shift?lang={language}", told)
    assert response.status_code == 422
    assert words in response.content.decode()
    for moment in ("0001-01-01T00:00", "soon"):
        assert keeping.post(f"/keep/{CODE}/items/shift", {**told, "begins_at@": moment}).status_code == 422
    assert not Shift.objects.exists()


def test_a_form_that_is_sent_twice_plans_one_shift(keeping):
    told = {**SHIFT, "ulid": new_ulid(), "names": "Olena"}
    for _time in range(2):
        assert keeping.post(f"/keep/{CODE}/items/shift", told).status_code == 302
    assert (Shift.objects.count(), ShiftPerson.objects.count()) == (1, 1)


def test_a_shift_of_another_point_is_nobodys_here(client, keeping, points, make_person, other_coordinator):
    sent(keeping, "shift", **SHIFT, names="Olena")
    shift, person = Shift.objects.get(), ShiftPerson.objects.get()
    client.force_login(other_coordinator)
    for kind, about in (("shift_cancelled", {"shift": shift.ulid}), ("shift_person_removed", {"person": person.ulid})):
        for code in (CODE, OTHER_CODE):
            given = {"ulid": new_ulid(), **about}
            assert client.post(f"/keep/{code}/items/{kind}", given).status_code in (404, 422)
    person.refresh_from_db()
    assert person.removed_at is Shift.objects.get().cancelled_at is None


def test_a_shift_is_cancelled_and_somebody_taken_out(keeping):
    sent(keeping, "shift", **{**SHIFT, "names": "Olena\r\nIvan", "n_needed": "2"})
    person = ShiftPerson.objects.get(name="Ivan")
    page = sent(keeping, "shift_person_removed", person=person.ulid).content.decode()
    assert "Ivan" not in page
    assert "1 more is needed" in page
    page = sent(keeping, "shift_cancelled", shift=Shift.objects.get().ulid).content.decode()
    assert "No shifts are planned." in page


@pytest.mark.parametrize("address", ["shifts/", "shifts/{shift}/cancel", "shifts/people/{person}/remove"])
def test_shifts_are_told_in_one_way(keeping, address):
    sent(keeping, "shift", **SHIFT, names="Olena")
    shift, person = Shift.objects.get(), ShiftPerson.objects.get()
    path = address.format(shift=shift.ulid, person=person.ulid)
    assert keeping.post(f"/keep/{CODE}/{path}", SHIFT).status_code in (404, 405)
    assert (Shift.objects.count(), Shift.objects.get().cancelled_at) == (1, None)


@pytest.mark.parametrize(("kept", "words"), [(KEPT, f"{KEPT.days} days after"), (timedelta(days=1), "1 day after")])
def test_the_page_says_how_long_names_are_kept(keeping, monkeypatch, kept, words):
    monkeypatch.setattr(roster, "KEPT", kept)
    assert f"are deleted {words} the shift." in shown(keeping, "shifts/")


def test_names_of_a_shift_are_on_no_public_page(client, keeping):
    sent(keeping, "shift", **SHIFT, names="Olena")
    sent(keeping, "incident", **INCIDENT)
    sent(keeping, "hand_over", note="The stove smokes")
    client.logout()
    for address in (f"/p/{CODE}", "/", f"/api/v1/points/{CODE}"):
        page = client.get(address, follow=True).content.decode()
        assert "Olena" not in page
        assert "moke" not in page


def test_visits_stand_by_hour_and_day(keeping):
    keeping.post(f"/keep/{CODE}/", {"ulid": new_ulid(), "n_visits": "12", "visit.men": "5"})
    keeping.post(f"/keep/{CODE}/", {"ulid": new_ulid(), "n_visits": "-2"})
    assert "Came in today: 10 · in the last hour: 10" in shown(keeping)
    page = shown(keeping, "visits/")
    assert "14:00–15:00, 15 January" in page
    assert ">10</td>" in page
    assert StatusReport.objects.get(n_visits=12).visit_bands == {"men": 5}


def test_the_pages_stand_on_few_queries(keeping, django_assert_max_num_queries):
    for _number in range(5):
        sent(keeping, "incident", **INCIDENT)
    with django_assert_max_num_queries(14):
        shown(keeping, "incidents/")


KYIV = ZoneInfo("Europe/Kyiv")
names = st.text("abc.[]@_", min_size=1, max_size=8)


@given(st.lists(st.tuples(names, st.text(max_size=5)), max_size=6))
def test_any_form_is_read_without_a_fault(pairs):
    given_form = QueryDict(mutable=True)
    for name, value in pairs:
        given_form.appendlist(name, value)
    assert isinstance(content_of(given_form, KYIV), dict)


def test_what_stands_deeper_and_lists_are_read():
    given_form = QueryDict("a.b.c=1&a.b.d=+&x[]=1&x[]=2&csrfmiddlewaretoken=t&ulid=u&y=1&y=2")
    assert content_of(given_form, KYIV) == {"a": {"b": {"c": "1"}}, "x": ["1", "2"], "y": "2"}


def test_a_moment_is_by_the_clocks_of_the_place():
    given_form = QueryDict("by@=2026-01-15T20:00&in.summer@=2026-07-15T20:00&never@=soon")
    assert content_of(given_form, KYIV) == {
        "by": "2026-01-15T20:00:00+02:00",
        "in": {"summer": "2026-07-15T20:00:00+03:00"},
        "never": "soon",
    }
