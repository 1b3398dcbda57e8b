"""Choices that a form knows only when it is made."""

from collections.abc import Iterable
from typing import Any, cast

from django import forms


def offer(form: forms.Form, name: str, choices: Iterable[tuple[str, Any]]) -> None:
    """Sets what the field ``name`` of ``form`` offers: pairs of value and label, or of group label and pairs."""
    cast("forms.ChoiceField", form.fields[name]).choices = list(choices)
