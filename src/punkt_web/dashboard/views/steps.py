"""A step that a form asks for: taken and said so, or refused and said why."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _

from punkt.errors import PunktError
from punkt_web.common.forms import RefusingForm
from punkt_web.common.wording import said


def tell_saved(request: HttpRequest, is_new: bool) -> None:
    """What most pages say after a step."""
    messages.success(request, _("Saved.") if is_new else _("Nothing was changed: it is so already."))


def is_done(
    request: HttpRequest,
    form: RefusingForm,
    step: Callable[[], bool],
    tell: Callable[[HttpRequest, bool], None] = tell_saved,
) -> bool:
    """Whether the step was taken. ``step`` is asked where the form is valid, and tells whether it changed anything;
    ``tell`` says so to the person.
    """
    if not form.is_valid():
        return False
    try:
        is_new = step()
    except PunktError as error:
        refuse(request, form, error)
        return False
    tell(request, is_new)
    return True


def refuse(request: HttpRequest, form: RefusingForm, error: PunktError) -> None:
    """Says why at the field that the error names, else above all: somebody else may have ended what the page was about,
    and then the form is no more.
    """
    if error.where in form.fields:
        form.refuse(error)
    else:
        messages.error(request, said(error, with_place=False))
