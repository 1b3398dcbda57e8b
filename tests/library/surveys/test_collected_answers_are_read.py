"""What was collected with a form of ours comes back as answers; a blank stays a blank."""

import csv
import io
from decimal import Decimal
from typing import Any

import openpyxl
import pytest

from punkt.errors import UnreadableFile
from punkt.surveys.checking import check_answers
from punkt.surveys.collected import read_collected
from punkt.surveys.words import UNKNOWN, AnswerBasis
from tests.library.surveys.made_answers import EVERY_KIND

COLUMNS = {
    "start": "2026-10-12T12:44:02.710",
    "s1/s1_plan": "yes",
    "s1/s1_plan_basis": "document",
    "s1/s1_plan_as_of": "2026-01-19",
    "s1/s1_plan_on": "",
    "s1/s1_hours": "1.234",
    "s1/s1_points": "18957.0",
    "s1/s1_points_unknown": "",
    "s1/s1_cost": "7",
    "s1/s1_cost_currency": "EUR",
    "s1/s1_host": "church",
    "s1/s1_fuel": "station own",
    "s1/s1_fuel/own": "1",
    "s1/s1_fuel/none": "0",
    "s1/s1_litres_unknown": "OK",
    "s1/s1_words": "two\nlines, and more",
    "s1/s1_table/s1_table_tea": "day night",
    "s1/s1_table/s1_table_tea/day": "1",
    "_submission_time": "2026-10-12 11:35:13",
}


def as_csv(rows: list[dict[str, Any]], mark: str = ",") -> bytes:
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]), delimiter=mark)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode("utf-8-sig")


def as_xlsx(rows: list[dict[str, Any]]) -> bytes:
    book = openpyxl.Workbook()
    assert book.active
    for row in [list(rows[0]), *[list(one.values()) for one in rows]]:
        book.active.append(row)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def without_groups() -> dict[str, str]:
    return {head.rpartition("s1/")[2] if head.startswith("s1/") else head: cell for head, cell in COLUMNS.items()}


BLANK = dict.fromkeys(COLUMNS, "") | {"start": "x"}


@pytest.mark.parametrize(
    "content",
    [
        as_csv([COLUMNS, BLANK]),
        as_csv([COLUMNS, BLANK], ";"),
        as_xlsx([COLUMNS, BLANK]),
        as_csv([without_groups(), dict.fromkeys(without_groups(), "") | {"start": "x"}]),
    ],
    ids=["csv", "semicolons", "xlsx", "without groups"],
)
def test_every_kind_comes_back(content):
    collected = read_collected(content, EVERY_KIND, where="export")
    first, blank = collected.submissions
    assert (first.row, blank.given) == (2, {})
    checked = check_answers(EVERY_KIND, first.given)
    assert checked.faults == ()
    told = checked.answers
    assert (told["s1.plan"].value, told["s1.plan"].basis) == ("yes", AnswerBasis.DOCUMENT)
    assert "s1.plan_on" not in told
    assert told["s1.hours"].value == Decimal("1.234")
    assert told["s1.points"].value == 18957
    assert told["s1.cost"].currency == "EUR"
    assert told["s1.fuel"].value == ("own", "station")
    assert told["s1.litres"].value is UNKNOWN
    assert told["s1.words"].value == "two\nlines, and more"
    assert told["s1.table"].value == {"tea": ("day", "night")}
    assert [one.values["name"] for one in collected.left_out] == ["start", "_submission_time"]


def test_columns_of_somebody_else_are_named():
    content = as_csv([{"help/rooms": "1", "help": "own station", "population_text": "18957.0", "who": "x"}])
    names = {"help": "s1.fuel", "population_text": "s1.points"}
    collected = read_collected(content, EVERY_KIND, names=names)
    checked = check_answers(EVERY_KIND, collected.submissions[0].given)
    assert {key: answer.value for key, answer in checked.answers.items()} == {
        "s1.points": 18957,
        "s1.fuel": ("own", "station"),
    }
    assert {one.values["name"] for one in collected.left_out} == {"help/rooms", "who"}


@pytest.mark.parametrize(
    "content",
    [b"", b"\xff\xfe\x00", b"PK\x03\x04junk", b'a\n"' + b"x" * 300_000 + b'"\n', as_csv([{"start": "x"}])],
    ids=["empty", "no text", "no workbook", "an endless cell", "of something else"],
)
def test_what_is_no_export_is_refused(content):
    with pytest.raises(UnreadableFile):
        read_collected(content, EVERY_KIND, where="x")


@pytest.mark.parametrize("heads", [("", "/s1_table_tea"), ("/s1_table_tea", "")])
def test_a_column_of_the_table_itself_takes_nothing_from_its_rows(heads: tuple[str, str]) -> None:
    row = {f"s1/s1_table{head}": "day" for head in heads}
    [submission] = read_collected(as_csv([row]), EVERY_KIND, where="export").submissions
    assert check_answers(EVERY_KIND, submission.given).answers["s1.table"].value == {"tea": ("day",)}
