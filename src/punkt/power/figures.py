"""What is assumed where a point says nothing. Each figure has its source; [I] marks a judgement of ours.

Sources: docs/methods/hours-left.md lists them with the pages that they come from.
"""

from dataclasses import dataclass

from punkt.power.spans import Span


@dataclass(frozen=True, slots=True)
class FuelCurve:
    """Litres of diesel an hour for each kilowatt of rated power, load or not, and for each kilowatt of load."""

    l_per_rated_kwh: float
    l_per_load_kwh: float

    def l_per_h(self, rated_kw: float, load_kw: float) -> float:
        """Litres an hour; a set gives no more than its rated power."""
        return self.l_per_rated_kwh * rated_kw + self.l_per_load_kwh * min(load_kw, rated_kw)


SMALL_SETS = FuelCurve(0.046, 0.269)
"""8 to 15 kW. Least squares over makers' tables at a quarter, half, three quarters and full load."""
LARGER_SETS = FuelCurve(0.048, 0.252)
"""20 to 100 kW, by the same tables."""
SMALL_GENERATOR_KW = 20.0
"""Below it the curve of small sets holds."""
CURVE_ERROR = 0.14
"""How far the tables lie from the line of LARGER_SETS (root mean square, relative); taken for small sets too [I]."""
TANK_READING_ERROR = 0.1
"""How far what a trial burned may be off, read by eye before and after, as a share of it [I]."""
SHORTEST_MEASURED_TRIAL_H = 0.5
"""Of a trial that is shorter the two readings say nothing of what was burned [I]."""

PHONE_CHARGING_KW = Span(0.005, 0.020)
"""While a device charges."""
FEWER_PEOPLE, MORE_PEOPLE = 0.5, 1.5
"""How far those present may be from the last count while it counts, as a share of it [I]."""
DEVICES_PER_PERSON = Span(0.3, 1.0)
"""How many of those present charge something at once [I]."""
BASE_KW = Span(0.3, 1.5)
"""Light, router, kettle of a room that says nothing of its load [I]."""
HEAT_LOSS_W_PER_M3_K = Span(0.5 * 1.163, 4.0 * 1.163)
"""What a cubic metre loses for each degree: from well insulated to a tent (kcal/h turned to watts)."""
BODY_HEAT_KW = 0.09
"""What somebody who sits gives off at 20 °C, without the moisture."""
INDOOR_C = 18.0
"""Safe for most people (WHO Housing and health guidelines, 2018)."""
OUTDOOR_C = (-20.0, 10.0)
"""In winter, where no weather is known [I]."""

DRINKING_L_PER_PERSON_H = Span(0.1, 0.25)
"""2.5 to 3 litres a day to survive (Sphere Handbook 2018, water supply), with hot drinks up to twice that [I]."""
PORTIONS_PER_PERSON_H = Span(1 / 12, 1 / 5)
"""A meal each five to twelve hours [I]."""
LINK_WITHOUT_GRID_H = {"mobile": Span(1.0, 10.0), "xpon": Span(0.0, 72.0)}
"""How long the other end goes on, by the words of the field ``communication.link``: base stations from one hour (2022)
to the ten that the law asks for since February 2025; passive fibre up to 72 h where the provider keeps its side."""
SHARE_OF_BATTERY = Span(0.8, 0.95)
"""How much of the stated capacity comes out at the socket [I]."""
