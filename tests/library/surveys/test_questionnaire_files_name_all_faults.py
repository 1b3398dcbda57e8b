"""A questionnaire file that is wrong is refused with every fault and its line."""

import pytest

from punkt.surveys.editions import packaged_questionnaires, questionnaire_of, read_versions
from punkt.surveys.reading import BadQuestionnaire, read_questionnaire
from tests.library.surveys.made import FILE, question_text


def faults_of(text: str) -> list[tuple[int, str]]:
    with pytest.raises(BadQuestionnaire) as caught:
        read_questionnaire(text, where="bad.toml")
    return [(fault.line, fault.told()) for fault in caught.value.faults]


def with_question(lines: str) -> str:
    return FILE + question_text("s1.more", lines)


def test_the_file_of_these_tests_is_in_order():
    assert [one.id for one in read_questionnaire(FILE, where="good.toml").questions] == ["s1.has", "s1.many"]


@pytest.mark.parametrize(
    ("lines", "fault"),
    [
        ('kind = "number"\nunit = "h"\ncurrencies = ["EUR"]', "has no unit"),
        ('kind = "number"\ncurrencies = ["euro"]', "three capitals"),
        ('kind = "number"\nleast = 3\nmost = 2', "most is below least"),
        ('kind = "text"\nunit = "h"', "unit is not for a question of the kind text"),
        ('kind = "single"', "option: there are from 2 to 200"),
        ('kind = "group"', "There is no question"),
        ('kind = "group"\nasks_source = true', "asks_source is not for a question of the kind group"),
        ('kind = "matrix"', "column: there are from 2 to 200"),
        ('kind = "colour"', "is not one of number"),
        ('kind = "text"\nprefill = "registry.moon"', "There is no figure registry.moon"),
        ('kind = "text"\nprefill = "registry.population"', "registry.population is of the kind number"),
        ('kind = "text"\nwhen = "__import__(\'os\')"', "A condition compares answers"),
        ('kind = "text"\nwhen = "s1.later = yes"', "no such question before it"),
        ('kind = "text"\nwhen = "s1.has = perhaps"', "what cannot be answered to it"),
        ('kind = "text"\nwhen = "s1.has contains yes"', "what cannot be answered to it"),
        ('kind = "text"\nwhen = "s1.many > few"', "what cannot be answered to it"),
        ('kind = "text"\ncolour = "red"', "'colour' is not a key here"),
        ('kind = "single"\noption = [{ id = "unknown", uk = "a", en = "b", et = "c", sv = "d" }]', "it is no option"),
        ('kind = "single"\noption = [{ id = "a", uk = "a", en = "b", et = "c" }]', "sv is missing"),
    ],
)
def test_what_a_question_cannot_be_is_told(lines, fault):
    told = faults_of(with_question(lines))
    assert any(fault in words for _line, words in told), told
    n_before = FILE.count("\n")
    assert all(line > n_before for line, _words in told)


def test_all_faults_are_told_at_once_in_the_order_of_the_file():
    text = with_question('kind = "text"\nunit = "h"\nwhen = "x"').replace('id = "made"', 'id = "Made!"')
    lines = [line for line, _words in faults_of(text)]
    assert len(lines) >= 3
    assert lines == sorted(lines)


def test_a_question_is_there_once_and_in_its_section():
    twice = FILE + question_text("s1.has", 'kind = "text"')
    assert any("two questions s1.has" in words for _line, words in faults_of(twice))
    elsewhere = FILE + question_text("s2.has", 'kind = "text"')
    assert any("begins with s1." in words for _line, words in faults_of(elsewhere))


@pytest.mark.parametrize("text", ["", "x" * 10, "[[section]", "a" + ".a" * 200 + " = 1", "id = " + "[" * 5000])
def test_what_is_no_questionnaire_at_all_is_refused(text):
    assert faults_of(text)


def test_the_name_of_the_file_is_that_of_the_version():
    assert read_versions({"made@2026-01-02.toml": FILE})["made"][0].name == "made@2026-01-02"
    with pytest.raises(BadQuestionnaire, match=r"is named made@2026-01-02\.toml"):
        read_versions({"other.toml": FILE})


def test_the_newest_version_is_found_and_a_stranger_is_told_what_there_is():
    newest = questionnaire_of("pima-state-of-play")
    assert newest is packaged_questionnaires()["pima-state-of-play"][-1]
    assert questionnaire_of(newest.name) is newest
    with pytest.raises(Exception, match="There are: pima-state-of-play@"):
        questionnaire_of("nobody")
