"""Readiness is told by what requirements rest on: a law that is met is not pulled down by a conclusion of ours."""

from punkt.standards.assessing import Assessed, Assessment, assess
from punkt.standards.editions import standard_of
from punkt.standards.readiness import readiness_of
from punkt.standards.reading import read_standard_file
from punkt.standards.terms import Basis, Readiness, Verdict
from tests.library.standards.made import HEAD, requirement
from tests.standard_cases import ON

_YES_NO = 'measure = "{key}"\ncomparison = "present"'


def assessed(rows: list[tuple[str, str, str]], facts: dict[str, object]) -> Assessment:
    """Rows of (measure, level, force)."""
    text = HEAD + "".join(
        requirement(_YES_NO.format(key=key), key=f"X-{number}", level=level, force=force)
        for number, (key, level, force) in enumerate(rows)
    )
    return assess(Assessed("A", facts), standard_of(read_standard_file(text, where="x")), on=ON)


LAW = ("service.heat", "law", "mandatory")
LAW_SHOULD = ("service.water", "law", "recommended")
OURS = ("service.food", "inferred", "mandatory")
TOLD = ("service.pets", "law", "info")


def test_a_conclusion_of_ours_does_not_pull_the_law_down() -> None:
    done = assessed([LAW, OURS], {"service.heat": "yes", "service.food": "no"})
    assert done.leading is Basis.LAW
    assert done.readiness is Readiness.FULL
    assert readiness_of(done.tallies[Basis.INFERRED]) is Readiness.GAPS
    assert done.tallies[Basis.LAW].n_asked == 1


def test_a_conclusion_of_ours_does_not_lift_the_law_up() -> None:
    done = assessed([LAW, OURS], {"service.heat": "no", "service.food": "yes"})
    assert done.readiness is Readiness.GAPS


def test_one_thing_that_is_not_known_keeps_a_point_from_being_ready() -> None:
    done = assessed([LAW, ("service.water", "law", "mandatory")], {"service.heat": "yes"})
    assert done.readiness is Readiness.UNKNOWN
    assert done.tallies[Basis.LAW].n_unknown == 1


def test_what_is_missing_is_told_though_much_is_not_known() -> None:
    done = assessed([LAW, ("service.water", "law", "mandatory")], {"service.heat": "no"})
    assert done.readiness is Readiness.GAPS
    assert done.tallies[Basis.LAW].n_unknown == 1


def test_ready_without_what_is_only_recommended() -> None:
    assert assessed([LAW, LAW_SHOULD], {"service.heat": "yes"}).readiness is Readiness.READY
    assert assessed([LAW, LAW_SHOULD], {"service.heat": "yes", "service.water": "yes"}).readiness is Readiness.FULL


def test_where_nothing_is_mandatory_the_recommended_counts() -> None:
    assert assessed([LAW_SHOULD], {"service.water": "no"}).readiness is Readiness.GAPS
    assert assessed([LAW_SHOULD], {}).readiness is Readiness.UNKNOWN


def test_what_is_only_told_counts_for_nothing() -> None:
    done = assessed([LAW, TOLD], {"service.heat": "yes", "service.pets": "no"})
    assert done.readiness is Readiness.FULL
    assert assessed([TOLD], {}).readiness is Readiness.NOTHING_ASKED


def test_by_referral_counts_as_met_and_is_told_apart() -> None:
    text = HEAD + requirement(_YES_NO.format(key="service.water") + '\nreferral = "notice.where_water"')
    standard = standard_of(read_standard_file(text, where="x"))
    for water in ("no", "unknown", None):
        done = assess(Assessed("A", {"service.water": water, "notice.where_water": "yes"}), standard, on=ON)
        assert done.findings[0].verdict is Verdict.BY_REFERRAL
        assert done.readiness is Readiness.FULL
    limited = assess(Assessed("A", {"service.water": "no", "notice.where_water": "limited"}), standard, on=ON)
    assert limited.findings[0].verdict is Verdict.NOT_MET


def test_evidence_tells_its_age_and_whether_it_proves() -> None:
    text = HEAD + requirement(_YES_NO.format(key="service.heat") + '\nevidence = "seen"')
    standard = standard_of(read_standard_file(text, where="x"))

    def with_origin(origin: dict[str, str]) -> Assessment:
        return assess(Assessed("A", {"service.heat": "yes"}, provenance={"service.heat": origin}), standard, on=ON)

    seen = with_origin({"method": "seen", "stated_on": "2026-11-01"})
    assert seen.is_proven(seen.findings[0])
    assert seen.evidence_of(seen.findings[0])[0].age_days == 30
    declared = with_origin({"method": "declared", "recorded_at": "2026-11-30T10:00:00+00:00"})
    assert not declared.is_proven(declared.findings[0])
    assert declared.evidence_of(declared.findings[0])[0].age_days == 1
    nobody = with_origin({})
    assert not nobody.is_proven(nobody.findings[0])
    assert nobody.evidence_of(nobody.findings[0])[0].age_days is None
