"""A standard held against points of another country: which kinds correspond, and what cannot be compared."""

from collections.abc import Mapping

from punkt.standards.requirements import Requirement

_CORRESPONDING: Mapping[str, Mapping[str, frozenset[str]]] = {
    "ua-stationary": {"EE": frozenset({"ee-centre"}), "SE": frozenset({"se-safety-point"})},
    "ua-support": {"EE": frozenset({"ee-centre"}), "SE": frozenset({"se-safety-point"})},
    "ua-business": {"EE": frozenset({"ee-centre"}), "SE": frozenset({"se-safety-point"})},
    "ee-centre": {"UA": frozenset({"ua-stationary"}), "SE": frozenset({"se-safety-point"})},
    "se-safety-point": {"UA": frozenset({"ua-stationary"}), "EE": frozenset({"ee-centre"})},
}
"""[decision] A room in a building to which everybody may come is one thing under three names. What Ukraine asks of its
support points and of businesses has no counterpart elsewhere, nor have tents and vehicles, nor places of evacuation."""
_OF_THE_COUNTRY = frozenset(
    {
        "kind",
        "notice.languages",
        "opening.in_curfew",
        "arranged.business_verified",
        "arranged.entertainment",
        "communication.starlink_listed",
    }
)
"""[decision] Measures of what only the country of the standard has: kinds, registers, a curfew, languages."""


def is_abroad(point_country: str | None, standard_country: str) -> bool:
    """Whether the standard is of another country than the point. A blank, or a standard of no country, is not."""
    return bool(point_country) and standard_country not in {"*", point_country}


def kinds_there(kind: str, country: str) -> frozenset[str]:
    """The kinds of a country that a kind of another one corresponds to; none where it has no counterpart."""
    return _CORRESPONDING.get(kind, {}).get(country, frozenset())


def is_of_the_country(requirement: Requirement) -> bool:
    """Whether a requirement says nothing of points elsewhere: all that it looks at only its own country has."""
    return all(check.measure in _OF_THE_COUNTRY for check in requirement.checks)
