"""The words of practices and guides. Stored values are the strings; labels are translated by the product."""

from enum import StrEnum

from punkt.wording import gettext_noop as _


class Kind(StrEnum):
    """A practice is something to do as others do; a concern is something that went wrong or may."""

    PRACTICE = "practice"
    CONCERN = "concern"


class Evidence(StrEnum):
    """How well it is shown, from the strongest on. It grades what is told, and not whether it suits a place."""

    STRONG = "strong"
    SOME = "some"
    SINGLE = "single"


class Effort(StrEnum):
    """What it takes, by our own judgement: no source tells hours or money for most of it."""

    LITTLE = "little"
    SOME = "some"
    MUCH = "much"


class Part(StrEnum):
    """The parts of the guide, in the order in which they are read."""

    START = "start"
    EQUIP = "equip"
    OPERATE = "operate"
    COMMUNITY = "community"
    PEOPLE = "people"
    INFORMATION = "information"


class WorkPage(StrEnum):
    """Where in the product something is done. The product knows the addresses."""

    POINTS = "points"
    LIVE = "live"
    READINESS = "readiness"
    PROCUREMENT = "procurement"
    AGREEMENTS = "agreements"
    OFFERS = "offers"
    DRILLS = "drills"
    INSPECTIONS = "inspections"
    ACTIVATIONS = "activations"
    NOTICES = "notices"
    REQUESTS = "requests"
    STOCK = "stock"
    CHECKLISTS = "checklists"
    COMPLAINTS = "complaints"
    POLICIES = "policies"
    FIGURES = "figures"
    ALARMS = "alarms"
    FINDER = "finder"
    SHEET = "sheet"
    PACK = "pack"


KNOWLEDGE_LABELS: dict[type[StrEnum], dict[StrEnum, str]] = {
    Kind: {Kind.PRACTICE: _("Practice"), Kind.CONCERN: _("Area of concern")},
    Evidence: {
        Evidence.STRONG: _("Strong: official figures, or several sources that do not depend on each other"),
        Evidence.SOME: _("Some: one check, or the word of several bodies"),
        Evidence.SINGLE: _("Weak: one source tells it"),
    },
    Effort: {
        Effort.LITTLE: _("Little: hours, and what is at hand"),
        Effort.SOME: _("Some: weeks, agreements or purchases"),
        Effort.MUCH: _("Much: months and money of its own"),
    },
    Part: {
        Part.START: _("Start"),
        Part.EQUIP: _("Equip"),
        Part.OPERATE: _("Operate"),
        Part.COMMUNITY: _("Engage the community"),
        Part.PEOPLE: _("People"),
        Part.INFORMATION: _("Information with and without networks"),
    },
    WorkPage: {
        WorkPage.POINTS: _("Points"),
        WorkPage.LIVE: _("Live board"),
        WorkPage.READINESS: _("Readiness"),
        WorkPage.PROCUREMENT: _("What to buy"),
        WorkPage.AGREEMENTS: _("Agreements with hosts"),
        WorkPage.OFFERS: _("Offers of businesses"),
        WorkPage.DRILLS: _("Drills"),
        WorkPage.INSPECTIONS: _("Inspections"),
        WorkPage.ACTIVATIONS: _("Activations"),
        WorkPage.NOTICES: _("Notices"),
        WorkPage.REQUESTS: _("Requests"),
        WorkPage.STOCK: _("Stock"),
        WorkPage.CHECKLISTS: _("Checklists"),
        WorkPage.COMPLAINTS: _("Complaints"),
        WorkPage.POLICIES: _("What may be published"),
        WorkPage.FIGURES: _("Figures"),
        WorkPage.ALARMS: _("Alarms"),
        WorkPage.FINDER: _("Find a point"),
        WorkPage.SHEET: _("Printed list of points"),
        WorkPage.PACK: _("Points without a network"),
    },
}  # fmt: skip


def knowledge_label(term: StrEnum) -> str:
    """The English label of a word of practices and guides (a message to translate)."""
    return KNOWLEDGE_LABELS[type(term)][term]
