"""Errors and texts of the library in the language of the page or of the command."""

from typing import Any

from django.utils.translation import gettext

from punkt.errors import PunktError
from punkt.model.fields import FIELDS, FieldKind
from punkt.model.vocabulary import Availability, CapacityBasis, HostKind, OpeningMode, label

CORE_WORDS = {
    "host_kind": HostKind,
    "opening_mode": OpeningMode,
    "capacity_seated_basis": CapacityBasis,
    "capacity_lying_basis": CapacityBasis,
}
"""The closed lists of the core fields."""


def said(error: PunktError, *, with_place: bool = True) -> str:
    """An error in the reader's language: where, what is wrong, what to do.

    ``with_place=False`` leaves out where: a form says it beside the field that it is about.
    """
    place = f"{place_words(error.where)}: " if with_place and error.where else ""
    return place + error.advice(gettext)


def place_words(where: str) -> str:
    """Where an error is: a field by its label; files, codes and addresses as they are."""
    return gettext(FIELDS[where].label) if where in FIELDS else where


def chosen_words(key: str, value: str) -> str:
    """A value of a field with a closed list in the reader's language; any other text as it is."""
    definition = FIELDS.get(key)
    if definition is None:
        return value
    vocabulary = Availability if definition.kind is FieldKind.AVAILABILITY else CORE_WORDS.get(key)
    if vocabulary is not None and value in set(vocabulary):
        return gettext(label(vocabulary(value)))
    option = dict(definition.options).get(value)
    return gettext(option) if option else value


def kept(error: PunktError) -> dict[str, Any]:
    """An error as it is stored, so that each reader gets it in their own language (``said_again``)."""
    values = {name: value if isinstance(value, int | float) else str(value) for name, value in error.values.items()}
    return {"what": error.what, "where": error.where, "remedy": error.remedy, "values": values}


def said_again(stored: dict[str, Any]) -> str:
    """A stored error in the reader's language."""
    return said(PunktError(stored["what"], where=stored["where"], remedy=stored["remedy"], values=stored.get("values")))
