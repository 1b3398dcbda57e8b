"""What an import writes, prepared in parts before anything is locked, and written in one transaction.

Contacts and whole rows of a list stand in the parts: they lie in a nameless file that is gone with its process.
"""

import pickle
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from tempfile import TemporaryFile
from types import TracebackType
from typing import Self

from django.db import connection

from punkt import clock
from punkt_web.common.audit import Actor, PreparedWrite, record_prepared
from punkt_web.exchange.actions.closing import StatedClosed, report_closed
from punkt_web.exchange.actions.recording import PreparedRecords
from punkt_web.exchange.contacts import Contact
from punkt_web.exchange.models import ImportRun
from punkt_web.registry.actions.batches import PreparedPoints, write_prepared
from punkt_web.registry.actions.points import OrganisationKey
from punkt_web.registry.models import Point, PublicationPolicy

# Plain SQL that SQLite and PostgreSQL share: the ORM takes five times as long to put the same rows into words.
_ADD_CONTACT = """
INSERT INTO registry_pointcontact (point_id, role, name, phone, email, note, is_after_hours)
VALUES ((SELECT id FROM registry_point WHERE code = %s), '', %s, %s, %s, %s, %s)
"""


@dataclass(slots=True)
class Restriction:
    """Who may see the new points of a chunk, where the person who imports chose it."""

    decided_for: dict[str, str]
    """For which place it is decided, by the code of each point."""
    visibility: str
    reason: str
    audits: list[PreparedWrite]


@dataclass(slots=True)
class PreparedChunk:
    """All that a chunk of rows writes."""

    n_rows: int
    points: PreparedPoints
    records: PreparedRecords
    contacts: list[tuple[str, Contact]] = field(default_factory=list)
    closed: list[StatedClosed] = field(default_factory=list)
    restriction: Restriction | None = None


class PreparedImport:
    """The chunks of an import, kept on disk until they are written; use it as a context.

    One that ``is_dry`` is for an import that only says what it would do: nothing is put into it.
    """

    def __init__(self, *, is_dry: bool = False) -> None:
        self.is_dry = is_dry
        self._file = TemporaryFile()  # noqa: SIM115 # closed by __exit__
        self._starts: list[int] = []
        self.touched_ids: set[int] = set()
        """Known points to which rows lead that state something: all of them are locked first."""
        self.organisations: set[OrganisationKey] = set()
        self.is_public_changed = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def add(self, chunk: PreparedChunk) -> None:
        """Keeps a chunk."""
        self.organisations |= chunk.points.organisations
        self.is_public_changed = self.is_public_changed or bool(chunk.points.audits)
        self._starts.append(self._file.tell())
        pickle.dump(chunk, self._file, pickle.HIGHEST_PROTOCOL)

    def __iter__(self) -> Iterator[PreparedChunk]:
        for start in self._starts:
            self._file.seek(start)
            chunk: PreparedChunk = pickle.load(self._file)  # noqa: S301 # our own bytes; nobody else can reach them
            yield chunk


def write_chunk(
    chunk: PreparedChunk, run: ImportRun, actor: Actor, organisation_ids: Mapping[OrganisationKey, int], *, reason: str
) -> None:
    """Writes one chunk, in the transaction of the import; its points are locked and its organisations are there."""
    write_prepared(chunk.points, organisation_ids)
    with connection.cursor() as cursor:
        if chunk.contacts:
            cursor.executemany(_ADD_CONTACT, [(code, *contact, False) for code, contact in chunk.contacts])
    if chunk.restriction is not None:
        _restrict(chunk.restriction, actor)
    report_closed(actor, chunk.closed, reason=reason)
    chunk.records.write(run)


def _restrict(restriction: Restriction, actor: Actor) -> None:
    decided = {"reason": restriction.reason, "decided_by": actor.name, "decided_at": clock.now()}
    points = Point.objects.filter(code__in=restriction.decided_for).only("code")
    PublicationPolicy.objects.bulk_create(
        PublicationPolicy(
            point=point, visibility=restriction.visibility, decided_for=restriction.decided_for[point.code], **decided
        )
        for point in points
    )
    record_prepared(restriction.audits)
