"""How much power and heat a room needs."""

from dataclasses import dataclass

from punkt.errors import InvalidValue
from punkt.power import figures
from punkt.power.spans import NOTHING, Span
from punkt.wording import gettext_noop as _

_MOST_EFFICIENT = 10.0


@dataclass(frozen=True, slots=True)
class Surroundings:
    """``people`` present; ``outdoor_c`` the coldest and the mildest that it may be outside, in degrees Celsius."""

    people: Span
    outdoor_c: tuple[float, float] = figures.OUTDOOR_C


@dataclass(frozen=True, slots=True)
class HeatLoss:
    """``volume_m3`` of the heated room; ``w_per_m3_k`` what each cubic metre loses for each degree of difference."""

    volume_m3: float
    w_per_m3_k: Span = figures.HEAT_LOSS_W_PER_M3_K
    indoor_c: float = figures.INDOOR_C

    def need_kw(self, around: Surroundings) -> Span:
        """Heating power that keeps the room warm, after what the people in it give off."""
        coldest, mildest = around.outdoor_c
        per_k = Span(self.volume_m3 * self.w_per_m3_k.low / 1e3, self.volume_m3 * self.w_per_m3_k.high / 1e3)
        degrees = Span(max(self.indoor_c - mildest, 0.0), max(self.indoor_c - coldest, 0.0))
        bodies = around.people * Span.exactly(figures.BODY_HEAT_KW)
        return (per_k * degrees).less(bodies)


@dataclass(frozen=True, slots=True)
class Load:
    """Electric load: always ``base_kw``, and for each person present ``per_person_kw``.

    ``heating`` where it is electric, with ``efficiency``, heat for each unit of power: 1 for heaters, more for a heat
    pump. Raises ``InvalidValue`` for one that cannot be.
    """

    base_kw: Span = figures.BASE_KW
    per_person_kw: Span = figures.DEVICES_PER_PERSON * figures.PHONE_CHARGING_KW
    heating: HeatLoss | None = None
    efficiency: float = 1.0

    def __post_init__(self) -> None:
        if not 0.0 < self.efficiency < _MOST_EFFICIENT:
            raise InvalidValue(_("Heat for each unit of power is more than 0 and less than 10."))

    def at_kw(self, around: Surroundings) -> Span:
        """The whole load in kilowatts."""
        return self.base_kw + self.per_person_kw * around.people + self._heating_kw(around)

    def _heating_kw(self, around: Surroundings) -> Span:
        if self.heating is None:
            return NOTHING
        need = self.heating.need_kw(around)
        return Span(need.low / self.efficiency, need.high / self.efficiency)
