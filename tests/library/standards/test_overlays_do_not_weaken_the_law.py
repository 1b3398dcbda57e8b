"""An overlay of a place extends and sharpens a standard without copying it, and never weakens the law in silence."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from punkt.standards.assessing import Assessed, assess
from punkt.standards.editions import with_overlay
from punkt.standards.faults import BadStandard
from punkt.standards.reading import StandardFile, read_standard_file
from punkt.standards.requirements import Check, Standard
from punkt.standards.sharpening import implies
from punkt.standards.terms import Comparison, Verdict
from tests.library.standards.made import CHECKED, HEAD, requirement, standard_with
from tests.standard_cases import ON

BASE = standard_with(CHECKED, 'measure = "service.heat"\ncomparison = "present"')
OVERLAY_HEAD = HEAD.replace('id = "made-up"', 'id = "ua-town"\noverlay_of = "made-up"\nterritories = ["UA53"]')


def overlay(rest: str) -> StandardFile:
    return read_standard_file(OVERLAY_HEAD + rest, where="town.toml")


def sharpen(rest: str, key: str = "X-1") -> str:
    return f'\n[[sharpen]]\nid = "{key}"\nsources = ["S1"]\n{rest}\n'


def verdicts(standard: Standard, facts: dict[str, object]) -> dict[str, Verdict]:
    return {one.requirement.id: one.verdict for one in assess(Assessed("A", facts), standard, on=ON).findings}


def test_it_extends_without_copying() -> None:
    local = with_overlay(
        BASE, overlay(requirement('measure = "service.water"\ncomparison = "present"', key="T-1", level="practice"))
    )
    assert [one.id for one in local.requirements] == ["X-1", "X-2", "T-1"]
    assert local.requirements[-1].adopted_from == "ua-town@2026-01-01"
    assert local.name == "made-up@2026-01-01+ua-town@2026-01-01"


def test_it_sharpens_and_the_law_still_counts() -> None:
    local = with_overlay(BASE, overlay(sharpen(CHECKED.replace("50", "80"))))
    assert verdicts(local, {"power.n_sockets": 60})["X-1"] is Verdict.NOT_MET
    assert verdicts(local, {"power.n_sockets": 80})["X-1"] is Verdict.MET
    below = with_overlay(BASE, overlay(sharpen(CHECKED.replace("50", "10"))))
    assert verdicts(below, {"power.n_sockets": 20})["X-1"] is Verdict.NOT_MET


def test_what_is_sharpened_can_say_anew_what_is_asked() -> None:
    rest = (
        CHECKED.replace("50", "80")
        + '\ntranslated = ["uk"]\n[sharpen.text]\nuk = "80"\nen = "80 now"\net = "80"\nsv = "80"\n'
    )
    one = with_overlay(BASE, overlay(sharpen(rest))).requirements[0]
    assert one.text["en"] == "80 now"
    assert one.translated == {"uk"}
    old = BASE.requirements[0]
    kept = with_overlay(BASE, overlay(sharpen(CHECKED.replace("50", "80")))).requirements[0]
    assert (kept.text, kept.translated) == (old.text, old.translated)
    with pytest.raises(BadStandard, match="sv is missing"):
        overlay(sharpen(rest.replace('sv = "80"', "")))
    with pytest.raises(BadStandard, match="asks for nothing more"):
        overlay(sharpen('[sharpen.text]\nuk = "80"\nen = "80"\net = "80"\nsv = "80"'))


@pytest.mark.parametrize(
    "rest",
    [
        requirement(CHECKED.replace("50", "40")),
        requirement(CHECKED, force="recommended"),
        requirement(CHECKED, level="practice"),
        requirement(f'{CHECKED}\n[requirement.subject]\nkinds = ["ua-support"]'),
        requirement(f'{CHECKED}\n[requirement.when]\nmeasure = "communication.link"\none_of = ["xpon"]'),
        requirement('measure = "service.heat"\ncomparison = "present"'),
        requirement(f'{CHECKED}\nevidence = "inferred"'),
        requirement(f'{CHECKED}\nreferral = "notice.where_charging"'),
    ],
)
def test_it_does_not_ask_less_than_the_law_in_silence(rest: str) -> None:
    with pytest.raises(BadStandard, match="say why in weakens"):
        with_overlay(BASE, overlay(rest))
    said = rest.replace('topic = "power"', 'topic = "power"\nweakens = "A decision of the council"')
    [changed, _other] = with_overlay(BASE, overlay(said)).requirements
    assert changed.weakens == "A decision of the council"


def test_it_may_ask_more_than_the_law_in_words_of_its_own() -> None:
    [changed, _other] = with_overlay(BASE, overlay(requirement(CHECKED.replace("50", "51")))).requirements
    assert changed.checks[0].value == 51


def test_it_never_removes_what_the_law_asks() -> None:
    with pytest.raises(BadStandard, match="cannot remove"):
        with_overlay(
            BASE, read_standard_file(OVERLAY_HEAD.replace("[title]", 'removes = ["X-1"]\n[title]', 1), where="t")
        )


@pytest.mark.parametrize(
    ("rest", "told"),
    [
        (sharpen('force = "info"'), "less strongly"),
        (sharpen('evidence = "inferred"'), "proven by less"),
        (sharpen('evidence = "seen"', key="X-9"), "There is no requirement X-9"),
    ],
)
def test_what_is_no_sharpening_is_refused(rest: str, told: str) -> None:
    with pytest.raises(BadStandard, match=told):
        with_overlay(BASE, overlay(rest))


def test_it_is_laid_over_the_standard_that_it_names() -> None:
    with pytest.raises(BadStandard, match="laid over"):
        with_overlay(
            BASE, read_standard_file(OVERLAY_HEAD.replace('overlay_of = "made-up"', 'overlay_of = "other"'), where="t")
        )


_AMOUNTS = st.sampled_from([0.0, 1.0, 2.0, 3.0])
_CHECKS = st.builds(
    Check,
    st.just("power.n_sockets"),
    st.sampled_from([Comparison.AT_LEAST, Comparison.MORE_THAN, Comparison.AT_MOST, Comparison.LESS_THAN]),
    _AMOUNTS,
) | st.tuples(_AMOUNTS, _AMOUNTS).map(lambda ends: Check("power.n_sockets", Comparison.BETWEEN, min(ends), max(ends)))


@given(_CHECKS, _CHECKS)
def test_one_check_implies_another_only_if_no_value_tells_otherwise(check: Check, asked: Check) -> None:
    passes = {
        Comparison.AT_LEAST: lambda one, value: value >= one.value,
        Comparison.MORE_THAN: lambda one, value: value > one.value,
        Comparison.AT_MOST: lambda one, value: value <= one.value,
        Comparison.LESS_THAN: lambda one, value: value < one.value,
        Comparison.BETWEEN: lambda one, value: one.value <= value <= one.upper,
    }
    values = [number / 2 for number in range(-2, 10)]
    if implies(check, asked):
        assert all(passes[asked.comparison](asked, value) for value in values if passes[check.comparison](check, value))


def test_it_gives_no_source_of_the_standard_another_meaning() -> None:
    text = OVERLAY_HEAD.replace("A source", "Another paper") + sharpen('force = "mandatory"')
    with pytest.raises(BadStandard) as caught:
        with_overlay(BASE, read_standard_file(text, where="town.toml"))
    assert [fault.told() for fault in caught.value.faults] == ["There are two sources S1."]
    local = with_overlay(BASE, overlay(sharpen('force = "mandatory"')))
    assert local.sources == BASE.sources


def test_a_second_overlay_does_not_take_away_what_the_first_had_to_say() -> None:
    weaker = requirement(CHECKED, level="practice").replace('topic = "power"', 'topic = "power"\nweakens = "Why"')
    first = with_overlay(BASE, overlay(weaker))
    removing = OVERLAY_HEAD.replace("[title]", 'removes = ["X-1"]\n[title]', 1).replace("ua-town", "ua-village")
    with pytest.raises(BadStandard, match="cannot remove"):
        with_overlay(first, read_standard_file(removing, where="village.toml"))
    with pytest.raises(BadStandard, match="say why in weakens"):
        with_overlay(first, overlay(requirement(CHECKED, level="practice")))
    [again, _other] = with_overlay(first, overlay(weaker.replace('"Why"', '"Why still"'))).requirements
    assert again.weakens == "Why still"
