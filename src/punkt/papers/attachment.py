"""The figures of a paper as programs read them: a JSON file that travels inside the PDF."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from punkt.papers.figures import Figure
from punkt.papers.letters import printable
from punkt.papers.paper import Paper

FORMAT = "punkt.figures.1"
FILE_NAME = "figures.json"

LONGEST_SHOWN = 200
"""Letters of a number as a paper shows it."""


def attachment(paper: Paper) -> dict[str, Any]:
    """Everything that can be checked in a paper, with a digest over all of it but the digest."""
    content: dict[str, Any] = {
        "format": FORMAT,
        "paper": {
            "kind": paper.kind,
            "title": printable(paper.title),
            "language": paper.language,
            "made_at": _written(paper.made_at),
        },
        "figures": [_figure(number, one, paper.language) for number, one in enumerate(paper.figures, 1)],
        "by_people": [
            {"id": one.id, "author": one.author, "language": one.language or paper.language, "text": one.text}
            for one in paper.by_people
        ],
    }
    return {**content, "digest": digest_of(content)}


def digest_of(content: Mapping[str, Any]) -> str:
    """SHA-256 over the content without its digest, in 64 letters; order of keys and spaces do not matter."""
    told = {key: value for key, value in content.items() if key != "digest"}
    canonical = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest()


def short_digest(digest: str) -> str:
    """The beginning of a digest in groups, for people to compare."""
    return " ".join(digest[start : start + 4] for start in range(0, 24, 4))


def _figure(number: int, one: Figure, language: str) -> dict[str, Any]:
    return {
        "number": number,
        "value": one.value,
        "unit": one.unit,
        "shown": printable(one.shown(language)),
        "definition": one.definition,
        "query": {"name": one.query.name, "parameters": dict(one.query.parameters)},
        "territory": one.territory,
        "as_of": _written(one.as_of),
        "known": {"n": one.n_known, "of": one.n_all},
    }


def _written(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


@dataclass(frozen=True, slots=True)
class ToldFigure:
    """A figure as it stands in a paper that was printed. ``value`` and ``shown`` are what was told then."""

    number: int
    value: int | float
    unit: str
    shown: str
    definition: str
    query_name: str
    parameters: Mapping[str, str]
    territory: str
    as_of: datetime
    n_known: int
    n_all: int


def told_figure(row: Mapping[str, Any]) -> ToldFigure:
    """From its row of the file. Raises ``KeyError``, ``TypeError`` or ``ValueError`` for what is none."""
    value, query, known = row["value"], row["query"], row["known"]
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TypeError("a value is a number")
    if len(str(row["shown"])) > LONGEST_SHOWN:
        raise ValueError("a number is not that long")
    parameters = {str(key): str(told) for key, told in query["parameters"].items()}
    as_of = datetime.fromisoformat(str(row["as_of"]))
    if as_of.tzinfo is None:
        raise ValueError("a moment has a zone")
    return ToldFigure(
        number=int(row["number"]),
        value=value,
        unit=str(row["unit"]),
        shown=str(row["shown"]),
        definition=str(row["definition"]),
        query_name=str(query["name"]),
        parameters=parameters,
        territory=str(row["territory"]),
        as_of=as_of,
        n_known=int(known["n"]),
        n_all=int(known["of"]),
    )
