"""``punkt guide`` and ``punkt practices`` tell chapters and practices in each language and form."""

import csv
import io
import json

import pytest
from click.testing import CliRunner

from punkt.errors import InvalidValue
from punkt.knowledge.chapters import packaged_guide
from punkt.knowledge.practices import packaged_book
from punkt.wording import LANGUAGES
from punkt_web.knowledge_commands import guide, practices


def run(group, *arguments: str) -> str:
    done = CliRunner().invoke(group, arguments, catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.output


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_chapter_is_listed_and_shown(language: str) -> None:
    listed = run(guide, "list", "--lang", language)
    for chapter in packaged_guide().chapters.values():
        assert f"{chapter.id}  {chapter.title(language)}" in listed
    shown = run(guide, "show", "power", "--lang", language)
    assert packaged_guide().chapters["power"].title(language) in shown
    assert "[SE6]" in shown
    assert "energimyndigheten.se" in shown
    assert "UA-PWR-01" in shown


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_practice_is_told_with_its_doubts_and_sources(language: str) -> None:
    told = run(practices, "show", "bp01", "--lang", language)
    one = packaged_book().practices["BP01"]
    assert one.statement[language] in told
    assert one.doubt[language] in told
    assert "postimees.ee/8222455" in told


def test_practices_are_chosen_by_country_and_kind() -> None:
    listed = run(practices, "list", "--country", "ee", "--kind", "concern", "--lang", "en")
    keys = [line.split()[0] for line in listed.splitlines()]
    assert keys == [one.id for one in packaged_book().practices.values() if "EE" in one.countries and one.id[0] == "A"]
    assert run(practices, "list", "--country", "XX").strip() == ""


def test_rows_go_to_other_programs() -> None:
    rows = json.loads(run(practices, "list", "--format", "json", "--lang", "sv"))
    table = list(
        csv.DictReader(io.StringIO(run(practices, "list", "--format", "csv", "--lang", "sv").lstrip("\ufeff")))
    )
    assert len(rows) == len(table) == len(packaged_book().practices)
    assert [row["id"] for row in rows] == [row["id"] for row in table]
    assert rows[0]["statement"] == packaged_book().practices[rows[0]["id"]].statement["sv"]
    assert len(json.loads(run(practices, "show", "AC01", "--format", "json"))) == 1


def test_what_is_not_there_is_told_with_what_is() -> None:
    with pytest.raises(InvalidValue, match="BP01"):
        run(practices, "show", "BP99")
    with pytest.raises(InvalidValue, match="first-board"):
        run(guide, "show", "kitchen sink")
