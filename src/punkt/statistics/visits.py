"""Visits: how many times people came in, from records of a point, a moment and a number."""

import numpy as np

from punkt.statistics.timeline import Flags, Whole


def visits_per_cell(point: Whole, at: Whole, n: Whole, edges: Whole, n_points: int) -> tuple[Whole, Flags]:
    """Visits of each point (numbered from 0) between each two ``edges`` (milliseconds since 1970), and whether any were
    told of: points x slots each. A record belongs to the slot in which it was made; one of none came in is told, too.
    """
    n_slots = len(edges) - 1
    inside = (at >= edges[0]) & (at < edges[-1])
    cell = point[inside] * n_slots + np.searchsorted(edges, at[inside], side="right") - 1
    visits = np.zeros(n_points * n_slots, np.int64)
    np.add.at(visits, cell, n[inside])
    is_told = np.zeros(n_points * n_slots, np.bool_)
    is_told[cell] = True
    return visits.reshape(n_points, n_slots), is_told.reshape(n_points, n_slots)
