"""A questionnaire with every kind of question, and answers to it that are made up."""

from datetime import date
from decimal import Decimal

from hypothesis import strategies as st

from punkt.surveys.questionnaire import Question, Questionnaire
from punkt.surveys.reading import read_questionnaire
from punkt.surveys.words import AnswerBasis, Kind
from tests.library.surveys.made import HEAD, question_text, texts


def options(key: str, *ids: str, alone: str = "") -> str:
    lines = []
    for one in ids:
        words = ", ".join(f'{language} = "{one} {language}"' for language in ("uk", "en", "et", "sv"))
        lines.append(f'{{ id = "{one}", {words}{", is_alone = true" if one == alone else ""} }}')
    return f"{key} = [{', '.join(lines)}]"


def _part(key: str, lines: str) -> str:
    return f'\n[[section.question.part]]\nid = "{key}"\n{lines}\n{texts("section.question.part.text", key)}\n'


FUEL = ("own", "station", "none")
EVERY_KIND: Questionnaire = read_questionnaire(
    HEAD
    + question_text("s1.plan", 'kind = "yes_no_unknown"\nis_required = true\nasks_source = true')
    + question_text("s1.plan_on", 'kind = "date"\nwhen = "s1.plan = yes"', number=2)
    + question_text("s1.hours", 'kind = "number"\nunit = "h"\nleast = 0\nmost = 8760\nasks_source = true', number=3)
    + question_text("s1.points", 'kind = "number"\nunit = "pcs"\nleast = 0\nmost = 20000\nis_whole = true', number=4)
    + question_text("s1.cost", 'kind = "number"\ncurrencies = ["UAH", "EUR"]\nleast = 0', number=5)
    + question_text("s1.host", f'kind = "single"\n{options("option", "school", "church", "other")}', number=6)
    + question_text("s1.fuel", f'kind = "multiple"\n{options("option", *FUEL, alone="none")}', number=7)
    + question_text("s1.litres", 'kind = "number"\nunit = "l"\nwhen = "s1.fuel contains own"', number=8)
    + question_text("s1.words", 'kind = "text"\nmost = 40\nis_coded = true', number=9)
    + question_text("s1.file", 'kind = "file"', number=10)
    + question_text(
        "s1.table",
        f'kind = "matrix"\ntakes_several = true\n{options("row", "tea", "bed")}\n'
        f"{options('column', 'day', 'night', 'never', alone='never')}",
        number=11,
    )
    + question_text("s1.times", 'kind = "group"\nmost = 3', number=12)
    + _part("s1.from", 'kind = "date"\nis_required = true')
    + _part("s1.peak", 'kind = "number"\nunit = "people"\nleast = 0\nis_whole = true\nwhen = "s1.points > 0"'),
    where="every.toml",
)


def _plain_value(question: Question) -> st.SearchStrategy[object]:  # noqa: PLR0911 (one for each kind)
    least = int(question.least) if question.least is not None else -1000
    most = min(int(question.most) if question.most is not None else 10**9, 10**9)
    ids = [one.id for one in question.options]
    match question.kind:
        case Kind.NUMBER if question.is_whole:
            return st.integers(least, most).map(Decimal)
        case Kind.NUMBER:
            return st.decimals(least, most, places=4, allow_nan=False)
        case Kind.YES_NO_UNKNOWN:
            return st.sampled_from(["yes", "no"])
        case Kind.SINGLE:
            return st.sampled_from(ids)
        case Kind.MULTIPLE:
            alone = [one.id for one in question.options if one.is_alone]
            several = st.lists(st.sampled_from([one for one in ids if one not in alone]), min_size=1, unique=True)
            return st.one_of(several, *(st.just([one]) for one in alone))
        case Kind.TEXT | Kind.FILE:
            return st.text("абвїє xyzõäå.,!?\"'=-", min_size=1, max_size=30).filter(
                lambda text: text.strip() and not text.strip().startswith(".")
            )
        case Kind.DATE:
            return st.dates(date(1990, 1, 1), date(2050, 1, 1))
        case _:
            assert question.matrix
            rows, columns = question.matrix.rows, question.matrix.columns
            ticks = st.sampled_from([[one.id] for one in columns] + [[columns[0].id, columns[1].id]])
            return st.dictionaries(st.sampled_from([one.id for one in rows]), ticks, min_size=1)


def raw_answers(question: Question) -> st.SearchStrategy[object]:
    """What a form may send for a question, always fit."""
    if question.kind is Kind.GROUP:
        entry = st.fixed_dictionaries({}, optional={one.id: raw_answers(one) for one in question.parts})
        return st.lists(entry, max_size=int(question.most or 3))
    known: dict[str, st.SearchStrategy[object]] = {"value": _plain_value(question)}
    if question.currencies:
        known["currency"] = st.sampled_from(question.currencies)
    beside: dict[str, st.SearchStrategy[object]] = {}
    if question.asks_source:
        beside = {"source": st.sampled_from(list(AnswerBasis)), "as_of": st.dates(date(2000, 1, 1), date(2030, 1, 1))}
    return st.one_of(
        st.fixed_dictionaries(known, optional=beside),
        st.fixed_dictionaries({"unknown": st.just(True)}, optional=beside),
        st.just(""),
    )


def raw_of(questionnaire: Questionnaire) -> st.SearchStrategy[dict[str, object]]:
    """What may be received for a whole questionnaire, always fit."""
    return st.fixed_dictionaries({}, optional={one.id: raw_answers(one) for one in questionnaire.questions})
