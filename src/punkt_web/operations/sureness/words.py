"""How sure, and why, in words for members."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.formats import number_format
from django.utils.translation import gettext, ngettext

from punkt.confidence.evidence import BASES, Belief, Reason, Weighed, Why
from punkt.confidence.services import WeighedService, WhyService
from punkt.model.fields import FIELDS
from punkt.wording import gettext_noop as _
from punkt_web.common.moments import clock_and_day

_DOORS: Mapping[Belief, str] = {
    Belief.ALMOST_CERTAIN: _("Almost certainly open"),
    Belief.LIKELY: _("Probably open"),
    Belief.UNSURE: _("Open or shut, not sure"),
    Belief.UNLIKELY: _("Probably shut"),
    Belief.ALMOST_CERTAINLY_NOT: _("Almost certainly shut"),
    Belief.UNKNOWN: _("Not known whether it is open"),
}
_SERVICES: Mapping[Belief, str] = {
    Belief.ALMOST_CERTAIN: _("almost certain"),
    Belief.LIKELY: _("likely"),
    Belief.UNSURE: _("not sure"),
    Belief.UNLIKELY: _("unlikely"),
    Belief.ALMOST_CERTAINLY_NOT: _("almost certainly not"),
}
_WHY: Mapping[Why, str] = {
    Why.LISTED: _("Most listed points are open"),
    Why.MEANT_OPEN: _("It is meant to be open now"),
    Why.MEANT_SHUT: _("By its hours it is shut now"),
    Why.ON_STANDBY: _("It is on standby until it is asked to open"),
    Why.ACTIVATED: _("It was asked to open"),
    Why.BEING_ACTIVATED: _("It was asked to open, and the time for that is not over"),
    Why.STAFF_OPEN: _("Staff said at %(at)s that it is open"),
    Why.STAFF_OPENING: _("Staff said at %(at)s that it opens"),
    Why.STAFF_SHUT: _("Staff said at %(at)s that it is shut"),
    Why.RESIDENT_OPEN: _("A resident said at %(at)s that it is open"),
    Why.OTHERS_AGREE: _("Others said the same, last at %(at)s"),
    Why.VERIFIED_SHUT: _("A complaint that it is shut was found right, told at %(at)s"),
    Why.NO_POWER: _("It has no power left"),
    Why.MAYBE_NO_POWER: _("It may have no power left"),
    Why.OFFLINE: _("Its link does not answer"),
    Why.ONLINE: _("Its link answers"),
}
_WHY_SERVICE: Mapping[WhyService, str] = {
    WhyService.SAID: _("as was told"),
    WhyService.REGISTER: _("by the register"),
    WhyService.NO_POWER: _("there is no power left"),
    WhyService.MAYBE_NO_POWER: _("there may be no power left"),
}


@dataclass(frozen=True, slots=True)
class SureLine:
    """What is believed, with the probability in percent ("" where there is none), and the reasons.

    ``weights`` are what each reason adds to the log odds, "" for where they begin.
    """

    words: str
    percent: str
    reasons: list[str]
    weights: list[str] = field(default_factory=list)

    @property
    def weighed(self) -> list[tuple[str, str]]:
        """Each reason with its weight."""
        return list(zip(self.reasons, self.weights, strict=True))


def door_line(weighed: Weighed, country: str) -> SureLine:
    """Of a door; each reason with what it adds to the log odds, the heaviest first."""
    words = gettext(_DOORS[weighed.belief])
    reasons = [_reason(one, country) for one in weighed.reasons]
    return SureLine(words, _percent(weighed.probability), reasons, [_weight(one) for one in weighed.reasons])


def service_lines(services: Mapping[str, WeighedService]) -> list[SureLine]:
    """Of services, in the order of the register."""
    return [
        SureLine(
            words=f"{gettext(FIELDS[key].label)}: {gettext(_SERVICES[one.belief])}",
            percent=_percent(one.probability),
            reasons=[gettext(_WHY_SERVICE[why]) for why in one.reasons],
        )
        for key, one in services.items()
    ]


def _percent(probability: float | None) -> str:
    """Never 0 or 100: nothing is that sure."""
    return "" if probability is None else f"{number_format(min(max(round(probability * 100), 1), 99))} %"


def _reason(reason: Reason, country: str) -> str:
    told = {"n": reason.n, "at": clock_and_day(reason.at, country) if reason.at else ""}
    if reason.why is Why.RESIDENTS_SHUT:
        text = ngettext(
            "%(n)d person at the door said that it is shut, last at %(at)s",
            "%(n)d people at the door said that it is shut, last at %(at)s",
            reason.n,
        )
    else:
        text = gettext(_WHY[reason.why])
    return text % told


def _weight(reason: Reason) -> str:
    if reason.why in BASES:
        return ""
    sign = "+" if reason.weight >= 0 else "−"
    return f"{sign}{number_format(round(abs(reason.weight), 1), 1)}"
