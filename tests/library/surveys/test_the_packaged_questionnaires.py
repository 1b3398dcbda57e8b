"""What the questionnaires that come with the library hold: every question, in four languages, with what it rests on."""

import re

import pytest

from punkt.model.network_words import Consent
from punkt.model.vocabulary import HostKind
from punkt.standards.editions import packaged_standards
from punkt.surveys.editions import packaged_questionnaires
from punkt.surveys.prefills import PREFILLS
from punkt.surveys.words import Kind
from punkt.wording import LANGUAGES

PIMA = packaged_questionnaires()["pima-state-of-play"][-1]
EVERY = tuple(PIMA.every_question())
PRACTICE = re.compile(r"BP(0[1-9]|1[0-8])|AC(0[1-9]|1[0-2])")


def test_every_number_from_1_to_59_is_asked_in_order():
    numbers = [one.number for one in PIMA.questions]
    assert sorted(set(numbers)) == list(range(1, 60))
    assert numbers == sorted(numbers)
    assert [section.id for section in PIMA.sections] == [f"s{n}" for n in range(1, 11)]


def test_it_is_a_proposal_with_its_sources():
    assert PIMA.is_proposal
    assert "PROPOSAL" in {one.key for one in PIMA.sources}
    assert PIMA.translated == {"uk", "et", "sv"}


@pytest.mark.parametrize("question", EVERY, ids=lambda one: one.id)
def test_each_text_stands_in_four_languages_of_its_own(question):
    matrix = question.matrix
    chosen = [*question.options, *(matrix.rows + matrix.columns if matrix else ())]
    for texts in (question.text, *([question.help] if question.help else []), *(one.text for one in chosen)):
        assert list(texts) == list(LANGUAGES)
        assert not re.search("[a-z]{3}", re.sub("kerksuskeskus|trygghetspunkt|EHAK|AED", "", texts["uk"]))
        assert not any(re.search("[\u0400-\u04ff]", texts[language]) for language in ("en", "et", "sv"))
    assert len({question.text[language] for language in LANGUAGES}) == 4


@pytest.mark.parametrize("question", EVERY, ids=lambda one: one.id)
def test_what_it_relates_to_exists(question):
    known = {
        one.id for versions in packaged_standards().values() for version in versions for one in version.requirements
    }
    for key in question.relates_to:
        assert PRACTICE.fullmatch(key) or key in known


def test_every_prefill_is_used_and_each_once():
    used = [one.prefill for one in EVERY if one.prefill]
    assert sorted(used) == sorted(PREFILLS)


def test_words_of_other_lists_are_those_words():
    options = {one.id: {option.id for option in one.options} for one in EVERY}
    assert options["s1.publication"] == set(Consent)
    assert options["s3.host_kinds"] == set(HostKind) - {HostKind.UNKNOWN}


def test_the_table_of_25_the_group_of_48_and_what_is_coded():
    matrices = {one.id: one.matrix for one in EVERY if one.matrix}
    assert list(matrices) == ["s5.services"]
    assert len(matrices["s5.services"].rows) == 12
    assert matrices["s5.services"].takes_several
    groups = {one.id: len(one.parts) for one in EVERY if one.kind is Kind.GROUP}
    assert groups == {"s9.activations": 7}
    coded = {one.id for one in EVERY if one.is_coded}
    assert {"s9.worked", "s9.failed", "s9.change_first", "s10.support_needed", "s6.recruiting"} <= coded


def test_numbers_as_people_say_them():
    shown = {one.id: PIMA.label(one) for one in EVERY}
    assert shown["s2.plan"] == "5a"
    assert shown["s2.plan_file"] == "5c"
    assert shown["s2.legal_base"] == "6"
    assert shown["s9.act_peak"] == "48.5"
