"""The kinds of items by which inspectors send what they saw, and what each is called."""

from collections.abc import Mapping

from punkt.wording import gettext_noop as _
from punkt_web.operations.actions.keeping.items import ItemKind
from punkt_web.readiness.actions.inspection_items import INSPECTION, INSPECTION_PHOTO

INSPECTION_KINDS: Mapping[str, ItemKind] = {"inspection": INSPECTION, "inspection_photo": INSPECTION_PHOTO}
INSPECTION_KIND_LABELS: Mapping[str, str] = {
    "inspection": _("Inspection"),
    "inspection_photo": _("Picture of an inspection"),
}
"""Texts to translate."""
