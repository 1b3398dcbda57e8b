"""The desk in a real browser: every page fits a phone and a desktop, light and dark, with no barrier."""

from collections.abc import Callable
from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from punkt import clock
from punkt.model.complaint_words import ComplaintKind, ComplaintOutcome
from punkt.model.position import Position
from punkt.model.reports import ReportContent
from punkt.model.vocabulary import Availability, EvidenceMethod, PointState, ReportChannel, Visibility
from punkt_web.accounts.models import User
from punkt_web.common.audit import Actor
from punkt_web.operations.actions.answering import Answered, answer_complaints, claim_complaints
from punkt_web.operations.actions.complaints import receive_complaint
from punkt_web.operations.actions.reports import Report, receive_report
from punkt_web.operations.models import Complaint
from punkt_web.registry.actions.aliases import add_alias, add_identifier
from punkt_web.registry.actions.contacts import ContactCard, add_contact
from punkt_web.registry.actions.photos import add_photo
from punkt_web.registry.actions.points import register_point
from punkt_web.registry.actions.policies import set_policy
from punkt_web.registry.models import Point, Territory
from punkt_web.registry.statements import Evidence, all_stated
from tests.browser.conftest import DESKTOP, LOOKS, ColorScheme, FindBarriers, OpenPage, is_wider_than_screen
from tests.conftest import TOWN

ACTOR = Actor("tester@example.org")
LISTED = Evidence("Список громади.xlsx", EvidenceMethod.IMPORTED)


@pytest.fixture
def points(world: dict[str, Territory]) -> tuple[Point, Point]:
    """Two points that may be one place; the first has something of everything."""
    stated = {
        "name": {"uk": "Пункт незламності № 5, ліцей імені Тараса Шевченка", "en": "Lyceum"},
        "territory": world[TOWN],
        "address": "вул. Миру, 1",
        "position": Position(50.0, 36.2, 15),
        "capacity_seated": 120,
        "service.heat": "limited",
        "safety.guard": "Joe",
    }
    one = register_point(ACTOR, stated, LISTED)
    two = register_point(ACTOR, {"territory": world[TOWN], "position": Position(50.001, 36.2)}, LISTED)
    add_contact(ACTOR, one, ContactCard(role="Guard", phone="+380 50 000 00 00"))
    add_alias(ACTOR, one, "Стара школа", language="uk")
    add_identifier(ACTOR, one, "Rescue service", "63-118")
    picture = BytesIO()
    Image.new("RGB", (400, 300), "steelblue").save(picture, "JPEG")
    picture.seek(0)
    add_photo(ACTOR, one, picture, description="Blue door")
    set_policy(ACTOR, two, Visibility.MEMBERS, reason="Repair works")
    content = ReportContent(PointState.OPEN, services={"service.heat": Availability.YES})
    receive_report(ACTOR, Report(one.pk, clock.now(), ReportChannel.KEEPER, content))
    for number in range(3):
        receive_complaint(one.pk, ComplaintKind.CLOSED, "замок на дверях" * number, sender=f"198.51.100.{number}")
    receive_complaint(two.pk, ComplaintKind.NO_HEAT, "", sender="198.51.100.9")
    cold = Complaint.objects.latest("pk")
    answer_complaints(ACTOR, cold.pk, Answered(ComplaintOutcome.RIGHT, "called", "It is warm again."))
    claim_complaints(ACTOR, Complaint.objects.earliest("pk").pk)
    return one, two


def pages_of(one: Point, two: Point) -> list[str]:
    at = f"/desk/points/{one.code}"
    parts = [
        "contacts/add",
        "names/add",
        "identifiers/add",
        "photos/add",
        "policy",
        "merge/",
        f"merge/?with={two.code}",
    ]
    rest = ["", "edit", "edit?group=place", "history/", "verify", "status", *parts]
    told = Complaint.objects.earliest("pk").pk
    queue = ["/desk/complaints/", "/desk/complaints/?answered=1", f"/desk/complaints/{told}/", "/desk/sureness/"]
    alone = [
        *queue,
        "/desk/",
        "/desk/points/",
        "/desk/points/?field=service.heat&answer=unknown&q=x",
        "/desk/points/new",
    ]
    decisions = ["/desk/policies/?territory=ZZ0101", f"/desk/policies/{TOWN}/", f"/desk/points/{two.code}/policy/end"]
    return [*alone, "/desk/points/views/", *decisions, "/desk/audit/", *(f"{at}/{one_page}" for one_page in rest)]


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_every_page_fits_and_shuts_nobody_out(
    open_page: OpenPage,
    find_barriers: FindBarriers,
    administrator: User,
    points: tuple[Point, Point],
    look: tuple[int, ColorScheme],
) -> None:
    page = open_page("/desk/", width=look[0], color_scheme=look[1], user=administrator)
    for path in pages_of(*points):
        answer = page.goto(path)
        assert answer is not None
        assert answer.ok, path
        assert find_barriers(page) == [], path
        assert not is_wider_than_screen(page), path


def test_a_form_with_errors_fits_and_leads_to_them(
    open_page: OpenPage, find_barriers: FindBarriers, coordinator: User, points: tuple[Point, Point]
) -> None:
    page = open_page(f"/desk/points/{points[0].code}/edit", user=coordinator)
    page.get_by_label("Seats", exact=False).first.fill("many")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_contain_text("Seats")
    assert find_barriers(page) == []
    assert not is_wider_than_screen(page)
    page.get_by_role("alert").get_by_role("link", name="Seats", exact=False).click()
    assert page.url.endswith("#id_capacity_seated")
    expect(page.locator("#id_capacity_seated")).to_have_value("many")


def fill_evidence(page: Page) -> None:
    page.get_by_label("How do you know?").select_option("phoned")


@pytest.mark.parametrize("javascript", [True, False])
def test_a_point_is_registered_with_and_without_javascript(
    open_page: OpenPage, coordinator: User, world: dict[str, Territory], javascript: bool
) -> None:
    page = open_page("/desk/points/new", user=coordinator, javascript=javascript)
    page.get_by_label("Name in Ukrainian").fill("Ліцей")
    page.get_by_label("Territory", exact=True).fill(TOWN)
    page.locator("#id_position").fill("50°00′00″N 36°12′00″E")
    fill_evidence(page)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ліцей")
    assert all_stated(Point.objects.get())["position"][:2] == [pytest.approx(50.0), pytest.approx(36.2)]


@pytest.fixture
def picker(open_page: OpenPage, coordinator: User, points: tuple[Point, Point]) -> Callable[..., Page]:
    """The form of the first point with its map."""

    def opened(**options: object) -> Page:
        page = open_page(f"/desk/points/{points[0].code}/edit?group=place", user=coordinator, width=DESKTOP, **options)
        if not page.locator("script[src*=leaflet]").count():
            pytest.skip("the map packages are not installed: npm ci")
        expect(page.locator("[data-picker] .map-box")).to_be_visible()
        return page

    return opened


def test_the_map_picks_a_position_by_mouse(picker: Callable[..., Page]) -> None:
    page = picker()
    page.locator("[data-picker] .map-box").click(position={"x": 60, "y": 200})
    latitude, longitude = (float(part) for part in page.locator("#id_position").input_value().split(","))
    assert longitude < 36.2
    assert abs(latitude - 50) < 0.5
    assert page.locator("[id='id_position.method']").input_value() == "map"


def test_the_map_picks_a_position_by_keyboard_alone(picker: Callable[..., Page]) -> None:
    page = picker()
    with page.expect_response("**/surroundings.json?*"):
        page.locator("[data-picker] .map-box").focus()
        page.keyboard.press("ArrowRight")
    page.wait_for_timeout(500)  # the map glides to its place
    page.get_by_role("button", name="Put the point in the middle of the map").focus()
    page.keyboard.press("Enter")
    assert float(page.locator("#id_position").input_value().split(",")[1]) > 36.2


def test_a_typed_position_moves_the_map(picker: Callable[..., Page]) -> None:
    page = picker()
    with page.expect_response("**/surroundings.json?south=47*"):
        page.locator("#id_position").fill("47.5, 35.0")
        page.locator("#id_position").press("Tab")


def test_what_is_removed_is_asked_twice(open_page: OpenPage, coordinator: User, points: tuple[Point, Point]) -> None:
    page = open_page(f"/desk/points/{points[0].code}/", user=coordinator, javascript=False)
    sure = page.get_by_role("button", name="Yes, remove it").first
    expect(sure).to_be_hidden()
    page.locator("summary", has_text="Remove").first.click()
    sure.click()
    expect(page.get_by_text("Removed.")).to_be_visible()
    assert points[0].contacts.count() == 0
