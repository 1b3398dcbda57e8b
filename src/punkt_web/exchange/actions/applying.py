"""The second walk through the rows: each is stated to the registry, a thousand at a time, in one transaction."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from punkt import clock
from punkt.errors import PunktError
from punkt.formats.draft import PointDraft
from punkt.matching.judging import contradicts
from punkt.model.vocabulary import EvidenceMethod, RowOutcome, Visibility
from punkt_web.common.audit import Write, record_many
from punkt_web.exchange.actions.recording import Kept, RecordBook
from punkt_web.exchange.actions.stating import Vocabulary, statements_of, without_older
from punkt_web.exchange.contacts import Contact, contact_of
from punkt_web.exchange.models import ImportRun
from punkt_web.exchange.orders import Importer, ImportOrder, OnProgress, ReadList
from punkt_web.exchange.planning import CHUNK, Plan, RowPlan, payloads, sketch_of, unpacked_drafts
from punkt_web.exchange.queries import point_sketch
from punkt_web.exchange.report import Proposal, RowResult
from punkt_web.registry.actions.points import PointBatch, PointWrite, write_batch
from punkt_web.registry.models import Point, PointContact, PointIdentifier, PublicationPolicy
from punkt_web.registry.statements import Change, Evidence

_RELATIONS = ("territory", "kind", "host", "holder", "authority")

Item = tuple[RowPlan, PointDraft | None, dict[str, object]]
"""A row, its draft (``None`` where the row needs none) and what was received."""


def state_rows(
    plan: Plan,
    read: ReadList,
    order: ImportOrder,
    importer: Importer,
    *,
    run: ImportRun | None,
    on_progress: OnProgress,
) -> Iterator[RowResult]:
    """States every row that is not refused and gives the outcome of each, in order.

    Without ``run`` nothing is written: the outcomes are those that the import would have.
    """
    writer = _Writer(plan, order, importer, run)
    n_done, n_all = 0, len(plan.rows)
    for chunk in _chunks(plan, read):
        on_progress("writing", n_done, n_all)
        yield from writer.write(chunk)
        n_done += len(chunk)
    on_progress("writing", n_all, n_all)


def _chunks(plan: Plan, read: ReadList) -> Iterator[list[Item]]:
    rows, received = iter(plan.rows), payloads(read)
    for packed in plan.drafts:
        part = list(islice(rows, CHUNK))
        is_needed = any(not row.refusal and not row.is_unchanged for row in part)
        drafts: Sequence[PointDraft | None] = unpacked_drafts(packed) if is_needed else [None] * len(part)
        yield list(zip(part, drafts, islice(received, len(part)), strict=True))


@dataclass(slots=True)
class _Around:
    """What is known of the points of a chunk besides their own rows."""

    points: dict[int, Point] = field(default_factory=dict)
    owners: dict[tuple[str, str], int] = field(default_factory=dict)
    contacts: dict[int, set[Contact]] = field(default_factory=lambda: defaultdict(set))


class _Writer:
    """States chunks of rows one after the other."""

    def __init__(self, plan: Plan, order: ImportOrder, importer: Importer, run: ImportRun | None) -> None:
        self._order = order
        self._importer = importer
        self._run = run
        self._vocabulary = Vocabulary(is_dry=run is None)
        self._taken_codes = plan.network.codes()
        self._codes = plan.network
        self._reason = f"import of {order.source}"[:300]
        self._batch = self._new_batch()
        self._around = _Around()
        self._new_contacts: list[tuple[Point, Contact]] = []

    def _new_batch(self) -> PointBatch:
        return PointBatch(
            self._evidence(""), by=self._importer.actor.name, at=clock.now(), taken_codes=self._taken_codes
        )

    def _evidence(self, stated_on: str) -> Evidence:
        return Evidence(self._order.source, EvidenceMethod.IMPORTED, stated_on)

    def write(self, chunk: Sequence[Item]) -> list[RowResult]:
        """States a chunk and, with a run, writes it."""
        self._batch, self._new_contacts = self._new_batch(), []
        stating = [(row, draft) for row, draft, _payload in chunk if draft and not row.refusal and not row.is_unchanged]
        self._around = _around([row for row, _draft in stating])
        self._vocabulary.prepare([draft for _row, draft in stating], [row for row, _draft in stating])
        done = [self._outcome(row, draft) for row, draft, _payload in chunk]
        if self._run is not None:
            self._save(self._run, chunk, done)
        return [
            _result(row, outcome, point, is_shown=not (outcome is RowOutcome.NEW and self._run is None))
            for (row, _draft, _payload), (outcome, point) in zip(chunk, done, strict=True)
        ]

    def _outcome(self, row: RowPlan, draft: PointDraft | None) -> tuple[RowOutcome, Point | None]:
        if row.refusal:
            return RowOutcome.REFUSED, None
        if row.is_unchanged or draft is None:
            return RowOutcome.UNCHANGED, self._stand_in(row)
        try:
            return self._stated(row, draft)
        except PunktError as error:
            row.refusal = "invalid-value"
            row.add("invalid-value", error.where)
            return RowOutcome.REFUSED, None

    def _stand_in(self, row: RowPlan) -> Point | None:
        """The point of a row that changes nothing: only its id and code are asked for, so it is not fetched."""
        known = self._codes.point(row.point_id)
        return Point(pk=known.id, code=known.code) if known else None

    def _stated(self, row: RowPlan, draft: PointDraft) -> tuple[RowOutcome, Point | None]:
        self._batch.evidence = self._evidence(draft.stated_on)
        point = self._around.points.get(row.point_id) if row.point_id is not None else None
        if point is None:
            return self._new(row, draft)
        if _is_doubtful(row, draft, point):
            row.refusal, row.proposal = "needs-decision", Proposal(point.code, 0.5, "identifier-elsewhere")
            return RowOutcome.REFUSED, None
        return self._changed(row, draft, point)

    def _new(self, row: RowPlan, draft: PointDraft) -> tuple[RowOutcome, Point]:
        stated = statements_of(draft, row, None, self._vocabulary)
        free = tuple(one for one in row.identifiers if one not in self._around.owners)
        point = self._batch.add_new(stated, identifiers=free)
        self._note_more(self._batch.writes[-1].change, free, self._missing_contacts(draft, point))
        return RowOutcome.NEW, point

    def _changed(self, row: RowPlan, draft: PointDraft, point: Point) -> tuple[RowOutcome, Point]:
        stated = without_older(statements_of(draft, row, point, self._vocabulary), draft, row, point)
        free = tuple(one for one in row.identifiers if one not in self._around.owners)
        n_writes = len(self._batch.writes)
        change = self._batch.add_change(point, stated, identifiers=free)
        for key in change.kept:
            row.add("kept-verified", key)
        self._note_more(change, free, self._missing_contacts(draft, point))
        if change and len(self._batch.writes) == n_writes:
            self._batch.writes.append(PointWrite(point, change, free, is_new=False))
        return (RowOutcome.UPDATED if change else RowOutcome.UNCHANGED), point

    def _note_more(self, change: Change, identifiers: Sequence[tuple[str, str]], contacts: Sequence[Contact]) -> None:
        """The audit row tells identifiers, and of contacts, which are private, how many."""
        if identifiers:
            change.after["identifiers"] = [f"{authority}: {value}" for authority, value in identifiers]
        if contacts:
            change.after["n_contacts_added"] = len(contacts)

    def _missing_contacts(self, draft: PointDraft, point: Point) -> list[Contact]:
        known = self._around.contacts.get(point.pk, set()) if point.pk else set()
        missing = [contact for contact in dict.fromkeys(map(contact_of, draft.contacts)) if contact not in known]
        self._new_contacts += [(point, contact) for contact in missing]
        return missing

    def _save(self, run: ImportRun, chunk: Sequence[Item], done: Sequence[tuple[RowOutcome, Point | None]]) -> None:
        write_batch(self._importer.actor, self._batch, reason=self._reason)
        PointContact.objects.bulk_create(
            [PointContact(point=point, **contact._asdict()) for point, contact in self._new_contacts]
        )
        if self._order.visibility is not None:
            self._restrict([write.point for write in self._batch.writes if write.is_new], self._order.visibility)
        kept, seen = [], []
        for (row, _draft, payload), (_outcome, point) in zip(chunk, done, strict=True):
            if row.record is not None and (row.is_unchanged or (row.refusal and row.record.point_id is not None)):
                seen.append(row.record.id)
            elif payload:
                kept.append(Kept(row, payload, point.pk if point else None))
        book = RecordBook(run)
        book.keep(kept)
        book.mark_seen(seen)

    def _restrict(self, points: Sequence[Point], visibility: Visibility) -> None:
        decided = {"reason": self._reason, "decided_by": self._importer.actor.name, "decided_at": clock.now()}
        PublicationPolicy.objects.bulk_create(
            [PublicationPolicy(point=point, visibility=visibility, **decided) for point in points]
        )
        after = {"visibility": str(visibility), "reason": self._reason, "until_at": None}
        record_many(
            self._importer.actor,
            (Write("set policy", "point", point.code, {}, after, self._reason) for point in points),
        )


def _is_doubtful(row: RowPlan, draft: PointDraft, point: Point) -> bool:
    """Whether the row was found again by its identifier and yet looks like another place: lists are renumbered.

    A point that stands for a merged one rightly looks different, and so does one of which a person said that it is.
    """
    is_by_itself = row.record is not None and row.record.point_id == point.pk
    is_asked = row.code == "same-row" and row.decided is None and is_by_itself
    return is_asked and contradicts(sketch_of(draft, row), point_sketch(point))


def _around(rows: Sequence[RowPlan]) -> _Around:
    """Fetches the points that a chunk is about, who owns the identifiers in it, and the contacts that are known."""
    ids = [row.point_id for row in rows if row.point_id is not None]
    values = {value for row in rows for _authority, value in row.identifiers}
    around = _Around(Point.objects.select_related(*_RELATIONS).prefetch_related("aliases").in_bulk(ids))
    owners = PointIdentifier.objects.filter(value__in=values).values_list("authority", "value", "point_id")
    around.owners = {(authority, value): point_id for authority, value, point_id in owners}
    known = PointContact.objects.filter(point_id__in=ids).values_list("point_id", "name", "phone", "email", "note")
    for point_id, *parts in known:
        around.contacts[point_id].add(Contact(*parts))
    return around


def _result(row: RowPlan, outcome: RowOutcome, point: Point | None, *, is_shown: bool) -> RowResult:
    return RowResult(
        number=row.number,
        outcome=outcome,
        code=row.refusal or row.code,
        point_code=point.code if point is not None and is_shown else "",
        findings=row.findings,
        key=row.key,
        proposal=row.proposal if outcome is RowOutcome.REFUSED else None,
    )
