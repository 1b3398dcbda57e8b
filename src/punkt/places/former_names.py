"""Former names of towns of Ukraine that people still say, where the gazetteer knows none or only a Russian spelling.

Which town was called how is known by its GeoNames id. The names ended with these acts of the Verkhovna Rada:

- of 2016, under law No. 317-VIII of 9 April 2015 on the condemnation of the totalitarian regimes;
- of 30 October 2019 on renaming the town Переяслав-Хмельницький (draft No. 2175);
- of 2024, under law No. 3005-IX of 21 March 2023 on the decolonisation of toponyms.
"""

FORMER_NAMES: dict[int, tuple[str, ...]] = {
    # 2016
    704204: ("Красний Лиман",),
    704679: ("Котовськ",),
    705809: ("Кіровськ",),
    705812: ("Кіровоград",),
    709354: ("Дзержинськ",),
    691037: ("Цюрупинськ",),
    692105: ("Свердловськ",),
    710548: ("Червонопартизанськ",),
    6559559: ("Комсомольськ",),
    8341919: ("Кузнецовськ",),
    11778463: ("Володарськ-Волинський",),
    # 2019
    697637: ("Переяслав-Хмельницький",),
    # 2024
    697576: ("Первомайський",),
    697592: ("Первомайськ",),
    697616: ("Першотравенськ",),
    699445: ("Новомосковськ",),
    7525990: ("Южноукраїнськ",),
}
