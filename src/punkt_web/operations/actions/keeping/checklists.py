"""Lists that were gone through, as items of the queue."""

from typing import Any

from punkt.checklists.answers import Answered, AnsweredLines, read_answers
from punkt.checklists.lists import Checklist, ListKind, of_version
from punkt.errors import InvalidValue
from punkt.model.items import Item
from punkt.wording import gettext_noop as _
from punkt_web.common.audit import Write, record
from punkt_web.operations.actions.keeping.items import Arrival, ItemKind, NotYet
from punkt_web.operations.keeping.own_lines import ListLine, NotHere, lines_of_keys, list_at_point
from punkt_web.operations.models import AnsweredList


def _read(item: Item) -> dict[str, Any]:
    told = read_answers(item.content, item.where)
    checklist = of_version(told.kind, told.version)
    if checklist is None:
        raise NotYet(_("This server does not know this version of the list."), where=item.where)
    return {"kind": told.kind.value, "version": told.version, "lines": _lines(told, checklist, item.where)}


def _lines(told: AnsweredLines, checklist: Checklist, where: str) -> list[dict[str, Any]]:
    """Each answered line with the texts by which it was answered: those of the list in its order, then others."""
    answers = {one.key: one for one in told.lines}
    shipped = {line.key: ListLine(line.key, line.texts) for line in checklist.lines}
    added = lines_of_keys(told.kind, answers.keys() - shipped.keys())
    strangers = sorted(answers.keys() - shipped.keys() - added.keys())
    if strangers:
        raise InvalidValue(_("The list has no line %(key)s."), where=where, values={"key": strangers[0][:40]})
    lines = [*shipped.values(), *(added[key] for key in sorted(added))]
    return [_answered(line, answers[line.key]) for line in lines if line.key in answers]


def _answered(line: ListLine, answer: Answered) -> dict[str, Any]:
    told = {"key": line.key, "answer": answer.answer.value, "why": answer.why, "texts": dict(line.texts)}
    return told | ({"from": line.origin} if line.origin else {})


def _marked(one: NotHere) -> dict[str, Any]:
    return {"key": one.line.key, "texts": dict(one.line.texts), "why": one.why, "from": one.origin}


def _keep(arrival: Arrival, columns: dict[str, Any]) -> None:
    checklist = of_version(ListKind(columns["kind"]), columns["version"])
    if checklist is None:
        raise NotYet(_("This server does not know this version of the list."), where=arrival.item.where)
    here = list_at_point(arrival.point, checklist, arrival.observed_at)
    answered = {line["key"] for line in columns["lines"]}
    n_open = sum(line.key not in answered for line in here.lines)
    not_here = [_marked(one) for one in here.not_here if one.line.key not in answered]
    AnsweredList.objects.create(**arrival.columns(), **columns, n_open=n_open, not_here=not_here)
    after = {"list": columns["kind"], "n_open_lines": n_open}
    record(arrival.actor, Write("go through list", "point", arrival.point.code, {}, after))


CHECKLIST = ItemKind(AnsweredList, _read, _keep)
