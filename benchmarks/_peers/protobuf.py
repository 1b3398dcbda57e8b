"""Protobuf in two ways: a message for each point, as most would write it, and by column, as small as it gets.

The schema is made from the names of the columns and is no part of the bytes, as always with Protobuf. A number is one
more than it is, 0 for unknown, except positions, which have a sign.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate, pairwise
from typing import Any

from google.protobuf import descriptor_pb2, descriptor_pool, message_factory

from .squeezed import opened, squeezed
from .table import Form, Table

_FIELD = descriptor_pb2.FieldDescriptorProto
_PLACE = ("north", "east")
_LONG = ("code",)
"""Numbers so large and so random that four whole bytes compress better than groups of seven bits."""


def _network(fields: Mapping[str, int], repeated: Mapping[str, int]) -> Any:
    """An empty network: points with ``fields`` of these types, and beside them ``repeated`` ones."""
    file = descriptor_pb2.FileDescriptorProto(name="network.proto", package="punkt", syntax="proto3")
    point, network = file.message_type.add(name="Point"), file.message_type.add(name="Network")
    for number, (name, kind) in enumerate(fields.items(), 1):
        point.field.add(name=name, number=number, label=_FIELD.LABEL_OPTIONAL, type=kind)
    network.field.add(
        name="points", number=1, label=_FIELD.LABEL_REPEATED, type=_FIELD.TYPE_MESSAGE, type_name=".punkt.Point"
    )
    for number, (name, kind) in enumerate(repeated.items(), 2):
        network.field.add(name=name, number=number, label=_FIELD.LABEL_REPEATED, type=kind)
    pool = descriptor_pool.DescriptorPool()
    pool.Add(file)
    return message_factory.GetMessageClass(pool.FindMessageTypeByName("punkt.Network"))()


def _number_types(like: Table) -> dict[str, int]:
    types = {**dict.fromkeys(_PLACE, _FIELD.TYPE_SINT32), **dict.fromkeys(_LONG, _FIELD.TYPE_FIXED32)}
    return {name: types.get(name, _FIELD.TYPE_UINT32) for name in like.numbers}


# --- by column: packed whole numbers and tables of words, as the dense nodes of OpenStreetMap's PBF are --------------


def _columns(like: Table) -> Any:
    words = [(name, _FIELD.TYPE_UINT32) for name in like.words]
    tables = [(_table(name), _FIELD.TYPE_STRING) for name in like.words]
    return _network({}, {**_number_types(like), **dict(words), **dict(tables)})


def _table(name: str) -> str:
    return f"{name}_table"


def written_by_column(table: Table) -> bytes:
    """Columns; positions are differences from the point before, the most frequent word is number 0."""
    network = _columns(table)
    for name, column in table.numbers.items():
        getattr(network, name).extend(_differences(column) if name in _PLACE else map(_told, column))
    for name, words in table.words.items():
        known = {word: at for at, (word, _n) in enumerate(Counter(words).most_common())}
        getattr(network, _table(name)).extend(known)
        getattr(network, name).extend(known[word] for word in words)
    return squeezed(network.SerializeToString())


def _differences(column: Iterable[int | None]) -> list[int]:
    return [after - before for before, after in pairwise((0, *(one or 0 for one in column)))]


def read_by_column(content: bytes, like: Table) -> Table:
    """The table of columns."""
    network = _columns(like)
    network.ParseFromString(opened(content))
    return Table(
        {
            name: list(accumulate(getattr(network, name)))
            if name in _PLACE
            else list(map(_known, getattr(network, name)))
            for name in like.numbers
        },
        {name: _picked(getattr(network, name), getattr(network, _table(name))) for name in like.words},
    )


# --- by point: numbers, numbers of words where there are few, and texts ----------------------------------------------


def _points(like: Table, vocabularies: Iterable[str]) -> Any:
    words = {name: _FIELD.TYPE_UINT32 if name in vocabularies else _FIELD.TYPE_STRING for name in like.words}
    tables = {_table(name): _FIELD.TYPE_STRING for name in vocabularies}
    return _network({**_number_types(like), **words}, tables)


def written_by_point(table: Table) -> bytes:
    """A message for each point."""
    vocabularies = table.vocabularies()
    network = _points(table, vocabularies)
    for name, words in vocabularies.items():
        getattr(network, _table(name)).extend(words)
    for row in table.rows():
        row |= {name: _told(row[name]) for name in table.numbers if name not in _PLACE}
        row |= {name: words.index(row[name]) for name, words in vocabularies.items()}
        network.points.add(**row)
    return squeezed(network.SerializeToString())


def read_by_point(content: bytes, like: Table) -> Table:
    """The table of such messages."""
    vocabularies = like.vocabularies()
    network = _points(like, vocabularies)
    network.ParseFromString(opened(content))
    columns = {name: [getattr(one, name) for one in network.points] for name in like.columns()}
    return Table(
        {name: columns[name] if name in _PLACE else list(map(_known, columns[name])) for name in like.numbers},
        {
            name: _picked(columns[name], getattr(network, _table(name))) if name in vocabularies else columns[name]
            for name in like.words
        },
    )


def _told(number: int | None) -> int:
    return 0 if number is None else number + 1


def _known(told: int) -> int | None:
    return told - 1 if told else None


def _picked(column: Iterable[int], words: Sequence[str]) -> list[str]:
    return [words[at] for at in column]


FORMS = [
    Form("Protobuf, columns + brotli", written_by_column, read_by_column),
    Form("Protobuf, points + brotli", written_by_point, read_by_point),
]
