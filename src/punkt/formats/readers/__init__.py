"""Readers: bytes of a file in any format met in practice -> a table of rows as received.

A new format gets a module of its own with one function ``read_...`` that returns a ``SourceTable`` and raises only
``UnreadableFile``; ``reading`` decides by content which module a file goes to.
"""

from punkt.formats.readers.limits import MAX_BYTES
from punkt.formats.readers.reading import pasted_table, read_table

__all__ = ["MAX_BYTES", "pasted_table", "read_table"]
