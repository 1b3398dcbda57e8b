"""A territory adds lines to checklists, orders them and marks shipped ones as not here; all of it is seen below."""

import json
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest
from django.test import Client

from punkt import clock
from punkt.checklists.lists import ListKind, newest
from punkt.errors import InvalidValue
from punkt.ids import new_ulid, point_code
from punkt_web.common.audit import Actor
from punkt_web.common.models import AuditEntry
from punkt_web.operations.actions.keeping import own_lines
from punkt_web.operations.keeping.own_lines import list_at_point
from punkt_web.operations.models import AnsweredList, ListChoice, OwnLine
from punkt_web.registry.models import Point
from tests.conftest import NEIGHBOUR_TOWN, OTHER_TOWN, REGION, TOWN

NOW = datetime(2026, 1, 15, 12, tzinfo=UTC)
ROUND = ListKind.ROUND
SHIPPED = [line.key for line in newest(ROUND).asked_in("ZZ")]
BY = Actor("desk")
CODE = point_code(1)


@pytest.fixture(autouse=True)
def _now():
    with clock.fixed_at(NOW):
        yield


@pytest.fixture(autouse=True)
def points(world) -> dict[str, Point]:
    return {
        town: Point.objects.create(
            code=point_code(number), names={"en": f"School {number}"}, territory=world[town], country="ZZ",
            status=Point.Status.DESIGNATED, created_at=NOW, updated_at=NOW,
        )
        for number, town in enumerate((TOWN, NEIGHBOUR_TOWN, OTHER_TOWN), 1)
    }  # fmt: skip


@pytest.fixture
def desk(client: Client, coordinator) -> Client:
    client.force_login(coordinator)
    return client


def keys_at(point: Point) -> list[str]:
    return [line.key for line in list_at_point(point, newest(ROUND), clock.now()).lines]


def page_of(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200
    return " ".join(unescape(response.content.decode()).split())


def posted(client: Client, path: str, **form: str) -> str:
    response = client.post(f"/desk/checklists/{path}", form, follow=True)
    assert response.status_code == 200
    return " ".join(unescape(response.content.decode()).split())


def add(world, code: str, text: str) -> str:
    return own_lines.add_line(BY, world[code], ROUND, {"en": text}).key


# --- what holds where ------------------------------------------------------------------------------------------------


def test_a_line_holds_in_its_territory_and_below(world, points):
    of_region, of_town = add(world, REGION, "Call the region"), add(world, TOWN, "Lock the yard")
    assert keys_at(points[TOWN]) == [*SHIPPED, of_region, of_town]
    assert keys_at(points[NEIGHBOUR_TOWN]) == [*SHIPPED, of_region]
    assert keys_at(points[OTHER_TOWN]) == SHIPPED


def test_an_order_holds_below_and_a_narrower_one_comes_after(world, points):
    of_region = add(world, REGION, "Call the region")
    for _time in SHIPPED:
        own_lines.move_line(BY, world[REGION], ROUND, of_region, is_up=True)
    assert keys_at(points[TOWN]) == keys_at(points[NEIGHBOUR_TOWN]) == [of_region, *SHIPPED]
    own_lines.move_line(BY, world[TOWN], ROUND, of_region, is_up=False)
    moved = [SHIPPED[0], of_region, *SHIPPED[1:]]
    assert (keys_at(points[TOWN]), keys_at(points[NEIGHBOUR_TOWN])) == (moved, [of_region, *SHIPPED])
    later = add(world, REGION, "New")
    assert keys_at(points[TOWN]) == [*moved, later]
    own_lines.take_order_from_above(BY, world[TOWN], ROUND)
    assert keys_at(points[TOWN]) == [of_region, *SHIPPED, later]
    assert not ListChoice.objects.filter(territory=world[TOWN]).exists()


def test_at_an_end_nothing_is_moved(world, points):
    own_lines.move_line(BY, world[TOWN], ROUND, SHIPPED[0], is_up=True)
    own_lines.move_line(BY, world[TOWN], ROUND, SHIPPED[-1], is_up=False)
    assert not ListChoice.objects.exists()
    assert not AuditEntry.objects.filter(action="set order of list").exists()


def test_a_shipped_line_that_does_not_apply_is_kept_with_its_reason_and_its_place(world, points):
    own_lines.mark_not_here(BY, world[REGION], ROUND, SHIPPED[1], "No generators in the region")
    own_lines.mark_not_here(BY, world[TOWN], ROUND, SHIPPED[1], "Another reason")
    here = list_at_point(points[TOWN], newest(ROUND), NOW)
    assert SHIPPED[1] not in keys_at(points[TOWN])
    assert [(one.line.key, one.why, one.origin) for one in here.not_here] == [
        (SHIPPED[1], "No generators in the region", REGION)
    ]
    own_lines.move_line(BY, world[TOWN], ROUND, SHIPPED[0], is_up=False)
    own_lines.mark_not_here(BY, world[REGION], ROUND, SHIPPED[1], "")
    own_lines.mark_not_here(BY, world[TOWN], ROUND, SHIPPED[1], "")
    assert keys_at(points[TOWN]) == [SHIPPED[2], SHIPPED[1], SHIPPED[0], *SHIPPED[3:]]


def test_what_a_territory_added_is_ended_by_it_and_marked_by_nobody(world, points):
    of_region = add(world, REGION, "Call the region")
    with pytest.raises(InvalidValue, match="Only a line that Punkt ships"):
        own_lines.mark_not_here(BY, world[TOWN], ROUND, of_region, "We do not")
    for territory, kind in ((TOWN, ROUND), (REGION, ListKind.OPENING)):
        with pytest.raises(InvalidValue, match="no such line"):
            own_lines.end_line(BY, world[territory], kind, of_region)
    own_lines.end_line(BY, world[REGION], ROUND, of_region)
    assert of_region not in keys_at(points[TOWN])
    assert OwnLine.objects.get().ended_at == NOW
    with pytest.raises(InvalidValue, match="no such line"):
        own_lines.end_line(BY, world[REGION], ROUND, of_region)


def test_what_cannot_be_is_refused(world):
    for texts, why in (({}, "at least one"), ({"en": " \u200b"}, "at least one"), ({"et": "x" * 201}, "at most 200")):
        with pytest.raises(InvalidValue, match=why):
            own_lines.add_line(BY, world[TOWN], ROUND, texts)
    with pytest.raises(InvalidValue, match="at most 200"):
        own_lines.mark_not_here(BY, world[TOWN], ROUND, SHIPPED[0], "x" * 201)
    with pytest.raises(InvalidValue, match="has no line"):
        own_lines.move_line(BY, world[TOWN], ROUND, "nothing", is_up=True)
    for number in range(own_lines.MOST_LINES):
        add(world, TOWN, str(number))
    with pytest.raises(InvalidValue, match="at most 40 lines"):
        add(world, TOWN, "one more")


# --- at the desk -----------------------------------------------------------------------------------------------------


def test_the_desk_adds_moves_marks_and_ends(desk, points):
    assert f'href="/desk/checklists/{TOWN}/round/"' in page_of(desk, "/desk/checklists/")
    page = posted(desk, f"{TOWN}/round/", en="Lock the <yard>", uk="Замкнути двір")
    assert "Lock the <yard>" in page
    assert "from Town" in page
    own = OwnLine.objects.get()
    assert (own.texts, own.added_by) == ({"uk": "Замкнути двір", "en": "Lock the <yard>"}, "coordinator@example.org")
    posted(desk, f"{TOWN}/round/{own.key}/move/up")
    assert keys_at(points[TOWN])[-2] == own.key
    page = posted(desk, f"{TOWN}/round/{SHIPPED[0]}/not-here", why="No stove in the town")
    assert "No stove in the town (from Town)" in page.replace('<span class="small">', "").replace("</span>", "")
    assert "The order is decided here." in page
    assert "Write why the line does not apply here" in posted(desk, f"{TOWN}/round/{SHIPPED[1]}/not-here", why=" ")
    posted(desk, f"{TOWN}/round/{SHIPPED[0]}/here")
    posted(desk, f"{TOWN}/round/order")
    posted(desk, f"{TOWN}/round/{own.key}/end")
    assert keys_at(points[TOWN]) == SHIPPED
    actions = [
        "add list line",
        "set order of list",
        "mark list line",
        "mark list line",
        "set order of list",
        "end list line",
    ]
    entries = AuditEntry.objects.filter(object_key=TOWN).order_by("pk")
    assert [entry.action for entry in entries] == actions


def test_where_a_line_comes_from_is_told_in_words(desk, points):
    page = page_of(desk, f"/desk/checklists/{TOWN}/round/")
    assert 'Decision of ours: <span lang="en">' in page
    assert '<span lang="en">temperature log</span>' in page
    assert not any(mark in page for mark in ("[decision]", "facts:"))


def test_a_form_with_nothing_in_it_is_shown_again(desk):
    assert "Write the line in at least one language." in posted(desk, f"{TOWN}/round/", en="")
    assert "This territory has no such line." in posted(desk, f"{TOWN}/round/%00/end")
    assert desk.get(f"/desk/checklists/{TOWN}/other/").status_code == 404
    assert desk.get("/desk/checklists/NOWHERE/round/").status_code == 404


WRITES = [
    f"{TOWN}/round/",
    *(f"{TOWN}/round/{rest}" for rest in ("order", "heat/end", "heat/move/up", "heat/here", "heat/not-here")),
]


@pytest.mark.parametrize("who", ["viewer", "keeper", "other_coordinator", "outsider"])
def test_who_is_not_in_charge_there_decides_nothing(client, request, who):
    client.force_login(request.getfixturevalue(who))
    assert client.get(f"/desk/checklists/{TOWN}/round/").status_code == 403
    for path in WRITES:
        assert client.post(f"/desk/checklists/{path}", {"en": "Mine", "why": "mine"}).status_code == 403
    assert not OwnLine.objects.exists()
    assert not ListChoice.objects.exists()


def test_a_town_decides_nothing_for_its_region(desk, client, region_officer):
    assert desk.get(f"/desk/checklists/{REGION}/round/").status_code == 403
    client.force_login(region_officer)
    posted(client, f"{REGION}/round/", en="Call the region")
    posted(client, f"{TOWN}/round/", en="Lock the yard")
    assert OwnLine.objects.count() == 2


def test_a_stranger_signs_in_first(stranger):
    for path in ("", *WRITES):
        assert stranger.get(f"/desk/checklists/{path}").status_code in {302, 405}


# --- at the console --------------------------------------------------------------------------------------------------


def test_the_console_shows_them_and_where_they_come_from(client, keeper, world):
    own = add(world, REGION, "Call the region")
    own_lines.mark_not_here(BY, world[TOWN], ROUND, SHIPPED[0], "No stove")
    client.force_login(keeper)
    for path in ("lists/round/", "lists/round/sheet"):
        page = page_of(client, f"/keep/{CODE}/{path}")
        assert 'Call the region <span class="small">(from First Region)' in page
        assert 'No stove <span class="small">(from Town)' in page
    page = page_of(client, f"/keep/{CODE}/lists/round/")
    assert f'name="lines.{own}.answer"' in page
    assert f'name="lines.{SHIPPED[0]}.answer"' not in page
    assert "data-offline" in page


def test_a_list_that_was_gone_through_keeps_the_lines_it_had(client, keeper, world):
    own = add(world, REGION, "Call the region")
    own_lines.mark_not_here(BY, world[TOWN], ROUND, SHIPPED[0], "No stove")
    client.force_login(keeper)
    answers = {own: {"answer": "not_possible", "why": "no line"}, SHIPPED[1]: {"answer": "done"}}
    with clock.fixed_at(NOW + timedelta(minutes=1)):
        item = {
            "kind": "checklist", "id": new_ulid(), "point": CODE, "observed_at": clock.now().isoformat(),
            "list": "round", "version": newest(ROUND).version, "lines": answers,
        }  # fmt: skip
        assert outcomes(client, item) == ["taken"]
        row = AnsweredList.objects.get()
        assert row.n_open == len(SHIPPED) - 2
        assert [(line["key"], line["why"], line["from"]) for line in row.not_here] == [(SHIPPED[0], "No stove", TOWN)]
        own_lines.end_line(BY, world[REGION], ROUND, own)
        own_lines.mark_not_here(BY, world[TOWN], ROUND, SHIPPED[0], "")
        # A console that lost its receipt, and one that was without a network since before the line ended.
        assert outcomes(client, item) == ["known"]
        assert outcomes(client, {**item, "id": new_ulid()}) == ["taken"]
        page = page_of(client, f"/keep/{CODE}/lists/round/")
    assert "Not possible: Call the region: no line (from First Region)" in page
    assert ": No stove (from Town)" in page
    assert f'name="lines.{own}.answer"' not in page


@pytest.mark.parametrize("key", ["01M8RCNPJEESZY1NWWB9KA95ZV", "\0", "heat\0", "x" * 5000])
def test_a_line_that_there_never_was_is_refused(client, keeper, key: str):
    client.force_login(keeper)
    item = {
        "kind": "checklist", "id": new_ulid(), "point": CODE, "observed_at": NOW.isoformat(),
        "list": "round", "version": newest(ROUND).version, "lines": {key: {"answer": "done"}},
    }  # fmt: skip
    assert outcomes(client, item) == ["refused"]


def test_a_list_of_before_there_were_such_lines_is_readable(client, keeper, points):
    AnsweredList.objects.create(
        ulid=new_ulid(), point=points[TOWN], stated_at=NOW, observed_at=NOW, received_at=NOW, bearer="console",
        channel="keeper", author_name="Ann", kind="round", version=1, n_open=3,
        lines=[{"key": "heat", "answer": "not_possible", "why": "cold", "texts": {"en": "Is it warm?"}}],
    )  # fmt: skip
    client.force_login(keeper)
    assert "Not possible: Is it warm?: cold</li>" in page_of(client, f"/keep/{CODE}/lists/round/")


def outcomes(client: Client, *items: dict) -> list[str]:
    body = json.dumps({"sent_at": clock.now().isoformat(), "reports": list(items)})
    response = client.post("/keep/reports", body, content_type="application/json")
    return [receipt["outcome"] for receipt in response.json()["receipts"]]
