"""Pages of an import at the desk."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django_tasks.base import Task

from punkt.errors import PunktError
from punkt_web.accounts.access import requires, signed_in
from punkt_web.accounts.queries import reach
from punkt_web.accounts.roles import Power
from punkt_web.common.wording import said, said_again
from punkt_web.exchange import pages, queries
from punkt_web.exchange.actions import runs
from punkt_web.exchange.forms import MAX_COLUMNS_SHOWN, CorrectionForm, UploadForm
from punkt_web.exchange.models import ImportRun
from punkt_web.exchange.storage import RunFiles
from punkt_web.exchange.tasks import apply_list_of_run, read_list_of_run

_PAGE = 50
_TEMPLATES = {
    ImportRun.State.READING: "exchange/working.html",
    ImportRun.State.APPLYING: "exchange/working.html",
    ImportRun.State.PREVIEW: "exchange/preview.html",
    ImportRun.State.DONE: "exchange/done.html",
    ImportRun.State.STOPPED: "exchange/ended.html",
    ImportRun.State.FAILED: "exchange/ended.html",
}


@requires(Power.IMPORT)
@require_http_methods(["GET", "POST"])
def list_runs(request: HttpRequest) -> HttpResponse:
    """Give a list, and see the imports before it."""
    user = signed_in(request)
    if request.method == "POST":
        form = UploadForm(request.POST, request.FILES, user=user)
        if form.is_valid():
            return _started(request, form)
    else:
        form = UploadForm(user=user)
    found = queries.runs_for(user).select_related("source").defer("report")
    page = Paginator(found, _PAGE).get_page(request.GET.get("page"))
    return render(request, "exchange/list.html", {"form": form, "page": page})


def _started(request: HttpRequest, form: UploadForm) -> HttpResponse:
    given = form.cleaned_data
    file: UploadedFile[bytes] | None = given["file"]
    upload = runs.Upload(
        chunks=file.chunks() if file else [given["text"].encode("utf-8", "replace")],
        file_name=(file.name or "") if file else "",
        source_name=given["source_name"],
        territory_code=given["territory_code"],
        visibility=given["visibility"],
    )
    run = runs.start_run(signed_in(request), upload)
    read_list_of_run.enqueue(run.token)
    return redirect("imports:run", run.token)


@requires(Power.IMPORT)
@require_GET
def show_run(request: HttpRequest, token: str) -> HttpResponse:
    """One import: how far it is, what it would do, what it did."""
    run = _run(request, token)
    runs.note_dead_worker(run)
    context = {"run": run, "counts": pages.counts_shown(run), **_CONTEXTS[run.state](request, run)}
    return render(request, _TEMPLATES[ImportRun.State(run.state)], context)


def _working(_request: HttpRequest, run: ImportRun) -> dict[str, Any]:
    return {"progress": RunFiles(run.token).progress()}


def _previewed(request: HttpRequest, run: ImportRun) -> dict[str, Any]:
    report = pages.report_of(run)
    questions = pages.open_questions(report)
    page = Paginator(questions, _PAGE).get_page(request.GET.get("question"))
    return {
        "form": _correction_form(request, run, report),
        "columns": pages.columns_shown(report, limit=MAX_COLUMNS_SHOWN),
        "sample": pages.sample_shown(report),
        "n_questions": len(questions),
        "questions_page": page,
        "questions": pages.questions_shown(list(page), report, reach(request.user, Power.IMPORT)),
        "gone": report.get("gone", []),
        "repairs": pages.repairs_shown(report),
        **_rows(request, report),
    }


def _done(request: HttpRequest, run: ImportRun) -> dict[str, Any]:
    report = pages.report_of(run)
    return {"gone": report.get("gone", []), "repairs": pages.repairs_shown(report), **_rows(request, report)}


def _ended(_request: HttpRequest, run: ImportRun) -> dict[str, Any]:
    error = said_again(run.error) if run.error else ""
    return {"can_restart": RunFiles(run.token).has_list(), "error": error}


_CONTEXTS: dict[str, Callable[[HttpRequest, ImportRun], dict[str, Any]]] = {
    ImportRun.State.READING: _working,
    ImportRun.State.APPLYING: _working,
    ImportRun.State.PREVIEW: _previewed,
    ImportRun.State.DONE: _done,
    ImportRun.State.STOPPED: _ended,
    ImportRun.State.FAILED: _ended,
}


def _rows(request: HttpRequest, report: dict[str, Any]) -> dict[str, Any]:
    page = Paginator(pages.rows_of_interest(report), _PAGE).get_page(request.GET.get("page"))
    return {"page": page, "rows": [pages.shown_row(row) for row in page]}


def _correction_form(request: HttpRequest, run: ImportRun, report: dict[str, Any]) -> CorrectionForm:
    return CorrectionForm(
        request.POST or None,
        user=signed_in(request),
        recognised=report.get("columns", {}),
        before=run.columns,
        initial={"territory_code": run.territory_code, "visibility": run.visibility},
    )


@requires(Power.IMPORT)
@require_POST
def correct_run(request: HttpRequest, token: str) -> HttpResponse:
    """Other meanings of the columns, another place: the list is read again."""
    run = _run(request, token)
    form = _correction_form(request, run, pages.report_of(run))
    if not form.is_valid():
        for fault in (str(one) for faults in form.errors.values() for one in faults):
            messages.error(request, fault)
        return redirect("imports:run", token)
    given = form.cleaned_data
    is_taken = runs.correct_run(
        signed_in(request),
        run,
        columns=given["columns"],
        territory_code=given["territory_code"],
        visibility=given["visibility"],
    )
    return _sent_on(request, token, is_taken, read_list_of_run)


@requires(Power.IMPORT)
@require_POST
def decide_run(request: HttpRequest, token: str) -> HttpResponse:
    """Which rows are known points: remembered, and the preview is made again."""
    run = _run(request, token)
    user = signed_in(request)
    answers = pages.answers_given(pages.report_of(run), request.POST.dict())
    if run.state != ImportRun.State.PREVIEW or not answers:
        messages.error(request, _("Choose an answer for at least one row."))
        return redirect("imports:run", token)
    try:
        runs.decide_matches(user, run, answers)
    except PunktError as error:
        messages.error(request, said(error))
        return redirect("imports:run", token)
    is_taken = runs.correct_run(
        user, run, columns=run.columns, territory_code=run.territory_code, visibility=run.visibility
    )
    return _sent_on(request, token, is_taken, read_list_of_run)


@requires(Power.IMPORT)
@require_POST
def confirm_run(request: HttpRequest, token: str) -> HttpResponse:
    """Apply what the preview shows."""
    is_taken = runs.confirm_run(signed_in(request), _run(request, token))
    return _sent_on(request, token, is_taken, apply_list_of_run)


@requires(Power.IMPORT)
@require_POST
def restart_run(request: HttpRequest, token: str) -> HttpResponse:
    """Read a stopped or failed list again."""
    is_taken = runs.restart_run(signed_in(request), _run(request, token))
    return _sent_on(request, token, is_taken, read_list_of_run)


@requires(Power.IMPORT)
@require_POST
def stop_run(request: HttpRequest, token: str) -> HttpResponse:
    """Ask the worker to stop."""
    runs.stop_run(signed_in(request), _run(request, token))
    return redirect("imports:run", token)


@requires(Power.IMPORT)
@require_POST
def discard_run(request: HttpRequest, token: str) -> HttpResponse:
    """Throw a list away that was not applied."""
    runs.discard_run(signed_in(request), _run(request, token))
    messages.success(request, _("The list was thrown away. The network is as it was."))
    return redirect("imports:list")


@requires(Power.IMPORT)
@require_GET
def download_report(request: HttpRequest, token: str) -> HttpResponse:
    """The whole quality report as JSON."""
    run = _run(request, token)
    if run.state != ImportRun.State.DONE or not run.report:
        raise Http404
    response = HttpResponse(pages.report_text_of(run), content_type="application/json")
    response["Content-Disposition"] = f'attachment; filename="import-{run.token}.json"'
    return response


def _sent_on(request: HttpRequest, token: str, is_taken: bool, work: Task[[str], None]) -> HttpResponse:
    """Hands the run to the worker; two clicks hand it over once."""
    if is_taken:
        work.enqueue(token)
    else:
        messages.error(request, _("This import is not waiting for you any more."))
    return redirect("imports:run", token)


def _run(request: HttpRequest, token: str) -> ImportRun:
    run = queries.runs_for(request.user).select_related("source", "user").filter(token=token).first()
    if run is None:
        raise Http404
    return run
