"""The words by which lists name the options of a field: patterns, compared without case, one option a line."""

import re

_FREE = (
    r"^(?:повністю |fully |täielikult |helt )?"
    r"(?:без ?бар|доступн|barrier[- ]?free|accessible|takistusteta|ligipääsetav|hinderfri|tillgänglig)"
)
_BARRIER = (
    r"^бар.?єрн|^з бар|^не (?:безбар|доступ)|недоступн|with barriers|^not (?:accessible|barrier)|inaccessible|"
    r"takistustega|^ei (?:ole )?ligi|med hinder|^(?:inte|ej) (?:tillg|hinder)|otillgänglig"
)

CHOICES: dict[str, tuple[tuple[str, str], ...]] = {
    "power.fuel": (
        ("diesel", r"дизел|\bдп\b|diesel|diisel"),
        ("petrol", r"бензин|petrol|gasoline|bensiin|bensin"),
        ("gas", r"\bгаз|\bgas\b|gaas|\blpg\b|gasol"),
    ),
    "heat.source": (
        ("heat_pump", r"теплов\w+ насос|heat pump|soojuspump|värmepump"),
        ("district", r"централ|тепломереж|теплотрас|district|kaugküte|fjärrvärme"),
        ("solid_fuel", r"тверд|дров|вугілл|пелет|solid|wood|puit|puu(?!du)|\bved\b|pellet"),
        ("diesel", r"дизел|diesel|diisel"),
        ("electric", r"електр|electric|elekt|\bel\b|конвектор"),
        ("gas", r"\bгаз|\bgas\b|gaas"),
    ),
    "power.changeover": (
        ("automatic", r"\bавр\b|автомат|automat"),
        ("manual", r"ручн|manual|käsi|manuell"),
        ("inlet", r"ввід|ввод|inlet|mobil|intag"),
    ),
    "communication.link": (
        ("starlink", r"starlink|старл[іи]нк"),
        ("xpon", r"x?g?e?pon\b|оптик|оптовол|fibre|fiber|kiud|optik"),
        ("mobile", r"мобільн|\b[345]g\b|\blte\b|mobile|mobiil|mobil"),
        ("cable", r"кабел|ethernet|a?dsl|cable|kaabel|kabel"),
    ),
    # The three levels of Swedish guidance (facts of Estonia, Sweden and the world, 3).
    "opening.service_level": (
        ("information", r"інформац|information|teab|teave|infopunkt|^(?:(?:рівень|level|tase|nivå)\s*)?1$"),
        ("day", r"денн|\bday\b|\bdaycent|päev|\bdag(?:tid|centrum)?\b|^(?:(?:рівень|level|tase|nivå)\s*)?2$"),
        ("overnight", r"ночів|нічл|нічн|night|ööbi|\böö|natt|^(?:(?:рівень|level|tase|nivå)\s*)?3$"),
    ),
    "access.barrier_class": (
        ("partly", r"частков|обмежен|partly|partial|limited|osali|piirat|delvis|begräns"),
        ("free", _FREE),
        ("barrier", _BARRIER),
    ),
    "hazard.": (
        ("low", r"низьк|\blow\b|madal|\blåg"),
        ("high", r"висок|\bhigh\b|kõrge|\bhög"),
        ("none", r"відсутн|\bнемає|none known"),
    ),
}
CHOICE_WORDS = {
    target: tuple((option, re.compile(words, re.IGNORECASE)) for option, words in options)
    for target, options in CHOICES.items()
}
