"""Taking rows to deal with them, for a while, and giving them back. Who may, and the locks, are the caller's part."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet


def hold(rows: QuerySet[Any], name: str, until: datetime) -> None:
    """They (rows of a ``Claimable``) are dealt with by ``name`` until then."""
    rows.update(claimed_by=name, claimed_until=until)


def free(rows: QuerySet[Any]) -> None:
    """They are nobody's again."""
    rows.update(claimed_by="", claimed_until=None)
