"""What the audit trail's actions on people are called on a page."""

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

ACTIONS = {
    "give_person": _("person added"),
    "change_person": _("person changed"),
    "set_password": _("password set"),
    "give_password_link": _("link for a password shown"),
    "deactivate": _("account closed"),
    "reactivate": _("account opened again"),
    "add_second_factor": _("second factor added"),
    "remove_second_factor": _("second factor removed"),
    "give_role": _("role given"),
    "end_role": _("role ended"),
}


def action(word: str) -> str:
    """The action in the language of the page; one that is not of this app is shown as it is."""
    return gettext(ACTIONS[word]) if word in ACTIONS else word
