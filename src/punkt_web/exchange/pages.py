"""What the pages of an import show, worked out from the kept report."""

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from punkt.model.vocabulary import RowOutcome, label
from punkt_web.accounts.queries import Reach
from punkt_web.common.wording import chosen_words
from punkt_web.exchange.actions.runs import Answer
from punkt_web.exchange.models import ImportRun
from punkt_web.exchange.reasons import reason_of
from punkt_web.exchange.report import COUNTS, of_interest, unpacked
from punkt_web.exchange.report_text import COUNT_LABELS
from punkt_web.exchange.targets import target_groups, target_label
from punkt_web.registry.models import Point

SAME, NEW = "same", "new"


def report_of(run: ImportRun) -> dict[str, Any]:
    """The kept report of a run; empty where it has none."""
    return unpacked(bytes(run.report)) if run.report else {}


def repairs_shown(report: dict[str, Any]) -> list[str]:
    """What was mended while reading, each with its figures in brackets (``punkt.formats.readers.repairs``)."""
    return [_repair_words(text) for text in report.get("repairs", [])]


def _repair_words(text: str) -> str:
    sentence, has_detail, detail = text.partition(". (")
    return f"{_(sentence + '.')} ({detail}" if has_detail else _(text)


def report_text_of(run: ImportRun) -> bytes:
    """The kept report as JSON text."""
    return zlib.decompress(bytes(run.report or b""))


def counts_shown(run: ImportRun) -> list[tuple[str, int]]:
    """Each count with its label, in the order of the report."""
    return [(_(COUNT_LABELS[name]), run.counts.get(name, 0)) for name in COUNTS]


@dataclass(frozen=True, slots=True)
class ShownRow:
    """A row of the report in the language of the page."""

    number: int
    outcome: str
    reason: str
    point_code: str
    findings: list[str]


def shown_row(row: Mapping[str, Any]) -> ShownRow:
    """One row of the report in words."""
    return ShownRow(
        number=row["row"],
        outcome=_(label(RowOutcome(row["outcome"]))),
        reason=_(row["reason"]),
        point_code=row["point"] or "",
        findings=[_finding(finding) for finding in row["findings"]],
    )


def _finding(finding: Mapping[str, str]) -> str:
    about = _(target_label(finding["field"])) if finding["field"] else ""
    return f"{about}: {_(finding['reason'])}" if about else _(finding["reason"])


def rows_of_interest(report: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The rows that a person should see."""
    return list(of_interest(report.get("rows", ())))


@dataclass(frozen=True, slots=True)
class ShownColumn:
    """A column of the list with its choices."""

    name: str
    examples: list[str]
    reason: str
    target: str
    choices: list[tuple[str, list[tuple[str, str]]]]


def columns_shown(report: Mapping[str, Any], *, limit: int) -> list[ShownColumn]:
    """The first ``limit`` columns; those behind stay as they were recognised."""
    groups = [(_(group), [(target, _(words)) for target, words in members]) for group, members in target_groups()]
    known = {target for _group, members in groups for target, _words in members} | {""}
    shown = []
    for guess in report.get("guesses", ())[:limit]:
        target = guess["target"]
        own = groups if target in known else [*groups, (_("Other"), [(target, target)])]
        shown.append(ShownColumn(guess["column"], guess["examples"], _(guess["reason"] or ""), target, own))
    return shown


def sample_shown(report: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The first rows as they were understood, with the fields named in the language of the page."""
    return [
        {**row, "values": [(_(target_label(key)), chosen_words(key, value)) for key, value in row["values"]]}
        for row in report.get("sample", ())
    ]


@dataclass(frozen=True, slots=True)
class Question:
    """A row that may be a known point, beside that point (``None`` for a row that another row of the file repeats)."""

    key: str
    row: Mapping[str, Any]
    reason: str
    score_percent: int
    point: Point | None


def open_questions(report: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The refused rows that a person can decide."""
    return [row for row in report.get("rows", ()) if "key" in row]


def questions_shown(rows: Sequence[Mapping[str, Any]], report: Mapping[str, Any], where: Reach) -> list[Question]:
    """The rows beside the points; a point outside ``where`` is not shown."""
    codes = {row["proposal"]["point"] for row in rows if "proposal" in row}
    points = {
        point.code: point
        for point in Point.objects.filter(code__in=codes).select_related("territory")
        if where.covers(point.territory.lineage if point.territory else (), point.code)
    }
    asked = report.get("asked", {})
    return [_question(row, asked.get(row["key"], {}), points) for row in rows]


def _question(row: Mapping[str, Any], asked: Mapping[str, Any], points: Mapping[str, Point]) -> Question:
    proposal = row.get("proposal")
    return Question(
        key=row["key"],
        row={"number": row["row"], **asked},
        reason=_(reason_of(proposal["reason"] if proposal else row["code"])),
        score_percent=round(100 * proposal["score"]) if proposal else 0,
        point=points.get(proposal["point"]) if proposal else None,
    )


def answers_given(report: Mapping[str, Any], given: Mapping[str, str]) -> list[Answer]:
    """What a person answered: row by row (``answer-KEY``), or all that are open (``all``)."""
    answers = []
    for row in open_questions(report):
        word = given.get("all") or given.get(f"answer-{row['key']}", "")
        if word == SAME and "proposal" in row:
            answers.append(Answer(row["key"], row["proposal"]["point"]))
        elif word == NEW:
            answers.append(Answer(row["key"], ""))
    return answers
