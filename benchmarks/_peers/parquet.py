"""Parquet with zstd: as small as its encodings can make it, and as the library writes it when nothing is said."""

import io
from collections.abc import Iterable, Mapping
from typing import Any

import pyarrow as pa
from pyarrow import parquet

from .table import Form, Table

_DICTIONARY = "DICTIONARY"
_OF_NUMBERS = (_DICTIONARY, "PLAIN", "DELTA_BINARY_PACKED", "BYTE_STREAM_SPLIT")
_OF_WORDS = (_DICTIONARY, "PLAIN", "DELTA_LENGTH_BYTE_ARRAY", "DELTA_BYTE_ARRAY")
_HIGHEST = 22
"""The highest level of zstd."""
_ONE_PAGE = 2**26
"""Bytes; a column that stands in one page is compressed as a whole."""


def written(table: Table) -> bytes:
    """A file in which each column has the encoding that makes it smallest."""
    columns = _arrow(table)
    possible = {**dict.fromkeys(table.numbers, _OF_NUMBERS), **dict.fromkeys(table.words, _OF_WORDS)}
    return _file(columns, {name: _smallest(columns.select([name]), one) for name, one in possible.items()})


def written_as_it_comes(table: Table) -> bytes:
    """A file with nothing said but the compression."""
    file = io.BytesIO()
    parquet.write_table(_arrow(table), file, compression="zstd")
    return file.getvalue()


def _arrow(table: Table) -> Any:
    return pa.table(
        {
            **{name: pa.array(column, pa.int32()) for name, column in table.numbers.items()},
            **{name: pa.array(column, pa.string()) for name, column in table.words.items()},
        }
    )


def _smallest(column: Any, encodings: Iterable[str]) -> str:
    """The encoding in which a table of one column takes the fewest bytes."""
    [name] = column.column_names
    return min(encodings, key=lambda encoding: len(_file(column, {name: encoding})))


def _file(columns: Any, encodings: Mapping[str, str]) -> bytes:
    """No statistics and no copy of the schema in Arrow's words: they help whoever searches, and tell nothing more."""
    file = io.BytesIO()
    parquet.write_table(
        columns,
        file,
        compression="zstd",
        compression_level=_HIGHEST,
        use_dictionary=[name for name, encoding in encodings.items() if encoding == _DICTIONARY],
        column_encoding={name: encoding for name, encoding in encodings.items() if encoding != _DICTIONARY},
        write_statistics=False,
        store_schema=False,
        data_page_size=_ONE_PAGE,
        dictionary_pagesize_limit=_ONE_PAGE,
    )
    return file.getvalue()


def read(content: bytes, like: Table) -> Table:
    """The table of a file."""
    columns = parquet.read_table(io.BytesIO(content)).to_pydict()
    return Table({name: columns[name] for name in like.numbers}, {name: columns[name] for name in like.words})


FORMS = [
    Form("Parquet, best encodings + zstd", written, read),
    Form("Parquet, as it comes + zstd", written_as_it_comes, read),
]
