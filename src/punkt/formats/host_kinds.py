"""The kind of host told by a name: "ЗДО «Дивосвіт»" is a kindergarten, "Valgjärve külamaja" a village hall.

The first kind that fits is taken, so the order matters: a sports school is a sports place, a school "of the town
council" is a school.
"""

import re
from functools import lru_cache

from punkt.formats.values import CACHE_SIZE
from punkt.model.vocabulary import HostKind

_WORDS: tuple[tuple[HostKind, str], ...] = (
    (HostKind.RESCUE_TENT, r"намет|палатк|päästetelk|räddningstält|\btent\b"),
    (
        HostKind.FUEL_STATION,
        (
            r"\bазс\b|\bазк\b|автозаправ|заправн|бензиностанц|tankla\b|bensiinijaam|bensinstation|filling station|"
            r"petrol station"
        ),
    ),
    (
        HostKind.KINDERGARTEN,
        (
            r"\bздо\b|\bднз\b|\bзднз\b|садок|садочок|дитсад|ясла|ясел|детск\w+ сад|детска градина|\bдг\b|\bодз\b|"
            r"lasteaed|lasteaia|lastesõim|förskol|\bdagis|kindergarten|preschool|幼稚園|保育"
        ),
    ),
    (
        HostKind.SPORT,
        (
            r"спорт|стадіон|басейн|\bдюсш\b|spordi\w*|staadion|ujula|idrott|sporthall|simhall|ishall|\barena\b|"
            r"stadium|体育館|スポーツ"
        ),
    ),
    (HostKind.LIBRARY, r"бібліотек|библиотек|raamatukogu|bibliotek|library|図書館"),
    (
        HostKind.SCHOOL,
        (
            r"шкіл|школ|ліце[йюїє]|гімназі|\bзош\b|\bззсо\b|\bзсо\b|\bозо\b|\bнвк\b|\bнво\b|колегіум|коледж|училищ|"
            r"\bпту\b|університет|інститут|академі[яї]|лицей|гимнази|техникум|\d\s*(?:оу|су|соу)\b|kool\b|gümnaasium|"
            r"kolledž|ülikool|õppehoone|skola|gymnasi|universitet|högskol|\bschool|college|university|小学校|中学校|高等学校|大学|"
            r"学校"
        ),
    ),
    (
        HostKind.VILLAGE_HALL,
        (r"külamaja|külakeskus|seltsimaja|bygdegård|hembygdsgård|föreningsgård|village hall|народн\w+ дім"),
    ),
    (
        HostKind.CULTURE,
        (
            r"культур|палац|\bбк\b|\bрбк\b|\bсбк\b|\bклуб\b|театр|музе[йюї]|бібліоклуб|kultuuri|rahvamaja|muuseum|"
            r"teater|kulturhus|folkets hus|museum|コミュニティセンター|公民館|читалищ"
        ),
    ),
    (
        HostKind.HEALTH,
        (
            r"лікарн|полікліні|амбулатор|\bфап\b|медичн|\bцпмсд\b|\bаптек|больниц|швидк\w+ допомог|haigla|polikliinik|"
            r"tervisekeskus|perearst|apteek|sjukhus|vårdcentral|hälsocentral|apotek|hospital|clinic|病院|поликлиник|"
            r"\bмбал\b"
        ),
    ),
    (
        HostKind.FIRE_STATION,
        (
            r"пожеж|пожарн|\bдснс\b|\bдпрч\b|\bдпрз\b|рятувальн|päästekomando|päästeamet|tuletõrje|räddningstjänst|"
            r"brandstation|fire station|fire and rescue|\w*дпбзн\b|消防"
        ),
    ),
    (HostKind.POLICE, r"поліці|полици|politsei|polishus|polisstation|\bpolice\b|警察"),
    (
        HostKind.RAILWAY,
        (
            r"вокзал|залізни|\bстанці[яї](?!\s+(?:швидк|юних|техн|насос|метро|обслуг))|вагон|raudteejaam|"
            r"järnvägsstation|tågstation|resecentrum|railway|train station|\bгара\b|駅"
        ),
    ),
    (
        HostKind.SOCIAL,
        (
            r"соціальн|терцентр|\bцнсп\b|\bцсс\w*\b|пансіонат|геріатр|інтернат|hooldekodu|sotsiaal|äldreboende|"
            r"ветеран|福祉"
        ),
    ),
    (
        HostKind.WORSHIP,
        (
            r"\bцеркв|\bцерков|\bхрам|\bсобор\b|\bмонастир\b|\bкостел|молитов|мечеть|синагог|kirik\b|kogudus|kyrka|"
            r"församling|church|mosque|chapel"
        ),
    ),
    (
        HostKind.HOUSING,
        (
            r"\bосбб\b|\bосмд\b|\bжбк\b|житлов\w* буд|багатокварт|гуртожит|жилищн|korteriühistu|ühiselamu|bostadsrätt|"
            r"\bbrf\b|housing|dormitory"
        ),
    ),
    (
        HostKind.SHOP,
        (
            r"магазин|супермаркет|\bатб\b|сільпо|\bтрц\b|\bтц\b|\bринок\b|маркет|kauplus|kaubahall|kaubanduskeskus|"
            r"turg\b|\bpood\b|köpcentrum|livsmedelsbutik|supermarket|shopping|\bцум\b"
        ),
    ),
    (
        HostKind.TOWN_HALL,
        (
            r"\b(?:сільськ|селищн|міськ|районн)\w+ рад|сільрад|міськрад|\bцнап\b|адмінбуд|адміністра|виконком|"
            r"виконавч|старост|ратуш|\bрда\b|\bова\b|\bрва\b|vallavalitsus|linnavalitsus|vallamaja|\blov\b|kommunhus|"
            r"stadshus|town hall|city hall|municipal|кметств|общинск|市役所|支所|役場"
        ),
    ),
    (
        HostKind.BUSINESS,
        (
            r"бізнес|\bтов\b|\bтзов\b|\bпп\b|\bпрат\b|\bфоп\b|кафе|ресторан|готель|\bбанк|\boü\b|restoran|hotell|"
            r"kohvik|restaurang|\bcafé?\b|\bhotel\b|\bbank\b|\bеоод\b|\bоод\b|\bад\b"
        ),
    ),
)
_KINDS = tuple((kind, re.compile(words)) for kind, words in _WORDS)
_DIGITS = str.maketrans("123456789", "000000000")
_STORED = {kind.value: kind for kind in HostKind if kind is not HostKind.UNKNOWN}


def host_kind_of(text: str) -> HostKind | None:
    """The kind that the words of a name or of a "kind of building" column tell; ``None`` where they tell none."""
    # Digits are alike for this question, and numbered names ("№ 12", "№ 13") then share one answer.
    return _kind_of(text.casefold().translate(_DIGITS))


@lru_cache(maxsize=CACHE_SIZE)
def _kind_of(text: str) -> HostKind | None:
    return _STORED.get(text) or next((kind for kind, words in _KINDS if words.search(text)), None)
