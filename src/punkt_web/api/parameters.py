"""Reads the parameters of an address strictly: all faults are told at once, and nothing unknown is passed over.

A parameter is defined once: the definition reads it and stands in the OpenAPI documents.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django.http import QueryDict

from punkt_web.api.problems import Fault, Problem

Schema = Mapping[str, Any]
_NUMBER = re.compile(r"-?[0-9]{1,10}(?:\.[0-9]{1,15})?(?:[eE][+-]?[0-9]{1,2})?")


class Refused(ValueError):
    """A value that a parameter does not take; the text says what it takes."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """One query parameter. ``read`` gives the value of a text or raises ``Refused``; ``schema`` is its JSON Schema."""

    name: str
    description: str
    schema: Schema
    read: Callable[[str], Any]
    default: Any = None
    is_repeatable: bool = False

    def as_openapi(self) -> dict[str, Any]:
        """Its entry in an OpenAPI document."""
        schema = {"type": "array", "items": dict(self.schema)} if self.is_repeatable else dict(self.schema)
        if self.default is not None and not self.is_repeatable:
            schema["default"] = self.default
        return {
            "name": self.name, "in": "query", "required": False, "description": self.description, "schema": schema,
            "style": "form", "explode": self.is_repeatable,
        }  # fmt: skip


def asked(query: QueryDict, parameters: Sequence[Parameter]) -> dict[str, Any]:
    """The values by name, defaults where nothing was given. Raises ``Problem`` (400) that names each faulty one."""
    known = {parameter.name: parameter for parameter in parameters}
    faults = [Fault(name[:80], "There is no such parameter here.") for name in query if name not in known]
    values: dict[str, Any] = {}
    for name, parameter in known.items():
        try:
            values[name] = _value(parameter, query.getlist(name))
        except Refused as refused:
            faults.append(Fault(name, str(refused)))
    if faults:
        raise Problem(HTTPStatus.BAD_REQUEST, "Some parameters are not understood.", faults)
    return values


def _value(parameter: Parameter, texts: list[str]) -> Any:
    if parameter.is_repeatable:
        return tuple(dict.fromkeys(parameter.read(text) for text in texts))
    if len(texts) > 1:
        raise Refused("Give it once.")
    return parameter.read(texts[0]) if texts else parameter.default


def word(name: str, description: str, words: Sequence[str], **more: Any) -> Parameter:
    """A parameter that takes one of some words."""

    def read(text: str) -> str:
        if text not in words:
            raise Refused(f"One of: {', '.join(words)}.")
        return text

    return Parameter(name, description, {"type": "string", "enum": list(words)}, read, **more)


def text_like(name: str, description: str, pattern: str, must_be: str) -> Parameter:
    """A parameter whose text has a form."""
    form = re.compile(pattern, re.ASCII)

    def read(text: str) -> str:
        if not form.fullmatch(text):
            raise Refused(must_be)
        return text

    return Parameter(name, description, {"type": "string", "pattern": f"^{pattern}$"}, read)


def whole_number(
    name: str, description: str, *, least: int, most: int, default: int, is_lowered: bool = False
) -> Parameter:
    """A whole number between bounds. With ``is_lowered`` a greater one counts as the greatest."""

    def read(text: str) -> int:
        number = int(text) if re.fullmatch("[0-9]{1,1000}", text) else -1
        if number > most and is_lowered:
            return most
        if not least <= number <= most:
            raise Refused(f"A whole number from {least} to {most}.")
        return number

    schema = {"type": "integer", "minimum": least, "maximum": most}
    return Parameter(name, description, schema, read, default=default)


def numbers(text: str) -> list[float]:
    """Numbers with commas between them. Raises ``Refused``."""
    parts = text.split(",")
    if not all(_NUMBER.fullmatch(part) for part in parts):
        raise Refused("Numbers with commas between them.")
    return [float(part) for part in parts]
