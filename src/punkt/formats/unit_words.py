"""How units are written in the lists of the world, and what each is worth in the units that Punkt stores."""

from punkt.units import Unit


def _worth(words_by_factor: dict[float, str]) -> dict[str, float]:
    return {word: factor for factor, words in words_by_factor.items() for word in words.split("|")}


_HOURS = "h|год|годин|години|година|hours|hour|час|часа|tundi|timmar|tim"
_MINUTES = "min|хв|хвилин|хвилини|minutes|minutit|minuter|мин"
_DAYS = "діб|доби|доба|днів|дні|days|day|дней|päeva|dygn"
_UNIT_WORDS: dict[Unit, dict[str, float]] = {
    Unit.KILOWATT: _worth({1: "kw|квт", 0.001: "w|вт|watt|ват", 1000: "mw|мвт"}),
    # "кВт·год" is often cut to its first half.
    Unit.KILOWATT_HOUR: _worth({1: "kwh|квт|квтг|квт/год", 0.001: "wh|втг|вт", 1000: "mwh"}),
    Unit.LITRE: _worth({1: "l|л|літрів|літр|літри|литров|liter|litres|liters|liitrit", 1000: "m3|m³|м3|м³|куб|кубів"}),
    Unit.LITRE_PER_HOUR: _worth({1: "l|л|л/год|l/h|л/ч|l/t|літрів|літр"}),
    Unit.HOUR: _worth({1: _HOURS, 1 / 60: _MINUTES, 24: _DAYS}),
    Unit.MINUTE: _worth({1: _MINUTES, 60: _HOURS, 1440: _DAYS}),
    Unit.CENTIMETRE: _worth({1: "cm|см", 100: "m|м", 0.1: "mm|мм"}),
    Unit.METRE: _worth({1: "m|м|метр|метри|метрів|metre|metres|meter|meters|meetrit", 1000: "km|км"}),
    # "кв. м" and "sq m" are cut to their first half.
    Unit.SQUARE_METRE: _worth({1: "m2|m²|м2|м²|m|м|кв|sq|kvm|sqm|ruutmeetrit|kvadratmeter|квм"}),
    Unit.CELSIUS: _worth({1: "°c|°|c|с|°с|градусів|градуси|градус|kraadi|grader"}),
}
KVA = frozenset({"kva", "ква"})
KW_PER_KVA = 0.8
"""Usual rated power factor of a generating set (ISO 8528-1 rates sets at a lagging power factor of 0.8)."""


def unit_factor(word: str, unit: Unit | None) -> float | None:
    """What one ``word`` is in ``unit``: 0.001 for "вт" in kW. ``None`` for a unit of something else."""
    if unit is None or unit in (Unit.PERSON, Unit.PIECE) or not word:
        return 1.0
    if word in KVA and unit is Unit.KILOWATT:
        return KW_PER_KVA
    return _UNIT_WORDS.get(unit, {}).get(word)
