"""What a new version of a standard changes, in the standard and for one point."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from punkt.standards.requirements import Requirement, Standard
from punkt.standards.terms import Verdict
from punkt.toml.changes import ChangeKind, PartChange, part_changes


@dataclass(frozen=True, slots=True)
class RequirementChange:
    """``parts`` names every part that differs; empty for what was added or removed."""

    id: str
    kind: ChangeKind
    old: Requirement | None
    new: Requirement | None
    parts: tuple[PartChange, ...] = ()

    @property
    def shown(self) -> Requirement:
        """As it is now, or as it last was. Raises ``ValueError`` for a change of nothing."""
        one = self.new or self.old
        if one is None:
            raise ValueError("a change is of a requirement")
        return one


@dataclass(frozen=True, slots=True)
class StandardChanges:
    """Everything that differs between two versions."""

    parts: tuple[PartChange, ...]
    requirements: tuple[RequirementChange, ...]


class VerdictChange(NamedTuple):
    """The same point by two versions; ``None`` where one of them does not ask."""

    id: str
    before: Verdict | None
    after: Verdict | None


def changes_between(old: Standard, new: Standard) -> StandardChanges:
    """In the order of the new version, and what it dropped at the end."""
    before = {one.id: one for one in old.requirements}
    after = {one.id: one for one in new.requirements}
    found = [_change(before.get(key), one) for key, one in after.items()]
    dropped = [RequirementChange(key, ChangeKind.REMOVED, one, None) for key, one in before.items() if key not in after]
    parts = tuple(part_changes(old, new, without={"requirements"}))
    return StandardChanges(parts, (*(one for one in found if one), *dropped))


def verdicts_changed(before: Mapping[str, Verdict], after: Mapping[str, Verdict]) -> list[VerdictChange]:
    """Every requirement that came out otherwise, or that is asked only before or after; verdicts are by requirement."""
    keys = dict.fromkeys((*after, *before))
    return [VerdictChange(key, before.get(key), after.get(key)) for key in keys if before.get(key) != after.get(key)]


def _change(old: Requirement | None, new: Requirement) -> RequirementChange | None:
    if old is None:
        return RequirementChange(new.id, ChangeKind.ADDED, None, new)
    parts = tuple(part_changes(old, new))
    return RequirementChange(new.id, ChangeKind.CHANGED, old, new, parts) if parts else None
