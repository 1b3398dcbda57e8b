"""The phrases by which free text gives numbers, states, hours and doubts."""

import re

from punkt.model.vocabulary import OpeningMode


def _pattern(*alternatives: str) -> re.Pattern[str]:
    """A pattern for text in lower case (comparing without case costs three times as much)."""
    return re.compile("|".join(alternatives))


UNSURE = _pattern(
    r"\?|\bбуде\b|планує|потріб|необхідн|замовлен|очікує|бажано|запит|в процесі|при наявності|за наявності|якщо",
    r"не вистача|бракує|несправн|зламан|відремонт|нужен|нужн|требует|будет|неисправ",
    r"will be|planned|\bneeds?\b|\bneeded\b|required|to be\b|if there|broken",
    r"\bvaja|plaanis|rikkis|behöv|planera|trasig",
)
"""A wish, a plan, a question, a breakage: nothing is stated."""
AUTONOMOUS = _pattern(
    r"автоном|аварійн|резервн|акумулятор|emergency|backup|battery|autonoom|avarii|nöd|reserv",
)
TECHNICAL_WATER = _pattern(r"техн\w+\W+вод|вод\w*\W+техн|не\s+питн|technical|tehnili|teknisk")
HEAT_MAIN = _pattern(r"теплотрас")
NO_HEAT_MAIN = _pattern(r"без теплотрас", r"теплотрас\w+ (?:немає|відсутн)")
STARLINK = _pattern(r"starlink|старл[іи]нк")
PHONE = re.compile(r"(?:\d[\s()\-]{0,3}){7}")

_NUMBER = r"(?<![\d.,])(\d[\d ]{0,8}\d|\d)\s*\+?\s*"
CAPACITY = _pattern(
    r"(?:м[іи]стк\w{1,6}|вм[іи]ст\w{2,8}|вместимость|capacity|mahutavus|mahutab|kapacitet|капацитет)"
    r"[^\d.;,]{0,25}?(\d[\d ]{0,8}\d|\d)",
    _NUMBER + r"(?:осіб|особи|чолов[іе]к|чол\b|людей|persons?\b|people\b|inimest|personer|человек)",
)
BEDS = _pattern(_NUMBER + r"(?:ліж\w+|beds?\b|voodi\w*|säng\w*|кроват\w+)")
SLEEPING_PLACES = _pattern(
    _NUMBER + r"(?:спальн\w+\s+місц\w+|лежач\w+\s+місц\w+|sleeping places|magamiskoh\w+|sovplats\w*)",
)
COUNTS = (("capacity_seated", CAPACITY, 2), ("capacity_lying", SLEEPING_PLACES, 1), ("safety.n_beds", BEDS, 1))
"""Field, pattern, and the least number that is a count and not a placeholder."""
GENERATOR_POWER = _pattern(
    r"(?:генератор|generator|generaator|elverk)[^\d.;,]{0,20}(\d+(?:[.,]\d+)?\s*(?:квт|kw|вт|w)\b)",
)

STATES = (
    (
        "stated-closed",
        _pattern(
            r"(?<!\w)(?:закрит[оаеий]+|зачинен\w*|закрыт[оаы]?|затворен\w*)(?!\w)(?!\s+(?:тип|двор|двір))",
            r"не\s+(?:працює|використову|функціону|работает|діє)|призупинен|приостановл|недіючий",
            r"\bclosed\b|not in use|out of use|\bsuletud\b|\bstängd?t?\b",
        ),
    ),
    (
        "stated-not-ready",
        _pattern(
            r"не\s?готов|ремонт|непридатн|не придатн",
            r"not ready|under repair|remondis|pole valmis|inte klar|renover",
        ),
    ),
    (
        "stated-not-public",
        _pattern(
            r"приватне|приватний|для працівник|для потреб\s*(?:підпри|[\"«„“]|організ|установ)",
            r"(?:тільки|лише|виключно)\s+для|только для|staff only|private|ainult töötaja|endast för",
        ),
    ),
)
"""Findings about how the door was when the list was made."""
SERVICE_OUT = _pattern(
    r"(?:інтернет|генератор|туалет|опалення|світло|вода|ліфт|wi-?fi|вай-?фай|internet|toilet|лифт|душ)\w*\s+"
    r"(?:тимчасово\s+)?не\s+(?:працює|функціону|работает)",
)
"""A thing that does not work does not mean that the point is closed."""

MODES = (
    (
        OpeningMode.STANDBY,
        _pattern(r"режим\w* очікування|сплячий режим|за потреб|\bstandby\b|vid behov|vajadus\w+ korral"),
    ),
    (
        OpeningMode.ROUND_THE_CLOCK,
        _pattern(r"(?<!не )(?:цілодоб|круглосуточн)|(?<!\d)24/7|round the clock|ööpäev|dygnet runt"),
    ),
    (
        OpeningMode.SCHEDULE,
        _pattern(r"робоч\w+ (?:годин|час|дн)|за графіком|working hours|tööajal|kontorstid"),
    ),
)

MOTHER_AND_CHILD = re.compile(
    r"(?:матері (?:та|і|й) дитини|мат(?:и|ір) (?:та|і|й) дитина|mother and child)", re.IGNORECASE
)
"""Two words that an "and" must not part."""
PHRASES = (
    (
        "service.first_aid",
        _pattern(
            r"(?:перша|першої|домедичн\w+|медичн\w+)\s+допомог\w*|медпункт",
            r"first aid(?! kit)|esmaabi(?!komp)|första hjälpen",
        ),
    ),
    ("safety.first_aid_kit", _pattern(r"first[ -]aid kit")),
    (
        "service.mother_child",
        _pattern(
            r"mother-child|пеленальн\w+|дитяч\w+ (?:кут\w+|зон\w+|кімнат\w+)|skötrum",
        ),
    ),
    ("service.hot_drink", _pattern(r"гаряч\w+ нап[оії]\w+|hot drinks?|kuum\w+ joo\w+|varm\w* dryck\w*")),
    ("service.medicine_fridge", _pattern(r"холодильник\w* для ліків|fridge for medicine")),
    ("service.crisis_support", _pattern(r"психолог\w+|crisis support|krisstöd|kriisiabi")),
)
"""Fields that take more than one word to name."""
