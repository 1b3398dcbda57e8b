"""A file that does not say its alphabet is read in the right one, and one that says it is believed."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from punkt.formats.readers import read_table
from punkt.formats.readers.decoding import decode, guess_encoding

UKRAINIAN = "назва;адреса\nПункт незламності;вул. Грушевського, 5\nШкола 3;просп. Перемоги, 12\n"
CAPITALS = "НАЗВА;АДРЕСА\nПУНКТ НЕЗЛАМНОСТІ;ВУЛ. ГРУШЕВСЬКОГО, 5\nЛІКАРНЯ;ПРОСП. ПЕРЕМОГИ\n"
BULGARIAN = "име;адрес\nПротиворадиационно укритие;гр. Банкя, ул. Царибродска\nСкривалище;гр. София\n"
SWEDISH = "namn;adress\nTrygghetspunkt Västerås;Drottninggatan 3\nÖrebro skola;Åsgatan 4\n"
ESTONIAN = "nimi;aadress\nPõltsamaa kerksuskeskus;Lossi 1\nJõgeva gümnaasium;Õpetaja 2\n"
BALTIC = "nimi;aadress\nŠokolaadi maja;Žukovi 3\nPõltsamaa;Lossi 1\n"
JAPANESE = "名称,住所\n日宇地区コミュニティセンター,長崎県佐世保市もみじが丘町\n大塔小学校,佐世保市\n"
SAMPLES = [
    (UKRAINIAN, "cp1251"), (UKRAINIAN, "koi8-u"), (UKRAINIAN, "cp866"), (CAPITALS, "cp1251"), (CAPITALS, "koi8-u"),
    (BULGARIAN, "cp1251"), (SWEDISH, "cp1252"), (SWEDISH, "iso-8859-1"), (ESTONIAN, "cp1257"), (BALTIC, "cp1257"),
    (BALTIC, "cp1252"), (JAPANESE, "cp932"), (UKRAINIAN, "utf-16"), (UKRAINIAN, "utf-16-le"), (SWEDISH, "utf-16-be"),
    (JAPANESE, "utf-8-sig"), (UKRAINIAN, "utf-32"), (UKRAINIAN, "utf-8"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "encoding"), SAMPLES)
def test_text_comes_back_in_its_alphabet(text: str, encoding: str) -> None:
    # cp866 has no Ukrainian i; the lists that use it write a Latin one.
    text = text.replace("і", "i").replace("І", "I") if encoding == "cp866" else text
    assert decode(text.encode(encoding))[0] == text


def test_a_guess_is_told() -> None:
    table = read_table(UKRAINIAN.encode("cp1251"), file_name="list.csv")
    assert any("guessed" in repair and "(cp1251)" in repair for repair in table.repairs)
    assert read_table(UKRAINIAN.encode(), file_name="list.csv").repairs == ()


def test_one_foreign_word_among_thousands_of_plain_rows_is_enough() -> None:
    plain = "id,name\n" + "".join(f"{number},School\n" for number in range(20_000))
    assert decode((plain + "7,Пункт незламності Охтирка\n").encode("cp1251"))[0].endswith("Пункт незламності Охтирка\n")


PLACES = (
    "школа лікарня бібліотека пункт незламності центр міська рада вулиця Шевченка Грушевського Київ Харків Суми "
    "Охтирка Житомир Полтава ліцей гімназія дитячий садок амбулаторія будинок культури пожежна частина"
)
WORDS = PLACES.split()


@settings(max_examples=60, deadline=None, derandomize=True)
@given(words=st.lists(st.sampled_from(WORDS), min_size=6, max_size=30), encoding=st.sampled_from(["cp1251", "koi8-u"]))
def test_ukrainian_words_are_told_from_each_other_in_both_old_alphabets(words: list[str], encoding: str) -> None:
    text = " ".join(words)
    assert guess_encoding(text.encode(encoding)) == encoding
    assert guess_encoding(text.upper().encode(encoding)) == encoding


def test_the_encoding_that_xml_declares_is_used() -> None:
    kml = '<?xml version="1.0" encoding="windows-1251"?><kml><Placemark><name>Пункт</name></Placemark></kml>'
    table = read_table(kml.encode("cp1251"))
    assert next(table.as_dicts())["name"] == "Пункт"


def test_an_encoding_that_nobody_should_declare_is_not_used() -> None:
    kml = '<?xml version="1.0" encoding="punycode"?><kml><Placemark><name>Пункт</name></Placemark></kml>'
    assert next(read_table(kml.encode()).as_dicts())["name"] == "Пункт"


def test_a_letter_cut_at_the_end_costs_only_itself() -> None:
    content = "назва;id\nШкола;1\nЛіцей;Суми".encode()[:-1]
    text, repairs = decode(content)
    assert text.endswith("Сум")
    assert any("ends in the middle" in repair for repair in repairs)


def test_a_few_broken_bytes_do_not_turn_the_file_into_another_alphabet() -> None:
    content = (UKRAINIAN * 20).encode().replace("Школа".encode(), b"\xff\xd0\xa8", 1)
    text, repairs = decode(content)
    assert "Пункт незламності" in text
    assert any("replaced by a mark" in repair for repair in repairs)


def test_nul_and_control_characters_go() -> None:
    table = read_table(b"id,name\n1,a\x00b\n2,c\x1bd\n" + b"3,plain\n" * 50, file_name="list.csv")
    assert [row.cells[1] for row in table.rows[:2]] == ["ab", "cd"]
    assert any("Control characters" in repair for repair in table.repairs)
