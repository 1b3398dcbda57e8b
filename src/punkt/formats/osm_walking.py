"""Which ways of OpenStreetMap people walk, and which nodes stop them, by their tags.

What tags mean: wiki.openstreetmap.org, pages Key:highway, Key:access, Key:foot, Tag:foot=use_sidepath, Key:motorroad,
Key:ford, Key:barrier, Barriers, Key:locked, Sidewalks, Tag:highway=busway, Tag:man_made=pier, Tag:railway=platform,
Key:indoor, Key:ice_road, Key:sac_scale, OSM tags for routing/Access restrictions. What routers make of them was
compared: OSRM (profiles/foot.lua), GraphHopper (FootAccessParser, AbstractAccessParser), Valhalla (lua/graph.lua).
Where they differ, and where a blackout in winter asks for more than they do, docs/reference/streets.md says which side
was taken and why.
"""

from collections.abc import Mapping

WALKED_HIGHWAYS = frozenset(
    {
        "trunk", "trunk_link", "primary", "primary_link", "secondary", "secondary_link", "tertiary", "tertiary_link",
        "unclassified", "residential", "living_street", "service", "road", "pedestrian", "track", "footway", "path",
        "steps", "cycleway", "bridleway", "platform", "crossing",
    }
)  # fmt: skip
"""Values of ``highway`` that people on foot may use unless something else is said."""
CLOSED_HIGHWAYS = frozenset({"motorway", "motorway_link", "busway"})
"""Values of ``highway`` that are walked only where ``foot`` or a sidewalk says so: bridges have both. No other value
is: raceway, bus_guideway and escape are no place for people, construction and proposed are not there, corridor and
elevator are indoors or need power."""
OTHER_WALKED = frozenset({("railway", "platform"), ("public_transport", "platform"), ("man_made", "pier")})
"""Tags by which a way without ``highway`` is walked."""

OPEN = frozenset({"yes", "designated", "official", "permissive", "public", "destination", "customers"})
"""Values of ``foot`` and ``access`` for people who go somewhere on foot."""
CLOSED = frozenset(
    {
        "no", "private", "permit", "military", "emergency", "employees", "restricted", "delivery", "agricultural",
        "forestry", "use_sidepath",
    }
)  # fmt: skip
"""Values for others only. Values in neither list say nothing."""
SIDEWALKS = frozenset({"yes", "both", "left", "right"})
"""Values of ``sidewalk`` by which there is one on the way itself; ``separate`` is a way of its own."""
NO_FORD = frozenset({"no", "stepping_stones"})
"""Values of ``ford`` that are crossed with dry feet."""
ALPINE = frozenset({"alpine_hiking", "demanding_alpine_hiking", "difficult_alpine_hiking"})
"""Values of ``sac_scale`` of paths that need hands."""

SOLID_BARRIERS = frozenset({"wall", "fence", "hedge", "city_wall", "retaining_wall", "guard_rail"})
"""Values of ``barrier`` on a node that stop people on foot unless it says who may pass."""
DOORS = frozenset({"gate", "lift_gate", "swing_gate", "sliding_gate", "wicket_gate", "door", "turnstile",
                   "full-height_turnstile", "kissing_gate", "hampshire_gate", "entrance"})  # fmt: skip
"""Values of ``barrier`` on a node that stop people on foot where it is locked or ``access`` is closed."""


def is_walkable(tags: Mapping[str, str]) -> bool:
    """Whether a way with these tags is walked; ``area=yes`` is walked along its outline."""
    if not _is_kind_walked(tags) or _is_indoors(tags) or _is_wet(tags) or tags.get("sac_scale") in ALPINE:
        return False
    foot = _allowed(tags, "foot")
    if foot is not None:
        return foot
    is_for_motors = tags.get("highway") in CLOSED_HIGHWAYS or tags.get("motorroad") == "yes"
    return _allowed(tags, "access") is not False and (not is_for_motors or _has_sidewalk(tags))


def stops_walkers(tags: Mapping[str, str]) -> bool:
    """Whether nobody walks past a node with these tags."""
    barrier, foot = tags.get("barrier"), _allowed(tags, "foot")
    if tags.get("highway") == "elevator" or _is_wet(tags):
        return True
    if barrier is None:
        return False
    if foot is not None:
        return not foot
    access = _allowed(tags, "access")
    if barrier in SOLID_BARRIERS:
        return access is not True
    return barrier in DOORS and (access is False or tags.get("locked") == "yes")


def _is_kind_walked(tags: Mapping[str, str]) -> bool:
    highway = tags.get("highway")
    if highway is not None:
        return highway in WALKED_HIGHWAYS or highway in CLOSED_HIGHWAYS
    return not OTHER_WALKED.isdisjoint(tags.items())


def _allowed(tags: Mapping[str, str], key: str) -> bool | None:
    """Whether ``key`` lets people in; ``None`` where it says nothing of that. Of several values one that does wins."""
    values = {value.strip() for value in tags.get(key, "").split(";")}
    if values & OPEN:
        return True
    return False if values & CLOSED else None


def _is_indoors(tags: Mapping[str, str]) -> bool:
    """Buildings are shut at night and dark in a blackout, whoever may go there by day."""
    return tags.get("indoor", "no") != "no"


def _is_wet(tags: Mapping[str, str]) -> bool:
    """Water to wade through, or ice that is there in some winters."""
    is_ford = tags.get("ford", "no") not in NO_FORD and _allowed(tags, "foot") is not True
    return is_ford or tags.get("ice_road") == "yes"


def _has_sidewalk(tags: Mapping[str, str]) -> bool:
    sides = (tags.get(f"sidewalk:{side}") for side in ("left", "right", "both"))
    return tags.get("sidewalk") in SIDEWALKS or "yes" in sides
