"""The life of an import at the desk: given, read, looked at, decided, applied; or stopped, failed, thrown away."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction

from punkt import clock
from punkt.errors import InvalidValue, PunktError
from punkt.ids import new_ulid
from punkt.model.vocabulary import Visibility
from punkt.wording import gettext_noop as _
from punkt_web.accounts.access import actor
from punkt_web.accounts.models import User
from punkt_web.accounts.queries import NOWHERE, Reach, reach
from punkt_web.accounts.roles import Power
from punkt_web.common.audit import Actor, Write, record
from punkt_web.common.wording import kept
from punkt_web.exchange.actions.importing import apply_order, read_and_stage
from punkt_web.exchange.actions.moving import State, move, record_given
from punkt_web.exchange.actions.sources import source_of
from punkt_web.exchange.models import ImportRun, MatchDecision
from punkt_web.exchange.orders import Importer, ImportOrder, ImportStopped
from punkt_web.exchange.preview import preview_of
from punkt_web.exchange.queries import owner_of
from punkt_web.exchange.storage import RunFiles
from punkt_web.exchange.territories import lineage_of
from punkt_web.registry.models import Point

_KEEPER_OF_RUNS = Actor("punkt")

SILENT_S = 300
"""A worker that gave no sign for so long is taken for dead. It gives one for each thousand rows."""
FORGOTTEN = timedelta(days=7)
"""After so long a run that nobody finished is thrown away with its file."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A list that a person gave at the desk."""

    chunks: Iterable[bytes]
    file_name: str
    source_name: str
    territory_code: str = ""
    visibility: str = ""


def start_run(user: User, upload: Upload) -> ImportRun:
    """Stores an uploaded list and makes its run; a worker then reads it. Raises ``InvalidValue`` for one too large."""
    forget_old_runs()
    token = new_ulid()
    n_bytes = RunFiles(token).store(upload.chunks)
    return _make_run(user, upload, token, n_bytes)


@transaction.atomic
def _make_run(user: User, upload: Upload, token: str, n_bytes: int) -> ImportRun:
    by = actor(user)
    name = ImportOrder(b"", upload.file_name, upload.source_name).source
    lineage = lineage_of(upload.territory_code) if upload.territory_code else ()
    run = ImportRun.objects.create(
        token=token,
        source=source_of(by, name, owner_of(reach(user, Power.IMPORT), lineage)),
        file_name=upload.file_name[:200],
        n_bytes=n_bytes,
        user=user,
        actor_name=by.name,
        territory_code=upload.territory_code,
        visibility=upload.visibility,
        state=State.READING,
        started_at=clock.now(),
    )
    record_given(by, run)
    return run


def importer_of(run: ImportRun) -> Importer:
    """Whoever gave the list, with the reach they have now: a role that ended ends here too."""
    user = run.user
    where = reach(user, Power.IMPORT) if user is not None else NOWHERE
    return Importer(actor(user) if user is not None else Actor(run.actor_name), where)


def order_of(run: ImportRun, content: bytes) -> ImportOrder:
    """The order that a run stands for."""
    return ImportOrder(
        content=content,
        file_name=run.file_name,
        source_name=run.source.name,
        territory_code=run.territory_code,
        columns=run.columns,
        accepts_probable=run.accepts_probable,
        visibility=Visibility(run.visibility) if run.visibility else None,
    )


def stage_run(token: str) -> None:
    """What a worker does first: reads the list and works out what importing it would do."""

    def stage(run: ImportRun, files: RunFiles) -> None:
        order = order_of(run, files.content())
        importer = importer_of(run)
        staged = read_and_stage(order, importer, source=run.source, on_progress=files.tell)
        move(
            importer.actor,
            run,
            (State.READING,),
            State.PREVIEW,
            sha256=order.sha256,
            counts=staged.report.counts,
            report=preview_of(staged),
        )

    _worked(token, State.READING, stage)


def apply_run(token: str) -> None:
    """What a worker does when a person has looked: imports the list."""

    def apply(run: ImportRun, files: RunFiles) -> None:
        apply_order(order_of(run, files.content()), importer_of(run), run=run, on_progress=files.tell)
        files.remove()

    _worked(token, State.APPLYING, apply)


def _worked(token: str, state: State, work: Callable[[ImportRun, RunFiles], None]) -> None:
    """Does the work of a worker on a run that is still in ``state``; notes how it ended where it did not end well."""
    run = ImportRun.objects.select_related("source__territory", "user").filter(token=token, state=state).first()
    if run is None:
        return
    files = RunFiles(token)
    by = importer_of(run).actor
    try:
        work(run, files)
    except ImportStopped:
        move(by, run, (state,), State.STOPPED)
    except PunktError as error:
        move(by, run, (state,), State.FAILED, error=kept(error))
    except Exception:
        broken = PunktError(
            _("The import broke off because of a fault in Punkt."), remedy=_("The network is as it was.")
        )
        move(by, run, (state,), State.FAILED, error=kept(broken))
        raise


def correct_run(
    user: User, run: ImportRun, *, columns: Mapping[str, str], territory_code: str, visibility: str
) -> bool:
    """Takes a person's corrections and has the list read again; false when it is not waiting for a person."""
    _forget_progress(run)
    more = {"columns": dict(columns), "territory_code": territory_code, "visibility": visibility}
    return move(actor(user), run, (State.PREVIEW, State.FAILED), State.READING, error={}, **more)


def confirm_run(user: User, run: ImportRun) -> bool:
    """Has a run applied that a person has looked at; false when it is not waiting for one."""
    _forget_progress(run)
    return move(actor(user), run, (State.PREVIEW,), State.APPLYING)


def restart_run(user: User, run: ImportRun) -> bool:
    """Has a stopped or failed run read again from the start; false when its file is gone."""
    if not RunFiles(run.token).has_list():
        return False
    _forget_progress(run)
    return move(actor(user), run, (State.STOPPED, State.FAILED), State.READING, error={}, ended_at=None)


def _forget_progress(run: ImportRun) -> None:
    """What an earlier worker left must not be taken for a sign of the next one."""
    if not run.is_running:
        RunFiles(run.token).forget_progress()


def stop_run(user: User, run: ImportRun) -> None:
    """Asks the worker to stop; a run that no worker has begun is stopped at once."""
    files = RunFiles(run.token)
    files.ask_to_stop()
    if files.progress() is None:
        move(actor(user), run, (State.READING, State.APPLYING, State.PREVIEW), State.STOPPED)


def discard_run(user: User, run: ImportRun) -> None:
    """Throws a list away that was not applied."""
    if move(actor(user), run, (State.PREVIEW, State.STOPPED, State.FAILED), State.STOPPED):
        RunFiles(run.token).remove()


def note_dead_worker(run: ImportRun) -> None:
    """Marks a run as failed whose worker gave no sign of life for ``SILENT_S``."""
    progress = RunFiles(run.token).progress()
    if not run.is_running or progress is None or clock.now().timestamp() - progress.at < SILENT_S:
        return
    died = PunktError(_("The program that did the work ended."), remedy=_("The network is as it was. Start again."))
    if move(_KEEPER_OF_RUNS, run, (State.READING, State.APPLYING), State.FAILED, error=kept(died)):
        run.refresh_from_db()


def forget_old_runs() -> None:
    """Throws away what nobody finished for a week."""
    limit = clock.now() - FORGOTTEN
    unfinished = ImportRun.objects.exclude(state=State.DONE).filter(started_at__lt=limit).select_related("source")
    for run in unfinished:
        move(_KEEPER_OF_RUNS, run, (State.READING, State.PREVIEW, State.APPLYING), State.STOPPED)
        RunFiles(run.token).remove()


@dataclass(frozen=True, slots=True)
class Answer:
    """What a person says about one row: a point code, or "" for a new place."""

    key: str
    point_code: str


@transaction.atomic
def decide_matches(user: User, run: ImportRun, answers: Iterable[Answer]) -> int:
    """Remembers what a person decided about rows; returns how many.

    Raises ``InvalidValue`` for a point where the person may not import.
    """
    where = reach(user, Power.IMPORT)
    n_decided = 0
    for answer in answers:
        point = _decidable(answer.point_code, where)
        decided = {"point": point, "decided_by": actor(user).name, "decided_at": clock.now(), "is_applied": False}
        MatchDecision.objects.update_or_create(source=run.source, key=answer.key, defaults=decided)
        after = {"row": answer.key, "point": point.code if point else "new"}
        record(actor(user), Write("decide match", "source", str(run.source_id), {}, after, run.source.name))
        n_decided += 1
    return n_decided


def _decidable(code: str, where: Reach) -> Point | None:
    if not code:
        return None
    point = Point.objects.select_related("territory").filter(code=code).first()
    if point is None or not where.covers(point.territory.lineage if point.territory else (), point.code):
        raise InvalidValue(_("There is no such point where you may import."), where=code)
    return point
