"""The start page says what the doors are and what waits for somebody, each with a page that shows just that."""

from datetime import timedelta

import lxml.html
import pytest

from punkt import clock
from punkt.ids import new_ulid
from punkt.model.activation_words import ActivationMode, ActivationTrigger, ServiceLevel
from punkt.model.reports import ReportContent
from punkt.model.vocabulary import PointState, ReportChannel
from punkt_web.accounts.queries import Reach
from punkt_web.operations.actions.activations import Terms, activate
from punkt_web.operations.actions.reports import Report, receive_report
from punkt_web.operations.activating.area import Area
from tests.conftest import OTHER_TOWN, TOWN
from tests.web.dashboard.conftest import ACTOR


@pytest.fixture
def told(make_point, world):
    """In my town two open doors, a full one with an empty tank, a silent one; elsewhere an open one. Mine are asked."""
    said = (
        (TOWN, 10, ReportContent(PointState.OPEN)), (TOWN, 10, ReportContent(PointState.OPEN)),
        (TOWN, 10, ReportContent(PointState.FULL, fuel_l=0.0)), (TOWN, 2000, ReportContent(PointState.OPEN)),
        (OTHER_TOWN, 10, ReportContent(PointState.OPEN)),
    )  # fmt: skip
    for number, (town, minutes, content) in enumerate(said):
        point = make_point(town, name={"uk": f"Школа {number}"})
        seen = clock.now() - timedelta(minutes=minutes)
        receive_report(ACTOR, Report(point.pk, seen, ReportChannel.KEEPER, content))
    terms = Terms(ActivationTrigger.DECISION, "storm", ServiceLevel.DAY, ActivationMode.ROUND_THE_CLOCK)
    activate(ACTOR, new_ulid(), Area((world[TOWN],)), terms, within=Reach(is_everywhere=True))


def tiles(client) -> list[tuple[str, str]]:
    page = lxml.html.fromstring(client.get("/desk/").content)
    return [(one.get("href"), " ".join(one.text_content().split())) for one in page.xpath("//a[@class='tile plain']")]


def test_doors_stand_with_their_number_and_a_page_behind(told, browser, coordinator) -> None:
    client = browser(coordinator)
    doors = tiles(client)[:5]
    assert [words for _address, words in doors] == [
        "Open 2", "Full 1", "Silent: the last word is too old 1", "The tank is nearly empty 1", "Asked to open 4",
    ]  # fmt: skip
    for address, words in doors[:4]:
        assert len(client.get(address).context["rows"]) == int(words.rpartition(" ")[2]), words
    assert client.get(doors[4][0]).status_code == 200


def test_what_waits_is_counted_as_the_page_behind_counts_it(told, browser, coordinator) -> None:
    client = browser(coordinator)
    waiting = dict(tiles(client))
    n_waiting = client.get("/desk/live/").context["n_waiting"]
    assert n_waiting == 1
    assert waiting["/desk/live/#calls"] == "1 point waits for a call"
    assert waiting["/desk/activations/"].startswith("1 activation goes on")


def test_who_may_not_call_is_not_told_of_calls(told, browser, viewer) -> None:
    assert "/desk/live/#calls" not in dict(tiles(browser(viewer)))
    assert not any("request" in words or "alarm" in words for _address, words in tiles(browser(viewer)))


def test_it_asks_the_database_as_often_however_many_points_there_are(
    told, browser, coordinator, make_point, django_assert_max_num_queries
) -> None:
    client = browser(coordinator)
    client.get("/desk/")
    with django_assert_max_num_queries(55) as first:
        client.get("/desk/")
    for number in range(12):
        point = make_point(TOWN, name={"uk": f"Ліцей {number}"})
        receive_report(ACTOR, Report(point.pk, clock.now(), ReportChannel.KEEPER, ReportContent(PointState.OPEN)))
    with django_assert_max_num_queries(len(first)):
        client.get("/desk/")
