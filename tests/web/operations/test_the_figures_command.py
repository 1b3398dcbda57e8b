"""``punkt figures`` tells what the pages tell, as a table or as a file."""

import csv
import io
import json

import openpyxl
import pytest
from click.testing import CliRunner

from punkt import clock
from punkt.errors import PunktError
from punkt.model.vocabulary import Visibility
from punkt_web.operations.figure_commands import figures
from punkt_web.registry.actions.policies import set_policy
from tests.conftest import TOWN
from tests.web.operations.test_figures_are_what_was_told import ACTOR, LATER, make_point, say  # noqa: F401


@pytest.fixture
def told(make_point):  # noqa: F811
    points = [make_point(), make_point()]
    for point, people in zip(points, (20, 3), strict=True):
        say(point, "open", minute=0, headcount=people)
    set_policy(ACTOR, points[0], Visibility.HIDDEN, reason="a target")
    return points


def run(*options: str) -> str:
    with clock.fixed_at(LATER):
        done = CliRunner().invoke(figures, ["--from", "2026-01-15", "--to", "2026-01-16", *options])
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    assert done.exit_code == 0, done.output
    return done.output


def test_it_tells_each_with_its_share_known(told) -> None:
    text = run()
    assert "Person-hours: 92 h (100 % known)" in text
    assert "Visits: not known (0 % known)" in text
    assert "Visits" not in run("--public", "--territory", TOWN)


def test_the_public_one_holds_neither_hidden_points_nor_small_counts(told) -> None:
    answer = json.loads(run("--public", "--territory", TOWN, "--format", "json"))
    assert (answer["whole"]["n_points"], answer["whole"]["n_withheld"]) == (1, 1)
    assert answer["whole"]["values"]["person_hours"]["value"] is None
    assert json.loads(run("--territory", TOWN, "--format", "json"))["whole"]["values"]["person_hours"]["value"] == 92


@pytest.mark.parametrize("who", [(), ("--public",)])
def test_each_answer_says_how_it_is_asked_again(told, who) -> None:
    answer = json.loads(run(*who, "--territory", TOWN, "--by", "kind", "--format", "json"))
    assert answer["query"] == f"territory={TOWN}&from=2026-01-15&to=2026-01-16&by=kind"


def test_files_are_those_of_the_page(told, tmp_path) -> None:
    rows = list(csv.DictReader(io.StringIO(run("--format", "csv", "--by", "day").removeprefix("\ufeff"))))
    assert {row["row"] for row in rows} == {"", "2026-01-15", "2026-01-16"}
    run("--format", "xlsx", "--output", str(tmp_path / "figures.xlsx"))
    assert len(openpyxl.load_workbook(tmp_path / "figures.xlsx").worksheets) == 2


_IMPOSSIBLE = (
    ["--territory", "nowhere"],
    ["--public", "--territory", "nowhere"],
    ["--format", "xlsx"],
    ["--from", "2020-01-01"],
)


@pytest.mark.parametrize("options", _IMPOSSIBLE)
def test_what_cannot_be_is_said(told, options) -> None:
    with pytest.raises(PunktError):
        run(*options)
