"""The closed word lists of the PIMA network: who is a member, what may be shown of it, and what it is like."""

from dataclasses import dataclass
from enum import StrEnum

from punkt.units import Unit
from punkt.wording import gettext_noop as _


class MemberKind(StrEnum):
    """What kind of body a member is. Only municipalities and regions answer for a territory."""

    MUNICIPALITY = "municipality"
    REGION = "region"
    STATE = "state"
    RESCUE = "rescue"
    ORGANISATION = "organisation"
    UNIVERSITY = "university"
    BUSINESS = "business"


KINDS_OF_TERRITORIES = (MemberKind.MUNICIPALITY, MemberKind.REGION)
"""Those that answer for a territory; the others are partners."""


class Consent(StrEnum):
    """What a member allows to be shown of it and its answers. Unasked it is NOT: it counts nowhere."""

    NAMED = "named"
    ANONYMOUS = "anonymous"
    NOT = "not"


class SettlementForm(StrEnum):
    """How people live there."""

    CITY = "city"
    TOWN = "town"
    RURAL = "rural"
    MIXED = "mixed"
    ISLANDS = "islands"


class ThreatLevel(StrEnum):
    """What the place has to reckon with, beside storm and frost."""

    PEACE = "peace"
    NEAR_BORDER = "near_border"
    UNDER_ATTACK = "under_attack"
    NEAR_FRONT = "near_front"


class GridSituation(StrEnum):
    """How the place hangs on the grid."""

    MESHED = "meshed"
    SINGLE_LINE = "single_line"
    SCHEDULED = "scheduled"
    OWN_SUPPLY = "own_supply"


@dataclass(frozen=True, slots=True)
class ContextMeasure:
    """A number that tells what a member's place is like: label, unit (none for a count), bounds (included)."""

    label: str
    unit: Unit | None
    lowest: float
    highest: float
    is_whole: bool = False


CONTEXT_MEASURES: dict[str, ContextMeasure] = {
    "population": ContextMeasure(_("Residents"), None, 0, 50_000_000, is_whole=True),
    "seasonal_population": ContextMeasure(_("People in the season, residents included"), None, 0, 50_000_000, True),
    "share_65": ContextMeasure(_("Share of residents aged 65 and older"), Unit.PERCENT, 0, 100),
    "share_under_18": ContextMeasure(_("Share of residents under 18"), Unit.PERCENT, 0, 100),
    "area_km2": ContextMeasure(_("Land area"), Unit.SQUARE_KILOMETRE, 0, 2_000_000),
    "coldest_month_c": ContextMeasure(_("Mean temperature of the coldest month"), Unit.CELSIUS, -60, 40),
    "longest_outage_h": ContextMeasure(_("Longest power cut of the last five years"), Unit.HOUR, 0, 50_000),
}
CONTEXT_WORDS: dict[str, tuple[str, type[StrEnum]]] = {
    "settlement": (_("How people live"), SettlementForm),
    "grid": (_("The grid"), GridSituation),
    "threat": (_("Threat"), ThreatLevel),
}
"""What is told of a place in a word: label and vocabulary."""

NETWORK_LABELS: dict[type[StrEnum], dict[StrEnum, str]] = {
    MemberKind: {
        MemberKind.MUNICIPALITY: _("Municipality"),
        MemberKind.REGION: _("Region or county"),
        MemberKind.STATE: _("State body"),
        MemberKind.RESCUE: _("Rescue service"),
        MemberKind.ORGANISATION: _("Association or foundation"),
        MemberKind.UNIVERSITY: _("University or research centre"),
        MemberKind.BUSINESS: _("Company"),
    },
    Consent: {
        Consent.NAMED: _("with its name"),
        Consent.ANONYMOUS: _("without its name"),
        Consent.NOT: _("not at all"),
    },
    SettlementForm: {
        SettlementForm.CITY: _("City"),
        SettlementForm.TOWN: _("Small town"),
        SettlementForm.RURAL: _("Villages and farms"),
        SettlementForm.MIXED: _("Town and country"),
        SettlementForm.ISLANDS: _("Islands"),
    },
    ThreatLevel: {
        ThreatLevel.PEACE: _("Peace, far from a hostile border"),
        ThreatLevel.NEAR_BORDER: _("Peace, near a hostile border"),
        ThreatLevel.UNDER_ATTACK: _("Attacks from afar"),
        ThreatLevel.NEAR_FRONT: _("Near the front line"),
    },
    GridSituation: {
        GridSituation.MESHED: _("Fed from several sides"),
        GridSituation.SINGLE_LINE: _("Hangs on one line or cable"),
        GridSituation.SCHEDULED: _("Switched off by a schedule"),
        GridSituation.OWN_SUPPLY: _("Can feed itself for a time"),
    },
}
