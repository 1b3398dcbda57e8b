"""What a generator burns."""

from dataclasses import dataclass

from punkt.power import figures
from punkt.power.spans import Span


@dataclass(frozen=True, slots=True)
class Generator:
    """A set of ``rated_kw``. ``litres_per_h`` is what its keeper saw it burn, at any load; without, a curve says it.

    ``has_failed``: it failed when it was last tried. It may run or not.
    """

    rated_kw: float
    litres_per_h: Span | None = None
    has_failed: bool = False

    def burns_l_per_h(self, load_kw: Span) -> Span:
        """Litres of diesel an hour at a load; more than its rated power it does not give."""
        if self.litres_per_h is not None:
            return self.litres_per_h
        curve = figures.SMALL_SETS if self.rated_kw < figures.SMALL_GENERATOR_KW else figures.LARGER_SETS
        low, high = (curve.l_per_h(self.rated_kw, kw) for kw in (load_kw.low, load_kw.high))
        return Span(low * (1.0 - figures.CURVE_ERROR), high * (1.0 + figures.CURVE_ERROR))

    def carries(self, load_kw: Span) -> Span:
        """Which share of its fuel is of use: none under a load above what it gives; either where that is not sure."""
        is_sure = load_kw.high <= self.rated_kw and not self.has_failed
        return Span(1.0 if is_sure else 0.0, 0.0 if self.is_overloaded(load_kw) else 1.0)

    def is_overloaded(self, load_kw: Span) -> bool:
        """Whether even the lowest load is more than it gives."""
        return load_kw.low > self.rated_kw
