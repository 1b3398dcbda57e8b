"""Questionnaires that are made up: every kind of question, with all that it can have."""

from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from punkt.surveys.conditions import Comparison, Operator, Relevance
from punkt.surveys.prefills import PREFILLS
from punkt.surveys.questionnaire import Matrix, Option, Question, Questionnaire, Section
from punkt.surveys.words import Kind
from punkt.toml.sources import Grade, SourceDocument
from punkt.wording import LANGUAGES

WORDS = st.text("абвїє' xyzõäå=+-@\"<&(){}$.,%\n", min_size=1, max_size=20).map(str.strip).filter(bool).map(
    lambda text: "\n".join(line.rstrip() for line in text.split("\n"))
)  # fmt: skip
TEXTS = st.fixed_dictionaries(dict.fromkeys(LANGUAGES, WORDS))
LESS = st.just({}) | TEXTS


def _options(least: int) -> st.SearchStrategy[tuple[Option, ...]]:
    ids = st.lists(st.sampled_from([f"o{n}" for n in range(9)]), min_size=least, max_size=4, unique=True)
    return ids.flatmap(lambda keys: st.tuples(*(st.builds(Option, st.just(key), TEXTS, st.booleans()) for key in keys)))


@st.composite
def questions(draw: Any, key: str, before: list[Question], *, is_part: bool = False) -> Question:
    kind = draw(st.sampled_from([one for one in Kind if not (is_part and one is Kind.GROUP)]))
    number = st.integers(-1000, 1000).map(Decimal) | st.decimals(-9, 9, places=2).map(lambda n: n.normalize() + 0)
    least, most = sorted(draw(st.tuples(number, number)))
    parts: tuple[Question, ...] = ()
    if kind is Kind.GROUP:
        parts = tuple(draw(questions(f"{key}p{n}", [], is_part=True)) for n in range(draw(st.integers(1, 3))))
    only_number, is_box = kind is Kind.NUMBER, kind in {Kind.GROUP, Kind.TEXT}
    plain = list(draw(_options(2))) if kind in {Kind.SINGLE, Kind.MULTIPLE} else []
    currencies = draw(st.sampled_from([(), ("UAH", "EUR")])) if only_number else ()
    return Question(
        id=key,
        number=7,
        kind=kind,
        text=draw(TEXTS),
        help=draw(LESS),
        translated=draw(st.frozensets(st.sampled_from(LANGUAGES))),
        unit=draw(st.sampled_from(["", "h", "°C", "%"])) if only_number and not currencies else "",
        currencies=currencies,
        least=draw(st.sampled_from([None, least])) if only_number else None,
        most=draw(st.sampled_from([None, most if only_number else Decimal(40)])) if only_number or is_box else None,
        is_whole=only_number and draw(st.booleans()),
        options=tuple(plain),
        matrix=Matrix(draw(_options(1)), draw(_options(2)), draw(st.booleans())) if kind is Kind.MATRIX else None,
        is_required=draw(st.booleans()),
        when=draw(st.none() | _relevances(before)) if before else None,
        asks_source=kind is not Kind.GROUP and draw(st.booleans()),
        is_coded=kind is Kind.TEXT and draw(st.booleans()),
        prefill=draw(st.sampled_from(["", *(one for one, (of, _words) in PREFILLS.items() if of is kind)])),
        relates_to=draw(st.sampled_from([(), ("BP01", "EE-02")])),
        is_sensitive=draw(st.booleans()),
        parts=parts,
    )


def _relevances(before: list[Question]) -> st.SearchStrategy[Relevance]:
    def comparison(question: Question) -> st.SearchStrategy[Comparison]:
        match question.kind:
            case Kind.NUMBER:
                operator = st.sampled_from([Operator.EQUALS, Operator.MORE, Operator.LESS])
                return st.builds(Comparison, st.just(question.id), operator, st.sampled_from(["0", "-3", "2.50"]))
            case Kind.YES_NO_UNKNOWN:
                word, operator = st.sampled_from(["yes", "no"]), st.just(Operator.EQUALS)
            case kind:
                word = st.sampled_from([one.id for one in question.options])
                operator = st.just(Operator.EQUALS if kind is Kind.SINGLE else Operator.CONTAINS)
        return st.builds(Comparison, st.just(question.id), operator, word)

    all_of = st.lists(st.one_of([comparison(one) for one in before]), min_size=1, max_size=3).map(tuple)
    return st.builds(Relevance, st.lists(all_of, min_size=1, max_size=3).map(tuple))


@st.composite
def questionnaires(draw: Any) -> Questionnaire:
    comparable = {Kind.NUMBER, Kind.YES_NO_UNKNOWN, Kind.SINGLE, Kind.MULTIPLE}
    sections, before = [], []
    for place in range(draw(st.integers(1, 2))):
        made = []
        for n in range(draw(st.integers(1, 4))):
            question = draw(questions(f"s{place}.q_{n}", list(before)))
            made.append(question)
            before += [question] if question.kind in comparable else []
        sections.append(Section(f"s{place}", draw(TEXTS), tuple(made), draw(LESS)))
    sources = st.builds(SourceDocument, st.just("A1"), WORDS, WORDS, st.sampled_from(Grade), st.just("2024"))
    return Questionnaire(
        id="made-up",
        version=draw(st.dates(date(2000, 1, 1), date(2100, 1, 1))),
        title=draw(TEXTS),
        sections=tuple(sections),
        sources=tuple(draw(st.lists(sources, max_size=1))),
        note=draw(LESS),
        translated=draw(st.frozensets(st.sampled_from(LANGUAGES))),
        is_proposal=draw(st.booleans()),
    )
