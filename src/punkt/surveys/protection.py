"""Which counts of a table may be told, such that none of the others can be reckoned from what is told.

A table counts members by category (what they answered) in the groups of two breakdowns (by country, by size), and in
all. Everybody may know how many members each group has, so each row sums to a known number; the counts of a category in
the groups of a breakdown sum to the count in all.

Withheld are counts of fewer than ``least`` members, whole rows of groups with fewer, and, of a question whose answers
are sensitive, a count that is the whole group: it tells what each of them answered. More counts are withheld so that
for each of these another count is possible that agrees with everything told (complementary suppression; Glossary of
Statistical Disclosure Control, UNECE and Eurostat, 2005).

How: each count stands in two sums, its row and its column, and a count in all stands in the columns of both breakdowns.
So counts are edges of a network, and whatever agrees with all sums differs from the truth by loops along which counts
grow and shrink by turns. For each count to be kept a loop is sought that costs least to withhold and in which nothing
that shrinks is zero. There always is one: a member of the group who answered something else.
"""

import heapq
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass

LEAST_MEMBERS = 5
"""Fewer members are not told of. [decision] The threshold rule, as for counts of people (``punkt.statistics``)."""
ALL = ""
"""The key of the row of all members."""
Node = tuple[Hashable, ...]
Place = tuple[int, str, str]
"""Breakdown (0 or 1; 2 for all), group, category."""
IN_ALL = 2


@dataclass(frozen=True, slots=True)
class Counts:
    """``groups[b][group][category]`` of two breakdowns of the same members. Every row has every category."""

    categories: tuple[str, ...]
    groups: tuple[Mapping[str, Mapping[str, int]], Mapping[str, Mapping[str, int]]]

    def all_of(self, category: str) -> int:
        """The count in all."""
        return sum(row[category] for row in self.groups[0].values())

    def values(self) -> Iterator[tuple[Place, int]]:
        """Every count with its place."""
        for number, breakdown in enumerate(self.groups):
            for group, row in breakdown.items():
                yield from (((number, group, category), row[category]) for category in self.categories)
        yield from (((IN_ALL, ALL, category), self.all_of(category)) for category in self.categories)

    def n_members(self, place: Place) -> int:
        """How many members the row of a place has."""
        if place[0] == IN_ALL:
            return sum(self.all_of(category) for category in self.categories)
        return sum(self.groups[place[0]][place[1]].values())


def withheld(
    counts: Counts, *, least: int = LEAST_MEMBERS, is_sensitive: bool = False, also: Sequence[Place] = ()
) -> set[Place]:
    """The places whose counts are not told. ``also`` are places that are not to be told for another reason."""
    values = dict(counts.values())
    kept = [
        place for place, value in values.items() if _is_small(counts, place, value, least, is_sensitive=is_sensitive)
    ]
    kept += [place for place in also if place in values]
    hidden = set(kept)
    for place in kept:
        if counts.n_members(place):
            hidden |= _loop(values, place, hidden)
    return hidden


def _is_small(counts: Counts, place: Place, value: int, least: int, *, is_sensitive: bool) -> bool:
    n_members = counts.n_members(place)
    if 0 < n_members < least or 0 < value < least:
        return True
    return is_sensitive and 0 < value == n_members


def _ends(place: Place) -> tuple[Node, Node]:
    """From where to where the edge of a count leads: rows of 0, columns of 0, columns of 1, rows of 1."""
    number, group, category = place
    if number == IN_ALL:
        return ("column", 0, category), ("column", 1, category)
    row, column = ("row", number, group), ("column", number, category)
    return (row, column) if number == 0 else (column, row)


def _loop(values: Mapping[Place, int], place: Place, hidden: set[Place]) -> set[Place]:
    """What has to be withheld besides, so that the count at ``place`` could be one less (of nothing: one more)."""
    tail, head = _ends(place)
    start, goal = (tail, head) if values[place] else (head, tail)
    steps = _steps({one: value for one, value in values.items() if one != place}, hidden)
    best: dict[Node, tuple[int, frozenset[Place]]] = {start: (0, frozenset())}
    queue: list[tuple[int, int, Node]] = [(0, 0, start)]
    n_queued = 0
    while queue:
        cost, _tie, node = heapq.heappop(queue)
        if node == goal:
            return set(best[node][1])
        if cost > best[node][0]:
            continue
        for other, price, step in steps.get(node, ()):
            if other not in best or cost + price < best[other][0]:
                best[other] = (cost + price, best[node][1] | {step})
                n_queued += 1
                heapq.heappush(queue, (cost + price, n_queued, other))
    return set(values)  # no such loop: nothing of the table is told


def _steps(values: Mapping[Place, int], hidden: set[Place]) -> dict[Node, list[tuple[Node, int, Place]]]:
    """Where a loop can go: along an edge its count grows, against it the count shrinks, if there is anything to."""
    steps: dict[Node, list[tuple[Node, int, Place]]] = {}
    for place, value in values.items():
        tail, head = _ends(place)
        price = 0 if place in hidden else 10 * value + 1
        steps.setdefault(tail, []).append((head, price, place))
        if value:
            steps.setdefault(head, []).append((tail, price, place))
    return steps
