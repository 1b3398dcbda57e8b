"""Trials of the own power in the reader's language."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from punkt.model.power_trial_words import TrialEnd, TrialLoad
from punkt.model.vocabulary import label
from punkt.power.spans import Span
from punkt.power.trials import Tried
from punkt.units import UNIT_LABELS, Unit
from punkt_web.accounts.names import shown_name
from punkt_web.common.moments import clock_and_day
from punkt_web.common.numbers import shown_number
from punkt_web.operations.keeping.power_trials import burned_l
from punkt_web.operations.models import PowerTrial


@dataclass(frozen=True, slots=True)
class TrialShown:
    """A trial in words; ``measured`` is what was read of fuel and load, "" for nothing."""

    at: str
    by: str
    ran: str
    load: str
    ended: str
    is_fault: bool
    measured: str
    note: str


def trial_shown(row: PowerTrial, country: str) -> TrialShown:
    """By the clocks of the country."""
    return TrialShown(
        at=clock_and_day(row.observed_at, country),
        by=shown_name(row.author_name),
        ran=ran_words(row.hours),
        load=_(label(TrialLoad(row.load))),
        ended=_(label(TrialEnd(row.ended))),
        is_fault=row.ended == TrialEnd.FAULT,
        measured=_measured(row),
        note=row.note,
    )


def tried_words(trials: Tried, country: str) -> list[str]:
    """What the trials say together, a sentence for each thing that they say."""
    words = []
    if trials.hours is not None and trials.of is not None:
        told = {"ran": ran_words(trials.hours), "at": clock_and_day(trials.of, country)}
        words.append(_("Under its usual load: %(ran)s, %(at)s.") % told)
    if trials.burns_l_per_h is not None:
        words.append(_("Measured use: %(litres)s l an hour.") % {"litres": _span(trials.burns_l_per_h)})
    if trials.failed_at is not None:
        words.append(
            _("It failed at %(at)s and was not seen running since.") % {"at": clock_and_day(trials.failed_at, country)}
        )
    return words


def ran_words(hours: float) -> str:
    """ "6.5 h"."""
    return f"{shown_number(hours)} {_(UNIT_LABELS[Unit.HOUR])}"


def _measured(row: PowerTrial) -> str:
    burned = burned_l(row)
    told = []
    if burned is not None:
        told.append(_("burned %(litres)s l") % {"litres": shown_number(burned)})
    if row.load_kw is not None:
        told.append(_("load %(kw)s kW") % {"kw": shown_number(row.load_kw)})
    return ", ".join(told)


def _span(one: Span) -> str:
    return "–".join(dict.fromkeys(shown_number(end) for end in (one.low, one.high)))
