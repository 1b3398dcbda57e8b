"""The search: bent words, four languages, all words first, the piece where it was found, and hostile questions."""

import time

import pytest

from punkt.knowledge.search.documents import DOCUMENT_LABELS, DocumentKind, library_documents, library_index
from punkt.knowledge.search.index import LONGEST_QUESTION, MOST_WORDS, Answer, Document, Index, question_words
from punkt.wording import LANGUAGES

INDEX = library_index()


def ids(answer: Answer) -> list[str]:
    return [one.document.id for one in answer.found]


@pytest.mark.parametrize(
    ("question", "language", "kind", "wanted"),
    [
        ("генератори", "uk", DocumentKind.CHAPTER, "power"),
        ("генераторів", "uk", DocumentKind.CHAPTER, "power"),
        ("ГЕНЕРАТОРА", "uk", DocumentKind.CHAPTER, "power"),
        ("туалет", "uk", DocumentKind.CHAPTER, "water"),
        ("собакою", "uk", DocumentKind.CHAPTER, "animals"),
        ("немовля", "uk", DocumentKind.CHAPTER, "children"),
        ("kerksuskeskuste", "et", DocumentKind.REQUIREMENT, "ee-kerksuskeskus/EE-10"),
        ("vett", "et", DocumentKind.CHAPTER, "water"),
        ("tualetid", "et", DocumentKind.CHAPTER, "water"),
        ("loomadega", "et", DocumentKind.CHAPTER, "animals"),
        ("kutuse", "et", DocumentKind.CHAPTER, "power"),
        ("trygghetspunkterna", "sv", DocumentKind.REQUIREMENT, "se-trygghetspunkt/SE-01"),
        ("reservelverket", "sv", DocumentKind.CHAPTER, "power"),
        ("varme", "sv", DocumentKind.CHAPTER, "heat"),
        ("hundar", "sv", DocumentKind.CHAPTER, "animals"),
        ("toilets", "en", DocumentKind.CHAPTER, "water"),
        ("oxygen", "en", DocumentKind.CHAPTER, "devices"),
        ("volunteer", "en", DocumentKind.CHAPTER, "volunteers"),
        ("fire station", "en", DocumentKind.PRACTICE, "BP03"),
        ("door shut", "en", DocumentKind.CONCERN, "AC08"),
    ],
)
def test_a_bent_word_finds_its_page(question: str, language: str, kind: DocumentKind, wanted: str) -> None:
    assert wanted in ids(INDEX.find(question, language=language, kinds={kind}))[:3]


def test_a_thing_answers_once_and_in_the_language_of_the_reader_if_it_can() -> None:
    answer = INDEX.find("generator", language="en")
    told = [(one.document.kind, one.document.id) for one in answer.found]
    assert len(told) == len(set(told))
    assert {one.document.language for one in answer.found[:5]} == {"en"}


def test_a_word_of_another_language_is_found_too() -> None:
    answer = INDEX.find("генератор", language="sv", kinds={DocumentKind.CHAPTER})
    assert answer.found[0].document.language == "uk"


def test_what_holds_all_words_comes_first() -> None:
    answer = INDEX.find("fuel contract station", language="en")
    counts = [one.n_words for one in answer.found]
    assert counts == sorted(counts, reverse=True)
    assert counts[0] == 3
    assert 0 < answer.n_with_all_words < len(answer.found)


def test_the_piece_shows_the_words_that_were_found() -> None:
    found = INDEX.find("carbon monoxide", language="en", kinds={DocumentKind.CHAPTER}).found[0]
    assert found.document.id == "heat"
    assert [piece.text for piece in found.pieces if piece.is_hit] == ["carbon", "monoxide"]
    told = "".join(piece.text for piece in found.pieces)
    assert len(told) < 400
    assert told.strip("…").split("\n")[0][:40] in " ".join(found.document.text.split())


SMALL = Index(
    [
        Document("a", "case", "sv", "Ett fall", "Vi hade dricksvatten i tankar."),
        Document("b", "case", "sv", "Vatten", "Inget här."),
        Document("c", "survey", "uk", "Опитування", "Пункт мав Starlink."),
        Document("d", "case", "en", "A case", "generator generator generator and nothing else but a generator"),
        Document("e", "case", "en", "A generator", "Once."),
        Document("f", "case", "sv", "Renlighet", "Tvätt och dusch."),
    ]
)


def test_any_documents_can_be_searched_and_a_title_counts_for_more() -> None:
    assert ids(SMALL.find("vatten")) == ["b", "a"]
    assert ids(SMALL.find("generator")) == ["e", "d"]
    assert ids(SMALL.find("starlink")) == ["c"]
    assert ids(SMALL.find("vatten generator", kinds={"survey"})) == []


def test_a_long_word_is_found_by_its_part_and_a_slip_by_its_neighbours() -> None:
    assert "a" in ids(SMALL.find("vattnet"))
    assert "f" not in ids(SMALL.find("vatten"))  # tvätt holds letters of it and nothing else
    assert ids(SMALL.find("genrator")) == ["e", "d"]
    assert ids(SMALL.find("opytuvannia")) == ["c"]


def test_a_mixed_alphabet_is_read() -> None:
    assert ids(SMALL.find("Oпитування")) == ["c"]


@pytest.mark.parametrize(
    "hostile",
    [
        "",
        "   ",
        "\0",
        "\0генератор\0",
        "?*[](){}|\\^$.+",
        "' OR 1=1 --",
        "<script>alert(1)</script>",
        "%s %(x)s {0} {x}",
        "\u0301" * 1000,
        "\u202e\u2066\ufeff",
        "а" * 100_000,
        "слово " * 50_000,
        "\ud83d\ude00".encode("utf-16", "surrogatepass").decode("utf-16"),
        "\ud800",
        "ﬁ ß İ ŉ",
        "'''''''",
        "==день",
    ],
)
def test_a_hostile_question_is_answered_in_time(hostile: str) -> None:
    start = time.perf_counter()
    answer = INDEX.find(hostile, language="uk")
    assert time.perf_counter() - start < 1
    assert len(answer.words) <= MOST_WORDS
    assert len(answer.found) <= answer.n_all


def test_a_question_is_cut_and_silent_words_are_left_out() -> None:
    assert question_words("how to heat the room") == ("heat", "room")
    assert question_words("what is the") == ("what", "is", "the")
    assert len(question_words(" ".join(map(str, range(100))))) == MOST_WORDS
    assert max(map(len, question_words("x" * 1000))) == LONGEST_QUESTION


def test_nothing_is_found_in_nothing() -> None:
    assert Index([]).find("water").found == ()
    assert INDEX.find("qzxwvj").found == ()


def test_everything_of_the_library_is_searched_in_every_language() -> None:
    by_kind: dict[str, set[str]] = {}
    for document in library_documents():
        by_kind.setdefault(document.kind, set()).add(document.language)
    assert by_kind == {kind: set(LANGUAGES) for kind in DocumentKind}
    assert set(DOCUMENT_LABELS) == set(DocumentKind)
