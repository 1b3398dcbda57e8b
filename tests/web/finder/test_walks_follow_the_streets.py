"""Where the operator's streets are known, a walk is as long as they are: a river is as wide as its next bridge."""

import numpy as np
import pytest

from punkt.geo.streets import StreetGraph
from punkt.model.vocabulary import Visibility
from punkt_web.finder import walks
from punkt_web.finder.network import forget_network
from punkt_web.registry.actions.policies import set_policy
from tests.web.finder.conftest import ACTOR, HERE, M_PER_DEGREE, address

NORTH_M = 1 / M_PER_DEGREE
EAST_M = NORTH_M / np.cos(np.radians(HERE[0]))


@pytest.fixture
def streets(settings, tmp_path):
    """A street along each bank of a river that flows east, 200 m apart, and a bridge 1,500 m to the east.

    The asker stands on the southern bank. Far in the north a street is joined to nothing.
    """
    corners = [(0, 0), (0, 1500), (200, 1500), (200, 0), (-600, 0), (400, -300), (400, -100)]
    places = np.array([(HERE[0] + north * NORTH_M, HERE[1] + east * EAST_M) for north, east in corners])
    ends = [(0, 1), (1, 2), (2, 3), (0, 4), (5, 6)]
    settings.STREETS = tmp_path / "town.streets"

    def covering(box=None):
        graph = StreetGraph.from_segments(*places.T, ends, attribution="© OpenStreetMap contributors", box=box)
        graph.save(settings.STREETS)
        walks._opened.cache_clear()
        forget_network()

    covering()
    yield covering
    walks._opened.cache_clear()


def names_in_order(page, *names):
    places = [page.index(name) for name in names]
    return places == sorted(places)


def test_a_door_across_the_river_is_as_far_as_the_bridge(town, streets, ask):
    town.open_point(north_m=200, name="За річкою")
    town.open_point(north_m=-600, name="Мій берег")
    page = ask(address("heat"))
    assert names_in_order(page, "Мій берег", "За річкою")
    assert "3.2 km" in page  # 1,500 m to the bridge, 200 m over it, 1,500 m back
    assert "600 m" in page
    assert "260 m" not in page  # the air line and its detours
    assert "© OpenStreetMap contributors" in page


def test_without_streets_the_air_line_counts(town, ask):
    town.open_point(north_m=200, name="За річкою")
    town.open_point(north_m=-600, name="Мій берег")
    page = ask(address("heat"))
    assert names_in_order(page, "За річкою", "Мій берег")
    assert "260 m" in page
    assert "OpenStreetMap contributors" not in page


def test_a_door_to_which_no_way_leads_comes_last_and_says_so(town, streets, ask):
    town.open_point(north_m=400, name="Острів", longitude=HERE[1] - 200 * EAST_M)
    town.open_point(north_m=-600, name="Мій берег")
    for language, words in (("en", "more than 8.0 km on foot"), ("uk", "8,0 км"), ("et", "8,0 km"), ("sv", "8,0 km")):
        page = ask(address("heat"), language)
        assert names_in_order(page, "Мій берег", "Острів")
        assert words in page


def test_where_a_way_round_may_be_past_the_edge_the_air_line_counts(town, streets, ask):
    edge = HERE[0] + 900 * NORTH_M
    streets((HERE[1] - 1, HERE[0] - 1, HERE[1] + 1, edge))
    town.open_point(north_m=400, name="Острів", longitude=HERE[1] - 200 * EAST_M)
    town.open_point(north_m=-600, name="Мій берег")
    page = ask(address("heat"))
    assert "more than 8.0 km on foot" not in page
    assert names_in_order(page, "Острів", "Мій берег")


def test_where_no_street_is_known_the_air_line_counts(town, streets, ask):
    far = (HERE[0] + 0.2, HERE[1])
    town.open_point(north_m=0.2 * M_PER_DEGREE + 1000, name="Село")
    page = ask(address("heat", place=far))
    assert "1.3 km" in page
    assert "OpenStreetMap contributors" not in page


def test_the_text_and_the_next_doors_follow_the_streets_too(town, streets, ask):
    here = town.open_point(north_m=0, name="Тут")
    town.open_point(north_m=200, name="За річкою")
    town.open_point(north_m=-600, name="Мій берег")
    text = ask(f"/t{address('heat')}")
    assert names_in_order(text, "Мій берег", "За річкою")
    assert "Streets: © OpenStreetMap contributors." in text
    page = ask(f"/p/{here.code}")
    assert names_in_order(page, "Мій берег", "За річкою")
    assert "3.2 km" in page


@pytest.mark.parametrize(
    "page", ["/p/{code}", "/p/{code}/wrong", "/t/p/{code}", "/p/{code}/sheet", "/sheet?lat=49.99&lon=36.23"]
)
def test_who_made_the_streets_is_named_wherever_a_walk_is_told(town, streets, ask, page, settings):
    here = town.open_point(north_m=0, name="Тут")
    town.open_point(north_m=-600, name="Мій берег")
    address = page.format(code=here.code)
    assert "Streets: © OpenStreetMap contributors." in ask(address)
    settings.STREETS = None
    forget_network()
    assert "OpenStreetMap" not in ask(address)


def test_a_point_that_is_only_an_area_tells_no_walk(town, streets, ask):
    point = town.open_point(north_m=200)
    set_policy(ACTOR, point, Visibility.AREA, reason="threat")
    page = ask(address("heat"))
    assert "3.2 km" not in page
    assert "OpenStreetMap contributors" not in page


@pytest.fixture(params=["no file of streets", "No such file"])
def unusable(request, settings, tmp_path):
    """The reason why a file of streets cannot be used: it is another one, or it is not there."""
    settings.STREETS = tmp_path / "broken.streets"
    if request.param == "no file of streets":
        settings.STREETS.write_bytes(b"{}")
    walks._opened.cache_clear()
    yield request.param
    walks._opened.cache_clear()


def test_a_file_that_is_no_streets_changes_nothing_and_is_told_once(town, settings, unusable, ask, caplog):
    town.open_point(north_m=200)
    assert "260 m" in ask(address("heat"))
    forget_network()
    assert "260 м" in ask(address("heat"), "uk")
    warnings = [line.getMessage() for line in caplog.records if line.name == walks.__name__]
    assert len(warnings) == 1
    assert "PUNKT_STREETS" in warnings[0]
    assert "broken.streets" in warnings[0]
    assert unusable in warnings[0]
    assert unusable in walks.why_unusable(settings.STREETS)


def test_within_a_yard_nobody_goes_out_to_the_street_and_back(town, streets, ask):
    yard = (HERE[0] - 300 * NORTH_M, HERE[1] - 200 * EAST_M)  # 200 m west of the street that leads south
    town.open_point(north_m=-350, longitude=yard[1], name="У дворі")
    page = ask(address("heat", place=yard))
    assert "70 m" in page  # 50 m by air, and the detours of a walk
    assert "570 m" not in page


def test_whatever_is_wrong_with_the_file_is_asked_once_and_the_air_line_counts(town, settings, monkeypatch, ask):
    asked = []

    def load(path):
        asked.append(path)
        raise MemoryError

    monkeypatch.setattr(StreetGraph, "load", load)
    settings.STREETS = "/nowhere"
    walks._opened.cache_clear()
    town.open_point(north_m=200)
    for _time in range(2):
        forget_network()
        assert "260 m" in ask(address("heat"))
    assert len(asked) == 1
    walks._opened.cache_clear()
