"""Loading the registers of territories, and what happens when units merge."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.db import transaction

from punkt.errors import InvalidValue
from punkt.formats.territories import COUNTRIES, TerritoryRow
from punkt.places.fold import folded
from punkt.wording import gettext_noop as _
from punkt_web.common.audit import Actor, Write, record, record_many
from punkt_web.registry.actions.points import publish_revision
from punkt_web.registry.models import Territory, TerritoryBoundary, TerritoryPlacement, TerritorySuccession

_BATCH = 2000
_COLUMNS = ("level", "category", "names", "latitude", "longitude", "population")


@dataclass(slots=True)
class LoadedTerritories:
    """What loading a register did; the three add up to the rows of the register."""

    n_new: int = 0
    n_changed: int = 0
    n_unchanged: int = 0


@transaction.atomic
def load_territories(
    actor: Actor, rows: Sequence[TerritoryRow], *, source: str, valid_from: date | None = None
) -> LoadedTerritories:
    """Brings the tree up to a register: new units, new names, units that moved to another parent on ``valid_from``.

    ``rows`` come parents first. A unit that the register does not name is left as it is: registers come in parts.
    What a row does not state (names of other languages, population) is kept.
    """
    known = {territory.code: territory for territory in Territory.objects.all()}
    _check_parents(rows, known)
    load = _Load(known, source, valid_from)
    load.make([row for row in COUNTRIES if row.code not in known and any(other.country == row.code for other in rows)])
    load.done.n_new = 0
    for level_rows in _by_level(rows):
        new = [row for row in level_rows if row.code not in known]
        for row in level_rows:
            if row.code in known:
                load.update(row)
        load.make(new)
    record_many(actor, (replace(note, reason=source) for note in load.notes))
    publish_revision()
    return load.done


def _check_parents(rows: Sequence[TerritoryRow], known: Mapping[str, Territory]) -> None:
    codes = {row.code for row in rows} | {row.code for row in COUNTRIES} | set(known)
    for row in rows:
        if row.parent_code not in codes:
            raise InvalidValue(
                _("%(code)s stands under %(parent_code)s, which is not known."),
                remedy=_("Load the register that holds it first."),
                values={"code": row.code, "parent_code": row.parent_code},
            )


def _by_level(rows: Sequence[TerritoryRow]) -> list[list[TerritoryRow]]:
    groups: dict[str, list[TerritoryRow]] = {}
    for row in rows:
        groups.setdefault(row.level, []).append(row)
    return list(groups.values())


@dataclass(slots=True)
class _Load:
    """One run over a register: the tree so far, and what was done to it."""

    known: dict[str, Territory]
    source: str
    valid_from: date | None
    done: LoadedTerritories = field(default_factory=LoadedTerritories)
    notes: list[Write] = field(default_factory=list)

    def make(self, rows: Sequence[TerritoryRow]) -> None:
        """Adds units that are not there; their parents are."""
        made = [self._unsaved(row) for row in rows]
        Territory.objects.bulk_create(made, batch_size=_BATCH)
        self.known.update((territory.code, territory) for territory in made)
        placements = [TerritoryPlacement(territory=one, parent=one.parent, valid_from=self.valid_from) for one in made]
        TerritoryPlacement.objects.bulk_create(placements, batch_size=_BATCH)
        self.notes += [Write("load", "territory", one.code, {}, _snapshot(one)) for one in made]
        self.done.n_new += len(made)

    def update(self, row: TerritoryRow) -> None:
        """Brings a known unit up to the register."""
        territory = self.known[row.code]
        before = _snapshot(territory)
        for column, value in _stated(row).items():
            if value not in (None, ""):
                setattr(territory, column, {**territory.names, **value} if column == "names" else value)
        self._note_population_source(territory, row)
        if before["parent"] != row.parent_code:
            _move(territory, self.known[row.parent_code], on=self.valid_from, among=self.known.values())
        after = _snapshot(territory)
        changed = [key for key in after if after[key] != before[key]]
        if not changed:
            self.done.n_unchanged += 1
            return
        territory.search_text = _search_text(territory)
        territory.save()
        self.done.n_changed += 1
        was, now = {key: before[key] for key in changed}, {key: after[key] for key in changed}
        self.notes.append(Write("load", "territory", territory.code, was, now))

    def _unsaved(self, row: TerritoryRow) -> Territory:
        parent = self.known.get(row.parent_code)
        territory = Territory(
            code=row.code, country=row.country, parent=parent, valid_from=self.valid_from, **_stated(row)
        )
        territory.path = f"{parent.path if parent else ''}{row.code}/"
        territory.search_text = _search_text(territory)
        self._note_population_source(territory, row)
        return territory

    def _note_population_source(self, territory: Territory, row: TerritoryRow) -> None:
        if row.population is not None:
            territory.population_source, territory.population_on = self.source[:200], self.valid_from


def _stated(row: TerritoryRow) -> dict[str, Any]:
    return {column: getattr(row, column) for column in _COLUMNS}


def _move(territory: Territory, parent: Territory, *, on: date | None, among: Iterable[Territory]) -> None:
    """Puts a unit with all below it under another parent; ``among`` are the rows in memory that may lie below."""
    if on is None:
        raise InvalidValue(
            _("%(code)s stands under another unit than before."),
            remedy=_("Say from which day: --valid-from."),
            values={"code": territory.code},
        )
    if parent.path.startswith(territory.path):
        raise InvalidValue(
            _("%(parent_code)s lies in %(code)s; a unit cannot stand under itself."),
            values={"parent_code": parent.code, "code": territory.code},
        )
    TerritoryPlacement.objects.filter(territory=territory, valid_until=None).update(valid_until=on)
    TerritoryPlacement.objects.create(territory=territory, parent=parent, valid_from=on)
    old_path = territory.path
    territory.parent = parent
    moved = [one for one in among if one.path.startswith(old_path)]
    for one in moved:
        one.path = f"{parent.path}{territory.code}/{one.path.removeprefix(old_path)}"
    Territory.objects.bulk_update(moved, ["path", "parent"], batch_size=_BATCH)


@transaction.atomic
def merge_territories(
    actor: Actor, predecessors: Iterable[Territory], successor: Territory, *, happened_on: date, reason: str = ""
) -> None:
    """From that day the predecessors are part of ``successor``: they end, and stand below it.

    Their points and units stay where they are, so that figures of a day before come out as they were then, and
    figures of today find them under the successor.
    """
    for predecessor in predecessors:
        if predecessor.pk == successor.pk:
            raise InvalidValue(_("A territory cannot be merged into itself."), where=successor.code)
        before = _snapshot(predecessor)
        below = Territory.objects.filter(path__startswith=predecessor.path).exclude(pk=predecessor.pk)
        _move(predecessor, successor, on=happened_on, among=[predecessor, *below])
        predecessor.valid_until = happened_on
        predecessor.save()
        TerritorySuccession.objects.get_or_create(
            predecessor=predecessor, successor=successor, defaults={"happened_on": happened_on}
        )
        after = {**_snapshot(predecessor), "valid_until": happened_on.isoformat()}
        record(actor, Write("merge", "territory", predecessor.code, before, after, reason))
    publish_revision()


@transaction.atomic
def load_boundaries(actor: Actor, boundaries: Mapping[str, dict[str, Any]], *, source: str) -> int:
    """Sets boundaries by code (or by the first four characters of a KATOTTG region); returns how many found a unit."""
    n_set = 0
    for code, geometry in boundaries.items():
        territory = Territory.objects.filter(code=code).first() or _katottg_region(code)
        if territory is None:
            continue
        before = TerritoryBoundary.objects.filter(territory=territory).first()
        had_one = before is not None
        if before is not None and before.geometry == geometry:
            continue
        TerritoryBoundary.objects.update_or_create(territory=territory, defaults={"geometry": geometry})
        record(
            actor, Write("set boundary", "territory", territory.code, {"boundary": had_one}, {"boundary": True}, source)
        )
        n_set += 1
    return n_set


def _katottg_region(prefix: str) -> Territory | None:
    return Territory.objects.filter(country="UA", level="region", code__startswith=f"{prefix}0").first()


def _snapshot(territory: Territory) -> dict[str, Any]:
    lineage = territory.lineage
    stated = {column: getattr(territory, column) for column in _COLUMNS}
    return {"parent": lineage[-2] if len(lineage) > 1 else "", **stated, "level": str(territory.level)}


def _search_text(territory: Territory) -> str:
    return folded(" ".join([*territory.names.values(), territory.code]))
