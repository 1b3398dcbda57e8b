"""Official information as anybody may know it: the only door for public pages, feeds and programs."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from punkt import clock
from punkt_web.operations.informing.announcements import Announcements
from punkt_web.operations.informing.bulletins import COLUMNS, PublishedBulletin, as_bulletin
from punkt_web.operations.models import Bulletin
from punkt_web.registry.revisions import Revisions

TOLD_OF_ENDS = timedelta(days=1)
"""So long a feed goes on saying that something was taken back (decision of ours): readers ask at least daily."""


@dataclass(frozen=True, slots=True)
class Issued:
    """A bulletin with what became of it: when it was ended, and the number of the one that took its place."""

    bulletin: PublishedBulletin
    ended_at: datetime | None
    successor: str

    def is_over(self, moment: datetime) -> bool:
        """Whether it must not be told any more."""
        return self.ended_at is not None or moment >= self.bulletin.valid_until


def published_bulletins(
    codes: Collection[str] | None = None, *, at: Revisions | None = None
) -> list[PublishedBulletin]:
    """Every bulletin of the territories of these codes, or of all, that is not over; ``bulletins`` says which is told.

    ``codes`` and ``at`` are as in ``published_notices``.
    """
    return _held.of(codes, at=at)


def issued_bulletin(ulid: str) -> Issued | None:
    """The bulletin of a number, whatever became of it; ``None`` where there never was one, or it is still to begin."""
    rows = Bulletin.objects.filter(ulid=ulid).values(*COLUMNS, "ended_at", "superseded_by__ulid")
    found = next(iter(rows), None)
    if found is None or found["valid_from"] > clock.now():
        return None
    return _issued(found)


def lately_ended(codes: Collection[str] | None = None) -> list[Issued]:
    """What was taken back lately before its time, of these territories or of all, with nothing in its place."""
    now = clock.now()
    rows = Bulletin.objects.filter(
        ended_at__gt=now - TOLD_OF_ENDS, valid_from__lte=now, valid_until__gt=now, superseded_by=None
    )
    if codes is not None:
        rows = rows.filter(territory__code__in=codes)
    found = rows.order_by("-ended_at").values(*COLUMNS, "ended_at", "superseded_by__ulid")
    return [_issued(row) for row in found]


def forget_bulletins() -> None:
    """Drops what is held: for tests, whose databases begin anew with the same counts."""
    _held.forget()


def _issued(row: dict[str, object]) -> Issued:
    ended_at = row["ended_at"]
    return Issued(
        as_bulletin(row),
        ended_at if isinstance(ended_at, datetime) else None,
        str(row["superseded_by__ulid"] or ""),
    )


def _read() -> dict[str, list[PublishedBulletin]]:
    rows = Bulletin.objects.filter(ended_at=None, valid_until__gt=clock.now()).order_by("pk")
    found: dict[str, list[PublishedBulletin]] = {}
    for row in rows.values(*COLUMNS):
        found.setdefault(row["territory__code"], []).append(as_bulletin(row))
    return found


_held = Announcements(_read)
