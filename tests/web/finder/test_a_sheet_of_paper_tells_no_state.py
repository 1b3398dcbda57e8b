"""A sheet for the wall: what the register says, a picture to scan, of when it is, and never the state of a door."""

import pytest

from punkt.model.vocabulary import Visibility
from punkt_web.registry.actions.policies import set_policy
from tests.web.finder.conftest import ACTOR


def test_a_settlement_has_its_points_the_nearest_first(town, ask) -> None:
    town.point(north_m=900, name="Дальня", address="вул. Довга 9", needs="heat water")
    town.open_point(north_m=-300, name="Ближня")
    page = ask("/sheet?lat=49.99&lon=36.23")
    assert page.index("Ближня") < page.index("Дальня")
    assert "вул. Довга 9" in page
    assert "<svg" in page
    assert "14:00" in page


@pytest.mark.parametrize("language", ["uk", "en", "et", "sv"])
def test_paper_says_nothing_of_open_doors(town, ask, language) -> None:
    here, _other = town.open_point(hours_normal="Mo-Su 07:00-22:00"), town.open_point(north_m=700)
    for path in ("/sheet?lat=49.99&lon=36.23", f"/p/{here.code}/sheet"):
        page = ask(path, language)
        assert 'class="state' not in page
        assert "data-until" not in page


def test_a_sheet_hangs_for_months_so_it_says_of_which_year_it_is(town, ask) -> None:
    here = town.open_point()
    for path in ("/sheet?lat=49.99&lon=36.23", f"/p/{here.code}/sheet"):
        assert "As the register stood at 14:00, 15 January 2026." in ask(path)


def test_the_sheet_of_a_door_has_its_timetable(town, ask) -> None:
    here = town.open_point(hours_normal="Mo-Su 07:00-22:00", hours_activated="24/7")
    page = ask(f"/p/{here.code}/sheet")
    assert "By its schedule every day from 07:00 to 22:00. When the municipality activates it: day and night." in page
    assert "now; closes" not in page


def test_the_page_of_an_answer_and_of_a_point_lead_to_their_sheets(town, ask) -> None:
    here = town.open_point()
    assert f'href="/p/{here.code}/sheet"' in ask(f"/p/{here.code}")
    assert 'href="/sheet?q=Kharkiv&amp;need=heat"' in ask("/?q=Kharkiv&need=heat")


def test_an_answer_on_paper_says_of_when_it_is_before_it_says_how_long_ago_something_was(town, ask) -> None:
    here = town.open_point()
    page = ask("/?lat=49.99&lon=36.23")
    assert '<p class="onpaper"><b>Answer of 14:00, 15 January.</b></p>' in page
    assert page.index('onpaper"><b>Answer') < page.index("10 min ago")
    assert f'<p class="onpaper num">{here.code}</p>' in page


def test_an_area_only_point_is_on_paper_without_its_place(town, ask) -> None:
    area = town.open_point(name="Таємна", address="вул. Таємна 1")
    set_policy(ACTOR, area, Visibility.AREA, reason="a target")
    for path in ("/sheet?lat=49.99&lon=36.23", f"/p/{area.code}/sheet"):
        assert "Таємна" not in ask(path)


def test_the_picture_leads_to_the_whole_question(town, ask) -> None:
    town.open_point(needs="heat charging")
    page = ask("/sheet?lat=49.99&lon=36.23&need=heat&need=charging&lang=uk")
    assert "/?lat=49.99&amp;lon=36.23&amp;need=heat&amp;need=charging<" in page


def test_what_asks_for_no_place_has_no_sheet(town, ask) -> None:
    for path in ("/sheet", "/sheet?q=xqzzw", "/sheet?lat=x"):
        page = ask(path, status=404)
        assert "<h1>We do not know this place</h1>" in page
        assert 'href="/"' in page
        assert "closed for good" not in page
