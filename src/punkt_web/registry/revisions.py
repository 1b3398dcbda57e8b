"""The counts of writes that memories of processes compare: one small question to the database for every answer."""

from typing import NamedTuple

from django.db import connection

from punkt_web.registry.models import Revision


class Revisions(NamedTuple):
    """How many writes there were of each kind of ``Revision``."""

    network: int
    last_words: int
    notices: int = 0


def revisions() -> Revisions:
    """Where the counts stand. Not asked through the ORM, which takes ten times as long to put the question."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, number FROM registry_revision")
        counts = dict(cursor.fetchall())
    kinds = (Revision.NETWORK, Revision.LAST_WORDS, Revision.NOTICES)
    return Revisions(*(counts.get(kind, 0) for kind in kinds))
