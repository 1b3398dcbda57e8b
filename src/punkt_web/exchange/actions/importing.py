"""Importing a list: the one way for the command line and the desk.

Everything is worked out first, which takes long and locks nothing. Then the registry is locked, and if nobody wrote to
it meanwhile, what was worked out is written in one transaction.
"""

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace

from django.db import transaction
from django.db.models import Q

from punkt import clock
from punkt.errors import InvalidValue
from punkt.formats.draft import PointDraft
from punkt.formats.drafting import draft_points
from punkt.ids import new_ulid
from punkt.model.vocabulary import RowOutcome
from punkt.wording import gettext_noop as _
from punkt_web.common.audit import locked_number
from punkt_web.common.models import AuditEntry, AuditHead
from punkt_web.exchange.actions.applying import state_rows
from punkt_web.exchange.actions.moving import State, locked_state, move, record_given
from punkt_web.exchange.actions.recording import gone_records, mark_gone
from punkt_web.exchange.actions.sources import describe_source, source_of
from punkt_web.exchange.actions.writing import PreparedImport, write_chunk
from punkt_web.exchange.models import ImportRun, Source
from punkt_web.exchange.orders import (
    Importer,
    ImportOrder,
    ImportStopped,
    NetworkChanged,
    OnProgress,
    ReadList,
    read_list,
)
from punkt_web.exchange.planning import Plan, decide, walk
from punkt_web.exchange.queries import KnownRecord, owner_of
from punkt_web.exchange.report import Report
from punkt_web.exchange.territories import lineage_of
from punkt_web.registry.actions.locking import lock_points
from punkt_web.registry.actions.points import organisations, publish_revision
from punkt_web.registry.models import Territory

_MOST_TIMES = 3
"""How often a list is worked out, when others write to the registry at the same time, before the import gives up."""
# What others write without making a plan wrong: reports change no place, and an organisation more is found when needed.
_HARMLESS = (
    Q(action="report")
    | Q(entity__in=["import", "organisation", "person", "saved view"])
    | Q(entity="source", action="describe source")
)


class _Overtaken(Exception):
    """Somebody wrote to the registry after it was read."""


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
def read_and_stage(
    order: ImportOrder, importer: Importer, *, source: Source | None = None, on_progress: OnProgress = no_progress
) -> Staged:
    """What importing would do; nothing is written, not even a source.

    ``source`` is that of a run of the desk; without it the person's own of that name is taken. Raises
    ``UnreadableFile`` for what is no list, ``InvalidValue`` for a territory or column that there is not, and what
    ``on_progress`` raises.
    """
    with PreparedImport(is_dry=True) as nothing:
        prepared = _prepared(order, importer, source, nothing, on_progress)
    return Staged(prepared.report, prepared.read)


@_undisturbed()
def apply_order(
    order: ImportOrder,
    importer: Importer,
    *,
    run: ImportRun | None = None,
    on_progress: OnProgress = no_progress,
) -> Report:
    """Imports a list, all of it or nothing; whatever ends it early leaves the network as it was.

    ``run`` is the run of the desk that this completes; without one a run is made. Raises as ``read_and_stage`` does,
    and ``NetworkChanged`` where others kept writing to the registry.
    """
    for _attempt in range(_MOST_TIMES):
        seen = AuditHead.objects.values_list("last_number", flat=True).first() or 0
        try:
            with PreparedImport() as into:
                prepared = _prepared(order, importer, run.source if run else None, into, on_progress)
                _write(prepared, importer, run, seen=seen, on_progress=on_progress)
                return prepared.report
        except _Overtaken:
            continue
    raise NetworkChanged(
        _("Others changed the network while the list was being prepared."),
        remedy=_("Nothing was written. Import the list again."),
    )


@dataclass(frozen=True, slots=True)
class _Prepared:
    """A list that was worked out. ``source`` is not saved where it is new."""

    order: ImportOrder
    source: Source
    read: ReadList
    report: Report
    gone: Sequence[KnownRecord]
    into: PreparedImport


def _prepared(
    order: ImportOrder,
    importer: Importer,
    source: Source | None,
    into: PreparedImport,
    on_progress: OnProgress,
) -> _Prepared:
    """Works a list out against the registry as it is now; what there is to write is put ``into`` the import."""
    source = source or _own_source(order, importer)
    order = _completed(order, source, importer)
    on_progress("reading", 0, 0)
    read = read_list(order, remembered=source.columns)
    plan = walk(read, order, source, importer, on_progress=on_progress)
    decide(plan, order, source, importer, on_progress=on_progress)
    report = _report(read, order)
    report.is_applied = not into.is_dry
    report.rows = list(
        state_rows(plan, read, order, importer, authority=source.authority, into=into, on_progress=on_progress)
    )
    gone = gone_records(plan, importer.where, order.territory_code)
    report.gone_codes = _codes(gone, plan)
    return _Prepared(order, source, read, report, gone, into)


def _own_source(order: ImportOrder, importer: Importer) -> Source:
    owner = owner_of(importer.where, lineage_of(order.territory_code) if order.territory_code else ())
    found = Source.objects.select_related("territory").filter(name=order.source, owner=owner).first()
    return found or Source(name=order.source, owner=owner)


def _write(
    prepared: _Prepared, importer: Importer, run: ImportRun | None, *, seen: int, on_progress: OnProgress
) -> None:
    """Writes what was prepared while the last audit row was number ``seen``.

    Locks in the one order that everybody keeps: the run, points, sources and organisations, the trail, the revision.
    """
    order, report, into, by = prepared.order, prepared.report, prepared.into, importer.actor
    counts, kept_report = report.counts, report.compressed()
    on_progress("writing", 0, len(report.rows))
    with transaction.atomic():
        if run is not None and locked_state(run) != State.APPLYING:
            raise ImportStopped(_("The import was stopped."), remedy=_("The network is as it was."))
        lock_points(into.touched_ids)
        source = source_of(by, prepared.source.name, prepared.source.owner)
        organisation_ids = organisations(by, into.organisations)
        _check_not_overtaken(seen)
        run = run or _new_run(order, source, importer)
        n_done = 0
        for chunk in into:
            write_chunk(chunk, run, by, organisation_ids, reason=order.reason)
            n_done += chunk.n_rows
            on_progress("writing", n_done, len(report.rows))
        mark_gone(prepared.gone)
        if any(row.outcome is not RowOutcome.REFUSED for row in report.rows):
            source.columns = {**source.columns, **order.columns}
            describe_source(by, source)
        move(by, run, (State.APPLYING,), State.DONE, counts=counts, report=kept_report, error={})
        if into.is_public_changed:
            publish_revision()


def _check_not_overtaken(seen: int) -> None:
    """Holds the trail, without which nobody can write to the registry, and looks what was written since ``seen``."""
    if locked_number() > seen and AuditEntry.objects.filter(number__gt=seen).exclude(_HARMLESS).exists():
        raise _Overtaken


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


def _report(read: ReadList, order: ImportOrder) -> Report:
    return Report(
        source=order.source,
        file_name=order.file_name,
        sha256=order.sha256,
        format=read.table.format,
        columns=dict(read.columns.targets),
        repairs=read.table.repairs,
    )


def _new_run(order: ImportOrder, source: Source, importer: Importer) -> ImportRun:
    """The run of an import that nobody looks at first."""
    run = ImportRun.objects.create(
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
        state=State.APPLYING,
        started_at=clock.now(),
    )
    record_given(importer.actor, run)
    return run


def _codes(gone: Sequence[KnownRecord], plan: Plan) -> list[str]:
    points = (plan.network.point(record.point_id) for record in gone)
    return sorted({point.code for point in points if point is not None})
