"""When a process may keep in memory what it reads from the database."""

from django.db import connection


def may_be_kept() -> bool:
    """Whether what is read now is what everybody reads: what a transaction wrote may yet be taken back."""
    return not connection.in_atomic_block
