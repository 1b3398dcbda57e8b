"""The kinds of items that a console sends, from every room below it."""

from collections.abc import Mapping

from punkt_web.operations.actions.keeping.items import ItemKind
from punkt_web.operations.actions.kinds import KIND_LABELS, KINDS
from punkt_web.readiness.kinds import INSPECTION_KIND_LABELS, INSPECTION_KINDS

ITEM_KINDS: Mapping[str, ItemKind] = {**KINDS, **INSPECTION_KINDS}
ITEM_LABELS: Mapping[str, str] = {**KIND_LABELS, **INSPECTION_KIND_LABELS}
"""Texts to translate."""
