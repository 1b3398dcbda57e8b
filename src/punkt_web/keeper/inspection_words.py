"""The words that the scripts of inspections write."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from punkt_web.keeper.script_words import script_words
from punkt_web.readiness.inspections.lines import LineTold


def inspection_words(lines: Iterable[LineTold]) -> dict[str, Any]:
    """The words of the console, and those that only inspections need; ``lines`` are those of the page."""
    return script_words(()) | {
        "line": {line.key: line.text for line in lines},
        "progress": _("Answered: %(n)s of %(all)s") % {"n": "#", "all": "#"},
        "incomplete": _("Lines without an answer: #. Hand in all the same?"),
        "nothing_answered": _("No line is answered yet."),
        "same": _("This was sent already, just as it is."),
        "kept_here": _("Kept on this device, not sent yet"),
        "not_kept": _("This device could not keep it. Leave the page open and write down what you saw."),
        "photo": _("Photo"),
        "not_drawn": _("This picture cannot be read. Take another one."),
        "note_alone": _("Choose an answer as well: a note alone does not count."),
        "not_yours": _("You inspect nothing any more. What you wrote stays on this device."),
        "left_here": _("%(point)s: answers kept here: %(n)s") % {"point": "#", "n": "#"},
        "forget": _("Delete them from this device"),
        "really_forget": _("These answers are nowhere else. Delete them?"),
    }
