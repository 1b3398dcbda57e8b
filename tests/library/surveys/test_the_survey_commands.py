"""``punkt survey``: what it prints, what it writes, and with which status it ends."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from django.utils import translation
from hypothesis import HealthCheck, given, settings

from punkt.errors import InvalidValue, UnreadableFile
from punkt.surveys.commands import survey
from punkt.surveys.editions import questionnaire_of
from punkt.surveys.reading import read_questionnaire
from punkt.surveys.writing import questionnaire_toml
from punkt.surveys.xlsform_reading import from_xlsform
from tests.library.surveys.made import FILE
from tests.library.surveys.made_answers import EVERY_KIND
from tests.library.surveys.made_questionnaires import questionnaires
from tests.library.surveys.test_forms_come_back_whole import STRANGER

PIMA = "pima-state-of-play"


def run(*arguments: object, status: int = 0) -> str:
    result: Result = CliRunner().invoke(survey, [str(one) for one in arguments])
    assert result.exit_code == status, (result.output, result.exception)
    return result.output


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(questionnaires())
def test_a_questionnaire_written_as_a_file_is_read_as_the_same(questionnaire):
    assert read_questionnaire(questionnaire_toml(questionnaire), where="made.toml") == questionnaire


@pytest.mark.parametrize("questionnaire", [EVERY_KIND, questionnaire_of(PIMA)], ids=lambda one: one.id)
def test_our_own_are_written_as_files_too(questionnaire):
    assert read_questionnaire(questionnaire_toml(questionnaire), where="made.toml") == questionnaire


def test_list_names_each_version():
    assert f"{questionnaire_of(PIMA).name}  59  Resilience points" in run("list")
    assert "Kerksuspunktid" in run("list", "--lang", "et")


def test_show_tells_every_question_in_the_language_asked_for():
    told = run("show", PIMA, "--lang", "sv")
    questionnaire = questionnaire_of(PIMA)
    for one in questionnaire.every_question():
        assert f"{one.id}: " in told
        assert f"  {questionnaire.label(one)}  {one.text['sv']}" in told
    assert "Trygghetspunkter" in told.splitlines()[0]
    assert "Asked where s2.plan = yes" in told
    with translation.override("uk"):
        assert "Один варіант зі списку" in run("show", PIMA)


def test_show_names_what_there_is_for_a_stranger():
    result = CliRunner().invoke(survey, ["show", "nobody"])
    assert isinstance(result.exception, InvalidValue)
    assert PIMA in str(result.exception)


def test_validate_tells_each_fault_with_its_line(tmp_path):
    good, bad = tmp_path / "good.toml", tmp_path / "bad.toml"
    good.write_text(FILE, "utf-8")
    bad.write_text(FILE.replace('kind = "number"', 'kind = "colour"'), "utf-8")
    assert "in order (made@2026-01-02)" in run("validate", good)
    told = run("validate", good, bad, status=1)
    line = FILE.split("\n").index('kind = "number"') + 1
    assert f"bad.toml:{line}: kind" in told
    (tmp_path / "many.toml").write_text("x = 1\n" + "\n".join(f"y{n} = 1" for n in range(300)), "utf-8")
    assert "More faults: " in run("validate", tmp_path / "many.toml", status=1)
    (tmp_path / "binary.toml").write_bytes(b"\xff\xfe\x00")
    assert "no UTF-8 text" in run("validate", tmp_path / "binary.toml", status=1)


def test_a_form_is_written_and_read(tmp_path):
    form, file = tmp_path / "form.xlsx", tmp_path / "form.toml"
    run("xlsform", PIMA, "--out", form)
    assert from_xlsform(form.read_bytes()).questionnaire == questionnaire_of(PIMA)
    run("read-xlsform", form, "--out", file)
    assert "in order" in run("validate", file)
    assert run("diff", PIMA, file) == "Nothing differs.\n"


def test_a_strangers_form_with_faults_writes_nothing(tmp_path):
    form, file = tmp_path / "form.xlsx", tmp_path / "form.toml"
    form.write_bytes(STRANGER)
    told = run("read-xlsform", form, "--out", file, status=1)
    assert "form.xlsx:survey:13: Left out." in told
    assert "form.xlsx:survey:18: There is no list of choices missing." in told
    assert not file.exists()


def test_diff_tells_what_is_new_gone_and_other(tmp_path):
    [section] = EVERY_KIND.sections
    first, second, *rest = section.questions
    changed = (replace(first, is_sensitive=True), *rest)
    for name, one in (("old", section), ("new", replace(section, questions=changed))):
        told = questionnaire_toml(replace(EVERY_KIND, sections=(one,)))
        (tmp_path / f"{name}.toml").write_text(told, "utf-8")
    lines = run("diff", tmp_path / "old.toml", tmp_path / "new.toml").splitlines()
    assert lines == ["~ s1.plan  s1.plan en", "    is_sensitive: False -> True", f"- {second.id}  {second.id} en"]


def answered(tmp_path: Path, answers: object, name: str = "") -> Path:
    file = tmp_path / "answers.json"
    told = {"questionnaire": name or questionnaire_of(PIMA).name, "answers": answers}
    file.write_text(json.dumps(told), "utf-8")
    return file


def test_check_tells_each_fault_by_its_question(tmp_path):
    file = answered(tmp_path, {"s4.fuel_l": "much", "s4.fuel_ways": ["own_store"], "s2.plan_on": "2026-01-01"})
    told = run("check", PIMA, file, status=1)
    assert "20b s4.fuel_l: much is no number." in told
    assert "s2.plan_on: Set aside" in told
    assert "Answers that fit: 1" in told


def test_check_asks_for_what_is_required_only_at_the_end(tmp_path):
    file = answered(tmp_path, {"s4.fuel_ways": ["own_store"], "s9.activations": [{"s9.act_peak": "3"}]})
    run("check", PIMA, file)
    told = run("check", PIMA, file, "--final", status=1)
    assert "5a s2.plan: This has to be answered." in told
    assert "48.1 s9.act_from, 1: This has to be answered." in told


def test_check_reads_numbers_in_the_language_asked_for(tmp_path):
    file = answered(tmp_path, {"s1.share_65": "1,234"})
    run("check", PIMA, file, "--lang", "uk")
    run("check", PIMA, file, status=1)


def test_check_says_when_the_answers_are_to_something_else(tmp_path):
    assert "These answers are to other@1" in run("check", PIMA, answered(tmp_path, {}, "other@1"))


def test_a_file_from_outside_moves_no_cursor(tmp_path):
    file = answered(tmp_path, {"s4.fuel_l\x1b[2J": "3", "s1.role": "\x1b[2Jx\u202e"}, "\x1b[2J")
    assert "\x1b" not in run("check", PIMA, file, status=1)
    form = FILE.replace("Made en", "Made \\u001b[2J en")
    (tmp_path / "made.toml").write_text(form, "utf-8")
    assert "\x1b" not in run("show", tmp_path / "made.toml")
    assert "\x1b" not in run("diff", tmp_path / "made.toml", PIMA)


def test_what_is_no_such_file_is_said_in_one_line(tmp_path):
    junk = tmp_path / "junk.xlsx"
    junk.write_bytes(b"junk")
    for arguments in (["read-xlsform", str(junk), "--out", str(tmp_path / "x")], ["check", PIMA, str(junk)]):
        assert isinstance(CliRunner().invoke(survey, arguments).exception, UnreadableFile)
    out = str(tmp_path / "no" / "such" / "folder.xlsx")
    assert isinstance(CliRunner().invoke(survey, ["xlsform", PIMA, "--out", out]).exception, UnreadableFile)


def test_check_reads_what_was_collected_row_by_row(tmp_path):
    file = tmp_path / "export.csv"
    file.write_text("s1/s1_population,s4/s4_fuel_ways,start\n8000,own_store contract,x\nmany,,x\n", "utf-8")
    told = run("check", PIMA, file, status=1)
    assert f"{file}: Left out. The column start: no question is called so." in told
    assert f"{file}:2: Answers that fit: 2" in told
    assert f"{file}:3: 2a s1.population: many is no number." in told
