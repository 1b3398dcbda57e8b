"""Contacts, names, identifiers, pictures, checks, status: added and removed at the desk, each with its audit row."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from punkt.model.vocabulary import Visibility
from punkt_web.accounts.models import User
from punkt_web.common import audit
from punkt_web.common.models import AuditEntry
from punkt_web.registry.actions.points import set_status
from punkt_web.registry.actions.policies import set_policy
from punkt_web.registry.models import Point, PointContact, PointPhoto, Verification
from punkt_web.registry.published import photo_address, published_point
from tests.conftest import OTHER_TOWN, TOWN
from tests.web.dashboard.conftest import ACTOR, Browser, MakePoint, text_of


@pytest.fixture
def point(make_point: MakePoint) -> Point:
    return make_point(TOWN, name={"en": "Hall"}, address="Main 1", **{"service.heat": "yes", "safety.guard": "Joe"})


@pytest.fixture
def desk(browser: Browser, coordinator: User, point: Point) -> Client:
    return browser(coordinator)


def at(point: Point, rest: str = "") -> str:
    return f"/desk/points/{point.code}/{rest}"


def last_row(point: Point) -> AuditEntry:
    return next(audit.history("point", point.code))


def image_file() -> SimpleUploadedFile:
    out = BytesIO()
    Image.new("RGB", (20, 10)).save(out, "JPEG")
    return SimpleUploadedFile("IMG_1.jpg", out.getvalue(), content_type="image/jpeg")


def test_the_trail_of_a_contact_names_no_person(desk: Client, point: Point) -> None:
    given = {"role": "Guard", "name": "Planted Person", "phone": "+380 50 1", "email": "planted@example.org"}
    assert desk.post(at(point, "contacts/add"), given).status_code == 302
    contact = PointContact.objects.get()
    assert "Planted Person" in text_of(desk.get(at(point)))
    desk.post(at(point, f"contacts/{contact.pk}/remove"))
    assert not PointContact.objects.exists()
    rows = list(audit.history("point", point.code))
    assert [row.action for row in rows[:2]] == ["remove contact", "add contact"]
    trail = " ".join(f"{row.before} {row.after} {row.reason}" for row in rows)
    assert "lanted" not in trail
    assert "+380" not in trail
    assert rows[1].after["given"] == ["name", "phone", "email"]


def test_a_contact_without_number_or_address_is_not_one(desk: Client, point: Point) -> None:
    response = desk.post(at(point, "contacts/add"), {"name": "Ann"})
    assert "phone" in response.context["form"].errors
    assert 'value="Ann"' in text_of(response)
    assert not PointContact.objects.exists()


def test_names_come_and_go_and_are_searched(desk: Client, point: Point) -> None:
    desk.post(at(point, "names/add"), {"name": "Стара  Школа", "language": "uk"})
    alias = point.aliases.get()
    assert (alias.name, alias.language) == ("Стара Школа", "uk")
    assert point.code in text_of(desk.get("/desk/points/", {"q": "стара школа"}))
    desk.post(at(point, f"names/{alias.pk}/remove"))
    assert point.code not in text_of(desk.get("/desk/points/", {"q": "стара школа"}))
    assert last_row(point).action == "remove alias"


def test_an_identifier_belongs_to_one_point(desk: Client, point: Point, make_point: MakePoint) -> None:
    other = make_point(TOWN)
    given = {"authority": "Rescue service", "value": "63-1"}
    assert desk.post(at(point, "identifiers/add"), given).status_code == 302
    response = desk.post(at(other, "identifiers/add"), given)
    assert "value" in response.context["form"].errors
    assert other.identifiers.count() == 0
    desk.post(at(point, f"identifiers/{point.identifiers.get().pk}/remove"))
    assert point.identifiers.count() == 0


def test_a_picture_is_added_and_removed(desk: Client, point: Point) -> None:
    given = {"image": image_file(), "description": "Blue door", "taken_on": "2026-01-02"}
    assert desk.post(at(point, "photos/add"), given).status_code == 302
    photo = PointPhoto.objects.get()
    assert "IMG" not in str(photo.image.name)
    assert 'alt="Blue door"' in text_of(desk.get(at(point)))
    desk.post(at(point, f"photos/{photo.pk}/remove"))
    assert last_row(point).action == "remove photo"


@pytest.mark.parametrize("given", [{"description": "x"}, {"image": image_file}, {"image": "text", "description": "x"}])
def test_an_incomplete_picture_is_said_at_its_field(desk: Client, point: Point, given: dict[str, object]) -> None:
    sent = {key: value() if callable(value) else value for key, value in given.items()}
    response = desk.post(at(point, "photos/add"), sent)
    assert response.status_code == 200
    assert response.context["form"].errors
    assert not PointPhoto.objects.exists()


@pytest.fixture
def photo_path(desk: Client, point: Point) -> str:
    desk.post(at(point, "photos/add"), {"image": image_file(), "description": "Blue door"})
    return photo_address(PointPhoto.objects.get().pk)


def test_a_picture_of_a_public_point_is_for_everybody(stranger: Client, point: Point, photo_path: str) -> None:
    response = stranger.get(photo_path)
    assert response.status_code == 200
    assert response["Content-Type"] == "image/jpeg"
    assert response["X-Content-Type-Options"] == "nosniff"
    published = published_point(point.code)
    assert published is not None
    assert published.photos == ((photo_path, "Blue door"),)


@pytest.mark.parametrize("kept_back", ["area", "members", "hidden", "planned", "withdrawn"])
def test_a_picture_of_any_other_point_is_for_members_who_see_it(
    browser: Browser, other_coordinator: User, desk: Client, photo_path: str, kept_back: str
) -> None:
    point = PointPhoto.objects.get().point
    if kept_back in {"planned", "withdrawn"}:
        set_status(ACTOR, point, kept_back, reason="x")
    else:
        set_policy(ACTOR, point, Visibility(kept_back), reason="x")
    assert Client().get(photo_path).status_code == 404
    assert browser(other_coordinator).get(photo_path).status_code == 404
    response = desk.get(photo_path)
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]


def test_a_hidden_picture_is_not_for_viewers(browser: Browser, viewer: User, point: Point, photo_path: str) -> None:
    set_policy(ACTOR, point, Visibility.MEMBERS, reason="x")
    assert browser(viewer).get(photo_path).status_code == 200
    set_policy(ACTOR, point, Visibility.HIDDEN, reason="x")
    assert browser(viewer).get(photo_path).status_code == 404


def test_no_static_path_leads_to_a_picture(stranger: Client, photo_path: str) -> None:
    name = PointPhoto.objects.get().image.name
    for prefix in ("/", "/media/", "/uploads/", "/static/", "/static/uploads/"):
        assert stranger.get(f"{prefix}{name}").status_code == 404, prefix
    assert stranger.get("/photo/999999.jpg").status_code == 404


def test_a_check_marks_the_fields_and_keeps_their_source(desk: Client, point: Point) -> None:
    given = {"fields_checked": ["service.heat", "address"], "method": "seen", "note": "warm"}
    assert desk.post(at(point, "verify"), given).status_code == 302
    point.refresh_from_db()
    entry = point.provenance["service.heat"]
    assert (entry["verified"], entry["method"], entry["source"]) == (True, "seen", "town list")
    assert "verified" not in point.provenance["name"]
    check = Verification.objects.get()
    assert (check.fields, check.verified_by) == (["service.heat", "address"], "coordinator@example.org")
    assert last_row(point).after == {"fields": ["service.heat", "address"], "method": "seen"}


def test_everything_can_be_checked_at_once(desk: Client, point: Point) -> None:
    desk.post(at(point, "verify"), {"everything": "on", "method": "phoned"})
    point.refresh_from_db()
    assert all(entry["verified"] for entry in point.provenance.values())


@pytest.mark.parametrize(
    "given",
    [
        {"method": "seen"},
        {"fields_checked": ["service.heat"]},
        {"fields_checked": ["service.water"], "method": "seen"},
        {"fields_checked": ["service.heat"], "method": "declared"},
    ],
)
def test_what_nobody_said_cannot_be_checked_and_a_check_says_how(
    desk: Client, point: Point, given: dict[str, object]
) -> None:
    assert desk.post(at(point, "verify"), given).context["form"].errors
    assert not Verification.objects.exists()


def test_the_status_changes_with_a_reason(desk: Client, point: Point) -> None:
    assert "reason" in desk.post(at(point, "status"), {"status": "withdrawn"}).context["form"].errors
    desk.post(at(point, "status"), {"status": "withdrawn", "reason": "roof fell in"})
    point.refresh_from_db()
    assert point.status == "withdrawn"
    assert last_row(point).reason == "roof fell in"
    assert "roof fell in" in text_of(desk.get(at(point, "history/")))


def test_the_page_names_what_is_not_known_and_who_said_what_is(desk: Client, point: Point) -> None:
    page = text_of(desk.get(at(point)))
    assert "Not known:" in page
    assert "Phone charging" in page
    assert "imported, town list" in page


def test_secret_fields_and_their_history_are_for_those_with_the_power(
    browser: Browser, keeper: User, desk: Client, point: Point
) -> None:
    for rest in ("", "history/"):
        assert "Joe" in text_of(desk.get(at(point, rest))), rest
        assert "Joe" not in text_of(browser(keeper).get(at(point, rest))), rest
    assert "1 more change that you may not see" in text_of(browser(keeper).get(at(point, "history/")))


def test_a_page_of_a_point_takes_few_queries_whatever_it_holds(
    desk: Client, point: Point, django_assert_max_num_queries: object
) -> None:
    for number in range(10):
        desk.post(at(point, "names/add"), {"name": f"Name {number}"})
        desk.post(at(point, "contacts/add"), {"phone": str(number)})
    for rest, most in (("", 34), ("history/", 14), ("edit", 22), ("verify", 14), ("merge/", 18)):
        with django_assert_max_num_queries(most):  # type: ignore[operator]
            assert desk.get(at(point, rest)).status_code == 200


def test_the_map_shows_only_points_that_the_person_may_see(
    desk: Client, browser: Browser, other_coordinator: User, make_point: MakePoint
) -> None:
    from punkt.model.position import Position

    near = make_point(TOWN, position=Position(50.0, 36.2))
    make_point(TOWN, position=Position(60.0, 36.2)), make_point(OTHER_TOWN, position=Position(50.0, 36.2))
    box = {"south": "49.9", "west": "36", "north": "50.1", "east": "36.4"}
    found = desk.get("/desk/map/surroundings.json", box).json()
    assert [one["code"] for one in found["points"]] == [near.code]
    foreign = browser(other_coordinator).get("/desk/map/surroundings.json", box).json()
    assert near.code not in [one["code"] for one in foreign["points"]]


@pytest.mark.parametrize("box", [{}, {"south": "nan", "west": "1", "north": "1", "east": "1"}, {"south": "x"}])
def test_a_map_box_that_is_none_is_refused(desk: Client, box: dict[str, str]) -> None:
    assert desk.get("/desk/map/surroundings.json", box).status_code == 400
