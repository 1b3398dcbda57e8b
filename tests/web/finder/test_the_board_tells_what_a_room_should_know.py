"""The board of a point: in the order of the facts, of now on a screen, of what lasts on paper; public facts only."""

from datetime import date, time

import pytest

from punkt.ids import point_code
from punkt.model.vocabulary import Visibility
from punkt_web.operations.actions.notices import Terms, set_curfew, start_alert
from punkt_web.registry.actions.policies import set_policy
from punkt_web.registry.models import Territory
from tests.web.finder.test_residents_are_told_official_information import AUTHOR, WITHIN, issue, oblast

__all__ = ["oblast"]
LANGUAGES = ("uk", "en", "et", "sv")
ORDER = (
    "What has happened", "What is being done, and when it may end", "What there is here", "point",
    "Emergency calls from here", "Where to get water", "Whom to call about power", "Radio channel", "Help wanted",
)  # fmt: skip


def test_parts_stand_in_the_order_of_the_facts(town, ask, oblast):
    point = town.open_point(territory=oblast)
    for path, head in ((f"/board/{point.code}", "The next points"), (f"/board/{point.code}/sheet", "If this point is")):
        page = ask(path)
        order = [head if part == "point" else part for part in ORDER]
        found = [page.index(f"<h2>{part}") for part in order]
        assert found == sorted(found), path
        assert page.index(point.code) < found[0]
    assert page.index("Issued by, signature") > found[-1]


def test_a_screen_tells_of_now_and_paper_does_not(town, ask, oblast):
    point, other = town.open_point(territory=oblast), town.open_point(territory=oblast, north_m=900)
    start_alert(AUTHOR, oblast, within=WITHIN)
    set_curfew(AUTHOR, oblast, Terms(time(23), time(5), date(2026, 1, 1), decision="1"), within=WITHIN)
    screen, paper = ask(f"/board/{point.code}"), ask(f"/board/{point.code}/sheet")
    assert "Open, almost certain" in screen
    assert "Air alert in" in screen
    assert "As of 14:00, 15 January." in screen
    assert "Open, almost certain" not in paper
    assert "Air alert in" not in paper
    assert "Sheet of 14:00, 15 January 2026." in paper
    for page in (screen, paper):
        assert "Curfew in" in page
        assert other.code in page
        assert "north" in page


def test_a_screen_renews_itself_without_scripts(town, ask):
    page = ask(f"/board/{town.open_point().code}")
    assert '<noscript><meta http-equiv="refresh" content="60"></noscript>' in page


@pytest.mark.parametrize(
    ("asked", "paper"), [("", "A4"), ("?paper=A3", "A3"), ("?paper=a3", "A3"), ("?paper=};x", "A4")]
)
def test_paper_is_a4_or_a3_and_nothing_else(town, ask, asked, paper):
    page = ask(f"/board/{town.open_point().code}/sheet{asked}")
    assert f"@page{{size:{paper};" in page
    assert "};x" not in page.partition("<style>")[2].partition("</head>")[0]


def test_what_a_country_says_stands_there_and_nothing_is_made_up(town, ask):
    ukraine, sweden = town.open_point(), town.open_point(country="SE", names={"sv": "Skola"}, north_m=900)
    page = ask(f"/board/{ukraine.code}")
    assert "1545" in page
    assert "Charged first: telephones" in page
    assert "P4" not in page
    page = ask(f"/board/{sweden.code}")
    assert "Sveriges Radio P4" in page
    assert "Charged first" not in page


def test_the_nearest_shelter_and_emergency_calls_are_told(town, ask):
    facts = {"safety.shelter": "School cellar, Oak street 2", "service.emergency_call": "yes"}
    point = town.open_point(facts=facts)
    page = ask(f"/board/{point.code}")
    assert "Nearest shelter: School cellar, Oak street 2" in page
    assert "<p>✓ Emergency calls</p>" in page
    assert "? Emergency calls: not known" in ask(f"/board/{town.open_point(north_m=900).code}")


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_speaks_four_languages(town, ask, oblast, language):
    point = town.open_point(territory=oblast)
    issue(oblast)
    word = {"uk": "Що сталося", "en": "What has happened", "et": "Mis on juhtunud", "sv": "Vad som har hänt"}[language]
    for path in (f"/board/{point.code}", f"/board/{point.code}/sheet"):
        assert word in ask(path, language)


@pytest.mark.parametrize("visibility", [Visibility.HIDDEN, Visibility.MEMBERS])
def test_a_point_that_is_not_public_has_no_board_and_stands_on_no_other(town, ask, visibility):
    point, other = town.open_point(name="Таємна школа"), town.open_point(north_m=900)
    set_policy(AUTHOR, point, visibility, reason="front line")
    nothing = ask(f"/board/{point_code(5)}", status=404)
    for path in (f"/board/{point.code}", f"/board/{point.code}/sheet"):
        assert "Таємна" not in ask(path, "uk", status=404)
        assert ask(path, status=404) == nothing
    for path in (f"/board/{other.code}", f"/board/{other.code}/sheet"):
        page = ask(path, "uk")
        assert "Таємна" not in page
        assert point.code not in page


def test_of_an_area_only_point_no_address_and_no_shelter_is_told(town, ask):
    facts = {"safety.shelter": "School cellar"}
    point = town.open_point(address="вулиця Таємна 5", facts=facts, entrance_note="за рогом")
    set_policy(AUTHOR, point, Visibility.AREA, reason="front line")
    for path in (f"/board/{point.code}", f"/board/{point.code}/sheet"):
        page = ask(path, "uk")
        assert "Таємна" not in page
        assert "School cellar" not in page
        assert "за рогом" not in page


def test_another_spelling_of_the_code_leads_on(town, client):
    point = town.open_point()
    typed = point.code.replace("-", "").lower()
    assert client.get(f"/board/{typed}")["Location"] == f"/board/{point.code}"
    assert client.get(f"/board/{typed}/sheet")["Location"] == f"/board/{point.code}/sheet"


def test_each_territory_of_a_bulletin_is_above_the_point(town, ask, oblast):
    there = Territory.objects.create(country="UA", code="UA18", level="region", path="UA/UA18/", names={"en": "There"})
    point = town.open_point(territory=oblast)
    issue(there)
    assert "Lines are down" not in ask(f"/board/{point.code}")
