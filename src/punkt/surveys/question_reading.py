"""One question of a questionnaire file, read: each kind takes the keys that mean something to it."""

from decimal import Decimal

from punkt.errors import InvalidValue
from punkt.surveys.conditions import QUESTION_ID, Relevance, read_relevance
from punkt.surveys.prefills import PREFILLS
from punkt.surveys.questionnaire import Matrix, Option, Question
from punkt.surveys.words import UNKNOWN, Kind
from punkt.toml.tables import Table
from punkt.wording import LANGUAGES
from punkt.wording import gettext_noop as _

QUESTION_TEXTS = LANGUAGES
"""The languages in which every text of a questionnaire is needed."""
SAID_OF_EVERY_QUESTION = frozenset({str(UNKNOWN), "blank", "not_asked"})
"""No words of options: figures count by them (``answers.Given``)."""
OPTION_ID = r"[a-z0-9][a-z0-9_]{0,39}"
_UNIT = r"[A-Za-z0-9/%²³°·^*\-]{1,16}"
_CURRENCY = r"[A-Z]{3}"
_MOST_NUMBER = 999
_MOST_OPTIONS = 200
_KEYS: dict[str, frozenset[Kind]] = {
    "unit": frozenset({Kind.NUMBER}),
    "currencies": frozenset({Kind.NUMBER}),
    "is_whole": frozenset({Kind.NUMBER}),
    "least": frozenset({Kind.NUMBER, Kind.GROUP}),
    "most": frozenset({Kind.NUMBER, Kind.TEXT, Kind.GROUP}),
    "option": frozenset({Kind.SINGLE, Kind.MULTIPLE}),
    "row": frozenset({Kind.MATRIX}),
    "column": frozenset({Kind.MATRIX}),
    "takes_several": frozenset({Kind.MATRIX}),
    "is_coded": frozenset({Kind.TEXT}),
    "asks_source": frozenset(Kind) - {Kind.GROUP},
    "part": frozenset({Kind.GROUP}),
}


def read_question(table: Table, section: str, lines: dict[str, int], *, number: int = 0) -> Question:
    """The question of a table. ``number`` is that of the group around it; 0 for none."""
    kind = table.word("kind", Kind)
    for key, kinds in _KEYS.items():
        if kind and table.has(key) and kind not in kinds:
            table.fault(key, _("%(key)s is not for a question of the kind %(kind)s."), key=key, kind=kind)
    name = table.text("id", pattern=QUESTION_ID)
    if name and section and name.split(".")[0] != section:
        table.fault("id", _("The id of a question of this section begins with %(section)s."), section=f"{section}.")
    lines.setdefault(name, table.line("id"))
    told = table.count("number") if not number else None
    if not number and (told is None or told > _MOST_NUMBER):
        table.fault("number", _("%(key)s is a whole number above zero."), key="number")
    kind = kind or Kind.TEXT
    least, most = _bounds(table)
    question = Question(
        id=name,
        number=number or told or 0,
        kind=kind,
        text=_texts(table.table("text", is_needed=True)),
        help=_texts(table.table("help")),
        translated=frozenset(table.words("translated", frozenset(LANGUAGES))),
        unit=table.text("unit", is_needed=False, pattern=_UNIT),
        currencies=_currencies(table),
        least=least,
        most=most,
        is_whole=table.flag("is_whole"),
        options=_options(table, "option", is_needed=kind in {Kind.SINGLE, Kind.MULTIPLE}),
        matrix=_matrix(table, is_needed=kind is Kind.MATRIX),
        is_required=table.flag("is_required"),
        when=_when(table),
        asks_source=table.flag("asks_source"),
        is_coded=table.flag("is_coded"),
        prefill=_prefill(table, kind),
        relates_to=table.words("relates_to"),
        is_sensitive=table.flag("is_sensitive"),
        parts=_parts(table, section, lines, kind=kind, is_part=bool(number), number=number or told or 1),
    )
    table.end()
    return question


def _parts(
    table: Table, section: str, lines: dict[str, int], *, kind: Kind, is_part: bool, number: int
) -> tuple[Question, ...]:
    if kind is Kind.GROUP and is_part:
        table.fault("kind", _("A group holds no other group."))
        list(table.tables("part"))
        return ()
    parts = tuple(read_question(part, section, lines, number=number) for part in table.tables("part"))
    if kind is Kind.GROUP and not parts:
        table.fault("", _("There is no question."))
    if kind is Kind.GROUP and table.has("asks_source"):
        table.fault(
            "asks_source", _("%(key)s is not for a question of the kind %(kind)s."), key="asks_source", kind=kind
        )
    return parts


def _bounds(table: Table) -> tuple[Decimal | None, Decimal | None]:
    least, most = (None if (one := table.number(key)) is None else Decimal(repr(one)) for key in ("least", "most"))
    if least is not None and most is not None and most < least:
        table.fault("most", _("most is below least."))
    return _plain(least), _plain(most)


def _plain(number: Decimal | None) -> Decimal | None:
    if number is None:
        return None
    return number.quantize(Decimal(1)) if number == number.to_integral_value() else number.normalize()


def _currencies(table: Table) -> tuple[str, ...]:
    codes = table.words("currencies")
    if any(len(code) != 3 or not code.isascii() or not code.isupper() for code in codes):
        table.fault("currencies", _("A currency has a code of three capitals, such as EUR."))
    if codes and table.has("unit"):
        table.fault("unit", _("An amount of money has no unit: the answer names its currency."))
    return codes


def _options(table: Table, key: str, *, is_needed: bool) -> tuple[Option, ...]:
    found: dict[str, Option] = {}
    for one in table.tables(key):
        name = one.text("id", pattern=OPTION_ID)
        if name in found:
            one.fault("id", _("%(id)s is told twice."), id=name)
        if name in SAID_OF_EVERY_QUESTION:
            one.fault("id", _("%(id)s can be said of every question: it is no option."), id=name)
        texts = one.by_language(QUESTION_TEXTS, LANGUAGES)
        found[name] = Option(name, texts, one.flag("is_alone"))
        one.end()
    least = 1 if key == "row" else 2
    if is_needed and not least <= len(found) <= _MOST_OPTIONS:
        table.fault("", _("%(key)s: there are from %(least)s to %(most)s."), key=key, least=least, most=_MOST_OPTIONS)
    return tuple(found.values())


def _matrix(table: Table, *, is_needed: bool) -> Matrix | None:
    rows, columns = (_options(table, key, is_needed=is_needed) for key in ("row", "column"))
    several = table.flag("takes_several")
    return Matrix(rows, columns, several) if is_needed else None


def _when(table: Table) -> Relevance | None:
    text = table.text("when", is_needed=False)
    if not text:
        return None
    try:
        return read_relevance(text)
    except InvalidValue as error:
        table.fault("when", error.what, **error.values)
        return None


def _prefill(table: Table, kind: Kind) -> str:
    key = table.text("prefill", is_needed=False)
    if key and key not in PREFILLS:
        table.fault("prefill", _("There is no figure %(key)s to begin with."), key=key)
    elif key and PREFILLS[key][0] is not kind:
        table.fault("prefill", _("%(key)s is of the kind %(kind)s."), key=key, kind=PREFILLS[key][0])
    return key


def _texts(table: Table | None) -> dict[str, str]:
    if table is None:
        return {}
    texts = table.by_language(QUESTION_TEXTS, LANGUAGES)
    table.end()
    return texts
