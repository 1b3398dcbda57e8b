"""Moments as RFC 3339 writes them."""

from datetime import UTC, datetime


def written(moment: datetime) -> str:
    """ "2026-01-15T12:00:00Z"."""
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
