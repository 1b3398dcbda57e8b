"""What people at doors say is wrong: to look into and to answer."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from punkt.model.vocabulary import ComplaintOutcome
from punkt_web.accounts.access import actor, requires, signed_in
from punkt_web.accounts.queries import reach
from punkt_web.accounts.roles import Power
from punkt_web.dashboard.forms.small import AnswerComplaintForm
from punkt_web.operations.actions.complaints import answer_complaint
from punkt_web.operations.models import Complaint
from punkt_web.operations.queries import complaints_about
from punkt_web.registry.queries import points_for, points_in

_PAGE = 50


@requires(Power.EDIT)
def complaints(request: HttpRequest) -> HttpResponse:
    """Those about points that the person coordinates: what nobody looked into first, or what was answered."""
    user = signed_in(request)
    is_answered = request.GET.get("answered") == "1"
    points = points_in(reach(user, Power.EDIT)) & points_for(user)
    page = Paginator(complaints_about(points, is_answered=is_answered), _PAGE).get_page(request.GET.get("page"))
    return render(request, "desk/complaints.html", {"page": page, "is_answered": is_answered})


@requires(Power.EDIT)
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Says what came out."""
    user = signed_in(request)
    complaint = Complaint.objects.select_related("point", "point__merged_into").filter(pk=pk).first()
    if complaint is None or not points_for(user).filter(pk=complaint.point_id).exists():
        raise Http404
    if not points_in(reach(user, Power.EDIT)).filter(pk=complaint.point_id).exists():
        raise PermissionDenied
    form = AnswerComplaintForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        outcome = ComplaintOutcome(form.cleaned_data["outcome"])
        if answer_complaint(actor(user), pk, outcome, form.cleaned_data["answer"]):
            messages.success(request, _("Saved."))
        else:
            messages.warning(request, _("Somebody else answered this meanwhile. Their answer stays."))
        return redirect("desk:complaints")
    return render(request, "desk/answer_complaint.html", {"complaint": complaint, "form": form})
