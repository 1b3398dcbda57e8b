"""A quotation is coded with its exact place, and told only as its member allows."""

from dataclasses import replace

import pytest

from punkt.errors import InvalidValue
from punkt.model.network_words import Consent
from punkt.surveys.answers import Answer
from punkt.surveys.coding import coded, is_true, quotable
from punkt.surveys.density import packaged_benchmarks, place_among, residents_per_point
from punkt.surveys.members import Member
from punkt.surveys.words import UNKNOWN
from tests.library.surveys.made_answers import EVERY_KIND

TEXT = "The board worked.\nNobody read the web page. The board worked."
ANNA = Member("R7", "Annevald", "ee", 3000, Consent.NAMED, {"s1.words": Answer(TEXT), "s1.file": Answer("board.pdf")})


def test_the_quotation_stands_where_it_says():
    one = coded(EVERY_KIND, ANNA, "s1.words", "BP01", "The board worked.")
    assert (one.begin, one.end, one.respondent, one.code) == (0, 17, "R7", "BP01")
    second = coded(EVERY_KIND, ANNA, "s1.words", "BP01", "The board worked.", at=1)
    assert TEXT[second.begin : second.end] == second.quote
    assert second.begin > one.begin
    assert is_true(one, ANNA)
    assert is_true(second, ANNA)


@pytest.mark.parametrize("quote", ["the board worked", "", " ", "x", TEXT * 40])
def test_what_was_not_said_is_not_quoted(quote):
    with pytest.raises(InvalidValue, match="does not stand in the answer"):
        coded(EVERY_KIND, ANNA, "s1.words", "BP01", quote)


@pytest.mark.parametrize("question", ["s1.file", "s1.nobody"])
def test_only_texts_to_code_are_coded(question):
    with pytest.raises(InvalidValue, match="no texts to code"):
        coded(EVERY_KIND, ANNA, question, "BP01", "board")


def test_an_answer_that_changed_speaks_for_the_quotation_no_more():
    one = coded(EVERY_KIND, ANNA, "s1.words", "BP01", "The board worked.")
    for answers in ({"s1.words": Answer("Then the board worked.")}, {"s1.words": Answer(UNKNOWN)}, {}):
        changed = replace(ANNA, answers=answers)
        assert not is_true(one, changed)
        assert quotable(EVERY_KIND, [one], [changed]) == []


@pytest.mark.parametrize(
    ("consent", "told"), [(Consent.NAMED, ["Annevald"]), (Consent.ANONYMOUS, ["R7"]), (Consent.NOT, [])]
)
def test_a_quotation_is_told_as_its_member_allows(consent, told):
    one = coded(EVERY_KIND, ANNA, "s1.words", "AC03", "Nobody read the web page.")
    assert [name for _coding, name in quotable(EVERY_KIND, [one], [replace(ANNA, consent=consent)])] == told


def test_who_wants_no_name_is_not_named_by_its_own_words():
    text = "Here in ANNEVALD the board worked."
    anonymous = replace(ANNA, consent=Consent.ANONYMOUS, answers={"s1.words": Answer(text)})
    one = coded(EVERY_KIND, anonymous, "s1.words", "BP01", text)
    assert quotable(EVERY_KIND, [one], [anonymous]) == []
    assert quotable(EVERY_KIND, [coded(EVERY_KIND, anonymous, "s1.words", "BP01", "the board worked")], [anonymous])


def test_a_sensitive_text_is_never_quoted():
    one = coded(EVERY_KIND, ANNA, "s1.words", "BP01", "The board worked.")
    [section] = EVERY_KIND.sections
    questions = tuple(replace(each, is_sensitive=True) for each in section.questions)
    sensitive = replace(EVERY_KIND, sections=(replace(section, questions=questions),))
    assert quotable(sensitive, [one], [ANNA]) == []


def test_residents_for_each_point_beside_other_places():
    told = packaged_benchmarks()
    assert [one.id for one in told.places][:2] == ["voru", "falun"]
    assert told.places[-1].id == "berlin"
    assert len(told.places) == 11
    assert all(set(one.sources) <= set(told.sources) for one in told.places)
    assert [one.id for one in told.places if one.is_population_read] == ["narva"]
    assert residents_per_point(52000, 5) == 10400
    assert residents_per_point(52000, 0) is None
    assert residents_per_point(None, 5) is None
    assert place_among(1800, told.places) == 2
