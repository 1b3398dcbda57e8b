"""Curfews and air alerts as anybody may know them: the only door for public pages and for programs.

They are held in memory. A number in the database tells whether anything was announced since; then all are read again,
which are few.
"""

from collections.abc import Collection
from datetime import datetime

from django.db.models import Q

from punkt import clock
from punkt.model.notice_words import NoticeKind
from punkt_web.operations.informing.announcements import Announcements
from punkt_web.operations.models import TerritoryNotice
from punkt_web.operations.surroundings.notices import A_DAY, COLUMNS, FORGOTTEN, Notice, as_notice
from punkt_web.registry.revisions import Revisions


def published_notices(codes: Collection[str] | None = None, *, at: Revisions | None = None) -> list[Notice]:
    """Every notice of the territories of these codes, or of all, that is not over: which holds now is for ``notices``.

    Those of the territories above a place hold there too, so ``codes`` are a whole lineage, or several. ``at`` are
    counts that were asked for already; without them the database is put one small question.
    """
    return _held.of(codes, at=at)


def forget_notices() -> None:
    """Drops what is held: for tests, whose databases begin anew with the same counts."""
    _held.forget()


def _read() -> dict[str, list[Notice]]:
    rows = TerritoryNotice.objects.filter(_is_not_over(clock.now()), ended_at=None).order_by("pk")
    found: dict[str, list[Notice]] = {}
    for row in rows.values(*COLUMNS):
        found.setdefault(row["territory__code"], []).append(as_notice(row))
    return found


_held = Announcements(_read)


def _is_not_over(now: datetime) -> Q:
    # Two days: which day it is depends on the country.
    not_over = Q(last_on=None) | Q(last_on__gte=(now - 2 * A_DAY).date())
    return Q(kind=NoticeKind.AIR_ALERT, confirmed_at__gt=now - FORGOTTEN) | Q(not_over, kind=NoticeKind.CURFEW)
