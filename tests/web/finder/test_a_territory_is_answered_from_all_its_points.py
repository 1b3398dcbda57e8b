"""The answer for a territory without a position judges every point in it."""

import pytest

from punkt.ids import point_code
from punkt_web.finder.network import network
from punkt_web.operations.models import CurrentStatus
from punkt_web.operations.published_asked import published_asked
from punkt_web.operations.published_bulletins import published_bulletins
from punkt_web.operations.published_notices import published_notices
from punkt_web.registry.actions.points import publish_revision
from punkt_web.registry.models import Point, Territory
from punkt_web.registry.published_territories import NamedTerritory
from tests.web.finder.conftest import NOW

SERVICES = {f"service.{name}": ["yes", "2026-01-15T11:00:00+00:00"] for name in ("heat", "water", "internet")}


@pytest.fixture
def oblast(now):
    return Territory.objects.create(
        country="UA", code="UA77", level="region", names={"uk": "Незнайська область", "en": "Neznaiska oblast"},
        path="UA/UA77/", search_text="незнайська область neznaiska oblast",
    )  # fmt: skip


def fill(territory: Territory, n: int) -> list[Point]:
    """Points of a list without coordinates, each with a closed door."""
    made = Point.objects.bulk_create(
        Point(
            code=point_code(number), country="UA", territory=territory, names={"uk": f"Школа {number}"},
            facts={"service.heat": "yes"}, created_at=NOW, updated_at=NOW,
        )
        for number in range(n)
    )  # fmt: skip
    CurrentStatus.objects.bulk_create(
        CurrentStatus(point=point, state="closed", state_at=NOW, state_channel="keeper", services=SERVICES)
        for point in made
    )
    publish_revision()
    return made


def test_the_last_of_many_points_is_the_open_one_and_is_found(oblast, ask):
    last = fill(oblast, 3_000)[-1]
    CurrentStatus.objects.filter(pk=last.pk).update(state="open")
    network()
    page = ask("/?q=Незнайська область&need=heat")
    assert "Open points near Neznaiska oblast" in page
    assert f"/p/{last.code}" in page


def test_all_points_are_judged_with_one_question_to_the_database(oblast, ask, django_assert_max_num_queries):
    fill(oblast, 500)
    network()
    published_notices()
    published_bulletins()
    published_asked()
    with django_assert_max_num_queries(6):
        ask("/?q=Незнайська область&need=heat")


def test_a_territory_whose_code_ends_like_another_is_not_taken_for_it(town, oblast):
    inside = town.point(north_m=300, territory=oblast)
    of_a_code = {
        code: [point.code for point in network().within(NamedTerritory(code, "UA", {}, {}, None, None, ("UA", code)))]
        for code in ("UA77", "77", "UA7", "nowhere")
    }
    assert of_a_code == {"UA77": [inside.code], "77": [], "UA7": [], "nowhere": []}


def test_points_that_only_name_the_village_are_part_of_its_answer(town, oblast, ask):
    village = Territory.objects.create(
        country="UA", code="UA7701", level="settlement", names={"uk": "Незнайки", "en": "Neznaiky"}, parent=oblast,
        path="UA/UA77/UA7701/", search_text="незнайки neznaiky",
    )  # fmt: skip
    other = Territory.objects.create(country="UA", code="UA78", level="region", path="UA/UA78/")
    inside, named = town.point(north_m=None, territory=village), town.point(north_m=None, settlement="с. Незнайки")
    elsewhere = town.point(north_m=None, settlement="Незнайки", territory=other)
    page = ask("/?q=Незнайки")
    assert [point.code in page for point in (inside, named, elsewhere)] == [True, True, False]
