"""The second walk through the rows: each is stated to the registry, a thousand at a time, and nothing is written."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from punkt import clock
from punkt.errors import PunktError
from punkt.formats.draft import PointDraft
from punkt.matching.judging import contradicts
from punkt.model.vocabulary import EvidenceMethod, RowOutcome, Visibility
from punkt.places.fold import folded
from punkt_web.common.audit import Write, prepared
from punkt_web.common.texts import one_line
from punkt_web.exchange.actions.closing import StatedClosed, closed_ulid, stated_closed
from punkt_web.exchange.actions.recording import PreparedRecords
from punkt_web.exchange.actions.stating import Vocabulary, statements_of, without_older
from punkt_web.exchange.actions.writing import PreparedChunk, PreparedImport, Restriction
from punkt_web.exchange.contacts import Contact, contact_of
from punkt_web.exchange.orders import Importer, ImportOrder, OnProgress, ReadList
from punkt_web.exchange.planning import CHUNK, Plan, RowPlan, payloads, sketch_of, unpacked_drafts
from punkt_web.exchange.queries import point_sketch
from punkt_web.exchange.report import Proposal, RowResult
from punkt_web.operations.models import StatusReport
from punkt_web.registry.actions.batches import PointBatch, PointWrite, prepare_batch
from punkt_web.registry.actions.policies import decided_for, policy_words
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
    authority: str,
    into: PreparedImport,
    on_progress: OnProgress,
) -> Iterator[RowResult]:
    """States every row that is not refused and gives the outcome of each, in order.

    What there is to write is put ``into`` the prepared import; a dry one is told nothing.
    ``authority`` is that of the source.
    """
    preparer = _Preparer(plan, order, importer, authority, into)
    n_done, n_all = 0, len(plan.rows)
    for chunk in _chunks(plan, read):
        on_progress("matching", n_done, n_all)
        yield from preparer.prepare(chunk)
        n_done += len(chunk)


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
    reports: set[str] = field(default_factory=set)


class _Preparer:
    """States chunks of rows one after the other."""

    def __init__(
        self, plan: Plan, order: ImportOrder, importer: Importer, authority: str, into: PreparedImport
    ) -> None:
        self._order = order
        self._importer = importer
        self._authority = authority
        self._into = into
        self._vocabulary = Vocabulary()
        self._taken_codes = plan.network.codes()
        self._network = plan.network
        self._reason = order.reason
        self._batch = self._new_batch()
        self._around = _Around()
        self._contacts: list[tuple[str, Contact]] = []
        self._closed: list[StatedClosed] = []

    def _new_batch(self) -> PointBatch:
        return PointBatch(
            self._evidence(""), by=self._importer.actor.name, at=clock.now(), taken_codes=self._taken_codes
        )

    def _evidence(self, stated_on: str) -> Evidence:
        return Evidence(self._order.source, EvidenceMethod.IMPORTED, stated_on)

    def prepare(self, chunk: Sequence[Item]) -> list[RowResult]:
        """States a chunk and prepares what it writes."""
        self._batch, self._contacts, self._closed = self._new_batch(), [], []
        stating = [(row, draft) for row, draft, _payload in chunk if draft and not row.refusal and not row.is_unchanged]
        self._around = _around(stating, self._authority)
        self._vocabulary.prepare(stating, self._around.points)
        done = [self._outcome(row, draft) for row, draft, _payload in chunk]
        if not self._into.is_dry:
            self._into.touched_ids.update(point.pk for point in self._around.points.values())
            self._into.add(self._prepared(chunk, done))
        return [
            _result(row, outcome, point, is_shown=not (outcome is RowOutcome.NEW and self._into.is_dry))
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
        known = self._network.point(row.point_id)
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
        point = self._batch.add_new(stated, identifiers=self._free(row), aliases=_missing_aliases(draft, None))
        self._note_contacts(self._batch.writes[-1].change, self._missing_contacts(draft, point))
        self._note_closed(draft, row, point)
        return RowOutcome.NEW, point

    def _changed(self, row: RowPlan, draft: PointDraft, point: Point) -> tuple[RowOutcome, Point]:
        stated = without_older(statements_of(draft, row, point, self._vocabulary), draft, row, point)
        aliases = _missing_aliases(draft, point)
        n_writes = len(self._batch.writes)
        change = self._batch.add_change(point, stated, identifiers=self._free(row), aliases=aliases)
        for key in change.kept:
            row.add("kept-verified", key)
        self._note_contacts(change, self._missing_contacts(draft, point))
        if change and len(self._batch.writes) == n_writes:
            self._batch.writes.append(PointWrite(point, change, (), is_new=False))
        is_closed = self._note_closed(draft, row, point)
        return (RowOutcome.UPDATED if change or is_closed else RowOutcome.UNCHANGED), point

    def _free(self, row: RowPlan) -> tuple[tuple[str, str], ...]:
        return tuple(one for one in row.identifiers if one not in self._around.owners)

    def _note_contacts(self, change: Change, contacts: Sequence[Contact]) -> None:
        """The audit row tells of contacts, which are private, how many."""
        if contacts:
            change.after["n_contacts_added"] = len(contacts)

    def _note_closed(self, draft: PointDraft, row: RowPlan, point: Point) -> bool:
        ulid = closed_ulid(draft, row, self._authority)
        if not ulid or ulid in self._around.reports:
            return False
        self._closed.append(stated_closed(draft, point.code, ulid))
        return True

    def _missing_contacts(self, draft: PointDraft, point: Point) -> list[Contact]:
        known = self._around.contacts.get(point.pk, set()) if point.pk else set()
        missing = [contact for contact in dict.fromkeys(map(contact_of, draft.contacts)) if contact not in known]
        self._contacts += [(point.code, contact) for contact in missing]
        return missing

    def _prepared(self, chunk: Sequence[Item], done: Sequence[tuple[RowOutcome, Point | None]]) -> PreparedChunk:
        records = PreparedRecords()
        for (row, _draft, payload), (_outcome, point) in zip(chunk, done, strict=True):
            if row.is_unchanged or (row.refusal and row.record is not None and row.record.point_id is not None):
                if row.record is not None and self._may_touch(row.record.point_id):
                    records.seen.append(row.record.id)
            elif payload:
                records.keep(row, payload, point.code if point else None)
        points = prepare_batch(self._importer.actor, self._batch, reason=self._reason)
        return PreparedChunk(len(chunk), points, records, self._contacts, self._closed, self._restriction())

    def _may_touch(self, point_id: int | None) -> bool:
        """What a person may not change they do not say was seen: whoever may learns that it is gone from the list."""
        point = self._network.point(point_id)
        return point is not None and self._importer.where.covers(point.lineage, point.code)

    def _restriction(self) -> Restriction | None:
        new = [write.point for write in self._batch.writes if write.is_new]
        if self._order.visibility is None or not new:
            return None
        visibility, by = str(Visibility(self._order.visibility)), self._importer
        places = {point.code: decided_for(by.where, point) for point in new}
        audits = []
        for point in new:
            policy = PublicationPolicy(
                point=point, visibility=visibility, reason=self._reason, decided_for=places[point.code]
            )
            write = Write("set policy", "point", point.code, {}, policy_words(policy), self._reason)
            audits.append(prepared(by.actor, write))
        return Restriction(places, visibility, self._reason, audits)


def _missing_aliases(draft: PointDraft, point: Point | None) -> tuple[tuple[str, str], ...]:
    """The other names of a row under which the point is not known yet, in whatever language."""
    if not draft.aliases:
        return ()
    known = {folded(name) for name in draft.names.values()}
    if point is not None:
        known |= {folded(name) for name in (*point.names.values(), *(alias.name for alias in point.aliases.all()))}
    missing: dict[tuple[str, str], None] = {}
    for language, alias in draft.aliases:
        name = one_line(alias)[:300]
        if name and folded(name) not in known:
            known.add(folded(name))
            missing[language, name] = None
    return tuple(missing)


def _is_doubtful(row: RowPlan, draft: PointDraft, point: Point) -> bool:
    """Whether the row was found again by its identifier and yet looks like another place: lists are renumbered.

    A point that stands for a merged one rightly looks different, and so does one of which a person said that it is.
    """
    is_by_itself = row.record is not None and row.record.point_id == point.pk
    is_asked = row.code == "same-row" and row.decided is None and is_by_itself
    return is_asked and contradicts(sketch_of(draft, row), point_sketch(point))


def _around(stating: Sequence[tuple[RowPlan, PointDraft]], authority: str) -> _Around:
    """Fetches the points that a chunk is about, who owns the identifiers in it, and what is known of them besides."""
    ids = [row.point_id for row, _draft in stating if row.point_id is not None]
    values = {value for row, _draft in stating for _authority, value in row.identifiers}
    around = _Around(Point.objects.select_related(*_RELATIONS).prefetch_related("aliases").in_bulk(ids))
    owners = PointIdentifier.objects.filter(value__in=values).values_list("authority", "value", "point_id")
    around.owners = {(authority, value): point_id for authority, value, point_id in owners}
    known = PointContact.objects.filter(point_id__in=ids).values_list("point_id", "name", "phone", "email", "note")
    for point_id, *parts in known:
        around.contacts[point_id].add(Contact(*parts))
    ulids = {closed_ulid(draft, row, authority) for row, draft in stating} - {""}
    around.reports = set(StatusReport.objects.filter(pk__in=ulids).values_list("pk", flat=True)) if ulids else set()
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
