"""An address of an API, defined once: what it gives and takes, for OpenAPI documents and for pages."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from punkt_web.api.parameters import Parameter
from punkt_web.api.problems import MEDIA_TYPE
from punkt_web.api.schemas import TEXT, Schema, ref

_PROBLEM: dict[str, Any] = {"content": {MEDIA_TYPE: {"schema": ref("Problem")}}}
_MOVED = {"301": {"description": "The code of a merged point leads on."}}
_NOT_FOUND = {"404": {"description": "Nothing is shown under this code.", **_PROBLEM}}
_OTHERWISE = {
    "304": {"description": "It says the same as the one whose ETag was sent in If-None-Match."},
    "400": {"description": "Parameters that are not understood.", **_PROBLEM},
    "429": {"description": "Too many requests; Retry-After says when to come again.", **_PROBLEM},
    "500": {"description": "Something broke here.", **_PROBLEM},
    "503": {"description": "The site is busy.", **_PROBLEM},
}


@dataclass(frozen=True, slots=True)
class InPath:
    """What stands in a path between braces. ``is_moved``: a code that was merged into another leads on."""

    name: str
    description: str
    is_moved: bool = False

    def as_openapi(self) -> Schema:
        """Its entry among the parameters."""
        return {"name": self.name, "in": "path", "required": True, "description": self.description, "schema": TEXT}


@dataclass(frozen=True, slots=True)
class Operation:
    """Reading one address. ``forms`` are media type -> schema; ``example`` is a path with a query to try."""

    path: str
    name: str
    summary: str
    forms: Mapping[str, Schema]
    parameters: tuple[Parameter, ...] = ()
    in_path: InPath | None = None
    example: str = ""

    def as_openapi(self) -> Schema:
        """Its entry among the paths."""
        return {
            "get": {
                "operationId": self.name,
                "summary": self.summary,
                "parameters": [
                    *([self.in_path.as_openapi()] if self.in_path else []),
                    *(one.as_openapi() for one in self.parameters),
                ],
                "responses": {"200": self._answer(), **self._of_key(), **_OTHERWISE},
            }
        }

    def _answer(self) -> Schema:
        return {"description": "The answer.", "content": {form: {"schema": one} for form, one in self.forms.items()}}

    def _of_key(self) -> Schema:
        if self.in_path is None:
            return {}
        return {**(_MOVED if self.in_path.is_moved else {}), **_NOT_FOUND}
