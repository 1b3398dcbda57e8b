"""Trials of the own power of a point as the console shows them."""

from datetime import datetime
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from punkt.model.power_trial_words import TrialEnd, TrialLoad
from punkt.model.power_trials import LONGEST_H, MOST_KW, MOST_L, SHORTEST_H
from punkt.model.vocabulary import choices
from punkt.power.trials import Tried
from punkt.wording import gettext_noop
from punkt_web.operations.keeping.power_trial_words import trial_shown, tried_words
from punkt_web.operations.keeping.power_trials import trials_at, tried_at
from punkt_web.readiness.words import bounds_words
from punkt_web.registry.models import Point
from punkt_web.registry.standing import who_stands_for

_N_SHOWN = 20
_NUMBERS = (
    ("fuel_before_l", gettext_noop("Fuel before, litres"), MOST_L),
    ("fuel_after_l", gettext_noop("Fuel after, litres"), MOST_L),
    ("load_kw", gettext_noop("Load, kW"), MOST_KW),
)


class NumberAsked(NamedTuple):
    """A number of the form: ``bad`` says that it cannot be, ``too_much`` that it passes that of ``at_most``."""

    key: str
    name: str
    most: float
    bad: str
    at_most: str = ""
    too_much: str = ""


def power_trials_page(point: Point, at: datetime) -> dict[str, Any]:
    """What was tried, what it says together, and the form for a trial that is over."""
    trials = tried_at(who_stands_for([point.pk]), at).get(point.pk, Tried())
    return {
        "tried": tried_words(trials, point.country),
        "has_failed": trials.failed_at is not None,
        "trials": [trial_shown(row, point.country) for row in trials_at(point)[:_N_SHOWN]],
        "loads": [(value, _(name)) for value, name in choices(TrialLoad)],
        "ends": [(value, _(name)) for value, name in choices(TrialEnd)],
        "shortest_h": SHORTEST_H,
        "longest_h": LONGEST_H,
        "hours_bad": _("Tell for how many hours it ran, from 0.1 to 720."),
        "numbers": [_number(key, _(name), most) for key, name, most in _NUMBERS],
    }


def _number(key: str, name: str, most: float) -> NumberAsked:
    bad = bounds_words(name, 0, most)
    if key != "fuel_after_l":
        return NumberAsked(key, name, most, bad)
    too_much = _("There cannot be more fuel after it ran than before.")
    return NumberAsked(key, name, most, bad, at_most="fuel_before_l", too_much=too_much)
