"""The lists come with texts in four languages and sources; a file that cannot be used says all that is wrong."""

import hashlib
from importlib.resources import files

import pytest

from punkt.checklists.answers import LineAnswer, read_answers
from punkt.checklists.lists import ListKind, newest, of_version, read_checklist
from punkt.errors import InvalidValue
from punkt.wording import DECISION, LANGUAGES

# A version that was given out is never changed: what was answered by it stays explainable. Add a file instead.
GIVEN_OUT = {
    "closing-1.toml": "3dd789f39023f6de",
    "opening-1.toml": "90691f593881c648",
    "round-1.toml": "b3255ed7b93202e5",
}
LINE = '[[line]]\nkey = "{key}"\nuk = "а"\nen = "a"\net = "a"\nsv = "a"\nsource = "[decision] x"\n'


def test_a_version_that_was_given_out_is_never_changed():
    folder = files("punkt.checklists") / "data"
    found = {file.name: hashlib.sha256(file.read_bytes()).hexdigest()[:16] for file in folder.iterdir()}
    assert found == GIVEN_OUT


@pytest.mark.parametrize("kind", ListKind)
def test_each_line_has_four_languages_and_a_source(kind):
    checklist = newest(kind)
    assert of_version(kind, checklist.version) == checklist
    assert len(checklist.lines) >= 8
    for line in checklist.lines:
        assert set(line.texts) == set(LANGUAGES)
        assert len(set(line.texts.values())) == len(LANGUAGES)
        assert len(line.source) > 30
        assert line.source.startswith(DECISION) or "facts:" in line.source


def test_a_line_of_one_country_is_asked_there_only():
    keys = {country: {line.key for line in newest(ListKind.OPENING).asked_in(country)} for country in ("UA", "SE")}
    assert keys["UA"] - keys["SE"] == {"fuel_store"}
    assert keys["SE"] <= keys["UA"]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("nothing", "no TOML"),
        ("", "there are no lines"),
        ("x = 1\n" + LINE.format(key="ab"), "x is not known"),
        (LINE.format(key="ab") * 2, "line 2 has no key of its own"),
        (LINE.format(key="A b"), "line 1 has no key"),
        (LINE.format(key="ab").replace('et = "a"', 'et = " "'), "line 1 lacks et"),
        (LINE.format(key="ab") + 'countries = ["XX"]', "countries"),
        (LINE.format(key="ab") + 'law = "1401"', "law is not known"),
        ("line = [1]", "line 1 is no table"),
    ],
)
def test_a_file_that_cannot_be_used_says_why(text, fault):
    with pytest.raises(InvalidValue, match=fault):
        read_checklist(text, ListKind.ROUND, 2)


def test_answers_are_read_with_why_only_where_it_is_not_possible():
    lines = {
        "heat": {"answer": "done", "why": "left over"},
        "fuel": {"answer": "not_possible", "why": " no \n dipstick"},
        "water": {"answer": "not_possible"},
    }
    told = read_answers({"list": "round", "version": "1", "lines": lines}, "x")
    assert (told.kind, told.version) == (ListKind.ROUND, 1)
    assert [(one.key, one.answer, one.why) for one in told.lines] == [
        ("fuel", LineAnswer.NOT_POSSIBLE, "no dipstick"),
        ("heat", LineAnswer.DONE, ""),
        ("water", LineAnswer.NOT_POSSIBLE, ""),
    ]


@pytest.mark.parametrize(
    "wrong",
    [
        {"list": "party"},
        {"version": "new"},
        {"lines": {}},
        {"lines": [1]},
        {"lines": {"heat": "done"}},
        {"lines": {"heat": {"answer": "maybe"}}},
        {"lines": {"heat": {"answer": "not_possible", "why": "x" * 201}}},
        {"lines": {"heat": {"answer": "done", "why": 5}}},
        {"mood": "good"},
    ],
)
def test_answers_that_cannot_be_are_refused(wrong):
    content = {"list": "round", "version": "1", "lines": {"heat": {"answer": "done"}}}
    with pytest.raises(InvalidValue):
        read_answers(content | wrong, "x")
