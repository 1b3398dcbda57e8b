"""``punkt assess --territory`` and ``punkt standards list --territory`` go by the overlays that were stated here."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from punkt.errors import InvalidValue
from punkt_web.assess_commands import assess
from punkt_web.common.audit import Actor
from punkt_web.readiness.actions.overlays import state_overlay
from punkt_web.readiness.models import LocalOverlay
from punkt_web.readiness.standard_commands import standards
from punkt_web.registry.models import Point
from tests.conftest import NEIGHBOUR_TOWN, REGION, TOWN
from tests.web.inspecting import make_point
from tests.web.readiness.overlays_made import added, overlay_text, sharper

ACTOR = Actor("test")


@pytest.fixture
def points(world):
    """A point of 60 sockets in each of two towns, the first of which asks for 80."""
    found = {town: make_point(town) for town in (TOWN, NEIGHBOUR_TOWN)}
    Point.objects.update(country="UA", facts={"power.n_sockets": 60}, kind_id="ua-stationary")
    state_overlay(ACTOR, world[TOWN], overlay_text(sharper(80)))
    return found


def findings(*arguments: str) -> dict[tuple[str, str], str]:
    done = CliRunner().invoke(assess, [*arguments, "--standard", "ua-1401", "--format", "json"])
    assert done.exit_code == 0, done.output
    return {(row["point"], row["requirement"]): row["finding"] for row in json.loads(done.stdout)}


def test_points_of_the_registry_are_asked_what_is_asked_where_they_lie(points) -> None:
    found = findings("--territory", REGION)
    assert found[points[TOWN].code, "UA-PWR-04"] == "not_met"
    assert found[points[NEIGHBOUR_TOWN].code, "UA-PWR-04"] == "met"


def test_overlays_of_files_come_last(points, tmp_path: Path) -> None:
    file = tmp_path / "more.toml"
    file.write_text(overlay_text(added("F-1"), key="more", code=REGION), "utf-8")
    found = findings("--territory", REGION, "--overlay", str(file))
    assert {code for code, key in found if key == "F-1"} == {point.code for point in points.values()}
    assert found[points[TOWN].code, "UA-PWR-04"] == "not_met"


def test_the_standards_of_a_territory_are_listed_with_their_overlays(points) -> None:
    told = CliRunner().invoke(standards, ["list", "--territory", TOWN]).stdout
    assert "ua-1401@2026-02-27+town@2026-10-01  UA" in told
    assert "\n  town@2026-10-01  Overlay of town\n" in told
    assert "town@" not in CliRunner().invoke(standards, ["list", "--territory", NEIGHBOUR_TOWN]).stdout
    assert "ua-1401@2022-12-17" not in told
    LocalOverlay.objects.update(text=overlay_text(sharper(80)).replace("UA-PWR-04", "UA-GONE-01"), digest="1" * 64)
    told = CliRunner().invoke(standards, ["list", "--territory", TOWN]).stdout
    assert "does not fit any more, and counts for nothing" in told


def test_a_territory_that_there_is_not_is_said_so(world) -> None:
    with pytest.raises(InvalidValue, match="There is no territory"):
        CliRunner().invoke(standards, ["list", "--territory", "XX"], catch_exceptions=False)
