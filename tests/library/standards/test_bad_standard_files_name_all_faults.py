"""A standard file that is wrong is refused with every fault at once, each with its line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from punkt.standards.editions import read_versions
from punkt.standards.faults import BadStandard
from punkt.standards.reading import read_standard_file
from tests.library.standards.made import CHECKED, HEAD, file_with, requirement


def faults_of(text: str) -> list[tuple[int, str]]:
    with pytest.raises(BadStandard) as caught:
        read_standard_file(text, where="x.toml")
    return [(fault.line, fault.told()) for fault in caught.value.faults]


def line_of(text: str, part: str) -> int:
    return next(number for number, line in enumerate(text.splitlines(), 1) if part in line)


def test_the_small_standard_of_the_tests_is_right() -> None:
    assert len(read_standard_file(file_with(CHECKED), where="x").requirements) == 1


def test_all_faults_are_told_at_once_in_the_order_of_the_file() -> None:
    text = file_with(
        'measure = "power.n_socket"\ncomparison = "at_least"\nvalue = 50',
        'measure = "service.heat"\ncomparison = "at_leest"\nunit = "pcs"\ncolour = "red"',
        'measure = "power.n_sockets"\ncomparison = "at_least"\nunit = "pcs"\nreferral = "power.n_sockets"',
    ).replace('country = "UA"', 'country = "Ukraine"')
    found = faults_of(text)
    assert [line for line, _told in found] == sorted(line for line, _told in found)
    assert (line_of(text, "Ukraine"), "country cannot be 'Ukraine'.") in found
    assert (line_of(text, 'power.n_socket"'), "There is no measure power.n_socket of a point.") in found
    assert any(line == line_of(text, "at_leest") and "'at_leest' is not one of" in told for line, told in found)
    assert (line_of(text, "colour"), "'colour' is not a key here.") in found
    assert any("at_least needs a value" in told for _line, told in found)
    assert (line_of(text, "referral"), "power.n_sockets is no yes-or-no measure.") in found


@pytest.mark.parametrize(
    ("rest", "told"),
    [
        ('measure = "power.n_sockets"\ncomparison = "at_least"\nvalue = 50', "A value is told with its unit, which is pcs."),
        ('measure = "power.n_sockets"\ncomparison = "at_least"\nvalue = 50\nunit = "kW"', "power.n_sockets is told in pcs."),
        ('measure = "power.n_sockets"\ncomparison = "between"\nvalue = 50\nunit = "pcs"', "upper is for between, and between needs it."),
        ('measure = "power.n_sockets"\ncomparison = "between"\nvalue = 50\nupper = 4\nunit = "pcs"', "upper is below value."),
        ('measure = "service.heat"\ncomparison = "present"\nvalue = 1', "present takes no value."),
        ('measure = "service.heat"\ncomparison = "at_least"\nvalue = 1', "service.heat can be compared by absent, present, recorded, some."),
        ('measure = "communication.link"\ncomparison = "one_of"\nvalues = ["pigeon"]', "values: pigeon is not one of cable, mobile, none, other, starlink, xpon."),
        ('measure = "communication.link"\ncomparison = "one_of"', "values is for one_of and includes, and those need it."),
        ('measure = "measured.ready_on"\ncomparison = "by_day"', "day is for by_day, and by_day needs it."),
        ('measure = "measured.ready_on"\ncomparison = "by_day"\nday = "13-01"', "day cannot be '13-01'."),
        ('measure = "territory.n_points"\ncomparison = "some"', "There is no measure territory.n_points of a point."),
        ('scope = "territory"\nmeasure = "power.n_sockets"\ncomparison = "some"', "There is no measure power.n_sockets of a territory."),
        ('sharp = 1\nmeasure = "power.n_sockets"\ncomparison = "some"', "'sharp' is not a key here."),
        ('any = []\n', "any holds nothing to look at."),
        ('all = 3\n', "all is a list of tables."),
        ('comparison = "some"', "It has one of these: measure, all, any."),
    ],
)  # fmt: skip
def test_one_fault(rest: str, told: str) -> None:
    assert told in [what for _line, what in faults_of(file_with(rest))]


def test_what_is_no_toml_is_told_with_its_line() -> None:
    text = file_with(CHECKED).replace('version = "2026-01-01"', "version = ")
    assert faults_of(text)[0][0] == line_of(text, "version =")


def test_two_of_a_kind_and_unknown_sources() -> None:
    text = HEAD + HEAD[HEAD.index("[[source]]") :] + requirement(CHECKED) + requirement(CHECKED).replace('"S1"', '"S9"')
    told = [what for _line, what in faults_of(text)]
    assert {"There are two sources S1.", "There are two requirements X-1.", "There is no source S9."} <= set(told)


def test_a_text_over_several_lines_does_not_shift_the_lines() -> None:
    text = file_with(CHECKED + "\ncolour = 1").replace(
        "[[source]]", '[note]\nen = """\n[[requirement]]\nid = "not one"\n"""\n\n[[source]]', 1
    )
    assert (line_of(text, "colour"), "'colour' is not a key here.") in faults_of(text)


@pytest.mark.parametrize("language", ["uk", "en", "et", "sv"])
def test_every_requirement_has_its_text_in_four_languages(language: str) -> None:
    text = file_with(CHECKED)
    line = next(
        one
        for one in text.splitlines()
        if one.startswith(f"{language} = ") and "Вигаданий" not in one and "Made up" not in one
    )
    assert any(f"{language} is missing." == told for _line, told in faults_of(text.replace(line + "\n", "")))


def test_a_file_is_named_after_what_is_in_it() -> None:
    with pytest.raises(BadStandard, match=r"made-up@2026-01-01\.toml"):
        read_versions({"other@2026-01-01.toml": file_with(CHECKED)})


def test_a_version_amends_one_that_is_there() -> None:
    text = file_with(CHECKED).replace("[title]", 'amends = "2020-01-01"\n[title]', 1)
    with pytest.raises(BadStandard, match="2020-01-01"):
        read_versions({"made-up@2026-01-01.toml": text})


def is_read_or_refused(text: str) -> bool:
    """Whether a file is read, or refused with at least one fault."""
    try:
        return bool(read_standard_file(text, where="x").id)
    except BadStandard as refused:
        return bool(refused.faults)


@given(st.text(max_size=400))
def test_whatever_is_in_a_file_it_is_read_or_refused(rest: str) -> None:
    for text in (rest, HEAD + rest, file_with(rest)):
        assert is_read_or_refused(text)


_TOML_VALUES = st.recursive(
    st.sampled_from(["1", "-1e400", "true", '"x"', "2026-01-01", "2026-01-01T10:00:00Z", "nan", "inf", "[]", "{}"]),
    lambda inner: st.lists(inner, max_size=3).map(lambda many: f"[{', '.join(many)}]"),
    max_leaves=4,
)
_KEYS = st.sampled_from(
    ["measure", "comparison", "value", "upper", "unit", "values", "day", "all", "any", "subject", "when", "text",
     "sources", "topic", "level", "force", "evidence", "referral", "scope", "translated", "id", "weakens"]
)  # fmt: skip


@given(st.dictionaries(_KEYS, _TOML_VALUES, max_size=6))
def test_values_of_any_form_are_read_or_refused(told: dict[str, str]) -> None:
    lines = "\n".join(f"{key} = {value}" for key, value in told.items())
    assert is_read_or_refused(f"{HEAD}\n[[requirement]]\n{lines}\n")


@pytest.mark.parametrize("value", ["9" * 5000, "0x" + "f" * 5000])
@pytest.mark.parametrize("key", ["value", "unit", "force"])
def test_a_number_of_thousands_of_digits_is_a_fault(key: str, value: str) -> None:
    assert faults_of(file_with(f'measure = "power.n_sockets"\ncomparison = "at_least"\n{key} = {value}'))


def test_a_key_of_very_many_parts_does_not_fill_the_memory() -> None:
    assert faults_of("a." * 300_000 + "b = 1") == [(1, "This is no TOML: too many dots")]


@pytest.mark.parametrize("day", ["02-30", "02-31", "04-31", "11-31"])
def test_a_day_of_the_season_that_there_never_is_is_a_fault(day: str) -> None:
    text = file_with(f'measure = "measured.ready_on"\ncomparison = "by_day"\nday = "{day}"')
    assert (line_of(text, "day = "), f"day cannot be '{day}'.") in faults_of(text)


def test_lines_are_counted_as_editors_count_them() -> None:
    text = file_with('measure = "power.n_socket"\ncomparison = "some"').replace("Просять", "Просять\u2028і просять")
    assert [line for line, _told in faults_of(text)] == [text.split("\n").index('measure = "power.n_socket"') + 1]


def test_what_is_not_ended_is_told_at_the_end_of_the_file() -> None:
    text = HEAD + 'note_of = """\nnever ended\n'
    [(line, _what)] = faults_of(text)
    assert line == len(text.rstrip().splitlines())
