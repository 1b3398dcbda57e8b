"""What a person is shown before a list is applied: the report of what would happen, the columns, the first rows."""

import json
import zlib
from typing import Any

from punkt.formats.draft import PointDraft
from punkt.formats.drafting import draft_points
from punkt.formats.values import clean_cell
from punkt_web.exchange.actions.importing import Staged

N_SAMPLE = 10
N_EXAMPLES = 3


def preview_of(staged: Staged) -> bytes:
    """The report with ``guesses``, ``sample`` and ``asked`` added, compressed as a kept report is."""
    report: dict[str, Any] = json.loads("".join(staged.report.json_parts()))
    report["guesses"] = _guesses(staged)
    report["sample"] = [_as_read(draft) for draft in staged.sample(N_SAMPLE)]
    report["asked"] = _asked(staged)
    return zlib.compress(json.dumps(report, ensure_ascii=False).encode())


def _guesses(staged: Staged) -> list[dict[str, Any]]:
    table, columns = staged.read.table, staged.read.columns
    shown = []
    for place, column in enumerate(table.columns):
        guess = columns.guesses.get(column)
        texts = (clean_cell(row.cells[place]).text[:60] for row in table.rows[:200])
        shown.append(
            {
                "column": column,
                "target": columns.targets.get(column, ""),
                "reason": guess.reason if guess else "",
                "confidence": guess.confidence if guess else 0.0,
                "examples": list(dict.fromkeys(text for text in texts if text))[:N_EXAMPLES],
            }
        )
    return shown


def _asked(staged: Staged) -> dict[str, dict[str, Any]]:
    """The rows that a person can decide, by key, as they were understood."""
    keys = {row.number: row.key for row in staged.report.rows if row.is_question}
    if not keys:
        return {}
    drafts = draft_points(staged.read.table, staged.read.columns)
    return {keys[draft.row_number]: _as_asked(draft) for draft in drafts if draft.row_number in keys}


def _as_asked(draft: PointDraft) -> dict[str, Any]:
    return {
        "names": list(draft.names.values()),
        "address": str(draft.values.get("address", "")),
        "places": list(draft.places.values()),
        "position": [draft.position.latitude, draft.position.longitude] if draft.position else None,
    }


def _as_read(draft: PointDraft) -> dict[str, Any]:
    """A draft in words; contacts are counted and not shown."""
    position = draft.position
    return {
        "row": draft.row_number,
        "name": " / ".join(draft.names.values()),
        "position": f"{position.latitude:.5f}, {position.longitude:.5f}" if position else "",
        "values": [[key, str(value)] for key, value in draft.values.items()],
        "places": [word for level, word in draft.places.items() if level != "settlement"],
        "n_contacts": len(draft.contacts),
        "findings": [finding.reason for finding in draft.findings],
    }
