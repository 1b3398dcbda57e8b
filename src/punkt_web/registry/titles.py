"""What points and territories are called on a page."""

from punkt_web.common.names import name_for_reader
from punkt_web.registry.models import Point, Territory


def point_title(point: Point) -> str:
    """What a person calls the point: its name, else its address, else its code."""
    return name_for_reader(point.names, point.country) or point.address or point.code


def territory_title(territory: Territory | None) -> str:
    """The name of a territory; empty for none."""
    return name_for_reader(territory.names, territory.country) or territory.code if territory else ""


def where_it_lies(territory: Territory) -> str:
    """The two units above a territory, the nearer first: what tells one Ivanivka from another."""
    above = [territory.parent, territory.parent.parent if territory.parent else None]
    return ", ".join(territory_title(one) for one in above if one is not None)
