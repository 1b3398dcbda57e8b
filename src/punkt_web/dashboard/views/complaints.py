"""What people at doors say is wrong: to look into and to answer."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from punkt.model.vocabulary import ComplaintOutcome
from punkt_web.accounts.access import actor, requires, signed_in
from punkt_web.accounts.roles import Power
from punkt_web.dashboard import queries
from punkt_web.dashboard.forms.small import AnswerComplaintForm
from punkt_web.operations.actions.complaints import answer_complaint

_PAGE = 50


@requires(Power.EDIT)
def complaints(request: HttpRequest) -> HttpResponse:
    """Those about points that the person coordinates: what nobody looked into first, or what was answered."""
    user = signed_in(request)
    is_answered = request.GET.get("answered") == "1"
    page = Paginator(queries.complaints_for(user, is_answered=is_answered), _PAGE).get_page(request.GET.get("page"))
    return render(request, "desk/complaints.html", {"page": page, "is_answered": is_answered})


@requires(Power.EDIT)
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Says what came out."""
    user = signed_in(request)
    complaint = get_object_or_404(queries.complaints_for(user), pk=pk)
    form = AnswerComplaintForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        outcome = ComplaintOutcome(form.cleaned_data["outcome"])
        if answer_complaint(actor(user), pk, outcome, form.cleaned_data["answer"]):
            messages.success(request, _("Saved."))
        else:
            messages.warning(request, _("Somebody else answered this meanwhile. Their answer stays."))
        return redirect("desk:complaints")
    return render(request, "desk/answer_complaint.html", {"complaint": complaint, "form": form})
