"""What a registry can answer by itself: keys by which a question says where its first answer may come from.

Whoever holds a registry works the figures out; a person looks at each before it becomes an answer.
"""

from collections.abc import Mapping

from punkt.surveys.words import Kind
from punkt.wording import gettext_noop as _

PREFILLS: Mapping[str, tuple[Kind, str]] = {
    "registry.municipality": (Kind.TEXT, _("Name of the municipality")),
    "registry.territory_code": (Kind.TEXT, _("Code of the municipality in the national list")),
    "registry.country": (Kind.SINGLE, _("Country of the municipality")),
    "registry.population": (Kind.NUMBER, _("Residents of the municipality")),
    "registry.points_designated": (Kind.NUMBER, _("Points that are designated")),
    "registry.points_ready": (Kind.NUMBER, _("Points that are ready")),
    "registry.points_opened_12_months": (Kind.NUMBER, _("Points that were open in the last 12 months")),
    "registry.points_mobile": (Kind.NUMBER, _("Mobile points")),
    "registry.host_kinds": (Kind.MULTIPLE, _("Kinds of hosts of points")),
    "registry.agreements_signed": (Kind.NUMBER, _("Points with an agreement in force")),
    "registry.power_fixed": (Kind.NUMBER, _("Points with a fixed reserve supply")),
    "registry.power_connectable": (Kind.NUMBER, _("Points where a generator can be connected")),
    "registry.power_none": (Kind.NUMBER, _("Points without reserve supply")),
    "registry.autonomy_lowest_h": (Kind.NUMBER, _("Least hours on own power")),
    "registry.autonomy_median_h": (Kind.NUMBER, _("Median of hours on own power")),
    "registry.load_tested_on": (Kind.DATE, _("Day of the last trial of the power")),
    "registry.heat_without_grid": (Kind.NUMBER, _("Points that are heated without the grid")),
    "registry.backup_internet": (Kind.NUMBER, _("Points with backup internet or a satellite link")),
    "registry.inventory_on": (Kind.DATE, _("Day on which stock was last counted")),
    "registry.accessible_toilet": (Kind.NUMBER, _("Points with an accessible toilet")),
    "registry.languages": (Kind.MULTIPLE, _("Languages spoken at points")),
}
"""What a question of which kind can be filled with, and what it is in words."""
