"""What a column can mean, in words a person can choose from."""

from punkt.formats.column_map import TARGETS
from punkt.model.fields import FIELDS, GROUP_LABELS
from punkt.wording import gettext_noop as _

_OWN_LABELS = {
    "name": _("Name of the point"),
    "name.uk": _("Name in Ukrainian"),
    "name.en": _("Name in English"),
    "name.et": _("Name in Estonian"),
    "name.sv": _("Name in Swedish"),
    "alias": _("Other name"),
    "code": _("Code of the point in Punkt"),
    "identifier": _("Identifier of the list itself"),
    "identifier.osm": _("OpenStreetMap identifier"),
    "identifier.edrpou": _("EDRPOU code of an organisation"),
    "identifier.edebo": _("EDEBO code of a school"),
    "identifier.guid": _("GUID"),
    "identifier.objectid": _("Row number of a map layer"),
    "identifier.wikidata": _("Wikidata identifier"),
    "latitude": _("Latitude"),
    "longitude": _("Longitude"),
    "coordinates": _("Both coordinates"),
    "easting": _("Easting, metres on a grid"),
    "northing": _("Northing, metres on a grid"),
    "region": _("Name of the region"),
    "district": _("Name of the district"),
    "municipality": _("Name of the municipality"),
    "territory_code": _("Code of the territory"),
    "street": _("Street"),
    "house": _("House number"),
    "postcode": _("Post code"),
    "contact": _("Contact (never shown to the public)"),
    "hours": _("Hours"),
    "remark": _("Free text"),
    "state": _("State at the time of the list"),
    "stated_on": _("Day of the last change"),
    "services": _("List of services"),
}
OWN_GROUP = _("What a list says")
NOT_USED = _("Keep it, do not use it")


def target_label(target: str) -> str:
    """The English words for a target; an identifier of another authority is named by that authority."""
    if not target:
        return NOT_USED
    if target in _OWN_LABELS:
        return _OWN_LABELS[target]
    return FIELDS[target].label if target in FIELDS else target


def target_groups() -> list[tuple[str, list[tuple[str, str]]]]:
    """The targets by group, each with its English label, in the order of a form."""
    own = [(target, target_label(target)) for target in TARGETS if target in _OWN_LABELS]
    groups = [(OWN_GROUP, own)]
    for group, label in GROUP_LABELS.items():
        members = [
            (target, FIELDS[target].label)
            for target in TARGETS
            if target in FIELDS and FIELDS[target].group is group and target not in _OWN_LABELS
        ]
        if members:
            groups.append((label, members))
    return groups
