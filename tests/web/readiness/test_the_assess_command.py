"""``punkt assess``: points of a list, without a database, or of a territory, held against a standard."""

import csv
import io
import json
import subprocess
import sys
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from punkt import clock
from punkt.errors import InvalidValue, UnreadableFile
from punkt.model.vocabulary import EvidenceMethod
from punkt.standards.faults import BadStandard
from punkt_web.assess_commands import assess
from punkt_web.common.audit import Actor
from punkt_web.common.zones import today_in
from punkt_web.readiness.actions.rounds import assess_country
from punkt_web.registry.actions.merging import merge_points
from punkt_web.registry.actions.points import register_point, set_status
from punkt_web.registry.models import Point, PointKind, Territory
from punkt_web.registry.statements import Evidence
from tests.conftest import NEIGHBOUR_TOWN, OTHER_TOWN, REGION, TOWN
from tests.library.standards.made import CHECKED, HEAD, file_with, requirement

REAL = Path(__file__).resolve().parents[4] / "shared" / "data" / "points"
DAY = ("--on", "2026-12-01")
LIST = """\
name.en,kind,host_kind,capacity_seated,service.heat,power.n_sockets,stated_on
School,stationary,school,120,yes,60,2026-11-01
=HYPERLINK(),mobile,,,no,10,2026-11-01
Church,,worship,,limited,,
Nobody knows,,,,unknown,,
,,,40,,,
"""
HEAT = 'measure = "service.heat"\ncomparison = "present"'
ACTOR = Actor("tester@example.org")
SEEN = Evidence("visit", EvidenceMethod.SEEN, "2026-11-21")
PAST_AND_NOW = ("2026-11-21", "2026-12-01")


@pytest.fixture(autouse=True)
def _beside_a_list_and_a_standard(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("list.csv").write_text(LIST, "utf-8")
    Path("made-up.toml").write_text(file_with(HEAT, CHECKED + '\n[requirement.subject]\nkinds = ["ua-stationary"]'))


def run(*arguments: str) -> Result:
    return CliRunner().invoke(assess, [*arguments, *DAY])


def findings(*arguments: str) -> list[dict[str, object]]:
    done = run(*arguments, "--format", "json")
    assert done.exit_code == 0, done.output
    rows: list[dict[str, object]] = json.loads(done.stdout)
    return rows


def told(*arguments: str) -> dict[tuple[object, object], object]:
    return {(row["point"], row["requirement"]): row["finding"] for row in findings(*arguments)}


def test_a_list_is_held_against_a_standard_without_a_database() -> None:
    assert told("list.csv", "--standard", "made-up.toml") == {
        ("School", "X-1"): "met",
        ("School", "X-2"): "met",
        ("=HYPERLINK()", "X-1"): "not_met",
        ("=HYPERLINK()", "X-2"): "not_applicable",
        ("Church", "X-1"): "not_met",
        ("Church", "X-2"): "unknown",
        ("Nobody knows", "X-1"): "unknown",
        ("Nobody knows", "X-2"): "unknown",
    }


def test_reasons_evidence_and_names_stand_beside_a_finding() -> None:
    rows = {(row["point"], row["requirement"]): row for row in findings("list.csv", "--standard", "made-up.toml")}
    assert rows["School", "X-1"] == {
        "point": "School",
        "standard": "made-up@2026-01-01",
        "on": "2026-12-01",
        "readiness": "full",
        "requirement": "X-1",
        "level": "law",
        "force": "mandatory",
        "finding": "met",
        "reason": None,
        "proven": False,
        "oldest_evidence_days": 30,
        "facts_of": today_in("UA").isoformat(),
    }
    assert rows["Church", "X-2"]["reason"] == "subject_not_known"
    assert rows["Church", "X-1"]["oldest_evidence_days"] is None
    assert rows["Nobody knows", "X-1"]["reason"] == "value_not_known"
    assert rows["=HYPERLINK()", "X-2"]["reason"] == "other_subject"


def test_csv_has_the_same_rows_and_no_cell_is_a_formula() -> None:
    text = run("list.csv", "--standard", "made-up.toml", "--format", "csv").stdout.removeprefix("\ufeff")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    asked = findings("list.csv", "--standard", "made-up.toml")
    assert [row["finding"] for row in rows] == [row["finding"] for row in asked]
    assert list(rows[0]) == list(asked[0])
    assert {row["point"] for row in rows} == {"School", "'=HYPERLINK()", "Church", "Nobody knows"}
    assert not any(cell.startswith(("=", "+", "@")) for row in rows for cell in row.values())


def test_rows_that_name_no_point_are_counted_beside_what_comes_out() -> None:
    done = run("list.csv", "--standard", "made-up.toml", "--format", "json")
    assert done.stderr == "1 row names no point and is left out.\n"
    assert len(json.loads(done.stdout)) == 8


def test_where_nothing_lacks_it_is_said() -> None:
    Path("list.csv").write_text(LIST.splitlines()[0] + "\nSchool,stationary,school,120,yes,60,\n", "utf-8")
    whole = run("list.csv", "--standard", "made-up.toml").stdout
    assert whole.endswith("\nNothing is known to be missing.\n")
    assert "nobody knows" not in whole


def test_text_tells_the_whole_and_with_points_each_point() -> None:
    whole = run("list.csv", "--standard", "made-up.toml").stdout
    assert "\n4 points. " in whole
    assert "What lacks most\n  X-1  2 of 4  Asked\n" in whole
    assert "What nobody knows\n  X-2  2 of 3  Asked\n  X-1  1 of 4  Asked\n" in whole
    assert "School" not in whole
    each = run("list.csv", "--standard", "made-up.toml", "--points").stdout
    assert each.startswith(whole)
    assert "\nSchool\nLaw: Everything asked for is there. 2 of 2 met, 0 not met, 0 not known\n" in each
    assert "  Not known        X-2" in each


def test_law_and_guidance_are_told_apart_and_nothing_is_told_of_what_asks_nothing() -> None:
    with Path("two.toml").open("w") as file:
        file.write(HEAD + requirement(HEAT) + requirement(CHECKED, key="X-2", level="guidance"))
    each = run("list.csv", "--standard", "two.toml", "--points").output
    assert "Law: Something asked for is missing. 0 of 1 met, 1 not met, 0 not known\n" in each
    assert "Guidance of the state: Something asked for is missing. 0 of 1 met, 1 not met, 0 not known\n" in each
    of_mobile = run("list.csv", "--standard", "made-up.toml", "--points").output
    assert "0 of 0 met" not in of_mobile


def test_an_overlay_is_laid_over_and_named() -> None:
    head = HEAD.replace('id = "made-up"', 'id = "ua-town"\noverlay_of = "made-up"\nterritories = ["UA53"]')
    sharper = f'\n[[sharpen]]\nid = "X-2"\nsources = ["S1"]\n{CHECKED.replace("50", "80")}\n'
    Path("town.toml").write_text(head + sharper, "utf-8")
    rows = findings("list.csv", "--standard", "made-up.toml", "--overlay", "town.toml")
    assert {row["standard"] for row in rows} == {"made-up@2026-01-01+ua-town@2026-01-01"}
    assert told("list.csv", "--standard", "made-up.toml", "--overlay", "town.toml")["School", "X-2"] == "not_met"


def test_a_bad_standard_or_overlay_is_refused_with_its_lines() -> None:
    Path("bad.toml").write_text(file_with(HEAT + "\ncolour = 1"), "utf-8")
    line = file_with(HEAT + "\ncolour = 1").splitlines().index("colour = 1") + 1
    for arguments in (["--standard", "bad.toml"], ["--standard", "made-up.toml", "--overlay", "bad.toml"]):
        error = run("list.csv", *arguments).exception
        assert isinstance(error, BadStandard)
        assert (error.where, [fault.line for fault in error.faults]) == ("bad.toml", [line])
    done = subprocess.run(  # noqa: S603 # our own command
        [str(Path(sys.executable).parent / "punkt"), "assess", "list.csv", "--standard", "bad.toml"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("punkt: bad.toml: ")
    assert f"{line}: 'colour' is not a key here." in done.stderr


def test_prices_of_ones_own() -> None:
    Path("prices.toml").write_text(
        'version = 1\ncurrency = "UAH"\nas_of = 2026-11-01\n'
        '[[source]]\nkey = "P"\ntitle = "Shop"\nwhere = "example.org"\ngrade = "read"\n'
        '[[item]]\nkey = "stove"\ncloses = ["service.heat"]\nprice_low = 900\nprice_high = 1000\nsources = ["P"]\n'
        '[item.names]\nuk = "Піч"\nen = "Stove"\net = "Ahi"\nsv = "Kamin"\n',
        "utf-8",
    )
    whole = run("list.csv", "--standard", "made-up.toml", "--prices", "prices.toml").output
    assert "  Stove: 2; 1,800 to 2,000 UAH" in whole


def test_cells_that_cannot_be_read_and_columns_that_say_nothing_are_told() -> None:
    lines = ("name.en,service.heat,heat.indoor_c,power.n_generators,colour", "School,yes,twenty,-1,red")
    Path("odd.csv").write_text("\n".join(lines), "utf-8")
    done = run("odd.csv", "--standard", "made-up.toml", "--report", "read.json")
    assert done.exit_code == 0
    assert done.stderr.splitlines() == [
        "Columns understood: 4 of 5",
        "Columns kept and not used: colour",
        "2 cells could not be read and count as not known:",
        "  Row 2, heat.indoor_c, “twenty”: The value cannot be read and was kept as received.",
        "  Row 2, power.n_generators, “-1”: The number cannot be right for this field and was not taken over.",
    ]
    read = json.loads(Path("read.json").read_text("utf-8"))
    assert (read["n_points"], read["n_columns_understood"], read["columns"]["colour"]) == (1, 4, None)
    assert [(one["row"], one["column"], one["value"], one["code"]) for one in read["unread"]] == [
        (2, "heat.indoor_c", "twenty", "unreadable-value"),
        (2, "power.n_generators", "-1", "out-of-limits"),
    ]


@pytest.mark.parametrize(
    "text", ["# Read me\n\nA page of *words*, and no table.\n", "colour,size\nred,big\nblue,small\n"]
)
def test_what_is_no_table_of_points_is_refused_with_what_to_do(text: str) -> None:
    Path("README.md").write_text(text, "utf-8")
    error = run("README.md", "--standard", "made-up.toml").exception
    assert isinstance(error, UnreadableFile)
    assert "CSV or XLSX" in str(error)


def test_the_text_names_the_overlays() -> None:
    head = HEAD.replace('id = "made-up"', 'id = "ua-town"\noverlay_of = "made-up"\nterritories = ["UA53"]')
    Path("town.toml").write_text(head + requirement(HEAT, key="T-1"), "utf-8")
    whole = run("list.csv", "--standard", "made-up.toml", "--overlay", "town.toml").stdout
    assert whole.splitlines()[1] == "made-up@2026-01-01+ua-town@2026-01-01"


@pytest.mark.parametrize("arguments", [[], ["list.csv", "--territory", TOWN]])
def test_a_list_or_a_territory_and_not_both(arguments: list[str]) -> None:
    assert isinstance(run(*arguments, "--standard", "made-up.toml").exception, InvalidValue)


@pytest.mark.skipif(not REAL.is_dir(), reason="the real lists (../shared/data/points) are not here")
@pytest.mark.parametrize("standard", ["ua-1401", "ee-kerksuskeskus", "se-trygghetspunkt", "sphere"])
@pytest.mark.parametrize(
    "name", ["ua_okhtyrka_shelters.json", "ua_osm_invincibility_excerpt.geojson", "ee_varjumiskohad_excerpt.csv"]
)
def test_real_lists_say_little_and_what_they_do_not_say_is_not_known(name: str, standard: str) -> None:
    rows = findings(str(REAL / name), "--standard", standard)
    verdicts = Counter(row["finding"] for row in rows)
    assert verdicts["unknown"] > 0.9 * len(rows)
    assert all(row["reason"] for row in rows if row["finding"] in {"unknown", "not_applicable"})
    assert not any(row["proven"] for row in rows), "a list is imported, and each of these asks for more"


# The registry


def stated(territory: Territory, **statements: object) -> Point:
    return register_point(ACTOR, {"territory": territory, **statements}, SEEN)


@pytest.fixture
def school(world: dict[str, Territory]) -> Point:
    kind = PointKind.objects.get(code="ua-stationary")
    return stated(world[TOWN], kind=kind, **{"service.heat": "yes", "power.n_sockets": 60})


def test_a_territory_has_its_points_and_those_below_it(school: Point, world: dict[str, Territory]) -> None:
    neighbour = stated(world[NEIGHBOUR_TOWN], **{"service.heat": "no"})
    stated(world[OTHER_TOWN])
    of_town = told("--territory", TOWN, "--standard", "made-up.toml")
    assert of_town == {(school.code, "X-1"): "met", (school.code, "X-2"): "met"}
    of_region = told("--territory", REGION, "--standard", "made-up.toml")
    assert {point for point, _requirement in of_region} == {school.code, neighbour.code}
    assert of_region[neighbour.code, "X-1"] == "not_met"


def test_a_demo_network_says_so_in_each_form_and_a_list_of_ones_own_does_not(school: Point, settings) -> None:
    settings.IS_DEMO = True
    of_town = ("--territory", TOWN, "--standard", "made-up.toml")
    assert run(*of_town).stdout.startswith("DEMO: made-up points, not a real network\n")
    assert all(row["demo"] is True for row in findings(*of_town))
    lines = run(*of_town, "--format", "csv").stdout.removeprefix("\ufeff").splitlines()
    assert len(lines) == 3
    assert all(line.startswith("DEMO,") for line in lines)
    for form in ("text", "csv", "json"):
        assert "demo" not in run("list.csv", "--standard", "made-up.toml", "--format", form).stdout.casefold()


def test_withdrawn_and_merged_points_are_left_out(school: Point, world: dict[str, Territory]) -> None:
    withdrawn, twin, elsewhere = (stated(world[TOWN]) for _number in range(3))
    set_status(ACTOR, withdrawn, Point.Status.WITHDRAWN, reason="closed")
    merge_points(ACTOR, elsewhere, twin)
    left = {point for point, _requirement in told("--territory", TOWN, "--standard", "made-up.toml")}
    assert left == {school.code, elsewhere.code}


def test_what_was_seen_proves_and_has_its_age(school: Point) -> None:
    Path("seen.toml").write_text(file_with(HEAT + '\nevidence = "seen"'), "utf-8")
    [row] = findings("--territory", TOWN, "--standard", "seen.toml")
    assert (row["proven"], row["oldest_evidence_days"]) == (True, 10)


@pytest.mark.parametrize(("population", "finding"), [(150_000, "met"), (90_000, "not_applicable"), (None, "unknown")])
def test_a_district_of_a_city_counts_with_its_city(
    world: dict[str, Territory], population: int | None, finding: str
) -> None:
    Path("sized.toml").write_text(file_with(f"{HEAT}\n[requirement.subject]\npopulation_from = 100000"), "utf-8")
    city = world[TOWN]
    city.population = population
    city.save()
    quarter = Territory.objects.create(
        country=city.country,
        code="ZZ010101",
        level="quarter",
        names={"en": "Quarter"},
        parent=city,
        path=f"{city.path}ZZ010101/",
        population=20_000,
    )
    point = stated(quarter, **{"service.heat": "yes"})
    assert told("--territory", TOWN, "--standard", "sized.toml") == {(point.code, "X-1"): finding}


@pytest.mark.django_db
def test_a_territory_that_there_is_not_is_told_with_the_way_to_find_it() -> None:
    error = run("--territory", "ZZ99", "--standard", "made-up.toml").exception
    assert isinstance(error, InvalidValue)
    assert "punkt territories find" in str(error)


# Days that are past


@pytest.fixture
def in_ukraine(school: Point, world: dict[str, Territory]) -> Point:
    Territory.objects.filter(pk=world[TOWN].pk).update(country="UA")
    Point.objects.filter(pk=school.pk).update(country="UA")
    return school


def by_law(on: str, form: str = "json", key: str = "ua-1401") -> Result:
    return CliRunner().invoke(assess, ["--territory", TOWN, "--standard", key, "--on", on, "--format", form])


def test_a_past_day_comes_out_as_it_was_kept_and_proves_nothing(in_ukraine: Point) -> None:
    with clock.fixed_at(datetime(2026, 11, 20, 10, tzinfo=UTC)):
        assess_country(ACTOR, "ua-1401")
    Point.objects.filter(pk=in_ukraine.pk).update(facts={"power.n_sockets": 5})
    with clock.fixed_at(datetime(2026, 12, 1, 10, tzinfo=UTC)):
        then, now = ({row["requirement"]: row for row in json.loads(by_law(on).stdout)} for on in PAST_AND_NOW)
        assert "As it was kept on" in by_law(PAST_AND_NOW[0], "text").stdout
    assert (then["UA-PWR-04"]["finding"], now["UA-PWR-04"]["finding"]) == ("met", "not_met")
    assert (then["UA-PWR-04"]["facts_of"], now["UA-PWR-04"]["facts_of"]) == PAST_AND_NOW
    assert {row["proven"] for row in then.values()} == {None}


def test_a_day_of_which_nothing_was_kept_is_refused(in_ukraine: Point) -> None:
    with clock.fixed_at(datetime(2026, 12, 1, 10, tzinfo=UTC)):
        error = by_law("2026-11-21").exception
    assert isinstance(error, InvalidValue)
    assert "Nothing was kept" in str(error)


def test_another_version_of_a_past_day_judges_what_is_known_now_and_says_so(in_ukraine: Point) -> None:
    Path("seen.toml").write_text(file_with(HEAT + '\nevidence = "seen"'), "utf-8")
    with clock.fixed_at(datetime(2026, 12, 1, 10, tzinfo=UTC)):
        [row] = json.loads(by_law("2026-11-20", key="seen.toml").stdout)
        told_in_text = by_law("2026-11-20", "text", key="seen.toml").stdout
    assert (row["on"], row["facts_of"], row["finding"]) == ("2026-11-20", "2026-12-01", "met")
    assert (row["proven"], row["oldest_evidence_days"]) == (False, None), "it was seen a day later"
    assert "no facts of that day were kept" in told_in_text
