"""What a tile shows, in the words of the cards, as its script reads it."""

from typing import Any

from punkt_web.finder import words
from punkt_web.finder.answers import Found
from punkt_web.finder.cards import claims_until, map_place, map_square
from punkt_web.finder.map.clusters import Cluster, OnTile


def tile_as_json(shown: OnTile) -> dict[str, Any]:
    """Places are [latitude, longitude], boxes [south, west, north, east], degrees; times are seconds of the epoch."""
    return {
        "clusters": [_cluster_as_json(cluster) for cluster in shown.clusters],
        "points": [_point_as_json(found) for found in shown.alone],
    }


def _cluster_as_json(cluster: Cluster) -> dict[str, Any]:
    return {
        "at": [round(degrees, 6) for degrees in cluster.middle],
        "box": [round(degrees, 6) for degrees in cluster.edges],
        "n": len(cluster.points),
        "open": cluster.n_open,
        "heap": [_point_as_json(found) for found in cluster.heap],
    }


def _point_as_json(found: Found) -> dict[str, Any]:
    name, language = words.name_words(found.point)
    until = claims_until(found)
    return {
        "code": found.point.code,
        "at": map_place(found.point),
        "square": map_square(found.point),
        "name": name,
        "language": language,
        "state": words.state_words(found),
        "look": words.state_look(found),
        "until": int(until.timestamp()) if until else None,
        "confirmation": words.confirmation_words(found),
    }
