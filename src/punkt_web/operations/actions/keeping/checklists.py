"""Lists that were gone through, as items of the queue."""

from typing import Any

from punkt.checklists.answers import AnsweredLines, read_answers
from punkt.checklists.lists import Checklist, ListKind, of_version
from punkt.errors import InvalidValue
from punkt.model.items import Item
from punkt.wording import gettext_noop as _
from punkt_web.common.audit import Write, record
from punkt_web.operations.actions.keeping.items import Arrival, ItemKind, NotYet
from punkt_web.operations.models import AnsweredList


def _read(item: Item) -> dict[str, Any]:
    told = read_answers(item.content, item.where)
    checklist = of_version(told.kind, told.version)
    if checklist is None:
        raise NotYet(_("This server does not know this version of the list."), where=item.where)
    return {"kind": told.kind.value, "version": told.version, "lines": _lines(told, checklist, item.where)}


def _lines(told: AnsweredLines, checklist: Checklist, where: str) -> list[dict[str, Any]]:
    """Each answered line with the texts by which it was answered, in the order of the list."""
    answers = {one.key: one for one in told.lines}
    strangers = sorted(answers.keys() - {line.key for line in checklist.lines})
    if strangers:
        raise InvalidValue(_("The list has no line %(key)s."), where=where, values={"key": strangers[0][:40]})
    return [
        {
            "key": line.key,
            "answer": answers[line.key].answer.value,
            "why": answers[line.key].why,
            "texts": dict(line.texts),
        }
        for line in checklist.lines
        if line.key in answers
    ]


def _keep(arrival: Arrival, columns: dict[str, Any]) -> None:
    checklist = of_version(ListKind(columns["kind"]), columns["version"])
    asked = checklist.asked_in(arrival.point.country) if checklist is not None else []
    answered = {line["key"] for line in columns["lines"]}
    n_open = sum(line.key not in answered for line in asked)
    AnsweredList.objects.create(**arrival.columns(), **columns, n_open=n_open)
    after = {"list": columns["kind"], "n_open_lines": n_open}
    record(arrival.actor, Write("go through list", "point", arrival.point.code, {}, after))


CHECKLIST = ItemKind(AnsweredList, _read, _keep)
