"""The closed word lists of hosts: what a business offers, what a check found, and what an agreement says."""

from enum import StrEnum

from punkt.wording import gettext_noop as _


class HostCriterion(StrEnum):
    """What a business has to have before it is listed.

    The five criteria of Ukraine of 16.01.2026: own power, heating, stable connection, extension leads, free hot tea.
    """

    POWER = "power"
    HEATING = "heating"
    CONNECTION = "connection"
    EXTENSION_LEADS = "extension_leads"
    HOT_TEA = "hot_tea"


class OfferAnswer(StrEnum):
    """What a business says of itself. NOT_SURE is an answer; it is no "no"."""

    YES = "yes"
    NO = "no"
    NOT_SURE = "not_sure"


class CriterionFinding(StrEnum):
    """What a person who checked found of one criterion."""

    YES = "yes"
    NO = "no"
    NOT_SEEN = "not_seen"


class OfferState(StrEnum):
    """How far an offer is."""

    RECEIVED = "received"
    CHECKING = "checking"
    LISTED = "listed"
    REFUSED = "refused"


OPEN_OFFERS = (OfferState.RECEIVED, OfferState.CHECKING)
"""Somebody still has to do something about them."""


class OfferRefusal(StrEnum):
    """Why a business is not listed; the words are for the business."""

    NOT_MET = "not_met"
    NOT_REACHED = "not_reached"
    TAKEN_BACK = "taken_back"
    KNOWN = "known"
    NO_PLACE = "no_place"
    NOT_SAFE = "not_safe"
    OTHER = "other"


class BusinessKind(StrEnum):
    """What kind of business it is."""

    CAFE = "cafe"
    SHOP = "shop"
    SHOPPING_CENTRE = "shopping_centre"
    FUEL_STATION = "fuel_station"
    PHARMACY = "pharmacy"
    HOTEL = "hotel"
    BANK = "bank"
    OFFICE = "office"
    SPORT = "sport"
    CULTURE = "culture"
    OTHER = "other"


class DutyBearer(StrEnum):
    """Who pays for something or does it, as an agreement says. NOT_SAID is not "nobody"."""

    HOST = "host"
    HOLDER = "holder"
    AUTHORITY = "authority"
    VOLUNTEERS = "volunteers"
    OTHER = "other"
    NOT_SAID = "not_said"


class AgreementState(StrEnum):
    """Where an agreement stands on a day. OVER: its term ran out; ENDED: somebody ended it."""

    TO_COME = "to_come"
    IN_FORCE = "in_force"
    ENDS_SOON = "ends_soon"
    OVER = "over"
    ENDED = "ended"


CRITERION_MEANINGS: dict[HostCriterion, str] = {
    HostCriterion.POWER: _("A generator or batteries of your own that keep light and heat on without the grid."),
    HostCriterion.HEATING: _("The room stays warm when the grid or the district heating is off."),
    HostCriterion.CONNECTION: _("Internet that goes on without power, or mobile coverage that does."),
    HostCriterion.EXTENSION_LEADS: _("Sockets and leads at which visitors charge phones and medical devices."),
    HostCriterion.HOT_TEA: _("Hot tea or hot water for everybody, free of charge."),
}
"""What is meant by each, in one sentence to the business (decision of ours)."""

HOSTING_LABELS: dict[type[StrEnum], dict[StrEnum, str]] = {
    HostCriterion: {
        HostCriterion.POWER: _("Own power"),
        HostCriterion.HEATING: _("Own heating"),
        HostCriterion.CONNECTION: _("Stable connection"),
        HostCriterion.EXTENSION_LEADS: _("Extension leads"),
        HostCriterion.HOT_TEA: _("Free hot tea"),
    },
    OfferAnswer: {OfferAnswer.YES: _("yes"), OfferAnswer.NO: _("no"), OfferAnswer.NOT_SURE: _("not sure")},
    CriterionFinding: {
        CriterionFinding.YES: _("yes"),
        CriterionFinding.NO: _("no"),
        CriterionFinding.NOT_SEEN: _("not seen"),
    },
    OfferState: {
        OfferState.RECEIVED: _("Offer received"),
        OfferState.CHECKING: _("Offer being checked"),
        OfferState.LISTED: _("Listed as a point"),
        OfferState.REFUSED: _("Not listed"),
    },
    OfferRefusal: {
        OfferRefusal.NOT_MET: _("Not all of the five things are there yet"),
        OfferRefusal.NOT_REACHED: _("Nobody could be reached by the contact that was given"),
        OfferRefusal.TAKEN_BACK: _("The offer was taken back"),
        OfferRefusal.KNOWN: _("The place is listed already"),
        OfferRefusal.NO_PLACE: _("The place could not be found at this address"),
        OfferRefusal.NOT_SAFE: _("The place is not safe for visitors"),
        OfferRefusal.OTHER: _("For another reason"),
    },
    BusinessKind: {
        BusinessKind.CAFE: _("Café or restaurant"),
        BusinessKind.SHOP: _("Shop"),
        BusinessKind.SHOPPING_CENTRE: _("Shopping centre"),
        BusinessKind.FUEL_STATION: _("Filling station"),
        BusinessKind.PHARMACY: _("Pharmacy"),
        BusinessKind.HOTEL: _("Hotel"),
        BusinessKind.BANK: _("Bank or post office"),
        BusinessKind.OFFICE: _("Office or shared workplace"),
        BusinessKind.SPORT: _("Sports hall"),
        BusinessKind.CULTURE: _("Cinema, theatre or gallery"),
        BusinessKind.OTHER: _("Another kind of business"),
    },
    DutyBearer: {
        DutyBearer.HOST: _("The host"),
        DutyBearer.HOLDER: _("The holder of the building"),
        DutyBearer.AUTHORITY: _("The authority"),
        DutyBearer.VOLUNTEERS: _("Volunteers"),
        DutyBearer.OTHER: _("Somebody else"),
        DutyBearer.NOT_SAID: _("The agreement does not say"),
    },
    AgreementState: {
        AgreementState.TO_COME: _("Agreement not begun yet"),
        AgreementState.IN_FORCE: _("Agreement in force"),
        AgreementState.ENDS_SOON: _("Agreement ends soon"),
        AgreementState.OVER: _("Agreement has run out"),
        AgreementState.ENDED: _("Agreement was ended"),
    },
}
