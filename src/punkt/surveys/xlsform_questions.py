"""Questions from the rows of ``survey``."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal

from punkt.surveys import xlsform_names as names
from punkt.surveys.conditions import QUESTION_ID, Relevance
from punkt.surveys.prefills import PREFILLS
from punkt.surveys.questionnaire import Matrix, Option, Question, Texts
from punkt.surveys.words import Kind, YesNo
from punkt.surveys.xlsform_choices import ChoiceList, texts_of
from punkt.surveys.xlsform_expressions import both, read_constraint, read_relevant
from punkt.surveys.xlsform_faults import Remarks
from punkt.surveys.xlsform_sheets import Node, Row
from punkt.wording import LANGUAGES
from punkt.wording import gettext_noop as _

_KINDS: Mapping[str, Kind] = {
    "integer": Kind.NUMBER, "int": Kind.NUMBER, "decimal": Kind.NUMBER, "range": Kind.NUMBER, "text": Kind.TEXT,
    "string": Kind.TEXT, "date": Kind.DATE, "file": Kind.FILE, "image": Kind.FILE, "audio": Kind.FILE,
    "video": Kind.FILE, "select_one": Kind.SINGLE, "select_multiple": Kind.MULTIPLE,
}  # fmt: skip
_NAME = r"[a-z][a-z0-9_]{0,39}"
_WHOLE = frozenset({"integer", "int"})
_OTHER_TEXTS: Texts = {"uk": "Інше", "en": "Other", "et": "Muu", "sv": "Annat"}
_TRUE = frozenset({"yes", "true", "true()", "1"})


class Questions:
    """Reads questions in their order, since conditions look back. ``rows`` has the row of each by its id."""

    def __init__(self, choices: Mapping[str, ChoiceList], default: str, remarks: Remarks) -> None:
        self._choices, self._default, self._remarks = choices, default, remarks
        self._by_name: dict[str, tuple[Question, str]] = {}
        self._taken: set[str] = set()
        self._names: dict[str, dict[str, int]] = {}
        self._number = 0
        self.rows: dict[str, int] = {}

    def read(self, section: str, nodes: Iterable[Node], around: Node | None = None) -> tuple[Question, ...]:
        """The questions of a section; groups within it are opened up, each question keeping when it is asked."""
        when = self._relevant(around.row) if around else None
        found: list[Question] = []
        for node in nodes:
            if node.kind == "begin_group" and node.row.get("appearance") != names.TABLE_LIST:
                told = _("The group %(name)s: its questions stand in the section itself.")
                self._leave_out(node.row, told, name=node.name)
                inner = self.read(section, node.within, around=node)
                found += [replace(one, when=self._both(when, one.when, node.row)) for one in inner]
            elif (question := self._question(section, node)) is not None:
                found.append(replace(question, when=self._both(when, question.when, node.row)))
        return tuple(found)

    def _question(self, section: str, node: Node, number: int = 0) -> Question | None:
        row = node.row
        if row.get(names.PART):
            return None
        if node.kind == "begin_repeat":
            return self._group(section, node, is_within=bool(number))
        if node.kind == "begin_group":
            return self._matrix(section, node, number)
        kind = _KINDS.get(node.kind)
        if kind is None:
            told = _("A row of the type %(type)s: we have no such question.")
            self._leave_out(row, told, type=row.get("type")[:40] or "?")
            return None
        list_name, _space, others = node.of.partition(" ")
        options: tuple[Option, ...] = ()
        if kind in {Kind.SINGLE, Kind.MULTIPLE}:
            listed = self._list(row, list_name)
            if listed is None:
                return None
            options = tuple(listed.options)
            if others.startswith("or_other") and "other" not in listed.taken:
                options = (*options, Option("other", _OTHER_TEXTS))
            if kind is Kind.SINGLE and self._is_yes_no(row, list_name, listed):
                kind, options = Kind.YES_NO_UNKNOWN, ()
        question = self._begun(section, row, kind, number)
        question = replace(question, options=options, is_whole=node.kind in _WHOLE)
        return self._kept(self._bounded(question, row), row, list_name)

    def _is_yes_no(self, row: Row, list_name: str, listed: ChoiceList) -> bool:
        """Ours by the name of the list; a stranger's by what can be chosen."""
        if row.get(names.ID):
            return list_name == names.YES_NO_LIST
        return {one.id for one in listed.options} == set(YesNo)

    def _group(self, section: str, node: Node, *, is_within: bool) -> Question | None:
        if is_within:
            self._leave_out(node.row, _("The group %(name)s: it repeats within one that repeats."), name=node.name)
            return None
        group = self._begun(section, node.row, Kind.GROUP, 0)
        parts = [self._question(section, one, group.number) for one in self._opened(node.within)]
        least, most = (_number(node.row.get(head)) for head in (names.LEAST, names.MOST))
        kept = tuple(one for one in parts if one)
        if not kept:
            self._leave_out(node.row, _("The group %(name)s: nothing in it is a question."), name=node.name)
            return None
        return self._kept(replace(group, parts=kept, least=least, most=most), node.row, "")

    def _opened(self, nodes: list[Node]) -> Iterable[Node]:
        for node in nodes:
            if node.kind == "begin_group" and node.row.get("appearance") != names.TABLE_LIST:
                self._leave_out(
                    node.row, _("The group %(name)s: its questions stand in the section itself."), name=node.name
                )
                yield from self._opened(node.within)
            else:
                yield node

    def _matrix(self, section: str, node: Node, number: int) -> Question | None:
        rows = [one for one in node.within if one.row.get(names.PART) in {"", names.ROW_PART}]
        types = {(one.kind, one.of) for one in rows}
        several, list_name = next(iter(types), ("", ""))
        listed = self._choices.get(list_name)
        if len(types) != 1 or listed is None or several not in {"select_one", "select_multiple"}:
            told = _("The table %(name)s: its rows do not choose from one list.")
            self._leave_out(node.row, told, name=node.name)
            return None
        taken: dict[str, int] = {}
        options = tuple(
            Option(
                one.row.get(names.ID)
                or names.fit_name(one.name, taken, pattern=r"[a-z0-9][a-z0-9_]{0,39}", begin="r_"),
                texts_of(one.row, "label", self._default) or {self._default: one.name},
                one.row.get(names.MARKS) == "yes",
            )
            for one in rows
        )
        matrix = Matrix(options, tuple(listed.options), several == "select_multiple")
        question = self._begun(section, node.row, Kind.MATRIX, number)
        return self._kept(replace(question, matrix=matrix), node.row, "")

    def _list(self, row: Row, name: str) -> ChoiceList | None:
        listed = self._choices.get(name)
        if listed is None:
            self._remarks.fault(names.SURVEY, row.number, _("There is no list of choices %(name)s."), name=name[:40])
        return listed

    def _begun(self, section: str, row: Row, kind: Kind, number: int) -> Question:
        """What every kind of question has."""
        key, told = row.get(names.ID), row.get(names.NUMBER)
        if not names.fits(QUESTION_ID, key) or key in self._taken:
            here = self._names.setdefault(section, {})
            key = f"{section}.{names.fit_name(row.get('name'), here, pattern=_NAME, begin='q_')}"
        self._taken.add(key)
        self._names.setdefault(key.partition(".")[0], {}).setdefault(key.partition(".")[2], 1)
        self.rows[key] = row.number
        if not number:
            self._number = int(told) if told.isascii() and told.isdecimal() and len(told) < 4 else self._number + 1
        marks, prefill = row.get(names.MARKS).split(), row.get(names.PREFILL)
        unit = row.get(names.UNIT)
        text = texts_of(row, "label", self._default) or {self._default: row.get("name") or "?"}
        return Question(
            id=key,
            number=number or self._number,
            kind=kind,
            text={language: words.removesuffix(f" ({unit})") if unit else words for language, words in text.items()},
            help=texts_of(row, "hint", self._default),
            translated=frozenset(row.get(names.TRANSLATED).split()) & frozenset(LANGUAGES),
            unit=unit,
            currencies=tuple(row.get(names.CURRENCIES).split()),
            is_required=names.REQUIRED in marks or self._required(row),
            when=self._relevant(row),
            asks_source=names.ASKS_SOURCE in marks,
            is_coded=names.CODED in marks,
            prefill=prefill if prefill in PREFILLS else "",
            relates_to=tuple(row.get(names.RELATES).split()),
            is_sensitive=names.SENSITIVE in marks,
        )

    def _required(self, row: Row) -> bool:
        cell = row.get("required").lower()
        if cell in _TRUE or (cell and row.get(names.ID)):
            return True
        if cell not in {"", "no", "false", "false()", "0"}:
            self._leave_out(row, _("That it is required only sometimes: %(text)s."), text=cell[:80])
        return False

    def _relevant(self, row: Row) -> Relevance | None:
        text = row.get("relevant")
        if not text:
            return None
        found = read_relevant(text, lambda name: self._named(name)[0], self._word)
        if found is None:
            self._leave_out(row, _("When it is asked: we have no words for %(text)s."), text=text[:80])
        return found

    def _both(self, around: Relevance | None, own: Relevance | None, row: Row) -> Relevance | None:
        """When a question within a group is asked. One that would be asked too seldom is asked always, and told."""
        joined = both(around, own)
        if joined is None and around is not None and own is not None:
            self._leave_out(row, _("When it is asked: it and its group have more alternatives than we have words for."))
        return joined

    def _named(self, name: str) -> tuple[Question | None, str]:
        return self._by_name.get(name, (None, ""))

    def _word(self, name: str, value: str) -> str:
        question, list_name = self._named(name)
        listed = self._choices.get(list_name)
        word = listed.words.get(value, "") if listed else ""
        if question is None or question.kind is Kind.YES_NO_UNKNOWN:
            return word if word in set(YesNo) else ""
        return word if question.option(word) else ""

    def _bounded(self, question: Question, row: Row) -> Question:
        text = row.get("constraint")
        bounds = read_constraint(text, question.kind) if text else None
        if text and bounds is None:
            self._leave_out(row, _("What it may be answered: we have no words for %(text)s."), text=text[:80])
        if bounds is None:
            return question
        options = tuple(replace(one, is_alone=one.is_alone or one.id in bounds.alone) for one in question.options)
        return replace(question, least=bounds.least, most=bounds.most, options=options)

    def _kept(self, question: Question, row: Row, list_name: str) -> Question:
        self._by_name[row.get("name")] = (question, list_name)
        return question

    def _leave_out(self, row: Row, what: str, /, **values: object) -> None:
        self._remarks.leave_out(names.SURVEY, row.number, what, **values)


def _number(text: str) -> Decimal | None:
    return Decimal(text) if text.isascii() and text.isdecimal() and len(text) < 10 else None
