"""What was kept of assessments, as assessments again: the findings of a day that is past, with the reasons it has."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from django.db.models import QuerySet

from punkt.standards.assessing import Assessed, Assessment, Finding
from punkt.standards.editions import holding_on, national_standards
from punkt.standards.readiness import place_of, tallies_of
from punkt.standards.requirements import Standard
from punkt.standards.terms import Scope
from punkt_web.readiness.letters import REASON_OF, VERDICT_OF
from punkt_web.readiness.queries import AssessedRow, rows_by
from punkt_web.registry.models import Point


def is_kept(standard: Standard, country: str, on: date) -> bool:
    """Whether what comes out by it is kept: it is the version that the points of this country went by on that day."""
    is_national = standard.country == country and national_standards().get(country) == standard.id
    return is_national and holding_on(on).get(standard.id) == standard


def kept_assessments(
    rows: Iterable[AssessedRow], points: QuerySet[Point], on: date, used: Mapping[str, Standard]
) -> Iterator[Assessment]:
    """The rows of points, each by what it went by; what is written otherwise by now is left out.

    ``used`` are the standards by the names that rows keep, with what territories laid over them. There is no evidence
    in the assessments: the facts of that day were not kept, only what came out by them.
    """
    codes: Mapping[int, str] = dict(points.values_list("pk", "code"))
    for row in rows:
        standard = used.get(row.name)
        if standard is not None and rows_by([row], standard, used):
            findings = tuple(_findings(standard, row.findings))
            tallies = tallies_of([one.place for one in findings])
            yield Assessment(Assessed(codes[row.point_id], {}), standard, on, findings, tallies)


def _findings(standard: Standard, letters: str) -> Iterator[Finding]:
    for one, letter in zip(standard.of(Scope.POINT), letters, strict=True):
        verdict = VERDICT_OF[letter]
        yield Finding(one, verdict, REASON_OF.get(letter), place_of(one.basis, one.force, verdict))
