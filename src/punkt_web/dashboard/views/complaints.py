"""What people at doors say is wrong: to take, to look into and to answer."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from punkt.model.complaint_words import ComplaintOutcome
from punkt_web.accounts.access import actor, requires, signed_in
from punkt_web.accounts.roles import Power
from punkt_web.dashboard import queries
from punkt_web.dashboard.complaints import line_of, queue
from punkt_web.dashboard.forms.small import AnswerComplaintForm
from punkt_web.operations.actions.answering import (
    Answered,
    answer_complaints,
    claim_complaints,
    release_complaints,
)
from punkt_web.operations.models import Complaint

_PAGE = 50
_TABS = ("", "all", "answered")


@requires(Power.EDIT)
def complaints(request: HttpRequest) -> HttpResponse:
    """The queue of the person, all that waits in their area, or what was answered."""
    user = signed_in(request)
    tab = next((one for one in _TABS[1:] if request.GET.get(one) == "1"), "")
    told = queries.complaints_for(user, is_answered=tab == "answered")
    rows = told if tab == "answered" else queue(user, told, is_whole=tab == "all")
    page = Paginator(rows, _PAGE).get_page(request.GET.get("page"))
    return render(request, "desk/complaints.html", {"page": page, "tab": tab, "me": actor(user).name})


@requires(Power.EDIT)
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Says what came out, for all that was told of the same."""
    user = signed_in(request)
    complaint = get_object_or_404(queries.complaints_for(user), pk=pk)
    form = AnswerComplaintForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        _answer(request, complaint, form)
        return redirect("desk:complaints")
    same = queries.complaints_for(user, is_answered=False).filter(point=complaint.point_id, kind=complaint.kind)
    context = {"complaint": complaint, "line": line_of(complaint, same), "form": form, "me": actor(user).name}
    return render(request, "desk/answer_complaint.html", context)


def _answer(request: HttpRequest, complaint: Complaint, form: AnswerComplaintForm) -> None:
    told = form.cleaned_data
    answered = Answered(ComplaintOutcome(told["outcome"]), told["answer"], told["reply"])
    n = answer_complaints(actor(signed_in(request)), complaint.pk, answered, last_id=told["last"])
    if n:
        text = ngettext("Saved. %(n)d complaint is answered.", "Saved. %(n)d complaints are answered.", n)
        messages.success(request, text % {"n": n})
    else:
        messages.warning(request, _("Somebody else answered this meanwhile, or looks into it now. Theirs stays."))


@requires(Power.EDIT)
@require_POST
def claim(request: HttpRequest, pk: int) -> HttpResponse:
    """Takes it: others see for a while that somebody does."""
    user = signed_in(request)
    complaint = get_object_or_404(queries.complaints_for(user), pk=pk)
    if claim_complaints(actor(user), complaint.pk):
        return redirect("desk:answer_complaint", pk)
    messages.warning(request, _("Somebody else looks into it now, or it was answered."))
    return redirect("desk:complaints")


@requires(Power.EDIT)
@require_POST
def release(request: HttpRequest, pk: int) -> HttpResponse:
    """Gives it back to the queue."""
    user = signed_in(request)
    complaint = get_object_or_404(queries.complaints_for(user), pk=pk)
    if release_complaints(actor(user), complaint.pk):
        messages.success(request, _("It is in the queue again."))
    return redirect("desk:complaints")
