"""Readiness by a standard that is not the country's own: of the points as they are known now, and it is said so."""

import csv
import io

import pytest

from punkt.standards.editions import standard_of
from punkt.standards.prices import packaged_prices
from punkt.standards.reading import read_standard_file
from punkt_web.common.audit import Actor
from punkt_web.readiness.actions.rounds import assess_country
from punkt_web.readiness.models import PointAssessment
from punkt_web.readiness.queries import rows_now
from punkt_web.registry.models import Point
from tests.conftest import NEIGHBOUR_TOWN, TOWN
from tests.library.standards.made import file_with
from tests.web.dashboard.conftest import text_of

PAGE = "/desk/readiness/"
OLD, NOW = "ua-1401@2022-12-17", "ua-1401"
NOT_KEPT = "By what is known of the points now: what came out of this standard is not kept for them."


def lay_in(country, *points, **facts) -> None:
    pks = [point.pk for point in points]
    Point.objects.filter(pk__in=pks).update(country=country, facts=facts, kind_id=None)


@pytest.fixture
def points(make_point):
    """Two in the region, of Ukraine."""
    found = [make_point(TOWN), make_point(NEIGHBOUR_TOWN)]
    lay_in("UA", *found)
    assess_country(Actor("test"), NOW)
    return found


@pytest.fixture
def shown(browser, region_officer):
    """What the page holds for the officer of the region."""
    client = browser(region_officer)
    return lambda **query: client.get(PAGE, query)


@pytest.mark.parametrize("key", ["ee-kerksuskeskus", "se-trygghetspunkt", "sphere", OLD])
def test_any_standard_tells_of_the_points_and_that_it_is_of_now(points, shown, key: str) -> None:
    page = shown(standard=key)
    assert page.context["summary"].n_points == 2
    assert NOT_KEPT in text_of(page)
    assert "Assess now" not in text_of(page)


def test_that_of_the_country_is_told_as_it_was_kept(points, shown) -> None:
    page = shown(standard=NOW)
    assert page.context["summary"].n_points == 2
    assert NOT_KEPT not in text_of(page)
    PointAssessment.objects.filter(point=points[0]).delete()
    assert shown(standard=NOW).context["summary"].n_points == 1


def test_an_older_version_stays_chosen_and_leads_to_points_and_files_by_it(points, shown, browser, region_officer):
    page = shown(standard=OLD)
    assert f'<option value="{OLD}" selected>' in page.content.decode()
    assert f'name="standard" value="{OLD}"' in page.content.decode()
    point_page = browser(region_officer).get(f"{PAGE}points/{points[0].code}/", {"standard": OLD})
    assert f'<option value="{OLD}" selected>' in point_page.content.decode()
    table = browser(region_officer).get(f"{PAGE}readiness.csv", {"standard": OLD})
    rows = list(csv.DictReader(io.StringIO(b"".join(table.streaming_content).decode("utf-8-sig"))))
    assert {row["standard"] for row in rows} == {OLD}
    assert {row["point"] for row in rows} == {point.code for point in points}


def test_that_of_one_of_several_countries_is_told_of_its_points_alone(points, shown) -> None:
    lay_in("EE", points[1])
    assess_country(Actor("test"), "ee-kerksuskeskus")
    for key in (NOW, "ee-kerksuskeskus"):
        page = shown(standard=key)
        assert (page.context["summary"].n_points, NOT_KEPT in text_of(page)) == (1, False)
    assert shown(standard="sphere").context["summary"].n_points == 2


def test_the_versions_to_choose_from_are_those_of_the_day(points, shown) -> None:
    listed = dict(shown(on="2024-03-01", standard="sphere").context["standards"])
    assert "ee-kerksuskeskus" not in listed
    assert "13 October 2023" in listed[NOW]


def test_what_closes_gaps_costs_as_in_the_country_of_each_point(points) -> None:
    for country, point in zip(("UA", "SE"), points, strict=True):
        lay_in(country, point, **{"power.n_generators": 0})
    asked = 'measure = "power.n_generators"\ncomparison = "at_least"\nvalue = 1\nunit = "pcs"'
    standard, prices = standard_of(read_standard_file(file_with(asked), where="made-up.toml")), packaged_prices()
    rows = rows_now(Point.objects.all(), standard, standard.valid_from, prices)
    countries = {
        row.point_id: {place for key in row.purchases for place in prices.items[key].countries} for row in rows
    }
    assert [countries[point.pk] for point in points] == [{"UA"}, {"SE"}]
