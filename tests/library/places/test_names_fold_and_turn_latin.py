"""Folding for comparison and the national romanisation."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from punkt.places.fold import folded, folded_lines, sound_key, transliterated


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("ПУНКТ Їжак", "пункт їжак"),
        ("Кам'янець-Подільський", "камянець подільський"),
        ("Кам’янець–Подільський", "камянець подільський"),
        ("Камʼянець Подільський", "камянець подільський"),
        ("Запорiжжя", "запоріжжя"),  # a Latin i among Cyrillic letters
        ("Xapкiв", "харків"),
        ("Kyіv", "kyiv"),  # a Cyrillic і among Latin letters
        ("Ґалаґани", "галагани"),
        ("Берёзовка", "березовка"),
        ("Майданы\u0301", "майданы"),
        ("Võru", "voru"),
        ("JÖNKÖPING", "jonkoping"),
        ("Ærø Ångström ß", "aero angstrom ss"),
        ("Vo\u0303ru", "voru"),
        ("  two\t\twords \n", "two words"),
        ("soft\u00adhyphen zero\u200bwidth", "softhyphen zerowidth"),
    ],
)
def test_folding(text: str, plain: str) -> None:
    assert folded(text) == plain


def test_letters_of_ukrainian_stay_apart() -> None:
    assert len({folded(letter) for letter in "иіїйеєг"}) == 7


def test_a_decomposed_letter_is_the_composed_one() -> None:
    assert folded("и\u0306") == "й" == folded("Й")
    assert folded("і\u0308") == "ї"


@given(st.text(max_size=30))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert folded(folded(text)) == folded(text)


@given(st.text(alphabet="абвгґдеєжзиіїйклмнопрстуфхцчшщьюяabcåäöõü'’- ", max_size=30))
def test_folding_does_not_see_case(text: str) -> None:
    assert folded(text.upper()) == folded(text)


def test_many_names_fold_in_one_go_as_one_by_one() -> None:
    names = ["Кам'янець-Подільський", "Võru", "Запорiжжя", "Åmål"]
    assert folded_lines("\n".join(names)).split("\n") == [folded(name) for name in names]


# Examples of the annex to the resolution No. 55 of the Cabinet of Ministers of Ukraine of 27 January 2010.
OFFICIAL = """Алушта Alushta, Андрій Andrii, Борщагівка Borshchahivka, Борисенко Borysenko, Вінниця Vinnytsia,
Володимир Volodymyr, Гадяч Hadiach, Богдан Bohdan, Згурський Zghurskyi, Ґалаґан Galagan, Ґорґани Gorgany,
Донецьк Donetsk, Дмитро Dmytro, Рівне Rivne, Олег Oleh, Есмань Esman, Єнакієве Yenakiieve, Гаєвич Haievych,
Короп'є Koropie, Житомир Zhytomyr, Жанна Zhanna, Жежелів Zhezheliv, Закарпаття Zakarpattia, Казимирчук Kazymyrchuk,
Медвин Medvyn, Михайленко Mykhailenko, Іванків Ivankiv, Іващенко Ivashchenko, Їжакевич Yizhakevych,
Кадиївка Kadyivka, Мар'їне Marine, Йосипівка Yosypivka, Стрий Stryi, Олексій Oleksii, Київ Kyiv, Коваленко Kovalenko,
Лебедин Lebedyn, Леонід Leonid, Миколаїв Mykolaiv, Маринич Marynych, Ніжин Nizhyn, Наталія Nataliia, Одеса Odesa,
Онищенко Onyshchenko, Полтава Poltava, Петро Petro, Решетилівка Reshetylivka, Рибчинський Rybchynskyi, Суми Sumy,
Соломія Solomiia, Тернопіль Ternopil, Троць Trots, Ужгород Uzhhorod, Уляна Uliana, Фастів Fastiv, Філіпчук Filipchuk,
Харків Kharkiv, Христина Khrystyna, Біла_Церква Bila_Tserkva, Стеценко Stetsenko, Чернівці Chernivtsi,
Шевченко Shevchenko, Шостка Shostka, Кишеньки Kyshenky, Щербухи Shcherbukhy, Гоща Hoshcha, Гаращенко Harashchenko,
Юрій Yurii, Корюківка Koriukivka, Яготин Yahotyn, Ярошенко Yaroshenko, Костянтин Kostiantyn, Знам'янка Znamianka,
Феодосія Feodosiia"""


@pytest.mark.parametrize("pair", OFFICIAL.replace("\n", " ").split(", "))
def test_the_examples_of_the_resolution(pair: str) -> None:
    cyrillic, latin = pair.split()
    assert transliterated(cyrillic) == latin


def test_case_and_other_letters_stay() -> None:
    assert transliterated("ЩАСТЯ і Щастя, Võru 5") == "SHCHASTIA i Shchastia, Võru 5"
    assert transliterated("Їжак — ЇЖАК") == "Yizhak — YIZHAK"


def test_russian_is_read_as_russian() -> None:
    assert transliterated("Белый Город") == "Belyy Gorod"


@given(st.text(alphabet="абвгґдеєжзиіїйклмнопрстуфхцчшщьюяыэёъ' -", max_size=30))
def test_no_cyrillic_is_left(text: str) -> None:
    assert not any("Ѐ" <= letter <= "ӿ" for letter in transliterated(text))


@pytest.mark.parametrize(
    "spellings",
    [
        "Харків Kharkiv Xarkiv Harkiv харкив",
        "Запоріжжя Zaporizhzhia Zaporizhzhya Zaporižžja",
        "Київ Kyiv Kyjiv Kyyiv",
        "Чернівці Chernivtsi Černivci Czerniwci",
        "Луганськ Luhansk Lugansk",
    ],
)
def test_spellings_of_one_name_sound_alike(spellings: str) -> None:
    assert len({sound_key(folded(spelling)) for spelling in spellings.split()}) == 1
