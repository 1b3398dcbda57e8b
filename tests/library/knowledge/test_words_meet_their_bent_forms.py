"""A word finds its bent forms, and does not find what only looks like it."""

import pytest

from punkt.knowledge.search.stems import stems_of
from punkt.places.fold import folded

PAIRS = {
    "uk": """генератор генератори; генератора генераторів; вода води; воді водою; туалет туалетів; туалети туалетах;
        зв’язок зв’язку; аптека аптеці; аптечка аптечок; кількість кількості; пальне пального; пальним пальному;
        волонтер волонтерами; волонтери волонтерів; їжа їжу; людина людей; діти дітям; дитина дітьми; зарядка зарядок;
        укриття укриттям; тепло теплом; світло світла; вивіска вивіски; собака собаки; угода угоди; ліки ліків;
        мешканці мешканців; пункт пунктами; опалення опаленням; перевірка перевірці; лікар лікаря; школа школи""",
    "et": """kerksuskeskus kerksuskeskuse; kerksuskeskuse kerksuskeskuste; vesi vee; vee vett; vesi veega; tuba toas;
        generaator generaatori; generaatorit generaatoriga; tualett tualeti; tualetti tualetid; laps lastele; koht koha;
        kohta kohti; inimene inimesed; inimesi inimesele; küte kütte; kütet kütta; kütus kütuse; kütust kütusega;
        toit toidu; toitu toidud; vabatahtlik vabatahtlikud; vabatahtlikku vabatahtlike; leping lepingut;
        lepingu lepinguid; punkt punktis; punktide punktid; koer koeraga; aku akud; pump pumba; tahvel tahvlil;
        teade teated; raadio raadiot; kokkulepe kokkuleppe""",
    "sv": """trygghetspunkt trygghetspunkten; trygghetspunkter trygghetspunkterna; toalett toaletter;
        toaletten toaletterna;
        vatten vattnet; bränsle bränslet; reservelverk reservelverket; reservelverken reservelverk; barn barnen;
        frivillig frivilliga; avtal avtalet; övning övningar; övningarna övning; tavla tavlan; tavlan tavlor;
        nyckel nycklar; nyckeln nycklarna; person personer; värme värmen; natt nätter; lista listor; djur djuren;
        hund hundar; språk språket; rum rummet; behov behovet; besökare besökaren; kommun kommunens; dörr dörren""",
    "en": """generator generators; supply supplies; battery batteries; toilet toilets; child children; heat heating;
        charge charging; charged charges; drill drilling; stop stopped; open opening; volunteer volunteers;
        agreement agreements; shelf shelves; box boxes; host hosts; visit visitors; person people; language languages;
        animal animals; device devices; inspect inspected""",
}  # fmt: skip


def pairs() -> list[tuple[str, str, str]]:
    told = ((language, *pair.split()) for language, lines in PAIRS.items() for pair in lines.split(";"))
    return [(language, one, other) for language, one, other in told]


@pytest.mark.parametrize(("language", "one", "other"), pairs())
def test_two_forms_of_a_word_share_a_stem(language: str, one: str, other: str) -> None:
    assert stems_of(folded(one), language) & stems_of(folded(other), language)


@pytest.mark.parametrize("language", PAIRS)
def test_there_are_pairs_enough_of_each_language(language: str) -> None:
    assert sum(told == language for told, _one, _other in pairs()) >= 15


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("uk", "вода", "вогонь"),
        ("uk", "пункт", "пан"),
        ("uk", "вода", "від"),
        ("uk", "ліки", "літр"),
        ("et", "vesi", "vile"),
        ("et", "tuli", "tulp"),
        ("et", "laps", "lamp"),
        ("sv", "barn", "bana"),
        ("sv", "natt", "nät"),
        ("en", "heat", "hearth"),
        ("en", "glass", "glas"),
        ("en", "toilet", "toil"),
    ],
)
def test_other_words_share_none(language: str, one: str, other: str) -> None:
    assert not stems_of(folded(one), language) & stems_of(folded(other), language)


def test_a_language_without_rules_has_the_word_alone() -> None:
    assert stems_of("generaattori", "fi") == {"generaattori"}


def test_a_word_of_absurd_length_is_taken_as_it_stands() -> None:
    assert stems_of("а" * 10_000, "uk") == {"а" * 10_000}
