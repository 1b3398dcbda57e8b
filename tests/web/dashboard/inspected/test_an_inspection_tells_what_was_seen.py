"""A signed inspection keeps what its signer saw, a task tells what was seen and asked, and points are chosen."""

from django.test import Client
from django.utils.formats import date_format

from punkt_web.accounts.models import User
from punkt_web.common.zones import today_in
from punkt_web.readiness.actions.rounds import assess_country
from punkt_web.readiness.models import Inspection, InspectionTask
from punkt_web.registry.actions.points import change_point
from punkt_web.registry.models import Point, Territory
from tests.conftest import NEIGHBOUR_TOWN, TOWN
from tests.web.dashboard.conftest import ACTOR, LISTED, Browser, text_of
from tests.web.dashboard.inspected.conftest import LIST, at
from tests.web.inspecting import BY_LAW, BY_PRACTICE, GOOD, ask, due, hand_in, make_point, picture, send, signed


def registry(client: Client, inspection: Inspection) -> dict[str, str]:
    topics = client.get(at(inspection)).context["topics"]
    return {row.line.key: row.line.known for topic in topics for row in topic.rows}


def test_the_registry_stands_as_the_signer_saw_it(
    desk: Client, inspection: Inspection, inspector: User, coordinator: User, point: Point
) -> None:
    hand_in(inspector, inspection, GOOD, BY_LAW)
    before = registry(desk, inspection)
    signed(coordinator, inspection)
    assert registry(desk, inspection) == before
    assert (before["power.lighting"], before["power.n_generators"]) == ("yes", "")
    change_point(ACTOR, Point.objects.get(), {"water.drinking_l": 55}, LISTED)
    assert registry(desk, inspection) == before


def test_what_was_not_answered_is_counted(desk: Client, inspection: Inspection, inspector: User, coordinator: User):
    hand_in(inspector, inspection, GOOD)
    signed(coordinator, inspection)
    inspection.refresh_from_db()
    n = len(inspection.line_keys) - 1
    assert f"nothing failed, {n} not answered" in text_of(desk.get(at(inspection)))
    line = desk.get(f"{LIST}inspections.csv?state=signed").content.decode().splitlines()[1]
    assert line.endswith(f",{n + 1},1,0")


def test_one_is_told_as_one(desk: Client, inspection: Inspection, inspector: User) -> None:
    hand_in(inspector, inspection, GOOD)
    assert "1 line answered, 0 not seen" in text_of(desk.get(at(inspection)))
    told = {"sheet": inspection.sheets.get().ulid, "owner": "", "due_on": due().isoformat()}
    done = desk.post(at(inspection, "sign"), told, follow=True)
    assert "1 fact is in the registry, 0 lines failed, 0 tasks are closed" in text_of(done)


def test_the_next_look_is_led_to_and_offered_once(
    desk: Client, inspection: Inspection, inspector: User, coordinator: User, point: Point
) -> None:
    hand_in(inspector, inspection, BY_LAW)
    signed(coordinator, inspection)
    (second,) = ask(coordinator, inspector, point)
    hand_in(inspector, second, BY_PRACTICE)
    signed(coordinator, second)
    page = desk.get(at(second))
    assert [(row.line, is_before) for row, is_before in page.context["tasks"]] == [
        ("The door is open, or somebody opens it at once", False), ("Light without the grid", True),
    ]  # fmt: skip
    assert "Look again at the 2 things that failed" in text_of(page)
    assert "from an earlier inspection" in text_of(page)
    asked = desk.post(at(second, "look-again"), {"inspector": inspector.pk, "due_on": due(9).isoformat()})
    again = Inspection.objects.get(follows=second)
    assert asked.url == at(again)
    page = text_of(desk.get(at(second)))
    assert "Ask to look again" not in page
    assert f'href="{at(again)}"' in page


def test_signed_ones_stand_under_the_day_of_their_signing(
    desk: Client, inspection: Inspection, inspector: User, coordinator: User, point: Point
) -> None:
    hand_in(inspector, inspection, GOOD)
    signed(coordinator, inspection)
    (second,) = ask(coordinator, inspector, point)
    (row,) = desk.get(at(second)).context["others"]
    assert row.day != row.due
    assert row.day == date_format(today_in("UA"))


def test_a_task_tells_what_was_seen_and_asked(
    browser: Browser, inspection: Inspection, inspector: User, coordinator: User, viewer: User
) -> None:
    assert send(inspector, picture(inspection))
    hand_in(inspector, inspection, BY_LAW)
    signed(coordinator, inspection, owner=viewer)
    task = InspectionTask.objects.get()
    page = browser(coordinator).get(f"{LIST}tasks/{task.pk}/")
    seen = page.context["seen"]
    assert (seen.answer, seen.by, len(seen.photos)) == ("No", "Inspector", 1)
    assert [checks for _words, checks in seen.asked if checks]
    assert "two lamps are broken" in text_of(page)
    assert "/photos/" in text_of(page)
    of_owner = browser(viewer).get(f"{LIST}tasks/{task.pk}/")
    assert of_owner.context["seen"].answer == "No"
    assert "/photos/" not in text_of(of_owner)


def picked(response) -> dict[str, bool]:
    return {point.code: is_picked for point, is_picked in response.context["points"]}


def test_none_is_ticked_until_somebody_ticks(desk: Client, point: Point) -> None:
    other = make_point(name={"en": "Library"})
    assert picked(desk.get(f"{LIST}ask")) == {point.code: False, other.code: False}
    assert picked(desk.get(f"{LIST}ask?tick=all")) == {point.code: True, other.code: True}
    assert picked(desk.get(f"{LIST}ask?point={point.code}")) == {point.code: True}
    assert picked(desk.get(f"{LIST}ask?q=librar")) == {other.code: False}


def test_points_are_narrowed_by_what_came_out(desk: Client, point: Point) -> None:
    change_point(ACTOR, point, {"power.lighting": "no"}, LISTED)
    make_point()
    assess_country(ACTOR, "ua-1401")
    gaps, unknown = (picked(desk.get(f"{LIST}ask?which={one}")) for one in ("gaps", "unknown"))
    assert point.code in gaps
    assert len(gaps) == 1
    assert len(unknown) == 2


def test_a_territory_is_asked_for_by_its_name(browser: Browser, region_officer: User, point: Point) -> None:
    Territory.objects.filter(code=NEIGHBOUR_TOWN).update(search_text="neighbour town")
    other, officer = make_point(NEIGHBOUR_TOWN), browser(region_officer)
    assert picked(officer.get(f"{LIST}ask?territory=neighbour town")).keys() == {other.code}
    assert picked(officer.get(f"{LIST}ask?territory={TOWN}")).keys() == {point.code}
    nowhere = officer.get(f"{LIST}ask?territory=nowhere at all")
    assert "No territory of yours is called that" in text_of(nowhere)
    assert picked(nowhere) == {}


def test_a_page_has_fifty_and_the_next_one_is_asked_too(desk: Client, inspector: User, world) -> None:
    for _number in range(51):
        make_point()
    first, second = desk.get(f"{LIST}ask"), desk.get(f"{LIST}ask?page=2")
    assert (len(picked(first)), len(picked(second))) == (50, 1)
    told = {"inspector": inspector.pk, "due_on": due().isoformat(), "point": list(picked(second))}
    assert desk.post(f"{LIST}ask?page=2", told).status_code == 302
    assert [one.point.code for one in Inspection.objects.all()] == list(picked(second))
