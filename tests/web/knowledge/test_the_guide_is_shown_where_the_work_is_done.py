"""A gap leads to the chapter that closes it, and a page with nothing on it yet to the chapter about it."""

import pytest

from punkt.knowledge.chapters import packaged_guide
from punkt.wording import LANGUAGES
from punkt_web.common.audit import Actor
from punkt_web.readiness.actions.rounds import assess_country
from punkt_web.registry.models import Point
from tests.conftest import TOWN
from tests.web.dashboard.conftest import text_of


def chapter_link(key: str, language: str = "en") -> str:
    chapter = packaged_guide().chapters[key]
    return f'<a href="/network/guides/{key}/">{chapter.title(language)}</a>'


@pytest.fixture
def dark_point(make_point) -> Point:
    """A point whose light is missing, whose water is there, and of which nothing else is known."""
    point = make_point(TOWN, name={"en": "Dark"})
    facts = {"power.lighting": "no", "safety.first_aid_kit": "yes"}
    Point.objects.filter(pk=point.pk).update(country="UA", facts=facts, kind_id="ua-stationary")
    assess_country(Actor("test"), "ua-1401")
    return point


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_gap_of_a_point_leads_to_its_chapter(language: str, dark_point, browser, coordinator) -> None:
    page = browser(coordinator).get(
        f"/desk/readiness/points/{dark_point.code}/", {"standard": "ua-1401", "lang": language}
    )
    told = text_of(page)
    lines = {line.id: line for topic in page.context["topics"] for line in topic.lines}
    assert lines["UA-LGT-01"].chapter.href == "/network/guides/heat/"
    assert lines["UA-WAT-01"].chapter.href == "/network/guides/water/"
    assert lines["UA-MED-01"].chapter is None
    assert chapter_link("heat", language) in told


def test_the_list_of_what_lacks_most_leads_to_chapters(dark_point, browser, coordinator) -> None:
    page = browser(coordinator).get("/desk/readiness/", {"standard": "ua-1401"})
    (lacking,) = [one for one in page.context["lacking"] if one.id == "UA-LGT-01"]
    assert lacking.chapter.href == "/network/guides/heat/"
    assert chapter_link("heat") in text_of(page)


@pytest.mark.parametrize(
    ("path", "chapter"),
    [
        ("agreements/", "hosts"),
        ("offers/", "hosts"),
        ("drills/", "drills"),
        ("inspections/", "drills"),
        ("activations/", "opening"),
        ("requests/", "shift"),
        ("stock/", "shift"),
        ("complaints/", "open-now"),
    ],
)
def test_a_page_with_nothing_yet_leads_to_its_chapter(
    path: str, chapter: str, make_point, browser, coordinator
) -> None:
    make_point(TOWN, name={"en": "New"})
    client = browser(coordinator)
    for language in LANGUAGES:
        assert chapter_link(chapter, language) in text_of(client.get(f"/desk/{path}", {"lang": language}))


def test_a_point_without_agreements_leads_to_their_chapter(make_point, browser, coordinator) -> None:
    point = make_point(TOWN, name={"en": "New"})
    assert chapter_link("hosts") in text_of(browser(coordinator).get(f"/desk/points/{point.code}/agreements/"))
