"""A small network around Kharkiv for the tests of the finder."""

from datetime import UTC, datetime, timedelta

import pytest

from punkt import clock
from punkt.ids import point_code
from punkt.model.reports import ReportContent
from punkt.model.vocabulary import PointState, ReportChannel
from punkt_web.common.audit import Actor
from punkt_web.finder.network import forget_network
from punkt_web.operations.actions.reports import Report, receive_report
from punkt_web.registry.actions.points import publish_revision
from punkt_web.registry.models import Point

NOW = datetime(2026, 1, 15, 12, tzinfo=UTC)
HERE = (49.99, 36.23)
ACTOR = Actor("test")
M_PER_DEGREE = 111_195.0


@pytest.fixture(autouse=True)
def _a_network_of_its_own():
    forget_network()
    yield
    forget_network()


@pytest.fixture
def now(db):
    """It is noon in Greenwich, 14:00 in Kyiv."""
    with clock.fixed_at(NOW):
        yield NOW


class Town:
    """Makes points north of ``HERE``, each at so many metres by air, and what is said about them."""

    def __init__(self) -> None:
        self.n_made = 0

    def point(self, *, north_m: float | None = 500, name: str = "", needs: str = "heat", **more) -> Point:
        self.n_made += 1
        place = {}
        if north_m is not None:
            place = {"latitude": HERE[0] + north_m / M_PER_DEGREE, "longitude": HERE[1]}
        facts = {f"service.{need}": "yes" for need in needs.split()} | more.pop("facts", {})
        columns = {"country": "UA", "names": {"uk": name or f"Школа {self.n_made}"}, "facts": facts, **place, **more}
        point = Point.objects.create(code=point_code(self.n_made * 7919), created_at=NOW, updated_at=NOW, **columns)
        publish_revision()
        return point

    def say(
        self, point: Point, state: str = "open", *, minutes_ago: float = 10, channel="keeper", author_name="", **more
    ) -> None:
        observed_at = clock.now() - timedelta(minutes=minutes_ago)
        content = ReportContent(PointState(state) if state else None, **more)
        receive_report(ACTOR, Report(point.pk, observed_at, ReportChannel(channel), content, author_name=author_name))

    def open_point(self, **more) -> Point:
        point = self.point(**more)
        self.say(point)
        return point


@pytest.fixture
def town(now):
    return Town()


def address(*needs: str, place: tuple[float, float] = HERE) -> str:
    """The address of an answer."""
    return f"/?lat={place[0]}&lon={place[1]}" + "".join(f"&need={need}" for need in needs)


@pytest.fixture
def ask(client):
    """``ask("/p/K7F-2MR", "uk")``: the page as text."""

    def asking(path: str, language: str = "en", status: int = 200) -> str:
        response = client.get(path, headers={"accept-language": language})
        assert response.status_code == status, (path, response.status_code)
        return response.content.decode()

    return asking
