"""What is stated of a territory itself, in words."""

from collections.abc import Iterable
from typing import NamedTuple

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from punkt.model.vocabulary import EvidenceMethod
from punkt.standards.measures import MEASURES
from punkt.standards.requirements import Standard
from punkt.standards.terms import Scope
from punkt_web.accounts.names import shown_name
from punkt_web.dashboard.wording import word_label
from punkt_web.readiness.models import TerritoryFact
from punkt_web.readiness.territories import STATED, value_of
from punkt_web.readiness.words import amount_with_unit, measure_words


class FactLine(NamedTuple):
    """A measure and what is known of it. ``asked_by`` are the requirements of the standards of the day."""

    key: str
    name: str
    value: str
    is_known: bool
    known_on: str
    source: str
    stated_by: str
    asked_by: list[str]


class PastFactLine(NamedTuple):
    """What was stated once."""

    value: str
    known_on: str
    source: str
    stated: str


def fact_method_words(method: EvidenceMethod) -> str:
    """How something of a territory was come by: there it is no host who declares."""
    return _("somebody says so") if method is EvidenceMethod.DECLARED else word_label(EvidenceMethod, method)


def fact_lines(rows: Iterable[TerritoryFact], standards: Iterable[Standard]) -> list[FactLine]:
    """Every measure that is stated, those that the standards ask for first."""
    held, listed = {row.measure: row for row in rows}, list(standards)
    lines = [_line(key, held.get(key), listed) for key in STATED]
    return sorted(lines, key=lambda line: not line.asked_by)


def _line(key: str, row: TerritoryFact | None, standards: Iterable[Standard]) -> FactLine:
    value = value_of(row) if row else None
    asked = [one.id for each in standards for one in each.of(Scope.TERRITORY) if key in one.measures()]
    return FactLine(
        key=key,
        name=measure_words(key),
        value=_value_words(key, value),
        is_known=value is not None,
        known_on=date_format(row.known_on) if row else "",
        source=row.source if row else "",
        stated_by=shown_name(row.stated_by) if row else "",
        asked_by=asked,
    )


def past_fact_lines(rows: Iterable[TerritoryFact]) -> list[PastFactLine]:
    """What was stated of one measure, in the order that it comes."""
    return [
        PastFactLine(
            value=_value_words(row.measure, value_of(row)),
            known_on=date_format(row.known_on),
            source=row.source,
            stated=_("%(day)s, %(name)s") % {"day": date_format(row.stated_at), "name": shown_name(row.stated_by)},
        )
        for row in rows
    ]


def _value_words(key: str, value: object) -> str:
    return _("not known") if value is None else amount_with_unit(value, MEASURES[key].unit)
