"""Points are judged by the standard with what their territories laid over it; what was judged keeps its text."""

from datetime import UTC, date, datetime, timedelta

import pytest

from punkt import clock
from punkt.standards.editions import standard_on
from punkt.standards.faults import BadStandard
from punkt.standards.prices import packaged_prices
from punkt.standards.terms import Force, Scope
from punkt_web.accounts.errors import NotYours
from punkt_web.accounts.queries import Reach
from punkt_web.common.audit import Actor
from punkt_web.common.models import AuditEntry
from punkt_web.readiness import laid
from punkt_web.readiness.actions.overlays import end_overlay, state_overlay
from punkt_web.readiness.actions.rounds import assess_country, assess_if_due, assess_point
from punkt_web.readiness.assessed import assessed_points
from punkt_web.readiness.laid import laid_over, standards_named
from punkt_web.readiness.letters import VERDICT_OF
from punkt_web.readiness.models import LocalOverlay, PointAssessment
from punkt_web.readiness.overlay_checks import moves_of, read_overlay, tried
from punkt_web.readiness.queries import kept_rows, rows_now
from punkt_web.readiness.summary import summary_of, summary_of_rows
from punkt_web.registry.models import Point
from tests.conftest import COUNTRY, NEIGHBOUR_TOWN, OTHER_TOWN, REGION, TOWN
from tests.web.inspecting import make_point
from tests.web.readiness.overlays_made import added, overlay_text, sharper, weaker

ACTOR = Actor("test")
KEY = "ua-1401"
BASE = "ua-1401@2026-02-27"
NOON = datetime(2026, 12, 1, 12, 0, tzinfo=UTC)
TODAY = NOON.date()


@pytest.fixture(autouse=True)
def on_the_day():
    with clock.fixed_at(NOON):
        yield


@pytest.fixture
def points(world):
    """A point of 60 sockets in each of three towns, the third of which lies in another region."""
    found = {town: make_point(town) for town in (TOWN, NEIGHBOUR_TOWN, OTHER_TOWN)}
    Point.objects.update(country="UA", facts={"power.n_sockets": 60}, kind_id="ua-stationary")
    return found


def names() -> dict[str, str]:
    rows = PointAssessment.objects.filter(until=None).values_list("point__territory__code", "name")
    return dict(rows)


def verdict(row: PointAssessment, key: str) -> str:
    asked = [one.id for one in standards_named([row.name])[row.name].of(Scope.POINT)]
    return VERDICT_OF[row.findings[asked.index(key)]].value


def test_each_point_is_asked_what_its_territories_ask_from_the_widest_on(points, world) -> None:
    state_overlay(ACTOR, world[COUNTRY], overlay_text(added("C-1"), code=COUNTRY, key="land"))
    state_overlay(ACTOR, world[REGION], overlay_text(sharper(55), code=REGION, key="region"))
    state_overlay(ACTOR, world[TOWN], overlay_text(sharper(80)))
    assess_country(ACTOR, KEY)
    land, region, town = "land@2026-10-01", "region@2026-10-01", "town@2026-10-01"
    assert names() == {
        TOWN: f"{BASE}+{land}+{region}+{town}",
        NEIGHBOUR_TOWN: f"{BASE}+{land}+{region}",
        OTHER_TOWN: f"{BASE}+{land}",
    }
    rows = {row.point.territory.code: row for row in PointAssessment.objects.filter(until=None)}
    assert {code: verdict(row, "UA-PWR-04") for code, row in rows.items()} == {
        TOWN: "not_met",
        NEIGHBOUR_TOWN: "met",
        OTHER_TOWN: "met",
    }
    asked = standards_named([rows[TOWN].name])[rows[TOWN].name]
    sharpened = next(one for one in asked.requirements if one.id == "UA-PWR-04")
    assert sharpened.adopted_from == f"{region}+{town}"
    assert {"region", "town"} <= set(sharpened.sources)


def test_one_point_comes_out_by_itself_as_in_a_round(points, world) -> None:
    state_overlay(ACTOR, world[TOWN], overlay_text(sharper(80)))
    assess_point(points[TOWN])
    alone = PointAssessment.objects.get(until=None)
    assert (alone.name, verdict(alone, "UA-PWR-04")) == (f"{BASE}+town@2026-10-01", "not_met")
    assert assess_country(ACTOR, KEY).changed == {points[NEIGHBOUR_TOWN].pk, points[OTHER_TOWN].pk}


def test_a_change_of_an_overlay_makes_a_round_due_and_changes_only_its_points(points, world) -> None:
    assess_country(ACTOR, KEY)
    with clock.fixed_at(NOON + timedelta(minutes=1)):
        assert assess_if_due(ACTOR) == []
        made = state_overlay(ACTOR, world[TOWN], overlay_text(sharper(80)))
    with clock.fixed_at(NOON + timedelta(minutes=2)):
        assert [done.changed for done in assess_if_due(ACTOR)] == [{points[TOWN].pk}]
        assert assess_if_due(ACTOR) == []
    with clock.fixed_at(NOON + timedelta(minutes=3)):
        end_overlay(ACTOR, made.pk)
    with clock.fixed_at(NOON + timedelta(minutes=4)):
        assert [done.changed for done in assess_if_due(ACTOR)] == [{points[TOWN].pk}]
    assert names()[TOWN] == BASE


def test_it_holds_from_its_first_day_to_the_day_before_its_last(points, world) -> None:
    state_overlay(ACTOR, world[TOWN], overlay_text(added(), day="2026-12-05", until="2026-12-08"))
    state_overlay(ACTOR, world[TOWN], overlay_text(sharper(70), key="other", day="2026-11-01"))
    path = world[TOWN].path
    asked = {day: laid_over(standard_on(KEY, day), day).at(path).overlays for day in map(_december, (4, 5, 7, 8))}
    other, town = "other@2026-11-01", "town@2026-12-05"
    assert list(asked.values()) == [(other,), (other, town), (other, town), (other,)]
    before = date(2026, 10, 31)
    assert laid_over(standard_on(KEY, before), before).at(path).overlays == ()


def _december(day: int) -> date:
    return date(2026, 12, day)


def test_a_new_version_takes_over_on_its_day_and_when_it_ends_none_comes_back(points, world) -> None:
    first = state_overlay(ACTOR, world[TOWN], overlay_text(sharper(70)))
    second = state_overlay(ACTOR, world[TOWN], overlay_text(sharper(90), day="2026-12-10", until="2026-12-20"))
    path = world[TOWN].path
    on = {day: laid_over(standard_on(KEY, day), day).at(path).overlays for day in map(_december, (9, 10, 20))}
    assert list(on.values()) == [(first.name,), (second.name,), ()]


def test_one_that_has_yet_to_begin_ends_alone_and_one_that_holds_takes_those_before_along(points, world) -> None:
    first = state_overlay(ACTOR, world[TOWN], overlay_text(sharper(70)))
    second = state_overlay(ACTOR, world[TOWN], overlay_text(sharper(80), day="2026-11-01"))
    third = state_overlay(ACTOR, world[TOWN], overlay_text(sharper(90), day="2026-12-10"))
    assert end_overlay(ACTOR, third.pk) == 1
    assert end_overlay(ACTOR, second.pk) == 2
    assert not LocalOverlay.objects.filter(ended_at=None).exists()
    assert {first.pk, second.pk, third.pk} == set(LocalOverlay.objects.values_list("pk", flat=True))
    assert laid_over(standard_on(KEY, TODAY), TODAY).at(world[TOWN].path).overlays == ()


def test_a_text_put_right_is_another_edition_and_what_was_judged_keeps_the_first(points, world) -> None:
    state_overlay(ACTOR, world[TOWN], overlay_text(sharper(80)))
    assess_country(ACTOR, KEY)
    old = PointAssessment.objects.get(point=points[TOWN])
    with clock.fixed_at(NOON + timedelta(days=1)):
        state_overlay(ACTOR, world[TOWN], overlay_text(added("T-1"), added("T-2")))
        assess_if_due(ACTOR)
    old.refresh_from_db()
    new = PointAssessment.objects.get(point=points[TOWN], until=None)
    assert (old.name, new.name) == (f"{BASE}+town@2026-10-01", f"{BASE}+town@2026-10-01.2")
    assert verdict(old, "UA-PWR-04") == "not_met"
    assert (verdict(new, "UA-PWR-04"), verdict(new, "T-2")) == ("met", "unknown")
    assert laid_over(standard_on(KEY, TODAY), TODAY).at(world[TOWN].path).overlays == ("town@2026-10-01",)


def test_what_was_kept_is_counted_by_what_was_asked_of_each(points, world) -> None:
    state_overlay(ACTOR, world[TOWN], overlay_text(sharper(80), added("T-1")))
    assess_country(ACTOR, KEY)
    standard, prices = standard_on(KEY, TODAY), packaged_prices()
    for rows in (kept_rows(Point.objects.all(), KEY, TODAY), rows_now(Point.objects.all(), standard, TODAY, prices)):
        summary = summary_of_rows(rows, standard, prices, standards_named({row.name for row in rows}))
        counts = {one.requirement.id: (one.n_not_met, one.n_asked) for one in summary.requirements}
        assert (counts["UA-PWR-04"], counts["T-1"]) == ((1, 3), (0, 1))


def test_less_than_the_law_is_refused_unless_it_says_why(points, world) -> None:
    with pytest.raises(BadStandard, match="asks less than the law") as refused:
        state_overlay(ACTOR, world[TOWN], overlay_text(weaker()))
    text = overlay_text(weaker())
    assert [text.split("\n")[fault.line - 1] for fault in refused.value.faults] == ['id = "UA-PWR-04"']
    with pytest.raises(BadStandard, match="an overlay cannot remove it"):
        state_overlay(ACTOR, world[TOWN], overlay_text().replace("\n[title]", 'removes = ["UA-PWR-04"]\n\n[title]', 1))
    assert not LocalOverlay.objects.exists()
    state_overlay(ACTOR, world[TOWN], overlay_text(weaker("The hall has ten sockets")))
    assess_country(ACTOR, KEY)
    asked = laid_over(standard_on(KEY, TODAY), TODAY).at(world[TOWN].path)
    assert [one.weakens for one in asked.requirements if one.id == "UA-PWR-04"] == ["The hall has ten sockets"]


def test_a_town_does_not_weaken_what_its_region_asks_as_law_in_silence(points, world) -> None:
    as_law = added("R-1").replace('level = "practice"', 'level = "law"')
    state_overlay(ACTOR, world[REGION], overlay_text(as_law, code=REGION, key="region"))
    softer = as_law.replace('force = "mandatory"', 'force = "recommended"')
    with pytest.raises(BadStandard, match="asks less than the law"):
        state_overlay(ACTOR, world[TOWN], overlay_text(softer))
    elsewhere = softer.replace("R-1", "O-1")
    state_overlay(ACTOR, world[OTHER_TOWN], overlay_text(elsewhere, code=OTHER_TOWN, key="elsewhere"))


def test_what_a_town_sharpened_does_not_fall_away_in_silence(points, world) -> None:
    region = overlay_text(added("R-1"), code=REGION, key="region")
    made = state_overlay(ACTOR, world[REGION], region)
    more = sharper(1).replace("UA-PWR-04", "R-1").replace("power.n_sockets", "service.heat")
    more = more.replace("at_least", "present").replace('value = 1\nunit = "pcs"\n', "")
    state_overlay(ACTOR, world[TOWN], overlay_text(more))
    with pytest.raises(BadStandard, match="town@2026-10-01, which is laid over it, would not fit any more"):
        state_overlay(ACTOR, world[REGION], overlay_text(added("R-2"), code=REGION, key="region", day="2026-11-01"))
    end_overlay(ACTOR, made.pk)  # who ends one may, and the page tells what does not fit any more
    now = laid_over(standard_on(KEY, TODAY), TODAY)
    assert now.at(world[TOWN].path).overlays == ()
    assert set(now.unfit) == {"town@2026-10-01"}
    assert assess_country(ACTOR, KEY).n_points == 3


@pytest.mark.parametrize(
    ("change", "told", "line"),
    [
        (lambda text: text.replace(f'["{TOWN}"]', f'["{TOWN}", "{REGION}"]'), "names that one alone", "territories"),
        (lambda text: text.replace('country = "ZZ"', 'country = "UA"'), "country of this territory is ZZ", "country"),
        (lambda text: text.replace('overlay_of = "ua-1401"', 'overlay_of = "moon"'), "moon is not", "overlay_of"),
        (lambda text: text.replace('overlay_of = "ua-1401"\n', ""), "overlay_of is missing", ""),
        (lambda text: text.replace('id = "town"', 'id = "sphere"', 1), "not that of a standard", "id"),
        (lambda text: text.replace("\ncountry", "\nvalid_until = 2026-11-01\ncountry", 1), "has ended", "valid_until"),
        (lambda text: text.partition("\n[[sharpen]]")[0], "changes nothing", ""),
        (lambda text: text.replace("UA-PWR-04", "UA-XXX-99"), "no requirement UA-XXX-99", "id"),
        (lambda text: text.replace('"pcs"', '"l"'), "told in pcs", "unit"),
        (lambda text: text + "".join(added(f"T-{n}") for n in range(100)), "the most are 100", ""),
    ],
)  # fmt: skip
def test_a_text_that_cannot_be_is_refused_with_its_lines(world, change, told: str, line: str) -> None:
    text = change(overlay_text(sharper(80)))
    with pytest.raises(BadStandard, match=told) as refused:
        state_overlay(ACTOR, world[TOWN], text)
    fault = refused.value.faults[0]
    assert text.split("\n")[fault.line - 1].startswith(line) if line else fault.line == 0, fault
    assert not LocalOverlay.objects.exists()


@pytest.mark.parametrize(
    "text",
    [
        "a = " + "[" * 40_000,
        "x" * 100_001,
        "a" + ".a" * 40_000 + " = 1",
        'id = "a\0b"',
        "\0",
        "a = " + "9" * 90_000,
        "[" + "a" * 90_000,
        "",
        "id = \ud800".encode("utf-8", "replace").decode(),
        overlay_text(sharper(80)).replace("[title]", "[title.a.b.c]\nx = 1\n[title]"),
    ],
    ids=["nested", "huge", "dotted", "zero in text", "zero", "digits", "a name", "nothing", "half a letter", "tables"],
)  # fmt: skip
def test_hostile_texts_are_refused_as_any_other(world, text: str) -> None:
    with pytest.raises(BadStandard):
        state_overlay(ACTOR, world[TOWN], text)


def test_its_name_belongs_to_one_territory_and_the_same_text_is_stated_once(world) -> None:
    state_overlay(ACTOR, world[TOWN], overlay_text(sharper(80)))
    with pytest.raises(BadStandard, match="stated already"):
        state_overlay(ACTOR, world[TOWN], "\ufeff" + overlay_text(sharper(80)).replace("\n", "\r\n"))
    with pytest.raises(BadStandard, match="called town already"):
        state_overlay(ACTOR, world[REGION], overlay_text(sharper(80), code=REGION))


def test_only_who_decides_for_the_territory_states_and_ends(world) -> None:
    within = Reach(territory_codes=frozenset({TOWN}))
    with pytest.raises(NotYours):
        state_overlay(ACTOR, world[REGION], overlay_text(sharper(80), code=REGION), within=within)
    made = state_overlay(ACTOR, world[REGION], overlay_text(sharper(80), code=REGION))
    with pytest.raises(NotYours):
        end_overlay(ACTOR, made.pk, within=within)
    assert LocalOverlay.objects.get().ended_at is None
    assert AuditEntry.objects.filter(entity="overlay").count() == 1


def test_what_it_would_change_is_told_before_it_is_stated(points, world) -> None:
    one = tried(world[REGION], read_overlay(world[REGION], overlay_text(sharper(80), code=REGION)))
    moves = moves_of(one)
    assert (moves.n_points, moves.n_changed) == (2, 2)
    assert {(before.value, after.value) for before, after in moves.changed} == {("unknown", "gaps")}
    assert not LocalOverlay.objects.exists()


def test_texts_are_read_once_and_not_for_each_point(points, world, monkeypatch, django_assert_max_num_queries) -> None:
    for code, key in ((REGION, "region"), (TOWN, "town")):
        state_overlay(ACTOR, world[code], overlay_text(sharper(80 if code == TOWN else 70), code=code, key=key))
    laid._READ.clear()
    read: list[str] = []
    reader = laid.read_standard_file
    monkeypatch.setattr(laid, "read_standard_file", lambda text, where: read.append(where) or reader(text, where=where))
    standard = standard_on(KEY, TODAY)
    for _time in range(3):
        rows_now(Point.objects.all(), standard, TODAY, packaged_prices())
    assert sorted(read) == ["region@2026-10-01", "town@2026-10-01"]
    with django_assert_max_num_queries(1):
        laid_over(standard, TODAY).at(world[TOWN].path)


def test_a_text_that_is_no_longer_understood_is_left_out_and_stops_nothing(points, world) -> None:
    state_overlay(ACTOR, world[TOWN], overlay_text(sharper(80)))
    LocalOverlay.objects.update(text="measure = gone", digest="0" * 64)
    assert assess_country(ACTOR, KEY).n_points == 3
    assert set(names().values()) == {BASE}


def test_what_two_towns_ask_apart_has_two_ids(points, world) -> None:
    state_overlay(ACTOR, world[TOWN], overlay_text(added("T-1")))
    with pytest.raises(BadStandard, match=r"T-1 is something else in town@2026-10-01"):
        state_overlay(ACTOR, world[OTHER_TOWN], overlay_text(added("T-1"), code=OTHER_TOWN, key="elsewhere"))
    state_overlay(ACTOR, world[TOWN], overlay_text(added("T-1"), day="2026-11-01"))  # its own next version
    state_overlay(ACTOR, world[OTHER_TOWN], overlay_text(added("O-1"), code=OTHER_TOWN, key="elsewhere"))


def test_what_others_are_only_told_of_is_counted_where_it_is_asked(points, world) -> None:
    standard = standard_on(KEY, TODAY)
    asked = next(one for one in standard.of(Scope.POINT) if one.force is Force.INFO)
    rest = f'\n[[sharpen]]\nid = "{asked.id}"\nsources = ["{{source}}"]\nforce = "mandatory"\n'
    state_overlay(ACTOR, world[TOWN], overlay_text(rest))
    paths = dict(Point.objects.values_list("code", "territory__path"))
    found = laid_over(standard, TODAY).assess_all(assessed_points(Point.objects.all()), paths, TODAY)
    summary = summary_of(found, packaged_prices(), "UA", standard)
    [count] = [one for one in summary.requirements if one.requirement.id == asked.id]
    assert (count.requirement.force, count.letters.total()) == (Force.MANDATORY, 1)
    assert asked.id in {one.requirement.id for one in (*summary.worst, *summary.least_known)}
    assert summary.n_unknown == sum(one.n_unknown for one in summary.least_known)


def test_one_place_is_judged_by_what_reaches_it_alone(points, world) -> None:
    state_overlay(ACTOR, world[REGION], overlay_text(added("R-1"), code=REGION, key="region"))
    state_overlay(ACTOR, world[OTHER_TOWN], overlay_text(added("O-1"), code=OTHER_TOWN, key="elsewhere"))
    here = world[TOWN].path
    standard = standard_on(KEY, TODAY)
    assert set(laid_over(standard, TODAY, path=here).rows) == {"region@2026-10-01"}
    assert laid_over(standard, TODAY, path=here).at(here) == laid_over(standard, TODAY).at(here)
    assert set(laid_over(standard, TODAY, path="").rows) == set()
