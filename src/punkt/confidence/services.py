"""The probability that a service works at a point that is open: what was said of it, the register, and the power."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from punkt.confidence.evidence import Belief, PowerLoss
from punkt.confidence.parameters import Parameters, parameters
from punkt.confidence.weighing import belief
from punkt.model.vocabulary import Availability

_HOUR = timedelta(hours=1)
_NAMES = {Availability.YES: "yes", Availability.LIMITED: "limited", Availability.NO: "no"}
NEED_POWER = frozenset({
    "service.charging", "service.medical_power", "service.internet", "service.hot_drink", "service.medicine_fridge",
})  # fmt: skip
"""Services that end with the power. Heat is not one of them: it depends on what heats the room."""


class WhyService(StrEnum):
    """What the probability of a service rests on."""

    SAID = "said"
    REGISTER = "register"
    NO_POWER = "no_power"
    MAYBE_NO_POWER = "maybe_no_power"


@dataclass(frozen=True, slots=True)
class ServiceEvidence:
    """What the register states, the last live word with its time, and the power where the service needs it."""

    stated: Availability = Availability.UNKNOWN
    live: Availability | None = None
    live_at: datetime | None = None
    power_loss: PowerLoss | None = None


@dataclass(frozen=True, slots=True)
class WeighedService:
    """The probability that it works if the point is open, ``None`` where nothing is known; what it rests on."""

    probability: float | None
    belief: Belief
    reasons: tuple[WhyService, ...] = ()


def weigh_service(evidence: ServiceEvidence, at: datetime, told: Parameters | None = None) -> WeighedService:
    """How sure it is that a service works at ``at``.

    A live word goes back to what the register says, by half in a stated time; where the register says nothing, to
    even, and a day after it was said nothing is left of it. Limited is there. Power that is gone caps both.
    """
    told = told or parameters()
    by_register = _of_register(evidence.stated, told)
    said = _of_word(evidence, by_register, at, told)
    probability = by_register if said is None else said
    if probability is None:
        return WeighedService(None, Belief.UNKNOWN)
    why = WhyService.REGISTER if said is None else WhyService.SAID
    loss = evidence.power_loss
    if loss is not None and (loss.is_over or loss.is_maybe_over):
        cap, cut = ("power_gone", WhyService.NO_POWER) if loss.is_over else (
            "power_maybe_gone", WhyService.MAYBE_NO_POWER,
        )  # fmt: skip
        capped = min(probability, told.services[cap])
        return WeighedService(capped, belief(capped, told), (cut, why))
    return WeighedService(probability, belief(probability, told), (why,))


def _of_register(stated: Availability, told: Parameters) -> float | None:
    name = _NAMES.get(stated)
    return None if name is None else told.services[f"register_{name}"]


def _of_word(evidence: ServiceEvidence, by_register: float | None, at: datetime, told: Parameters) -> float | None:
    name = None if evidence.live is None else _NAMES.get(evidence.live)
    if name is None or evidence.live_at is None:
        return None
    age_h = max(at - evidence.live_at, timedelta(0)) / _HOUR
    if age_h > told.words["lasts_h"]:
        return None
    base = 0.5 if by_register is None else by_register
    return base + (told.services[f"said_{name}"] - base) * float(2.0 ** (-age_h / told.services["said_half_h"]))
