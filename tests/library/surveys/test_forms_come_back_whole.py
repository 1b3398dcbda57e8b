"""A questionnaire written as an XLSForm and read again is the same one; a stranger's form is read as far as it goes."""

import io
import zipfile
from datetime import date
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings

from punkt.errors import UnreadableFile
from punkt.surveys.conditions import Relevance, read_relevance
from punkt.surveys.editions import packaged_questionnaires
from punkt.surveys.words import Kind
from punkt.surveys.xlsform_expressions import both
from punkt.surveys.xlsform_reading import from_xlsform
from punkt.surveys.xlsform_sheets import MOST_BYTES, MOST_ROWS
from punkt.surveys.xlsform_writing import to_xlsform
from tests.library.surveys.made_answers import EVERY_KIND
from tests.library.surveys.made_questionnaires import questionnaires

PIMA = packaged_questionnaires()["pima-state-of-play"][-1]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(questionnaires())
def test_what_was_written_comes_back(questionnaire):
    read = from_xlsform(to_xlsform(questionnaire))
    assert (read.faults, read.left_out) == ((), ())
    assert read.questionnaire == questionnaire


@pytest.mark.parametrize("questionnaire", [EVERY_KIND, PIMA], ids=lambda one: one.id)
def test_our_own_come_back(questionnaire):
    read = from_xlsform(to_xlsform(questionnaire))
    assert (read.faults, read.left_out) == ((), ())
    assert read.questionnaire == questionnaire


def sheets_of(content: bytes) -> dict[str, list[dict[str, Any]]]:
    book = openpyxl.load_workbook(io.BytesIO(content))
    told = {}
    for sheet in book:
        heads, *rows = sheet.iter_rows(values_only=True)
        told[sheet.title] = [dict(zip(heads, row, strict=True)) for row in rows]
    return told


def test_a_form_says_what_the_specification_asks():
    told = sheets_of(to_xlsform(PIMA))
    assert list(told) == ["survey", "choices", "settings", "punkt"]
    rows = {row["name"]: row for row in told["survey"] if row["name"]}
    hours = rows["s4_autonomy_median_h"]
    assert (hours["type"], hours["constraint"]) == ("decimal", ". >= 0 and . <= 8760")
    assert hours["label::Swedish (sv)"] == "Drifttid på egen ström, median för alla punkter (h)"
    assert hours["label::Ukrainian (uk)"].endswith("(медіана) (h)")
    assert rows["s2_plan_on"]["relevant"] == "${s2_plan} = 'yes'"
    assert rows["s4_fuel_l"]["relevant"] == "selected(${s4_fuel_ways}, 'own_store')"
    assert rows["s4_fuel_l_unknown"]["type"] == "acknowledge"
    assert rows["s5_services"]["appearance"] == "table-list"
    assert rows["s5_services_aed"]["type"] == "select_multiple s5_services"
    assert rows["s9_activations"]["type"] == "begin_repeat"
    assert "count-selected(.) > 1" in rows["s2_budget_sources"]["constraint"]
    opened = [row["type"].split("_")[0] for row in told["survey"] if row["type"].startswith(("begin", "end"))]
    assert opened.count("begin") == opened.count("end") == 12
    assert told["settings"][0]["default_language"] == "English (en)"
    lists = {row["list_name"] for row in told["choices"]}
    used = {row["type"].split()[1] for row in told["survey"] if row["type"].startswith("select")}
    assert used == lists
    names = [row["name"] for row in told["survey"] if row["name"]]
    assert len(names) == len(set(names))


def form(survey: list[list[Any]], choices: list[list[Any]] = [], settings: list[list[Any]] = []) -> bytes:  # noqa: B006
    book = openpyxl.Workbook()
    for title, rows in (("survey", survey), ("choices", choices), ("settings", settings)):
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    del book["Sheet"]
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


STRANGER = form(
    [
        ["type", "name", "label::English", "label::Français (fr)", "hint", "required", "relevant", "constraint"],
        ["start", "start"],
        ["text", "Hromada Name", "Name", "Nom", "As in the register", "yes"],
        ["begin group", "power", "Power"],
        ["select_one yn", "has_generator", "Is there a generator?", None, None, "TRUE"],
        ["integer", "n", "How many?", None, None, None, "${has_generator} = 'yes'", ". > 0"],
        ["begin_group", "deep", "Deeper", None, None, None, "${n} > 1"],
        ["select_multiple fuels or_other", "fuel", "Fuel", None, None, None, "(${has_generator}='yes')"],
        ["decimal", "litres", "Litres", None, None, None, "selected(${fuel}, 'Diesel A')", ". >= 0 and (. <= 500)"],
        ["end_group"],
        ["text", "why", "Why?", None, None, None, "string-length(${fuel}) > 3 or ${n} = 1"],
        ["end group"],
        ["geopoint", "where", "Where?"],
        ["begin repeat", "outages", "Outages"],
        ["date", "day", "Day"],
        ["end repeat"],
        ["calculate", "x", None],
        ["select_one missing", "gone", "Gone"],
    ],
    [
        ["list name", "name", "label::English"],
        ["yn", "yes", "Yes"],
        ["yn", "no", "No"],
        ["fuels", "Diesel A", "Diesel"],
        ["fuels", "2", "Petrol"],
    ],
    [["form_title", "form_id", "version"], ["A survey", "A Survey 1", "2022101201"]],
)


def test_a_strangers_form_is_read_as_far_as_it_goes():
    read = from_xlsform(STRANGER)
    assert [(one.sheet, one.row, one.told()) for one in read.faults] == [
        ("survey", 18, "There is no list of choices missing.")
    ]
    found = {one.id: one for one in read.questionnaire.every_question()}
    names = [("q1", "hromada_name"), ("power", "has_generator"), ("power", "n"), ("power", "fuel"), ("power", "litres")]
    assert [tuple(one.split(".")) for one in found][:5] == names
    assert [one.split(".")[1] for one in found][5:] == ["why", "outages", "day"]
    by_name = {key.split(".")[1]: one for key, one in found.items()}
    assert by_name["has_generator"].kind is Kind.YES_NO_UNKNOWN
    assert by_name["has_generator"].is_required
    assert str(by_name["n"].when) == "power.has_generator = yes"
    assert str(by_name["litres"].when) == "power.n > 1 and power.fuel contains diesel_a"
    assert str(by_name["fuel"].when) == "power.n > 1 and power.has_generator = yes"
    assert [one.id for one in by_name["fuel"].options] == ["diesel_a", "2", "other"]
    assert (by_name["litres"].least, by_name["litres"].most) == (0, 500)
    assert by_name["why"].when is None
    assert by_name["hromada_name"].help == {"en": "As in the register"}
    assert (read.questionnaire.id, read.questionnaire.version) == ("a-survey-1", date(2022, 10, 12))


def test_what_is_left_out_is_told_with_its_row():
    told = [(one.row, one.told()) for one in from_xlsform(STRANGER).left_out]
    rows = dict(told)
    assert "Français" in rows[1] or "français" in rows[1]
    assert "type start" in rows[2]
    assert "no words for . > 0" in rows[6]
    assert "The group deep" in rows[7]
    assert "no words for string-length" in rows[11]
    assert "type geopoint" in rows[13]
    assert "type calculate" in rows[17]
    assert len(told) == 7


def test_groups_that_are_called_alike_are_sections_of_their_own():
    rows = [["type", "name", "label"], ["text", "a", "A"]]
    for name in ("power", "power", "q1", "Power!", "g1"):
        rows += [["begin_group", name, name], ["text", "a", "A"], ["end_group"]]
    read = from_xlsform(form([*rows, ["text", "b", "B"]]))
    assert read.faults == ()
    sections = [one.id for one in read.questionnaire.sections]
    assert (sections[:2], len(set(sections))) == (["q2", "power"], 7)
    assert len({one.id for one in read.questionnaire.questions}) == 7


@pytest.mark.parametrize(
    ("survey", "row", "fault"),
    [
        ([["type", "name", "label"], ["end_group"], ["text", "a", "A"]], 2, "Nothing is open"),
        ([["type", "name", "label"], ["begin_group", "g", "G"], ["text", "a", "A"]], 2, "does not end"),
        (
            [["type", "name", "label"], ["begin_group", "g", "G"], ["text", "a", "A"], ["end_repeat"]],
            4,
            "Nothing is open",
        ),
        ([["type", "name", "label"]], 0, "There is no question"),
        ([["type", "name", "label"], ["note", "a", "A"]], 0, "There is no question"),
        ([["type", "name", "label"], *[["begin_group", "g", "G"]] * 30], 22, "too deep"),
        ([["type", "name", "label"], *[["text", "a", "A"]] * (MOST_ROWS + 1)], MOST_ROWS + 2, "more rows than"),
    ],
    ids=range(7),
)
def test_what_is_wrong_is_told_with_its_row(survey, row, fault):
    told = [(one.row, one.told()) for one in from_xlsform(form(survey)).faults]
    assert any(number == row and fault in words for number, words in told), told


def test_names_that_are_there_twice_get_one_of_their_own():
    read = from_xlsform(
        form([["type", "name", "label"], ["text", "a", "A"], ["text", "A", "B"], ["text", "привіт", "C"]])
    )
    assert len({one.id for one in read.questionnaire.questions}) == 3
    assert read.faults == ()


def _bomb() -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        with zipfile.ZipFile(io.BytesIO(STRANGER)) as real:
            for name in real.namelist():
                if name != "xl/worksheets/sheet1.xml":
                    archive.writestr(name, real.read(name))
        cells = '<c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c>'
        sheet = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        first = '<row r="1"><c r="A1" t="inlineStr"><is><t>type</t></is></c></row>'
        archive.writestr(
            "xl/worksheets/sheet1.xml", f'{sheet}{first}<row r="1048576">{cells}</row></sheetData></worksheet>'
        )
    return content.getvalue()


@pytest.mark.parametrize(
    "content",
    [b"", b"PK\x03\x04" + b"x" * 100, STRANGER[: len(STRANGER) // 2], _bomb(), b"x" * (MOST_BYTES + 1)],
    ids=["empty", "junk", "cut", "claims the last cell", "too many bytes"],
)
def test_a_hostile_workbook_is_an_error_of_the_file(content):
    with pytest.raises(UnreadableFile):
        from_xlsform(content, where="form.xlsx")


def test_a_workbook_without_a_survey_says_so():
    book = openpyxl.Workbook()
    content = io.BytesIO()
    book.save(content)
    with pytest.raises(UnreadableFile, match="no sheet survey"):
        from_xlsform(content.getvalue())


def test_a_formula_is_never_reckoned():
    rows = [["type", "name", "label"], ["text", "a", '=HYPERLINK("http://example.org","x")'], ["text", "b", "B"]]
    read = from_xlsform(form(rows))
    assert "example.org" not in str(read.questionnaire)
    assert to_xlsform(read.questionnaire)


def test_alternatives_that_are_more_than_we_have_words_for_are_not_cut_away() -> None:
    asked = read_relevance("s1.plan = yes")
    assert both(asked, None) == both(None, asked) == asked
    assert both(Relevance(asked.any_of * 8), Relevance(asked.any_of * 8)) is None
