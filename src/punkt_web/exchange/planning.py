"""Decides for each row of a list what is to become of it. Nothing is written here."""

import pickle
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from punkt.formats.draft import Finding, PointDraft
from punkt.formats.drafting import CODE_AUTHORITY, draft_points
from punkt.matching.judging import Certainty, Match
from punkt.matching.proposing import find_matches
from punkt.matching.sketch import Identifier, Sketch, sketch
from punkt_web.exchange import keys
from punkt_web.exchange.models import Source
from punkt_web.exchange.orders import Importer, ImportOrder, OnProgress, ReadList
from punkt_web.exchange.queries import Decided, KnownPoint, KnownRecord, Network, decisions_of, records_of
from punkt_web.exchange.reasons import finding
from punkt_web.exchange.report import Proposal
from punkt_web.exchange.territories import KnownTerritory, TerritoryFinder

CHUNK = 1000


@dataclass(slots=True)
class RowPlan:
    """What is known of a row before it is applied.

    ``refusal`` is a code of ``reasons`` or empty. ``point_id`` is the known point that the row is, with ``code`` as
    the reason why; with neither point nor refusal the row is a new place. ``is_unchanged``: it says what it said when
    it was last applied.
    """

    number: int
    key: str = ""
    base_key: str = ""
    digest: str = ""
    findings: tuple[Finding, ...] = ()
    identifiers: tuple[Identifier, ...] = ()
    territory: KnownTerritory | None = None
    is_territory_stated: bool = False
    record: KnownRecord | None = None
    decided: Decided | None = None
    refusal: str = ""
    code: str = "no-match"
    point_id: int | None = None
    proposal: Proposal | None = None
    is_unchanged: bool = False

    def add(self, code: str, about: str = "") -> None:
        """Notes a finding of ``reasons``."""
        self.findings = (*self.findings, finding(code, about))


@dataclass(slots=True)
class Plan:
    """The plan of a whole list.

    ``sketches`` go with ``rows``. ``drafts`` are those of ``CHUNK`` rows each, packed: they are needed once more, and
    unpacking one takes half the time of reading its row again. ``seen_records`` are ids of records met in the file.
    """

    rows: list[RowPlan]
    sketches: list[Sketch | None]
    drafts: list[bytes] = field(default_factory=list)
    network: Network = field(default_factory=Network)
    records: dict[str, KnownRecord] = field(default_factory=dict)
    seen_records: set[int] = field(default_factory=set)


def payloads(read: ReadList) -> Iterator[dict[str, object]]:
    """Each row as received, without its empty cells."""
    for row in read.table.as_dicts():
        yield dict(row)


def walk(read: ReadList, order: ImportOrder, source: Source, importer: Importer, *, on_progress: OnProgress) -> Plan:
    """The first walk through the rows: what each says of itself and where it lies. Raises what ``on_progress`` raises.

    It needs the territories and nothing else of the registry.
    """
    finder = TerritoryFinder(order.territory_code)
    reader = _RowReader(read, source.authority, finder)
    rows = list(reader.rows(on_progress))
    reader.place_by_position()
    _name_rows(rows, reader.spots)
    for row in rows:
        _check_place(row, finder.within, importer)
        row.digest = keys.row_digest(row.digest, row.territory.code if row.territory else "")
    return Plan(rows, reader.sketches, reader.drafts)


def unpacked_drafts(packed: bytes) -> list[PointDraft]:
    """The drafts of a chunk, as ``walk`` packed them."""
    drafts: list[PointDraft] = pickle.loads(packed)  # noqa: S301 # our own bytes; they never leave this process
    return drafts


def decide(plan: Plan, order: ImportOrder, source: Source, importer: Importer, *, on_progress: OnProgress) -> None:
    """Sets what becomes of each row, against the registry and the earlier imports of the source as they are now."""
    plan.network = Network()
    plan.records = records_of(source)
    on_progress("matching", 0, len(plan.rows))
    _settle(plan, decisions_of(source))
    _match(plan, order, importer, on_progress)
    plan.sketches.clear()
    for row in plan.rows:
        _check_point(row, plan.network, importer)
    _refuse_second_changes(plan)


class _RowReader:
    """The first walk through the drafts: keeps of each row what matching and the report need, and lets the rest go."""

    def __init__(self, read: ReadList, own_authority: str, finder: TerritoryFinder) -> None:
        self._read = read
        self._own_authority = own_authority
        self._finder = finder
        self.sketches: list[Sketch | None] = []
        self.spots: list[str] = []
        self.drafts: list[bytes] = []
        self._unplaced: list[tuple[RowPlan, tuple[float, float]]] = []

    def rows(self, on_progress: OnProgress) -> Iterator[RowPlan]:
        n_all, reading = len(self._read.table.rows), self._read.reading
        both = zip(draft_points(self._read.table, self._read.columns), payloads(self._read), strict=True)
        n_read = 0
        while chunk := list(islice(both, CHUNK)):
            on_progress("reading", n_read, n_all)
            yield from (self._row(draft, payload, reading) for draft, payload in chunk)
            self.drafts.append(pickle.dumps([draft for draft, _payload in chunk]))
            n_read += len(chunk)

    def _row(self, draft: PointDraft, payload: Mapping[str, object], reading: str) -> RowPlan:
        text = keys.payload_text(payload)
        row = RowPlan(draft.row_number, digest=keys.row_digest(text, reading), findings=draft.findings)
        if draft.is_refused:
            row.refusal = next(one.code for one in draft.findings if one.severity == "refused")
            row.key = row.base_key = keys.payload_key(text)
            self.sketches.append(None)
            self.spots.append("")
            return row
        row.identifiers = point_identifiers(draft, self._own_authority)
        row.base_key = keys.base_key(draft)
        spot = keys.spot_key(row.base_key, draft)
        row.key = spot or keys.payload_key(text)
        self.spots.append(spot)
        self._place(row, draft)
        self.sketches.append(sketch_of(draft, row))
        return row

    def _place(self, row: RowPlan, draft: PointDraft) -> None:
        found = self._finder.by_words(draft.places)
        if found.fault:
            row.add(found.fault)
        row.territory, row.is_territory_stated = found.territory, found.territory is not None
        if found.territory is None and draft.position is not None:
            self._unplaced.append((row, (draft.position.latitude, draft.position.longitude)))

    def place_by_position(self) -> None:
        """Gives the rows that name no territory the one whose boundary holds them."""
        found = self._finder.by_positions([position for _row, position in self._unplaced])
        for (row, position), territory in zip(self._unplaced, found, strict=True):
            row.territory = territory
            if territory is None and self._finder.is_far_outside(position):
                row.refusal = row.refusal or "outside-territory"
        self._unplaced.clear()


def point_identifiers(draft: PointDraft, own_authority: str) -> tuple[Identifier, ...]:
    """The identifiers of a draft that name a point; those without an authority are the source's own."""
    named = {
        (authority or own_authority, value[:120])
        for authority, value in draft.identifiers
        if authority not in keys.ORGANISATION_AUTHORITIES and authority != CODE_AUTHORITY
    }
    return tuple(sorted(named))


def sketch_of(draft: PointDraft, row: RowPlan) -> Sketch:
    """What a draft tells of its identity."""
    return sketch(
        names=(*draft.names.values(), *(name for _language, name in draft.aliases)),
        position=draft.position,
        address=str(draft.values.get("address", "")),
        settlement=str(draft.values.get("settlement") or draft.places.get("settlement", "")),
        territory_code=row.territory.code if row.territory else "",
        identifiers=row.identifiers,
        code=next((value for authority, value in draft.identifiers if authority == CODE_AUTHORITY), ""),
    )


def _name_rows(rows: Sequence[RowPlan], spots: Sequence[str]) -> None:
    """Gives each row the key by which the next file finds it again, and marks rows that say the same twice."""
    uses = Counter(identifier for row in rows for identifier in row.identifiers)
    n_spots = Counter(spot for spot in spots if spot)
    times: dict[str, int] = defaultdict(int)
    for row, spot in zip(rows, spots, strict=True):
        unique = tuple(identifier for identifier in row.identifiers if uses[identifier] == 1)
        if len(unique) < len(row.identifiers):
            row.add("identifier-repeated")
            row.identifiers = unique
        if unique:
            row.key = keys.identifier_key(unique)
            if n_spots[spot] > 1:
                row.add("looks-like-another-row")
        times[row.key] += 1
        if times[row.key] > 1:
            row.key = keys.again(row.key, times[row.key])
            row.refusal = row.refusal or "duplicate-in-file"


def _check_place(row: RowPlan, within: KnownTerritory | None, importer: Importer) -> None:
    """A row lies where it says, else where the import is said to be; and there the person must be allowed to import."""
    if row.refusal and row.refusal != "duplicate-in-file":
        return
    if within is not None:
        names_unknown = any(one.code == "unknown-territory" for one in row.findings)
        if row.territory is None and names_unknown and not importer.where.is_everywhere:
            # It names a place that nobody knows: taking it for the person's own would give them what is not theirs.
            row.refusal = "outside-territory"
            return
        if row.territory is None or within.is_in(row.territory):
            row.territory, row.is_territory_stated = within, False
        elif not row.territory.is_in(within):
            row.refusal = "outside-territory"
            return
    if row.territory is not None and not importer.where.covers(row.territory.lineage):
        row.refusal = "outside-your-territory"


def _settle(plan: Plan, decisions: Mapping[str, Decided]) -> None:
    """Finds the rows that earlier imports or decisions settle."""
    in_file = {row.key for row in plan.rows}
    by_base: dict[str, list[KnownRecord]] = defaultdict(list)
    for record in plan.records.values():
        if record.key not in in_file and record.point_id is not None:
            by_base[record.base_key].append(record)
    n_bases = Counter(row.base_key for row in plan.rows if row.key not in plan.records)
    for row in plan.rows:
        row.decided = decisions.get(row.key)
        row.record = plan.records.get(row.key)
        if row.record is None and row.base_key and n_bases[row.base_key] == 1:
            same = by_base.get(row.base_key, ())
            row.record = same[0] if len(same) == 1 else None
        if row.record is not None:
            plan.seen_records.add(row.record.id)
        if row.refusal in {"", "duplicate-in-file"}:
            _settle_row(row, plan.network)


def _settle_row(row: RowPlan, network: Network) -> None:
    point = network.point(row.record.point_id) if row.record else None
    if row.decided is not None and (point is None or not row.decided.is_applied):
        chosen = network.point(row.decided.point_id)
        row.refusal = ""
        row.code = "decided-new" if chosen is None else "decided-same"
        row.point_id = chosen.id if chosen else None
    elif point is not None:
        row.refusal = ""
        row.code, row.point_id = "same-row", point.id
        row.is_unchanged = row.record is not None and row.digest == row.record.digest
        if row.record is not None and row.record.is_gone:
            row.add("returned")


def _match(plan: Plan, order: ImportOrder, importer: Importer, on_progress: OnProgress) -> None:
    """Compares the rows that are not settled with all known points, and gives each point to one row only."""
    waiting = [
        (row, one)
        for row, one in zip(plan.rows, plan.sketches, strict=True)
        if one is not None and not row.refusal and row.code == "no-match"
    ]
    if not waiting:
        return
    ids, known = plan.network.sketches(importer.where)
    settled = {row.point_id for row in plan.rows if row.point_id is not None and not row.refusal}
    taken = [index for index, point_id in enumerate(ids) if point_id in settled]
    on_progress("matching", len(plan.rows) - len(waiting), len(plan.rows))
    found = find_matches([one for _row, one in waiting], known, taken=taken)
    for (row, _one), match in zip(waiting, found, strict=True):
        point = plan.network.point(ids[match.index]) if match.certainty is not Certainty.NONE else None
        if point is not None:
            _take(row, match, point, order)


def _take(row: RowPlan, match: Match, point: KnownPoint, order: ImportOrder) -> None:
    is_accepted = order.accepts_probable and match.reason not in {"duplicate-in-file", "identifier-elsewhere"}
    if match.certainty is Certainty.CERTAIN or is_accepted:
        row.code, row.point_id = match.reason, point.id
    else:
        row.refusal = "duplicate-in-file" if match.reason == "duplicate-in-file" else "needs-decision"
        row.proposal = Proposal(point.code, match.score, match.reason)


def _check_point(row: RowPlan, network: Network, importer: Importer) -> None:
    """A row may lead to a point that its person may not touch; the report does not say to which."""
    if row.refusal:
        return
    point = network.point(row.point_id)
    if point is None:
        if row.territory is None and not importer.where.is_everywhere:
            row.refusal = "territory-needed"
    elif not importer.where.covers(point.lineage, point.code):
        row.refusal, row.point_id = "outside-your-territory", None
    elif point.is_withdrawn:
        row.add("known-withdrawn")


def _refuse_second_changes(plan: Plan) -> None:
    """Two rows can be settled to one point, when points were merged since; only the first may change it."""
    changed: set[int] = set()
    for row in plan.rows:
        if row.refusal or row.is_unchanged or row.point_id is None:
            continue
        if row.point_id in changed:
            row.refusal, row.point_id = "duplicate-in-file", None
        else:
            changed.add(row.point_id)
