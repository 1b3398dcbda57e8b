"""Ways that people may and can walk in a dark winter are walked, and no other; the table in the reference is this."""

import pytest

from punkt.formats.osm_walking import is_walkable, stops_walkers

WALKED = [
    "highway=residential",
    "highway=steps",
    "highway=steps conveying=yes",
    "highway=trunk",
    "highway=cycleway",
    "highway=bridleway",
    "highway=platform",
    "highway=footway area=yes",
    "highway=footway tunnel=building_passage",
    "highway=residential tunnel=yes",
    "highway=residential sidewalk=separate",
    "highway=residential motor_vehicle=no",
    "highway=service access=customers",
    "highway=service access=destination",
    "highway=service access=unheard_of",
    "highway=path foot=unheard_of",
    "highway=service access=no foot=designated",
    "highway=service access=private foot=permissive",
    "highway=service access=private foot=destination",
    "highway=service access=military foot=no;yes",
    "highway=trunk motorroad=yes foot=yes",
    "highway=trunk motorroad=yes sidewalk=right",
    "highway=motorway foot=yes",
    "highway=motorway_link sidewalk:left=yes",
    "highway=busway foot=designated",
    "highway=footway indoor=no",
    "highway=path ford=stepping_stones",
    "highway=path ford=yes foot=yes",
    "highway=path sac_scale=mountain_hiking",
    "railway=platform",
    "public_transport=platform area=yes",
    "man_made=pier",
]
NOT_WALKED = [
    "highway=motorway",
    "highway=motorway_link access=yes",
    "highway=busway",
    "highway=trunk motorroad=yes",
    "highway=trunk motorroad=yes sidewalk=separate",
    "highway=bus_guideway foot=yes",
    "highway=construction construction=residential foot=yes",
    "highway=proposed",
    "highway=raceway",
    "highway=escape",
    "highway=via_ferrata",
    "highway=corridor foot=yes",
    "highway=elevator",
    "highway=footway indoor=yes",
    "highway=path foot=no",
    "highway=path foot=private",
    "highway=path access=yes foot=no",
    "highway=primary foot=use_sidepath",
    "highway=service access=private",
    "highway=service access=no",
    "highway=service access=military",
    "highway=service access=permit",
    "highway=service access=delivery",
    "highway=track access=agricultural;forestry",
    "highway=motorway sidewalk=both access=no",
    "highway=track ford=yes",
    "highway=unclassified ice_road=yes",
    "highway=path sac_scale=alpine_hiking",
    "railway=platform access=private",
    "railway=platform indoor=yes",
    "railway=rail",
    "route=ferry foot=yes",
    "barrier=fence",
    "",
]
STOPPING = [
    "barrier=wall",
    "barrier=fence access=private",
    "barrier=gate access=private",
    "barrier=gate access=military",
    "barrier=gate locked=yes",
    "barrier=gate locked=yes access=yes",
    "barrier=gate foot=no",
    "barrier=wall foot=no",
    "barrier=bollard foot=no",
    "barrier=turnstile access=permit",
    "ford=yes",
    "highway=elevator",
]
LET_BY = [
    "barrier=fence foot=yes",
    "barrier=fence access=yes",
    "barrier=gate",
    "barrier=gate access=customers",
    "barrier=gate access=no foot=yes",
    "barrier=gate locked=yes foot=permissive",
    "barrier=gate locked=no",
    "barrier=bollard access=no",
    "barrier=block",
    "barrier=border_control",
    "ford=stepping_stones",
    "highway=crossing foot=no",
    "foot=no",
]


def tags(text):
    return dict(part.split("=", 1) for part in text.split())


@pytest.mark.parametrize("text", WALKED)
def test_ways_that_are_walked(text):
    assert is_walkable(tags(text))


@pytest.mark.parametrize("text", NOT_WALKED)
def test_ways_that_are_not_walked(text):
    assert not is_walkable(tags(text))


@pytest.mark.parametrize("text", STOPPING)
def test_nodes_that_stop_people(text):
    assert stops_walkers(tags(text))


@pytest.mark.parametrize("text", LET_BY)
def test_nodes_that_people_walk_past(text):
    assert not stops_walkers(tags(text))
