"""What is assumed where a point says nothing. Each figure has its source; [I] marks a judgement of ours.

Sources: docs/methods/hours-left.md lists them with the pages that they come from.
"""

from punkt.power.spans import Span

SMALL_GENERATOR_KW = 20.0
"""Below it the curve of small sets holds."""
CURVES = {True: (0.046, 0.269), False: (0.048, 0.252)}
"""Litres an hour for each kilowatt of rated power and of load: small sets (8 to 15 kW), larger ones (20 to 100 kW).

Least squares over the tables of three makers of diesel sets at a quarter, half, three quarters and full load."""
CURVE_ERROR = 0.14
"""How far the tables lie from that line (root mean square, relative)."""

PHONE_CHARGING_KW = Span(0.005, 0.020)
"""While a device charges."""
DEVICES_PER_PERSON = Span(0.3, 1.0)
"""How many of those present charge something at once [I]."""
BASE_KW = Span(0.3, 1.5)
"""Light, router, kettle of a room that says nothing of its load [I]."""
LINK_KW = Span(0.02, 0.15)
"""A satellite terminal."""
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
"""How long the other end goes on: base stations from one hour (2022) to the ten that the law asks for since February
2025; passive fibre up to 72 h where the provider keeps its side."""
SHARE_OF_BATTERY = Span(0.8, 0.95)
"""How much of the stated capacity comes out at the socket [I]."""
