"""Residents for each point, beside what other places have: each with its source and what is only thought."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from punkt.toml.sources import SourceDocument, cited, read_sources
from punkt.toml.tables import Table, read_toml


@dataclass(frozen=True, slots=True)
class Benchmark:
    """Another place. ``residents_per_point`` is rounded; ``is_population_read``: else the population is approximate."""

    id: str
    place: str
    country: str
    n_points: int
    residents_per_point: int
    is_population_read: bool
    is_plan: bool
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Benchmarks:
    """The places from the densest on, and the documents that they cite."""

    places: tuple[Benchmark, ...]
    sources: dict[str, SourceDocument]


def residents_per_point(population: int | None, n_points: int | None) -> float | None:
    """Residents for each point; ``None`` where one of both is not known, and for no points: no number says that."""
    return population / n_points if population is not None and n_points else None


def place_among(density: float, benchmarks: Iterable[Benchmark]) -> int:
    """How many of these places have fewer residents for each point."""
    return sum(one.residents_per_point < density for one in benchmarks)


@cache
def packaged_benchmarks() -> Benchmarks:
    """The places that come with the library."""
    name = "density-1.toml"
    top = read_toml((files("punkt.surveys") / "data" / name).read_text("utf-8"), name)
    sources = {one.key: one for one in read_sources(top)}
    places = tuple(_benchmark(table, sources) for table in top.tables("place"))
    top.end()
    if top.faults:
        raise ValueError(top.faults[0].told())
    return Benchmarks(tuple(sorted(places, key=lambda one: one.residents_per_point)), sources)


def _benchmark(table: Table, sources: dict[str, SourceDocument]) -> Benchmark:
    read = Benchmark(
        id=table.text("id", pattern=r"[a-z_]+"),
        place=table.text("place"),
        country=table.text("country", pattern="[A-Z]{2}"),
        n_points=table.count("n_points") or 0,
        residents_per_point=table.count("residents_per_point") or 0,
        is_population_read=table.flag("is_population_read"),
        is_plan=table.flag("is_plan"),
        sources=cited(table, sources),
    )
    table.end()
    return read
