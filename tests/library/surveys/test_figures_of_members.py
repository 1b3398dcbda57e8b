"""Figures count what was answered, not known, blank and not asked apart, and obey what members allow."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from punkt.model.network_words import Consent
from punkt.surveys.checking import check_answers
from punkt.surveys.editions import questionnaire_of
from punkt.surveys.members import Member, consent_of, published, size_class, size_classes
from punkt.surveys.protection import LEAST_MEMBERS
from punkt.surveys.summaries import spread
from punkt.surveys.tallies import CHOSEN, COUNTRY, SIZE, question_figures, response_rate
from tests.library.surveys.made_answers import EVERY_KIND, raw_of

ASKED = {one.id: one for one in EVERY_KIND.questions}
ALL = ("", "")


def member(code: str, raw: dict[str, Any], country: str = "ua", population: int | None = 8000, **more: Any) -> Member:
    checked = check_answers(EVERY_KIND, raw)
    assert not checked.faults
    more.setdefault("consent", Consent.ANONYMOUS)
    return Member(code, f"Name of {code}", country, population, answers=checked.answers, **more)


def many(n: int, raw: dict[str, Any], country: str = "ua", **more: Any) -> list[Member]:
    return [member(f"{country}{n}-{place}", raw, country, **more) for place in range(n)]


def test_what_became_of_a_question_is_told_apart():
    members = many(6, {"s1.plan": "yes"}) + many(7, {"s1.plan": "no"}) + many(8, {"s1.plan": "unknown"}) + many(9, {})
    row = question_figures(ASKED["s1.plan"], members).became.in_all
    assert row.n_members == 30
    assert dict(row.counts) == {"yes": 6, "no": 7, "unknown": 8, "blank": 9, "not_asked": 0}
    assert row.share("yes", ("yes", "no")) == pytest.approx(6 / 13)
    when = question_figures(ASKED["s1.plan_on"], members).became.in_all
    assert (when.counts["not_asked"], when.counts["blank"]) == (24, 6)


def test_by_country_and_by_size():
    members = many(6, {"s1.host": "school"}, "ee", population=3000) + many(7, {"s1.host": "church"}, "se")
    told = question_figures(ASKED["s1.host"], members).became
    assert {row.group: row.counts["school"] for row in told.groups[COUNTRY]} == {"ee": 6, "se": 0}
    assert {row.group: row.counts["church"] for row in told.groups[SIZE]} == {"below_5000": 0, "from_5000": 7}


def test_of_several_options_each_is_told_among_those_who_answered():
    members = many(9, {"s1.fuel": ["own", "station"]}) + many(6, {"s1.fuel": ["station"]}) + many(5, {})
    told = question_figures(ASKED["s1.fuel"], members)
    counts = {key: table.in_all.counts[CHOSEN] for key, table in told.options.items()}
    assert counts == {"own": 9, "station": 15, "none": 0}
    assert told.options["own"].in_all.n_members == 15
    table = question_figures(ASKED["s1.table"], many(6, {"s1.table": {"tea": ["day"]}})).options
    assert {key: one.in_all.counts[CHOSEN] for key, one in table.items() if one.in_all.counts[CHOSEN]} == {"tea.day": 6}


def test_a_number_is_never_made_of_a_blank_or_of_not_known():
    members = (
        [member(f"m{n}", {"s1.hours": str(n)}) for n in range(1, 8)] + many(9, {}) + many(9, {"s1.hours": "unknown"})
    )
    told = question_figures(ASKED["s1.hours"], members).numbers[ALL][""]
    assert (told.n, told.median, told.lower_quartile, told.upper_quartile) == (7, 4, Decimal("2.5"), Decimal("5.5"))
    assert (told.least, told.most) == (1, 7)


def test_money_of_two_currencies_is_never_mixed_and_few_of_one_are_withheld():
    members = [member(f"u{n}", {"s1.cost": {"value": 100 + n, "currency": "UAH"}}) for n in range(6)]
    members += [member(f"e{n}", {"s1.cost": {"value": 7, "currency": "EUR"}}, "ee") for n in range(3)]
    told = question_figures(ASKED["s1.cost"], members).numbers
    assert list(told[ALL]) == ["UAH"]
    assert (COUNTRY, "ee") not in told


def test_of_a_sensitive_number_no_single_answer_is_told():
    members = [member(f"m{n}", {"s1.hours": str(n)}) for n in range(1, 8)]
    told = question_figures(replace(ASKED["s1.hours"], is_sensitive=True), members).numbers[ALL][""]
    assert (told.median, told.least, told.most) == (4, None, None)


def test_few_members_left_are_not_reckoned_from_all():
    members = many(6, {"s1.hours": "10"}, "ee") + many(2, {"s1.hours": "99"}, "se")
    told = question_figures(ASKED["s1.hours"], members).numbers
    assert (COUNTRY, "ee") in told
    assert (COUNTRY, "se") not in told
    assert ALL not in told


def test_days_are_counted_by_year():
    raw = [{"s1.plan": "yes", "s1.plan_on": day} for day in ("2024-05-01", "2025-01-01")]
    told = question_figures(ASKED["s1.plan_on"], many(5, raw[0]) + many(6, raw[1])).became
    assert {one: told.in_all.counts[one] for one in told.categories[:2]} == {"2024": 5, "2025": 6}


def test_entries_of_a_group_are_counted():
    members = many(6, {"s1.points": 1, "s1.times": [{"s1.from": "2026-01-01"}, {"s1.from": "2026-02-01"}]})
    assert question_figures(ASKED["s1.times"], members).numbers[ALL][""].median == 2


SECRET = Decimal("4242.4242")
HIDDEN = {
    "s1.plan": "yes", "s1.plan_on": "1999-09-09", "s1.hours": str(SECRET), "s1.host": "other", "s1.fuel": ["none"],
    "s1.words": "SECRET", "s1.file": "SECRET.pdf", "s1.cost": {"value": str(SECRET), "currency": "EUR"},
    "s1.table": {"bed": ["never"]},
}  # fmt: skip


@pytest.mark.parametrize("least", [1, LEAST_MEMBERS])
def test_who_allows_nothing_is_in_no_figure(least):
    others = many(7, {"s1.plan": "no", "s1.hours": "3", "s1.host": "school", "s1.fuel": ["own"], "s1.words": "open"})
    secret = many(8, HIDDEN, "xx", population=10**6, consent=Consent.NOT)
    silent = [replace(one, code=f"{one.code}s", consent=Consent.NAMED, has_answered=False) for one in secret]
    for question in EVERY_KIND.questions:
        told = question_figures(question, others + secret + silent, least=least)
        assert told == question_figures(question, others, least=least)
        assert "4242" not in repr(told)
        assert "xx" not in repr(told)
    assert published(secret + silent) == []


def test_no_figure_names_anybody():
    members = many(7, {"s1.plan": "no", "s1.words": "open"}, consent=Consent.NAMED)
    for question in EVERY_KIND.questions:
        assert "Name of" not in repr(question_figures(question, members))


def test_the_response_rate_counts_who_may_be_counted():
    members = many(8, {}) + many(6, {}, has_answered=False) + many(5, {}, consent=Consent.NOT)
    row = response_rate(members).in_all
    assert (row.n_members, dict(row.counts)) == (19, {"answered": 8, "not_answered": 11})
    assert row.share("answered", ("answered", "not_answered")) == pytest.approx(8 / 19)


def test_no_share_is_told_of_what_is_withheld():
    row = question_figures(ASKED["s1.plan"], many(6, {"s1.plan": "yes"}) + many(1, {"s1.plan": "no"})).became.in_all
    assert row.counts["no"] is None
    assert row.share("yes", ("yes", "no")) is None


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(raw_of(EVERY_KIND), st.sampled_from(["ua", "ee", "se"])), min_size=1, max_size=12))
def test_no_count_below_the_threshold_is_ever_told(told):
    members = [member(f"m{n}", raw, country, 1000 * n) for n, (raw, country) in enumerate(told)]
    for question in EVERY_KIND.questions:
        figures = question_figures(question, members, least=4)
        for table in (figures.became, *figures.options.values()):
            for _name, row in table.rows():
                assert all(n is None or n == 0 or n >= 4 for n in row.counts.values())
                if row.n_members is not None and 0 < row.n_members < 4:
                    assert set(row.counts.values()) == {None}
        assert all(one.n >= 4 for summary in figures.numbers.values() for one in summary.values())


def test_the_same_members_in_another_order_give_the_same():
    members = many(6, {"s1.plan": "yes"}) + many(2, {"s1.plan": "no"}, "ee") + many(7, {"s1.plan": "unknown"}, "se")
    for question in EVERY_KIND.questions:
        assert question_figures(question, members) == question_figures(question, members[::-1])


@pytest.mark.parametrize(
    ("numbers", "told"),
    [
        ([5], (5, 5, 5)),
        ([1, 2], ("1.25", "1.5", "1.75")),
        ([1, 2, 3, 4], ("1.75", "2.5", "3.25")),
        ([7, 1, 3, 5, 9], (3, 5, 7)),
    ],
)
def test_quartiles(numbers, told):
    found = spread([Decimal(one) for one in numbers])
    assert (found.lower_quartile, found.median, found.upper_quartile) == tuple(map(Decimal, told))


def test_no_numbers_have_no_spread():
    with pytest.raises(ValueError, match="no numbers"):
        spread([])


@pytest.mark.parametrize(
    ("population", "found"),
    [
        (0, "below_5000"),
        (4999, "below_5000"),
        (5000, "from_5000"),
        (10**7, "from_100000"),
        (None, "unknown"),
        (-1, "unknown"),
    ],
)
def test_every_population_has_one_class(population, found):
    assert size_class(population) == found
    assert [one.least for one in size_classes()] == sorted({one.least for one in size_classes()})


@pytest.mark.parametrize(
    ("raw", "consent"), [("named", "named"), ("anonymous", "anonymous"), ("not", "not"), ("", "not")]
)
def test_without_a_clear_word_nothing_is_allowed(raw, consent):
    checked = check_answers(questionnaire_of("pima-state-of-play"), {"s1.publication": raw})
    assert consent_of(checked.answers) == consent
    unknown = check_answers(questionnaire_of("pima-state-of-play"), {"s1.publication": "unknown"})
    assert consent_of(unknown.answers) is Consent.NOT
