"""What an address takes, in words for pages: the same definitions that read it and stand in the OpenAPI documents."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from punkt_web.api.parameters import Parameter


@dataclass(frozen=True, slots=True)
class DescribedParameter:
    """A parameter for a table: ``takes`` is a sentence, ``words`` are what it takes letter by letter."""

    name: str
    description: str
    takes: str
    words: list[str]
    default: str
    is_repeatable: bool


def described(parameters: Iterable[Parameter]) -> list[DescribedParameter]:
    """The parameters in the language of the page."""
    return [
        DescribedParameter(
            parameter.name,
            _(parameter.description),
            _takes(parameter),
            list(parameter.schema.get("enum", ())),
            "" if parameter.default is None else str(parameter.default),
            parameter.is_repeatable,
        )
        for parameter in parameters
    ]


def _takes(parameter: Parameter) -> str:
    if parameter.schema["type"] == "integer":
        bounds = {"least": parameter.schema["minimum"], "most": parameter.schema["maximum"]}
        return _("A whole number from %(least)s to %(most)s.") % bounds
    return ""
