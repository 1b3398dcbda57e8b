"""What members answered to a question: counts and shares by country and by size, and what may be told of them.

Every figure says how many answered, how many said that it is not known, how many left it blank, and how many were not
asked. Members that allow no publication count in nothing here.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial

from punkt.surveys.answers import Given, given
from punkt.surveys.members import UNKNOWN_GROUP, Member, SizeClass, published, size_class
from punkt.surveys.protection import ALL, IN_ALL, LEAST_MEMBERS, Counts, Place, withheld
from punkt.surveys.questionnaire import Question
from punkt.surveys.summaries import Spread, Summary, spread
from punkt.surveys.words import Kind, YesNo

COUNTRY, SIZE = "country", "size"
BREAKDOWNS = (COUNTRY, SIZE)
CHOSEN, NOT_CHOSEN = "chosen", "not_chosen"
HAS_ANSWERED, HAS_NOT = "answered", "not_answered"
_BECAME = (Given.UNKNOWN, Given.BLANK, Given.NOT_ASKED)


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A group. ``counts`` are by category; ``None`` is withheld. ``n_members`` counts everybody in the group.

    In tables of options these are those who answered, and ``None`` where it is withheld how many those are.
    """

    group: str
    n_members: int | None
    counts: Mapping[str, int | None]

    def share(self, category: str, among: Sequence[str]) -> float | None:
        """The share of a category among some; ``None`` where one of these counts is withheld or they sum to nothing."""
        told = [self.counts[one] for one in among]
        value = self.counts[category]
        total = sum(one for one in told if one is not None)
        return None if value is None or None in told or not total else value / total


@dataclass(frozen=True, slots=True)
class FigureTable:
    """Counts by category in the groups of each breakdown, and in all."""

    categories: tuple[str, ...]
    groups: Mapping[str, tuple[FigureRow, ...]]
    in_all: FigureRow

    def rows(self) -> Iterator[tuple[str, FigureRow]]:
        """Every row with the name of its breakdown; all members have none."""
        yield ALL, self.in_all
        for name, rows in self.groups.items():
            yield from ((name, row) for row in rows)


@dataclass(frozen=True, slots=True)
class QuestionFigures:
    """What came out for a question.

    ``became`` counts members by what became of the question; of a question with one answer among some it counts these
    answers, too. ``options`` has a table for each option of several, or each row and column of a matrix
    (``tea.day``), among those who answered. ``numbers`` are by breakdown and group (``("", "")`` for all); what is
    withheld is not among them. Least and most are answers of single members: sensitive questions have none.
    """

    question: str
    became: FigureTable
    options: Mapping[str, FigureTable]
    numbers: Mapping[tuple[str, str], Summary]


def question_figures(
    question: Question,
    members: Iterable[Member],
    *,
    least: int = LEAST_MEMBERS,
    classes: Sequence[SizeClass] | None = None,
) -> QuestionFigures:
    """The figures of a question that may be published. With ``least`` 1 nothing is withheld: for the desk only."""
    told = published(members)
    is_sensitive = question.is_sensitive and least > 1
    categories = (*_words(question, told), *_BECAME)
    counts = _counts(told, categories, partial(_category, question), classes)
    hidden = withheld(counts, least=least, is_sensitive=is_sensitive)
    answered = [one for one in told if given(question, one.answers) is Given.ANSWERED]
    rows = {place[:2] for place in hidden if place[2] == Given.ANSWERED}
    options: dict[str, FigureTable] = {}
    for key, has_chosen in _options(question):
        taken = _counts(answered, (CHOSEN, NOT_CHOSEN), partial(_chosen, has_chosen), classes, told)
        also = [(*row, one) for row in rows for one in taken.categories]
        closed = withheld(taken, least=least, is_sensitive=is_sensitive, also=also)
        options[key] = _table(taken, closed, rows)
    return QuestionFigures(question.id, _table(counts, hidden), options, _numbers(question, answered, least, classes))


def response_rate(
    members: Iterable[Member], *, least: int = LEAST_MEMBERS, classes: Sequence[SizeClass] | None = None
) -> FigureTable:
    """How many of those invited answered and may be counted: ``answered`` and ``not_answered``.

    A member that answered and allows no publication is not told apart from one that sent nothing.
    """
    counts = _counts(list(members), (HAS_ANSWERED, HAS_NOT), _answer_of, classes)
    return _table(counts, withheld(counts, least=least))


def _answer_of(member: Member) -> str:
    return HAS_ANSWERED if published([member]) else HAS_NOT


def _chosen(has_chosen: Callable[[Member], bool], member: Member) -> str:
    return CHOSEN if has_chosen(member) else NOT_CHOSEN


def _words(question: Question, members: Sequence[Member]) -> tuple[str, ...]:
    """The categories of those who answered: the answers where there is one among some, the years of days."""
    match question.kind:
        case Kind.YES_NO_UNKNOWN:
            return tuple(YesNo)
        case Kind.SINGLE:
            return tuple(one.id for one in question.options)
        case Kind.DATE:
            return tuple(sorted({_category(question, one) for one in members} - set(_BECAME)))
        case _:
            return (Given.ANSWERED,)


def _category(question: Question, member: Member) -> str:
    became = given(question, member.answers)
    if became is not Given.ANSWERED:
        return became
    value = member.answers[question.id].value
    if question.kind in {Kind.YES_NO_UNKNOWN, Kind.SINGLE}:
        return str(value)
    return str(value)[:4] if question.kind is Kind.DATE else became


def _options(question: Question) -> Iterator[tuple[str, Callable[[Member], bool]]]:
    if question.kind is Kind.MULTIPLE:
        for option in question.options:
            yield option.id, partial(_has_option, question.id, option.id)
    for row in question.matrix.rows if question.matrix else ():
        for column in question.matrix.columns if question.matrix else ():
            yield f"{row.id}.{column.id}", partial(_has_tick, question.id, row.id, column.id)


def _has_option(question: str, option: str, member: Member) -> bool:
    return option in member.answers[question].chosen


def _has_tick(question: str, row: str, column: str, member: Member) -> bool:
    return column in member.answers[question].ticks.get(row, ())


def _group_of(number: int, member: Member, classes: Sequence[SizeClass] | None) -> str:
    return (member.country or UNKNOWN_GROUP) if number == 0 else size_class(member.population, classes)


def _counts(
    members: Sequence[Member],
    categories: tuple[str, ...],
    category_of: Callable[[Member], str],
    classes: Sequence[SizeClass] | None,
    groups_of: Sequence[Member] | None = None,
) -> Counts:
    """``groups_of``: whose groups have rows, also where none of ``members`` is in them."""
    found: list[dict[str, dict[str, int]]] = []
    for number in range(2):
        keys = sorted({_group_of(number, one, classes) for one in groups_of or members})
        rows = {key: dict.fromkeys(categories, 0) for key in keys}
        for member in members:
            rows[_group_of(number, member, classes)][category_of(member)] += 1
        found.append(rows)
    return Counts(categories, (found[0], found[1]))


def _table(counts: Counts, hidden: set[Place], of_unknown_size: Collection[tuple[int, str]] = ()) -> FigureTable:
    values = dict(counts.values())

    def row(number: int, group: str) -> FigureRow:
        places = {one: (number, group, one) for one in counts.categories}
        told = {one: None if place in hidden else values[place] for one, place in places.items()}
        n_members = None if (number, group) in of_unknown_size else counts.n_members((number, group, ""))
        return FigureRow(group, n_members, told)

    groups = {name: tuple(row(number, key) for key in counts.groups[number]) for number, name in enumerate(BREAKDOWNS)}
    return FigureTable(counts.categories, groups, row(IN_ALL, ALL))


def _numbers(
    question: Question, answered: Sequence[Member], least: int, classes: Sequence[SizeClass] | None
) -> dict[tuple[str, str], Summary]:
    """The spread of each group with enough members, for each currency by itself.

    That of all is told only where none or enough members are left when groups that are told are taken off.
    """
    found: dict[tuple[str, str], dict[str, Spread]] = {}
    for currency, given_by in _by_currency(question, answered).items():
        may_tell_all = len(given_by) >= least
        for number, name in enumerate(BREAKDOWNS):
            groups: dict[str, list[Decimal]] = {}
            for member, value in given_by:
                groups.setdefault(_group_of(number, member, classes), []).append(value)
            for key in sorted(groups):
                if len(groups[key]) >= least:
                    told = spread(groups[key], are_ends_told=not question.is_sensitive)
                    found.setdefault((name, key), {})[currency] = told
            n_left = sum(len(inside) for inside in groups.values() if len(inside) < least)
            may_tell_all = may_tell_all and (n_left == 0 or n_left >= least)
        if may_tell_all:
            told = spread([value for _member, value in given_by], are_ends_told=not question.is_sensitive)
            found.setdefault((ALL, ALL), {})[currency] = told
    return {key: dict(sorted(one.items())) for key, one in found.items()}


def _by_currency(question: Question, answered: Sequence[Member]) -> dict[str, list[tuple[Member, Decimal]]]:
    """The numbers with who gave them; of a group the number of its entries."""
    found: dict[str, list[tuple[Member, Decimal]]] = {}
    for member in answered:
        answer = member.answers[question.id]
        value = Decimal(len(answer.entries)) if question.kind is Kind.GROUP else answer.value
        if isinstance(value, Decimal):
            found.setdefault(answer.currency, []).append((member, value))
    return found
