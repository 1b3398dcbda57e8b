"""The kinds of items that a console sends, from every room below it."""

from collections.abc import Mapping

from punkt_web.operations.actions.keeping.items import ItemKind
from punkt_web.operations.actions.kinds import KIND_LABELS, KINDS

ITEM_KINDS: Mapping[str, ItemKind] = {**KINDS}
ITEM_LABELS: Mapping[str, str] = {**KIND_LABELS}
"""Texts to translate."""
