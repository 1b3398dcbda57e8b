"""Readiness at the desk: of my points alone, with what nobody knows, and no secret value in any page or file."""

import csv
import io
from datetime import date

import pytest
from django.utils import translation

from punkt import clock
from punkt.model.vocabulary import Visibility
from punkt.standards.assessing import Assessed, assess
from punkt.standards.editions import standard_on
from punkt.standards.prices import packaged_prices
from punkt.wording import DECISION
from punkt_web.common.audit import Actor
from punkt_web.readiness.actions.rounds import assess_country
from punkt_web.readiness.models import PointAssessment
from punkt_web.readiness.told import FINDING_COLUMNS, assessment_rows
from punkt_web.registry.actions.policies import set_policy
from punkt_web.registry.models import Point, Territory
from tests.conftest import NEIGHBOUR_TOWN, OTHER_TOWN, TOWN
from tests.web.dashboard.conftest import text_of

PAGE = "/desk/readiness/"
KEY = "ua-1401"
ACTOR = Actor("test")
SECRET = "203.0.113.77"
BY_LAW = {"standard": KEY}


@pytest.fixture
def told(make_point):
    """A point in each of three towns: light missing, light there, nothing known."""
    points = [make_point(town, name={"uk": f"Школа {town}"}) for town in (TOWN, NEIGHBOUR_TOWN, OTHER_TOWN)]
    facts = [{"power.lighting": "no", "communication.static_ip": SECRET}, {"power.lighting": "yes"}, {}]
    for point, known in zip(points, facts, strict=True):
        Point.objects.filter(pk=point.pk).update(country="UA", facts=known, kind_id="ua-stationary")
    assess_country(ACTOR, KEY)
    return points


def findings(client, **query: str) -> list[dict[str, str]]:
    return client.get(f"{PAGE}readiness.json", {**BY_LAW, **query}).json()["findings"]


def codes(client, **query: str) -> set[str]:
    return {one["point"] for one in findings(client, **query)}


def test_each_sees_their_own_points(told, browser, coordinator, other_coordinator, region_officer) -> None:
    assert codes(browser(coordinator)) == {told[0].code}
    assert codes(browser(other_coordinator)) == {told[2].code}
    assert codes(browser(region_officer)) == {told[0].code, told[1].code}
    assert codes(browser(coordinator), territory=OTHER_TOWN) == set()
    assert codes(browser(coordinator), territory="ZZ") == {told[0].code}


def test_who_has_no_role_sees_nothing(told, browser, outsider, stranger) -> None:
    code = told[0].code
    for page in (
        "",
        "readiness.csv",
        "readiness.json",
        "procurement/",
        "procurement/procurement.csv",
        "standards/",
        f"points/{code}/",
    ):
        assert browser(outsider).get(f"{PAGE}{page}").status_code == 403
        assert stranger.get(f"{PAGE}{page}").status_code == 302


def test_the_point_of_another_is_not_found(told, browser, coordinator) -> None:
    assert browser(coordinator).get(f"{PAGE}points/{told[2].code}/").status_code == 404


def test_a_hidden_point_counts_only_for_those_who_may_know_of_it(told, browser, viewer, coordinator) -> None:
    set_policy(ACTOR, told[0], Visibility.HIDDEN, reason="a target")
    assert codes(browser(coordinator)) == {told[0].code}
    assert codes(browser(viewer)) == set()
    assert told[0].code not in text_of(browser(viewer).get(PAGE, BY_LAW))
    assert browser(viewer).get(f"{PAGE}points/{told[0].code}/").status_code == 404


def test_a_secret_value_is_judged_and_not_told(told, browser, viewer, coordinator) -> None:
    page = f"{PAGE}points/{told[0].code}/"
    assert SECRET not in browser(viewer).get(page, BY_LAW).content.decode()
    assert SECRET in browser(coordinator).get(page, BY_LAW).content.decode()
    for client in (browser(viewer), browser(coordinator)):
        for form in ("", "readiness.csv", "readiness.json", "procurement/"):
            answer = client.get(f"{PAGE}{form}", BY_LAW)
            content = b"".join(answer.streaming_content) if answer.streaming else answer.content
            assert SECRET.encode() not in content
    met = {one["requirement"]: one["finding"] for one in findings(browser(viewer))}
    assert met["UA-COM-03"] == "met"


def test_what_lacks_and_what_nobody_knows_stand_apart(told, browser, region_officer) -> None:
    text = text_of(browser(region_officer).get(PAGE, BY_LAW))
    assert "UA-LGT-01" in text
    lacking, unknown = text.split("What nobody knows", 1)
    assert "1 of 2" in lacking
    assert "UA-HEA-01" in unknown
    assert "2 points" in text


def test_what_was_stated_away_and_what_may_not_be_asked_are_counted_on_the_page(told, browser, coordinator) -> None:
    Point.objects.filter(pk=told[0].pk).update(facts={"power.lighting": "n/a"}, kind_id=None)
    assess_country(ACTOR, KEY)
    text = text_of(browser(coordinator).get(PAGE, BY_LAW))
    assert "1 time it was stated that a requirement does not apply." in text
    assert "of them it is not known whether they are asked at all." in text
    assert "1 stated not to apply" in text_of(browser(coordinator).get(f"{PAGE}points/{told[0].code}/", BY_LAW))


def test_points_that_lack_a_requirement_are_listed(told, browser, region_officer) -> None:
    client = browser(region_officer)
    lacking = client.get(PAGE, {**BY_LAW, "requirement": "UA-LGT-01"})
    assert [line["point"].code for line in lacking.context["lines"]] == [told[0].code]
    unknown = client.get(PAGE, {**BY_LAW, "requirement": "UA-HEA-01", "is": "unknown"})
    assert {line["point"].code for line in unknown.context["lines"]} == {told[0].code, told[1].code}
    gaps = client.get(PAGE, {**BY_LAW, "level": "gaps"})
    assert [line["point"].code for line in gaps.context["lines"]] == [told[0].code]


def test_as_of_a_day_that_is_past(told, browser, coordinator) -> None:
    PointAssessment.objects.update(since=date(2026, 10, 1), until=date(2026, 11, 1))
    client = browser(coordinator)
    assert codes(client, on="2026-10-15") == {told[0].code}
    assert codes(client, on="2026-11-01") == set()
    assert codes(client, on="2026-09-30") == set()


def test_what_was_found_by_a_version_before_it_was_put_right_stops_no_page(told, browser, region_officer) -> None:
    row = PointAssessment.objects.get(point=told[0])
    PointAssessment.objects.filter(pk=row.pk).update(findings=row.findings[:-1])
    client = browser(region_officer)
    for query in ({}, {"requirement": "UA-LGT-01"}, {"on": str(row.since)}):
        assert client.get(PAGE, {**BY_LAW, **query}).status_code == 200
    assert codes(client) == {told[1].code}


@pytest.mark.parametrize("day", ["yesterday", "2999-01-01", "2026-13-40", "\x00", "0001-01-01"])
def test_a_day_that_cannot_be_is_told(told, browser, coordinator, world, day: str) -> None:
    Territory.objects.filter(pk=world[TOWN].pk).update(country="UA")
    client = browser(coordinator)
    assert client.get(PAGE, {**BY_LAW, "on": day}).status_code == 200
    assert 'aria-invalid="true"' in client.get(PAGE, {**BY_LAW, "on": day}).content.decode()
    assert client.get(f"{PAGE}readiness.csv", {**BY_LAW, "on": day}).status_code == 400


@pytest.mark.parametrize("key", ["ua-1402", "../../etc/passwd", "ua-1401@1999-01-01", "<script>"])
def test_a_standard_that_there_is_not_is_told(told, browser, coordinator, key: str) -> None:
    client = browser(coordinator)
    page = client.get(PAGE, {"standard": key})
    assert page.status_code == 200
    assert "<script>" not in page.content.decode().partition("<main")[2].replace("<script src", "")
    assert client.get(f"{PAGE}points/{told[0].code}/", {"standard": key}).status_code == 200


def test_any_standard_can_be_held_against_any_point(told, browser, coordinator) -> None:
    client = browser(coordinator)
    for key in ("sphere", "se-trygghetspunkt", "ee-kerksuskeskus", "nl-noodsteunpunt"):
        assert client.get(PAGE, {"standard": key}).context["summary"].n_points == 1
        assert client.get(f"{PAGE}points/{told[0].code}/", {"standard": key}).status_code == 200


def test_a_standard_that_asks_nothing_of_these_points_says_so_and_makes_nothing_sound_well(told, browser, coordinator):
    Point.objects.update(country="EE", kind="ee-evacuation", facts={"opening.service_level": "day"})
    assess_country(Actor("test"), "ee-kerksuskeskus")
    page = text_of(browser(coordinator).get(PAGE, {"standard": "ee-kerksuskeskus"}))
    assert "This standard asks nothing of points of these kinds." in page
    assert "Everything that is asked is known." not in page
    assert "0 EUR" not in page


def test_a_standard_of_another_country_asks_what_corresponds(told, browser, coordinator) -> None:
    page = text_of(browser(coordinator).get(PAGE, {"standard": "ee-kerksuskeskus"}))
    assert "This standard asks nothing of points of these kinds." not in page
    assert "EE-06" in page


def test_what_to_get_is_a_file_too(told, browser, coordinator) -> None:
    lines = b"".join(browser(coordinator).get(f"{PAGE}procurement/procurement.csv", BY_LAW).streaming_content)
    rows = list(csv.DictReader(io.StringIO(lines.decode("utf-8-sig"))))
    lighting = next(row for row in rows if "power.lighting" in packaged_prices().items[row["item"]].closes)
    assert (lighting["n_points"], lighting["currency"], lighting["on"]) == ("1", "EUR", clock.now().date().isoformat())
    assert lighting["name"]


def test_what_we_decided_ourselves_is_told_in_words(told, browser, coordinator) -> None:
    prices = packaged_prices()
    item = next(one for one in prices.items.values() if any(source.startswith(DECISION) for source in one.sources))
    PointAssessment.objects.update(purchases={item.key: 1})
    page = browser(coordinator).get(f"{PAGE}procurement/", BY_LAW).content.decode()
    assert 'Decision of ours: <span lang="en">' in page
    assert "[decision]" not in page


def test_assessing_now_is_for_those_who_edit(told, browser, viewer, coordinator) -> None:
    Point.objects.filter(pk=told[0].pk).update(facts={"power.lighting": "yes"})
    assert browser(viewer).post(f"{PAGE}assess/{KEY}").status_code == 403
    assert browser(coordinator).get(f"{PAGE}assess/{KEY}").status_code == 405
    assert browser(coordinator).post(f"{PAGE}assess/sphere").status_code == 404
    assert browser(coordinator).post(f"{PAGE}assess/{KEY}").status_code == 302
    met = {one["requirement"]: one["finding"] for one in findings(browser(coordinator))}
    assert met["UA-LGT-01"] == "met"


def test_assessing_now_tells_of_own_points_alone(told, browser, coordinator) -> None:
    Point.objects.update(facts={"power.lighting": "limited"})
    page = browser(coordinator).post(f"{PAGE}assess/{KEY}", follow=True)
    assert "1 point was assessed. At 1 something came out otherwise." in text_of(page)
    page = browser(coordinator).post(f"{PAGE}assess/{KEY}", follow=True)
    assert "1 point was assessed. Nothing came out otherwise." in text_of(page)


def test_points_of_another_country_are_not_assessed(told, browser, coordinator) -> None:
    Point.objects.filter(pk=told[2].pk).update(country="SE")
    assert browser(coordinator).post(f"{PAGE}assess/se-trygghetspunkt").status_code == 403
    assert not PointAssessment.objects.filter(standard="se-trygghetspunkt").exists()


def test_it_is_told_how_many_points_changed_since(told, browser, coordinator) -> None:
    assert "was changed since" not in text_of(browser(coordinator).get(PAGE, BY_LAW))
    Point.objects.filter(pk=told[0].pk).update(updated_at=clock.now())
    assert "1 point was changed since" in text_of(browser(coordinator).get(PAGE, BY_LAW))


def test_the_table_for_spreadsheets_is_harmless_and_says_where_it_is_from(told, browser, coordinator) -> None:
    answer = browser(coordinator).get(f"{PAGE}readiness.csv", BY_LAW)
    rows = list(csv.DictReader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))
    assert {row["standard"] for row in rows} == {"ua-1401@2026-02-27"}
    assert tuple(rows[0]) == tuple(findings(browser(coordinator))[0]) == FINDING_COLUMNS
    here = next(
        assessment_rows(
            [assess(Assessed("A", {}), standard_on(KEY, clock.now().date()), on=clock.now().date())],
            facts_of=clock.now().date(),
            is_kept=False,
        )
    )
    assert tuple(here)[: len(FINDING_COLUMNS)] == FINDING_COLUMNS


def test_files_tell_the_reasons_that_are_kept(told, browser, coordinator) -> None:
    Point.objects.filter(pk=told[0].pk).update(facts={"power.lighting": "n/a"}, kind_id=None)
    assess_country(ACTOR, KEY)
    reasons = {one["requirement"]: one["reason"] for one in findings(browser(coordinator))}
    assert reasons["UA-LGT-01"] == "stated"
    assert "subject_not_known" in reasons.values()


def test_the_words_of_the_table_are_those_of_findings(told, browser, coordinator) -> None:
    rows = findings(browser(coordinator))
    assert {row["finding"] for row in rows} <= {"met", "not_met", "unknown", "not_applicable", "by_referral"}


@pytest.mark.parametrize("language", ["uk", "en", "et", "sv"])
def test_pages_are_in_four_languages(told, browser, coordinator, language: str) -> None:
    client = browser(coordinator)
    client.cookies["django_language"] = language
    with translation.override(language):
        heading = translation.gettext("Readiness")
    for page in ("", "procurement/", "standards/", f"points/{told[0].code}/"):
        answer = client.get(f"{PAGE}{page}", BY_LAW, headers={"accept-language": language})
        assert answer.status_code == 200
    assert heading in text_of(client.get(PAGE, BY_LAW, headers={"accept-language": language}))


def test_the_overview_asks_the_database_a_few_times_however_many_points(
    told, browser, region_officer, make_point, django_assert_max_num_queries
) -> None:
    for _number in range(12):
        Point.objects.filter(pk=make_point(TOWN).pk).update(country="UA")
    assess_country(ACTOR, KEY)
    client = browser(region_officer)
    client.get(PAGE, BY_LAW)
    with django_assert_max_num_queries(25):
        client.get(PAGE, BY_LAW)


def test_what_is_asked_of_a_territory_is_for_those_who_may_know_of_every_point(
    told, browser, viewer, coordinator, world
) -> None:
    world[TOWN].population = 300
    world[TOWN].save()
    lines = {
        one.id: one
        for part in browser(coordinator).get(PAGE, {"standard": "ee-kerksuskeskus"}).context["of_territory"]
        for one in part.lines
    }
    assert (lines["EE-11"].verdict, lines["EE-02"].verdict) == ("Met", "Not known")
    assert "300" in lines["EE-11"].evidence[0].value
    assert browser(viewer).get(PAGE, {"standard": "ee-kerksuskeskus"}).context["of_territory"] == []


def test_whether_it_is_decided_what_may_be_published_is_known(told, browser, coordinator, world) -> None:
    def verdict() -> str:
        parts = browser(coordinator).get(PAGE, BY_LAW).context["of_territory"]
        return next(one.verdict for part in parts for one in part.lines if one.id == "UA-SEC-02")

    assert verdict() == "Not met"
    set_policy(ACTOR, world[TOWN], Visibility.AREA, reason="decided")
    assert verdict() == "Met"
