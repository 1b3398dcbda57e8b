"""Telling that a door is shut, or that a point is not as described. It needs no account, no cookie and no script."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from punkt.errors import InvalidCode, InvalidValue
from punkt.ids import normal_receipt_code
from punkt.model.complaint_words import ComplaintKind
from punkt_web.common.wording import said
from punkt_web.finder.answers import alternatives, now_at
from punkt_web.finder.forms import ComplaintForm
from punkt_web.finder.network import network
from punkt_web.finder.pages import door_page
from punkt_web.finder.views import ASK_AGAIN, kept, of_a_point
from punkt_web.operations.actions.complaints import Receipt, receive_complaint
from punkt_web.registry.published import PublishedPoint

_SEEN_BEFORE = {Receipt.TAKEN.value, Receipt.KNOWN.value}


@csrf_exempt  # there is no session whose power another site could borrow; what it could do is refused below
@require_http_methods(["GET", "HEAD", "POST"])
@of_a_point
def complain(request: HttpRequest, point: PublishedPoint) -> HttpResponse:
    """``/p/CODE/wrong``: the form, and after it what became of it with the next points to go to."""
    if request.method == "POST":
        return _received(request, point)
    done = request.GET.get("done", "")
    code = _given_code(request.GET.get("code", ""))
    return _page(request, point, ComplaintForm(), done=done if done in _SEEN_BEFORE else "", code=code)


def _given_code(text: str) -> str:
    """A code in the address, "" for what is none: nobody's words stand on the page by a link."""
    try:
        return normal_receipt_code(text) if text else ""
    except InvalidCode:
        return ""


def _received(request: HttpRequest, point: PublishedPoint) -> HttpResponse:
    if request.headers.get("Sec-Fetch-Site", "") == "cross-site":
        # Another site must not make its visitors complain.
        raise PermissionDenied
    form = ComplaintForm(request.POST)
    if not form.is_valid():
        return _page(request, point, form, status=400)
    kind, note = ComplaintKind(form.cleaned_data["kind"]), form.cleaned_data["note"]
    try:
        receipt, code = receive_complaint(point.id, kind, note, sender=request.META.get("REMOTE_ADDR", ""))
    except InvalidValue as error:
        form.add_error("note", said(error, with_place=False))
        return _page(request, point, form, status=400)
    if receipt is Receipt.TOO_MANY:
        return _page(request, point, form, done=receipt.value, status=429)
    given = f"&code={code}" if code else ""
    answer = HttpResponseRedirect(f"/p/{point.code}/wrong?done={receipt.value}{given}")
    answer.status_code = 303
    return answer


def _page(
    request: HttpRequest,
    point: PublishedPoint,
    form: ComplaintForm,
    *,
    done: str = "",
    code: str = "",
    status: int = 200,
) -> HttpResponse:
    told = {"form": form, "done": done, "receipt": code if done else ""}
    page = {**door_page(now_at(point), alternatives(network(), point)), **told}
    return kept(render(request, "finder/door.html", page, status=status), ASK_AGAIN)
