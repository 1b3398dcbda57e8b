"""The page of a point and the list say how sure it is that it is open, and what that rests on."""

from datetime import timedelta

import pytest
from django.test import Client

from punkt import clock
from punkt.ids import point_code
from punkt.model.complaint_words import ComplaintKind
from punkt.model.reports import ReportContent
from punkt.model.vocabulary import Availability, PointState, ReportChannel
from punkt_web.common.audit import Actor
from punkt_web.operations.actions.complaints import receive_complaint
from punkt_web.operations.actions.reports import Report, receive_report
from punkt_web.registry.models import Point
from tests.conftest import TOWN

ACTOR = Actor("test")


@pytest.fixture
def point(world):
    now = clock.now()
    made = {"country": "ZZ", "created_at": now, "updated_at": now, "territory": world[TOWN]}
    return Point.objects.create(code=point_code(1), names={"en": "School"}, facts={"service.heat": "yes"}, **made)


def say_open(point, minutes_ago: float = 10, **more) -> None:
    content = ReportContent(PointState.OPEN, **more)
    receive_report(ACTOR, Report(point.pk, clock.now() - timedelta(minutes=minutes_ago), ReportChannel.KEEPER, content))


@pytest.fixture
def read(coordinator):
    client = Client()
    client.force_login(coordinator, "punkt_web.accounts.backends.PasswordBackend")

    def reading(path: str, language: str = "en") -> str:
        return client.get(path, headers={"accept-language": language}).content.decode()

    return reading


def test_what_nobody_spoke_of_is_not_known_and_has_no_number(point, read) -> None:
    of_door = read(f"/desk/points/{point.code}/").partition("How sure it is that it is open")[2].partition("</p>")[0]
    assert "Not known whether it is open" in of_door
    assert "%" not in of_door
    assert "Not known whether it is open" in read("/desk/points/")


def test_a_word_is_told_with_its_reason_on_the_page_and_in_the_list(point, read) -> None:
    say_open(point, services={"service.heat": Availability.YES})
    page, listed = read(f"/desk/points/{point.code}/"), read("/desk/points/")
    for text in (page, listed):
        assert "Almost certainly open" in text
        assert "Staff said at" in text
    assert "(+" in page
    assert "(+" not in listed
    assert "Most listed points are open" in page
    assert "Warmth: likely (94 %), as was told" in page


def test_a_decision_of_ours_is_said_in_words(read) -> None:
    page = read("/desk/sureness/")
    assert "[decision]" not in page
    assert "(facts:" not in page
    assert 'Decision of ours: <span lang="en">' in page


def test_people_at_the_door_are_told_with_their_number(point, read) -> None:
    say_open(point, 200)
    for number in range(3):
        receive_complaint(point.pk, ComplaintKind.CLOSED, "", sender=f"198.51.100.{number}")
    page = read(f"/desk/points/{point.code}/")
    assert "3 people at the door said that it is shut" in page
    assert "Open or shut, not sure" in page
    assert "Not confirmed, people at the door say that it is shut; told last: Open" in page


@pytest.mark.parametrize("language", ["uk", "et", "sv"])
def test_it_is_said_in_four_languages(point, read, language) -> None:
    say_open(point)
    page = read(f"/desk/points/{point.code}/", language)
    assert "Almost certainly open" not in page
    assert "Staff said at" not in page
