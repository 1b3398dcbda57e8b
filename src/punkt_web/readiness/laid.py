"""Standards with what territories laid over them: the overlays that were stated here, put together for a place."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from punkt.errors import InvalidValue
from punkt.standards.assessing import Assessed, Assessment, assessor
from punkt.standards.editions import standard_on, with_overlay
from punkt.standards.faults import BadStandard
from punkt.standards.reading import StandardFile, read_standard_file
from punkt.standards.requirements import Standard
from punkt_web.common.zones import local_day
from punkt_web.readiness.models import LocalOverlay

_MOST_KEPT = 10_000
"""Texts that are kept as read in a process; beyond that it begins anew."""
_READ: dict[str, StandardFile | None] = {}


class Overlay(NamedTuple):
    """An overlay as it was read, and the path of the territory that stated it."""

    path: str
    file: StandardFile


class Laid:
    """One standard on one day with the overlays of every territory.

    An overlay that does not fit any more, since what it sharpens is gone, is left out and told in ``unfit``: the
    others still count, and no round stops. ``last`` are laid over all of these, wherever a point lies. ``rows`` are
    the overlays as they are kept, by their names.
    """

    def __init__(self, standard: Standard, overlays: Iterable[Overlay], last: Sequence[StandardFile] = ()) -> None:
        self.standard, self.unfit = standard, dict[str, BadStandard]()
        self._last = last
        self.rows: Mapping[str, LocalOverlay] = {}
        self._stated: dict[str, list[StandardFile]] = {}
        for path, file in overlays:
            self._stated.setdefault(path, []).append(file)
        for files in self._stated.values():
            files.sort(key=lambda file: (file.valid_from, file.id))
        self._by_path: dict[str, Standard] = {}
        self._by_names: dict[tuple[str, ...], Standard] = {}

    def at(self, path: str) -> Standard:
        """What is asked in a territory: by the country, then by each territory from the widest on.

        Raises ``BadStandard`` for one of ``last`` that does not fit.
        """
        if path not in self._by_path:
            files = self.files_at(path)
            names = tuple(file.where for file in files)
            if names not in self._by_names:
                self._by_names[names] = self._together(files)
            self._by_path[path] = self._by_names[names]
        return self._by_path[path]

    @property
    def paths(self) -> list[str]:
        """The territories that stated an overlay, by their paths."""
        return list(self._stated)

    def files_at(self, path: str) -> list[StandardFile]:
        """The overlays that reach a territory, the widest first."""
        return [file for part in _parts(path) for file in self._stated.get(part, ())]

    def assess_all(self, points: Iterable[Assessed], paths: Mapping[str, str], on: date) -> Iterator[Assessment]:
        """The points, each by what is asked where it lies; ``paths`` are those of their territories, by their keys."""
        judges: dict[str, Callable[[Assessed], Assessment]] = {}
        for point in points:
            standard = self.at(paths.get(point.key, ""))
            if standard.name not in judges:
                judges[standard.name] = assessor(standard, on=on)
            yield judges[standard.name](point)

    def _together(self, files: Iterable[StandardFile]) -> Standard:
        found = self.standard
        for file in files:
            try:
                found = with_overlay(found, file)
            except BadStandard as bad:
                self.unfit[file.where] = bad
        for file in self._last:
            found = with_overlay(found, file)
        return found


def laid_over(standard: Standard, on: date, last: Sequence[StandardFile] = (), *, path: str | None = None) -> Laid:
    """The standard with all overlays that hold on the day; with ``path`` only those that reach this one place."""
    rows = overlays_on(standard.id, on, path)
    laid = Laid(standard, read_overlays(rows), last)
    laid.rows = {row.name: row for row in rows}
    return laid


def overlays_on(key: str, on: date, path: str | None = None) -> list[LocalOverlay]:
    """The overlays of a standard that hold on a day, without their texts: of each the version that began last, as they
    were stated by then. With ``path`` only those of that territory and of the ones above it.

    One that ended, by its own last day or since somebody ended it, is not followed by an older version.
    """
    rows = LocalOverlay.objects.filter(standard=key, valid_from__lte=on).select_related("territory").defer("text")
    if path is not None:
        rows = rows.filter(territory__path__in=list(_parts(path)))
    latest: dict[str, LocalOverlay] = {}
    for row in rows.order_by("valid_from", "edition"):
        if local_day(row.territory.country, row.stated_at) <= on and not has_ended(row, on):
            latest[row.key] = row
    holding = [row for row in latest.values() if row.valid_until is None or on < row.valid_until]
    return sorted(holding, key=lambda row: (row.territory.path, row.valid_from, row.key))


def has_ended(row: LocalOverlay, on: date) -> bool:
    """Whether somebody ended it on that day or before, or put another text in its place."""
    return row.ended_at is not None and local_day(row.territory.country, row.ended_at) <= on


def read_overlays(rows: Iterable[LocalOverlay]) -> list[Overlay]:
    """The rows as they were read; texts that this process did not read yet are asked for at once."""
    listed, held = list(rows), dict(_READ)  # another thread may begin anew meanwhile
    missing = {row.pk: row for row in listed if row.digest not in held}
    if missing:
        texts = LocalOverlay.objects.filter(pk__in=missing).values_list("pk", "digest", "text")
        read = {digest: _read(missing[pk].name, text) for pk, digest, text in texts}
        if len(_READ) + len(read) > _MOST_KEPT:
            _READ.clear()
        _READ.update(read)
        held |= read
    files = ((row, held.get(row.digest)) for row in listed)
    return [Overlay(row.territory.path, named_file(row, file)) for row, file in files if file]


def named_file(row: LocalOverlay, file: StandardFile) -> StandardFile:
    """The file under the name of its row, which tells one text of a version from another."""
    return replace(file, where=row.name, version=row.name.partition("@")[2])


def _read(name: str, text: str) -> StandardFile | None:
    """``None`` where a measure or a word that it uses is no longer known: it cannot be judged by."""
    try:
        return read_standard_file(text, where=name)
    except BadStandard:
        return None


def standards_named(names: Iterable[str], rows: Mapping[str, LocalOverlay] | None = None) -> dict[str, Standard]:
    """The standards that assessments name, overlays and all; one of which a part is no longer here is left out.

    ``rows`` are overlays that are at hand, so that only the others are asked for.
    """
    asked = {name: name.split("+") for name in names}
    named = overlays_named({part for parts in asked.values() for part in parts[1:]}, rows)
    files = {one.file.where: one.file for one in read_overlays(named)}
    found = {name: _named(parts, files) for name, parts in asked.items()}
    return {name: standard for name, standard in found.items() if standard}


def overlays_named(names: Collection[str], at_hand: Mapping[str, LocalOverlay] | None = None) -> list[LocalOverlay]:
    """The overlays that assessments name, without their texts, those of the widest territory first.

    Those that are ``at_hand``, by name, are not asked for again.
    """
    found = [row for name, row in (at_hand or {}).items() if name in names]
    keys = {name.partition("@")[0] for name in set(names) - {row.name for row in found}}
    if keys:
        rows = LocalOverlay.objects.filter(key__in=keys).select_related("territory").defer("text")
        found += [row for row in rows if row.name in names and row not in found]
    return sorted(found, key=lambda row: (row.territory.path, row.key, row.valid_from, row.edition))


def _named(parts: Sequence[str], files: Mapping[str, StandardFile]) -> Standard | None:
    try:
        found = standard_on(parts[0], date.max)
        for name in parts[1:]:
            found = with_overlay(found, files[name])
    except (InvalidValue, BadStandard, KeyError):
        return None
    return found


def _parts(path: str) -> Iterator[str]:
    """The paths of the country, the region ... down to the territory itself."""
    end = path.find("/") + 1
    while end:
        yield path[:end]
        end = path.find("/", end) + 1
