"""Importing a list: the one way for the command line and the desk."""

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

from django.db import transaction

from punkt import clock
from punkt.errors import InvalidValue
from punkt.formats.draft import PointDraft
from punkt.formats.drafting import draft_points
from punkt.ids import new_ulid
from punkt.wording import gettext_noop as _
from punkt_web.exchange.actions.applying import state_rows
from punkt_web.exchange.actions.recording import RecordBook, gone_records
from punkt_web.exchange.models import ImportRun, Source
from punkt_web.exchange.orders import Importer, ImportOrder, ImportStopped, OnProgress, ReadList, read_list
from punkt_web.exchange.planning import Plan, decide, walk
from punkt_web.exchange.queries import KnownRecord
from punkt_web.exchange.report import Report
from punkt_web.registry.models import Revision, Territory


def no_progress(_stage: str, _done: int, _all: int) -> None:
    """For callers who do not watch."""


@dataclass(frozen=True, slots=True)
class Staged:
    """What an import would do: its report, and what a person needs to see to correct the columns."""

    report: Report
    read: ReadList

    def sample(self, n_rows: int) -> list[PointDraft]:
        """The first rows as they were understood."""
        table = replace(self.read.table, rows=self.read.table.rows[:n_rows])
        return list(draft_points(table, self.read.columns))


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Rests the cycle collector.

    An import holds 100,000s of objects without cycles; walking them again and again took a quarter of the whole time.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@_undisturbed()
def read_and_stage(order: ImportOrder, importer: Importer, *, on_progress: OnProgress = no_progress) -> Staged:
    """What importing would do; nothing is written, not even a source.

    Raises ``UnreadableFile`` for what is no list, ``InvalidValue`` for a territory or column that there is not, and
    what ``on_progress`` raises.
    """
    source = Source.objects.filter(name=order.source).first() or Source(name=order.source)
    order = _completed(order, source, importer)
    read, plan = _read(order, source, importer, on_progress)
    decide(plan, order, source, importer, on_progress=on_progress)
    report = _report(read, order)
    report.rows = list(state_rows(plan, read, order, importer, run=None, on_progress=on_progress))
    report.gone_codes = _codes(gone_records(plan, importer.where, order.territory_code), plan)
    return Staged(report, read)


@_undisturbed()
def apply_order(
    order: ImportOrder,
    importer: Importer,
    *,
    run: ImportRun | None = None,
    on_progress: OnProgress = no_progress,
) -> Report:
    """Imports a list, all of it or nothing; whatever ends it early leaves the network as it was.

    ``run`` is the run of the desk that this completes; without one a run is made. Raises as ``read_and_stage`` does.
    """
    remembered = Source.objects.filter(name=order.source).first() or Source(name=order.source)
    order = _completed(order, remembered, importer)
    read, plan = _read(order, remembered, importer, on_progress)
    with transaction.atomic():
        source = _locked_source(order)
        run = run or _new_run(order, source, importer, state=ImportRun.State.APPLYING)
        decide(plan, order, source, importer, on_progress=on_progress)
        report = _report(read, order)
        report.is_applied = True
        report.rows = list(state_rows(plan, read, order, importer, run=run, on_progress=on_progress))
        gone = gone_records(plan, importer.where, order.territory_code)
        RecordBook(run).mark_gone(gone)
        report.gone_codes = _codes(gone, plan)
        _finish(run, source, report, order)
    return report


def _completed(order: ImportOrder, source: Source, importer: Importer) -> ImportOrder:
    """The order, with the source's own territory where it names none.

    Raises ``InvalidValue`` for a territory that there is not, or in which the person may not import.
    """
    code = order.territory_code or (source.territory.code if source.territory else "")
    if not code:
        return order
    territory = Territory.objects.filter(code=code).first()
    if territory is None:
        raise InvalidValue(
            _("There is no territory %(code)s."),
            remedy=_("`punkt territories` loads and lists them."),
            values={"code": repr(code)},
        )
    if not importer.where.covers(territory.lineage):
        raise InvalidValue(
            _("You may not import in %(code)s."), remedy=_("Choose a territory of yours."), values={"code": code}
        )
    return replace(order, territory_code=code)


def _read(order: ImportOrder, source: Source, importer: Importer, on_progress: OnProgress) -> tuple[ReadList, Plan]:
    on_progress("reading", 0, 0)
    read = read_list(order, remembered=source.columns)
    return read, walk(read, order, importer, on_progress=on_progress)


def _report(read: ReadList, order: ImportOrder) -> Report:
    return Report(
        source=order.source,
        file_name=order.file_name,
        sha256=order.sha256,
        format=read.table.format,
        columns=dict(read.columns.targets),
        repairs=read.table.repairs,
    )


def _locked_source(order: ImportOrder) -> Source:
    """The source, made where it is new. Imports wait for one another here, so that two never make one place twice."""
    Revision.objects.get_or_create(pk=1)
    Revision.objects.select_for_update().get(pk=1)
    source, _is_new = Source.objects.get_or_create(name=order.source)
    return source


def _new_run(order: ImportOrder, source: Source, importer: Importer, *, state: str) -> ImportRun:
    """The row of a run."""
    return ImportRun.objects.create(
        token=new_ulid(),
        source=source,
        file_name=order.file_name[:200],
        n_bytes=len(order.content),
        sha256=order.sha256,
        user_id=importer.actor.user_id,
        actor_name=importer.actor.name,
        territory_code=order.territory_code,
        columns=dict(order.columns),
        accepts_probable=order.accepts_probable,
        visibility=str(order.visibility or ""),
        state=state,
        started_at=clock.now(),
    )


def _codes(gone: Sequence[KnownRecord], plan: Plan) -> list[str]:
    points = (plan.network.point(record.point_id) for record in gone)
    return sorted({point.code for point in points if point is not None})


def _finish(run: ImportRun, source: Source, report: Report, order: ImportOrder) -> None:
    if order.columns and not order.columns.items() <= source.columns.items():
        source.columns = {**source.columns, **order.columns}
        source.save(update_fields=["columns"])
    ended: dict[str, Any] = {"state": ImportRun.State.DONE, "counts": report.counts, "report": report.compressed()}
    applying = ImportRun.objects.filter(pk=run.pk, state=ImportRun.State.APPLYING)
    if not applying.update(**ended, ended_at=clock.now(), error={}):
        raise ImportStopped(_("The import was stopped."), remedy=_("The network is as it was."))
