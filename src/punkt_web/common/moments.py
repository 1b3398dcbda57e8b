"""Moments as programs are told them (RFC 3339)."""

from datetime import UTC, datetime


def written(moment: datetime) -> str:
    """ "2026-01-15T12:00:00Z"."""
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
