"""What a pack tells in formats that people use: how many bytes each takes, once it was read back and found equal.

Every form holds the same table: the columns of a pack as whole numbers and words, in the order of the pack, in which
neighbours stand together. Each is written as well as its format allows, so that a pack is not compared with a careless
use of another. What the libraries are and how they are installed: CONTRIBUTING.md.
"""

import importlib

from .table import Form, Table, services_of, table_of

__all__ = ["MODULES", "Form", "LibraryIsMissing", "Table", "forms_of", "n_bytes", "services_of", "table_of"]

MODULES = {
    "geojson": "GeoJSON + brotli",
    "flatgeobuf": "FlatGeobuf + brotli",
    "protobuf": "Protobuf + brotli",
    "parquet": "Parquet + zstd",
    "comma_separated": "CSV + brotli",
}
"""The modules of this package, and what each writes."""


class LibraryIsMissing(Exception):
    """The library of a form is not installed; the text names it."""


def forms_of(module: str) -> list[Form]:
    """The forms that a module of this package has. Raises ``LibraryIsMissing``."""
    try:
        found: list[Form] = importlib.import_module(f".{module}", __package__).FORMS
    except ModuleNotFoundError as error:
        raise LibraryIsMissing(error.name) from error
    return found


def n_bytes(form: Form, table: Table) -> int:
    """How many bytes the table takes. Raises ``ValueError`` where it does not come back as it was."""
    content = form.write(table)
    if not form.read(content, table).is_same(table):
        raise ValueError(f"{form.name} does not give back what went in")
    return len(content)
