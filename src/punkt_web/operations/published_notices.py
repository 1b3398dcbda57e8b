"""Curfews and air alerts as anybody may know them: the only door for public pages and for programs."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import Q

from punkt import clock
from punkt.model.vocabulary import NoticeKind
from punkt_web.operations.models import TerritoryNotice
from punkt_web.operations.notices import A_DAY, COLUMNS, FORGOTTEN, Notice, as_notice


def published_notices(codes: Collection[str] | None = None) -> list[Notice]:
    """Every notice that may hold now or within a day, of the territories of these codes or of all; one small query.

    Those of the territories above a place hold there too, so ``codes`` are a whole lineage, or several.
    """
    if codes is not None and not codes:
        return []
    rows = TerritoryNotice.objects.filter(_may_hold(clock.now()), ended_at=None).order_by("pk")
    if codes is not None:
        rows = rows.filter(territory__code__in=set(codes))
    return [as_notice(row) for row in rows.values(*COLUMNS)]


def _may_hold(now: datetime) -> Q:
    # A day more on both sides: which day it is depends on the country.
    begun = Q(first_on__lte=(now + 2 * A_DAY).date())
    not_over = Q(last_on=None) | Q(last_on__gte=(now - 2 * A_DAY).date())
    return Q(kind=NoticeKind.AIR_ALERT, confirmed_at__gt=now - FORGOTTEN) | Q(begun, not_over, kind=NoticeKind.CURFEW)
