"""Errors as programs read them: problem documents (RFC 9457)."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from http import HTTPStatus

from django.http import HttpResponse

MEDIA_TYPE = "application/problem+json"


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one parameter."""

    parameter: str
    detail: str


class Problem(Exception):
    """Ends a request with a problem document."""

    def __init__(self, status: int, detail: str, faults: Sequence[Fault] = ()) -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail
        self.faults = tuple(faults)


def nothing_here() -> Problem:
    """The same words for everything that is not there and for everything that is not shown."""
    return Problem(HTTPStatus.NOT_FOUND, "There is nothing under this address.")


def problem_document(problem: Problem) -> HttpResponse:
    """The answer that says what is wrong. The type is "about:blank": the status says which kind it is."""
    body: dict[str, object] = {
        "type": "about:blank",
        "title": HTTPStatus(problem.status).phrase,
        "status": problem.status,
        "detail": problem.detail,
    }
    if problem.faults:
        body["errors"] = [asdict(fault) for fault in problem.faults]
    response = HttpResponse(json.dumps(body, ensure_ascii=False), status=problem.status, content_type=MEDIA_TYPE)
    response.headers["Cache-Control"] = "no-store"
    return response
