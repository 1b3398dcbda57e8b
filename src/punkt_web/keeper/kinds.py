"""The kinds of items, beside reports, that a console sends: how each is taken, and what it is called."""

from collections.abc import Mapping

from punkt_web.operations.actions.items import ItemKind

KINDS: Mapping[str, ItemKind] = {}
KIND_LABELS: Mapping[str, str] = {}
"""Texts to translate."""
