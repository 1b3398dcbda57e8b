"""Parts of a graph of streets that hang together. A bit of path that is joined to nothing leads nowhere."""

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components


def are_in_large_parts(
    ends: NDArray[np.int32], metres: NDArray[np.float64], n_nodes: int, least_m: float
) -> NDArray[np.bool_]:
    """Whether the part of each segment has at least ``least_m`` metres of streets in all.

    ``ends``: s x 2 numbers of nodes; ``metres``: s lengths.
    """
    joined = csr_array((np.ones(len(ends), dtype=np.int8), (ends[:, 0], ends[:, 1])), shape=(n_nodes, n_nodes))
    parts = connected_components(joined, directed=False)[1][ends[:, 0]]
    return np.asarray(np.bincount(parts, weights=metres)[parts] >= least_m)
