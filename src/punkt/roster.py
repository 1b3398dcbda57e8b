"""Where a roster leaves a door without enough people."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class PlannedShift:
    """People who are there from ``begins_at`` to before ``ends_at``; ``n_needed`` is how many have to be."""

    begins_at: datetime
    ends_at: datetime
    n_people: int
    n_needed: int = 1


@dataclass(frozen=True, slots=True)
class Gap:
    """A time with fewer people than needed; where no shift is planned one person is."""

    begins_at: datetime
    ends_at: datetime
    n_people: int
    n_needed: int


def gaps(shifts: Iterable[PlannedShift], since: datetime, until: datetime) -> list[Gap]:
    """The gaps between two moments, in their order; what follows on each other with the same numbers is one.

    Of shifts at the same time the people are added up, and the most needed by any of them are needed.
    """
    planned = [one for one in shifts if one.begins_at < until and one.ends_at > since]
    edges = {since, until}
    for one in planned:
        edges |= {moment for moment in (one.begins_at, one.ends_at) if since < moment < until}
    found: list[Gap] = []
    for begins, ends in pairwise(sorted(edges)):
        running = [one for one in planned if one.begins_at <= begins and one.ends_at >= ends]
        n_people = sum(one.n_people for one in running)
        n_needed = max((one.n_needed for one in running), default=1)
        if n_people >= n_needed:
            continue
        last = found[-1] if found else None
        if last is not None and last.ends_at == begins and (last.n_people, last.n_needed) == (n_people, n_needed):
            found[-1] = Gap(last.begins_at, ends, n_people, n_needed)
        else:
            found.append(Gap(begins, ends, n_people, n_needed))
    return found
