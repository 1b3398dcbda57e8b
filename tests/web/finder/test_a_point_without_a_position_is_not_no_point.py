"""A point of which only the town is known is an answer to a question about the town, apart and without a distance."""

import json
from itertools import product

import pytest
from click.testing import CliRunner

from benchmarks.page_weight import ANSWER, BUDGET, fill, weights
from punkt.ids import point_code
from punkt.model.vocabulary import Visibility
from punkt_web.finder.answers import answer_near
from punkt_web.finder.commands import find
from punkt_web.finder.network import forget_network, network
from punkt_web.finder.unplaced import AROUND_KM, places_around
from punkt_web.registry.actions.points import publish_revision
from punkt_web.registry.actions.policies import set_policy
from punkt_web.registry.models import Point, Territory
from tests.web.finder.conftest import ACTOR, HERE, address
from tests.web.finder.test_what_is_secret_stays_secret import LANGUAGES, assert_no_secret, plant, told

GROUP = "Here or nearby, position not known"
QUESTIONS = ("/?q=Харків", "/?q=Kharkov", "/?q=Салтівка, Харків", "/?lat=49.99&lon=36.23", "/?q=49.99, 36.23")


@pytest.fixture
def school(town):
    """As lists without coordinates name it."""
    return town.point(north_m=None, name="Школа 1", settlement="Харків", address="вул. Сумська 1")


def codes(found) -> list[str]:
    return [one.point.code for one in found]


def territory(code: str, level: str, *names: str, above: Territory | None = None) -> Territory:
    path = f"{above.path if above else 'UA/'}{code}/"
    named = dict(zip(("uk", "en"), names, strict=False))
    return Territory.objects.create(
        country="UA", code=code, level=level, names=named, path=path, parent=above, search_text=" ".join(names).lower()
    )


@pytest.mark.parametrize("path", QUESTIONS)
def test_the_town_and_the_place_where_somebody_stands_both_find_it(school, ask, path):
    page = ask(path)
    assert "No points known" not in page
    assert "we know of no point" not in page
    group = page.partition(GROUP)[2]
    for words in (school.code, "Школа 1", "вул. Сумська 1, Харків", "Distance not known", "Never confirmed"):
        assert words in group, words


def test_another_town_does_not_find_it(school, ask):
    for path in ("/?q=Львів", "/?lat=49.84&lon=24.03", "/?q=Харків'яни"):
        page = ask(path)
        assert school.code not in page
        assert "No points known" in page


@pytest.mark.parametrize(
    "stated",
    [{"settlement": "м. ХАРКІВ"}, {"settlement": "Kharkiv"}, {"settlement": "Харкiв", "country": ""},
     {"address": "Харків, вул. Сумська, 1"}],
)  # fmt: skip
def test_the_town_may_be_written_in_other_ways(town, ask, stated):
    point = town.point(north_m=None, **stated)
    assert point.code in ask("/?q=Харків").partition(GROUP)[2]


def test_a_territory_above_it_names_the_town_too(town, ask):
    region = territory("UA63", "region", "Харківська")
    kharkiv = territory("UA6312", "settlement", "Харків", above=region)
    quarter = territory("UA631201", "quarter", "Салтівський", above=kharkiv)
    point = town.point(north_m=None, territory=quarter, address="вул. Сумська 1")
    assert point.code in ask("/?q=Харків").partition(GROUP)[2]


def test_a_village_of_that_name_in_another_region_is_left_out(town, ask):
    elsewhere = territory("UA46", "region", "Львівська")
    here = territory("UA63", "region", "Харківська область")
    far = town.point(north_m=None, settlement="Харків", territory=elsewhere)
    abroad = town.point(north_m=None, settlement="Kharkiv", country="SE")
    near = town.point(north_m=None, settlement="Харків", territory=here)
    page = ask("/?q=Харків")
    assert near.code in page
    assert far.code not in page
    assert abroad.code not in page


def test_a_territory_with_a_middle_finds_what_stands_in_it(town, ask):
    hromada = territory("UA63000001", "municipality", "Незнайська громада", "Neznaiska hromada")
    Territory.objects.filter(pk=hromada.pk).update(latitude=48.0, longitude=31.0)
    point = town.point(north_m=None, territory=hromada)
    page = ask("/?q=Незнайська громада")
    assert point.code in page.partition(GROUP)[2]


def test_it_stands_after_the_points_with_a_distance_and_open_ones_come_first(town):
    stated = {"north_m": None, "settlement": "Харків"}
    shut, silent, unknown = town.point(**stated), town.point(**stated), town.point(**stated, needs="")
    is_open, lacking = town.open_point(**stated), town.open_point(**stated, facts={"service.heat": "no"})
    full, stale = town.point(**stated), town.point(**stated)
    town.say(shut, "closed")
    town.say(full, "full")
    town.say(stale, minutes_ago=60 * 24 * 9)
    placed = town.point(north_m=300)
    answer = answer_near(network(), *HERE, ["heat"], n=9)
    assert codes(answer.not_confirmed) == [placed.code]
    assert codes(answer.unplaced) == [one.code for one in (is_open, full, silent, stale, unknown, shut)]
    assert lacking.code not in codes(answer.found)
    assert len(answer_near(network(), *HERE, ["heat"], n=2).unplaced) == 2


def test_the_heading_says_open_where_the_open_point_has_no_position(town, school, ask):
    town.point(north_m=300)
    assert "No point near Kharkiv is confirmed open" in ask("/?q=Харків")
    town.say(school)
    page = ask("/?q=Харків&need=heat")
    assert "Open points near Kharkiv" in page
    assert "Nobody confirmed lately" not in page
    assert "An open point is at the end of this page" in page


def test_the_towns_own_points_come_before_those_of_its_neighbours(town):
    at_home = places_around(*HERE)
    neighbour = at_home[-1].name if at_home[-1].counted_in is None else at_home[1].name
    far = town.point(north_m=None, settlement=neighbour)
    near = town.point(north_m=None, settlement=at_home[0].name)
    assert AROUND_KM == 15
    assert codes(answer_near(network(), *HERE, []).unplaced) == [near.code, far.code]


def test_the_page_of_such_a_point_does_not_say_that_no_other_is_near(town, school, ask):
    town.open_point(north_m=100)
    page = ask(f"/p/{school.code}")
    assert "The position is not known. Go by the address." in page
    assert "we cannot tell which points are near" in page
    assert "know of no other point" not in page


def test_a_lone_point_with_a_position_names_those_without_as_the_next(town, school, ask):
    lone = town.open_point(north_m=100)
    page = ask(f"/p/{lone.code}")
    assert school.code in page
    assert "Distance not known" in page


def test_text_and_json_have_the_group(school):
    for place in (["--place", "Харків"], ["--lat", str(HERE[0]), "--lon", str(HERE[1])]):
        text = CliRunner().invoke(find, place, catch_exceptions=False).output
        assert GROUP.upper() in text
        assert "Distance not known · вул. Сумська 1, Харків" in text
        assert "know of no point" not in text
        form = json.loads(CliRunner().invoke(find, [*place, "--format", "json"], catch_exceptions=False).output)
        assert form["any_points_within_reach"] is True
        [point] = form["position_not_known"]
        assert (point["code"], point["air_m"], point["latitude"]) == (school.code, None, None)


@pytest.fixture
def planted(town):
    """Points with secrets in everything, without a position, truly in Kharkiv; and one that everybody may see."""
    hromada = territory("UA63000002", "municipality", "Тиха громада", "Quiet hromada")
    town.point(north_m=None, settlement="Харків", territory=hromada, name="Відкрита школа")
    made = {word: plant(town, word, hromada) for word in (Visibility.AREA, Visibility.MEMBERS, Visibility.HIDDEN)}
    ids = [point.pk for point in made.values()]
    Point.objects.filter(pk__in=ids).update(latitude=None, longitude=None, settlement="Харків")
    publish_revision()
    return made


ADDRESSES = (*QUESTIONS, "/?q=Тиха громада", "/?q=Харків&need=heat", address("medical_power"), "/")


def test_a_hidden_point_without_a_position_changes_no_answer_by_a_single_byte(client, planted):
    kept_back = [planted[Visibility.MEMBERS], planted[Visibility.HIDDEN]]
    asked = list(product(ADDRESSES, LANGUAGES))
    before = [told(client.get(path, headers={"accept-language": language})) for path, language in asked]
    Point.objects.filter(pk__in=[point.pk for point in kept_back]).delete()
    forget_network()
    for (path, language), text in zip(asked, before, strict=True):
        assert told(client.get(path, headers={"accept-language": language})) == text, path
        assert_no_secret(text, path)
        assert not [point.code for point in kept_back if point.code in text]


def test_an_area_is_found_by_its_territory_and_never_by_the_town_that_it_keeps_back(ask, planted):
    area = planted[Visibility.AREA].code
    assert "Відкрита школа" in ask("/?q=Харків")
    assert area not in ask("/?q=Харків")
    assert area in ask("/?q=Тиха громада")


@pytest.mark.parametrize("form", ["text", "json"])
def test_the_command_tells_no_secret_of_a_point_without_a_position(planted, form):
    for place in ("Харків", "Тиха громада", "49.99, 36.23"):
        result = CliRunner().invoke(find, ["--place", place, "--format", form, "--n", "50"], catch_exceptions=False)
        assert_no_secret(result.output, place)
        for word in (Visibility.MEMBERS, Visibility.HIDDEN):
            assert planted[word].code not in result.output


def test_a_decision_to_hide_takes_it_away_at_once(school, ask):
    assert school.code in ask("/?q=Харків")
    set_policy(ACTOR, school, Visibility.HIDDEN, reason="a target")
    assert ask("/?q=Харків") == ask("/?q=Харків")
    assert school.code not in ask("/?q=Харків")
    assert point_code(4242) not in ask("/?q=Харків")


def test_a_full_answer_with_the_group_fits_the_first_packets(client, now, settings):
    settings.IS_DEMO = True
    fill()
    whole = Point.objects.order_by("id")[:6]
    Point.objects.filter(pk__in=[point.pk for point in whole]).update(latitude=None, longitude=None)
    publish_revision()
    found = weights(client)
    assert "Distance not known" in client.get(ANSWER, headers={"accept-language": "en"}).content.decode()
    assert max(found.values()) <= BUDGET
