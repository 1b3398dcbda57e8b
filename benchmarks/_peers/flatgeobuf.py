"""FlatGeobuf as GDAL writes it, with its index and without.

It has no type for words that recur. A column of few words is therefore one of small numbers, and the words stand in the
metadata of the layer: 20 KB less than writing them out. No reference system is named, which would take some bytes more.
"""

import io
import json
import warnings
from functools import partial
from typing import Any

import numpy as np
import shapely
from pyogrio import read_info
from pyogrio.raw import read as read_layer
from pyogrio.raw import write as write_layer

from .squeezed import opened, squeezed
from .table import PER_DEGREE, Form, Table

_PLACE = ("north", "east")


def written(table: Table, *, has_index: bool) -> bytes:
    """A layer of points."""
    listed = table.vocabularies()
    numbers = {name: column for name, column in table.numbers.items() if name not in _PLACE}
    texts = {name: column for name, column in table.words.items() if name not in listed}
    fields = {
        **{name: _whole(column) for name, column in numbers.items()},
        **{name: _whole([words.index(one) or None for one in table.words[name]]) for name, words in listed.items()},
        **{name: (np.array(column, dtype=object), [not one for one in column]) for name, column in texts.items()},
    }
    north, east = (np.array(table.numbers[name]) / PER_DEGREE for name in _PLACE)
    layer = io.BytesIO()
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "'crs' was not provided")
        write_layer(
            layer,
            shapely.to_wkb(shapely.points(east, north)),
            [values for values, _unknown in fields.values()],
            list(fields),
            field_mask=[np.array(unknown) for _values, unknown in fields.values()],
            layer="points",
            geometry_type="Point",
            driver="FlatGeobuf",
            layer_metadata={name: json.dumps(words, ensure_ascii=False) for name, words in listed.items()},
            SPATIAL_INDEX="YES" if has_index else "NO",
        )
    return squeezed(layer.getvalue())


def _whole(column: list[int | None]) -> tuple[Any, list[bool]]:
    """Whole numbers of the fewest bytes that GDAL knows, and which of them are unknown."""
    values = np.array([one or 0 for one in column])
    kind = np.int16 if np.abs(values).max(initial=0) < 2**15 else np.int32
    return values.astype(kind), [one is None for one in column]


def read(content: bytes, like: Table) -> Table:
    """The table of a layer."""
    layer = opened(content)
    listed = {name: json.loads(words) for name, words in (read_info(io.BytesIO(layer))["layer_metadata"] or {}).items()}
    head, _ids, geometry, values = read_layer(io.BytesIO(layer))
    fields = dict(zip(head["fields"], values, strict=True))
    points = shapely.from_wkb(geometry)
    place = {"north": shapely.get_y(points), "east": shapely.get_x(points)}
    return Table(
        {
            name: [round(one * PER_DEGREE) for one in place[name]] if name in place else _known(fields[name])
            for name in like.numbers
        },
        {
            name: [listed[name][one or 0] for one in _known(fields[name])]
            if name in listed
            else [one or "" for one in fields[name]]
            for name in like.words
        },
    )


def _known(values: Any) -> list[int | None]:
    """A column of numbers; the library reads one with unknown values as floats with NaN."""
    return [None if one != one else int(one) for one in values.tolist()]  # noqa: PLR0124 - NaN


FORMS = [
    Form("FlatGeobuf + brotli", partial(written, has_index=False), read),
    Form("FlatGeobuf, its index + brotli", partial(written, has_index=True), read),
]
