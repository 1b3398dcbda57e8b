"""The closed word lists of the field. Stored values are the strings; labels are translated by the product.

Those of supplies, activations, the board, feeds, bulletins, complaints and notices stand in modules beside this one;
their labels are found here too.
"""

from enum import StrEnum
from typing import TypeVar

from punkt.errors import InvalidValue
from punkt.model.activation_words import ACTIVATION_LABELS
from punkt.model.alarm_words import ALARM_LABELS
from punkt.model.alert_words import ALERT_LABELS
from punkt.model.board_words import BOARD_LABELS
from punkt.model.complaint_words import COMPLAINT_LABELS
from punkt.model.feed_words import FEED_LABELS
from punkt.model.hosting_words import HOSTING_LABELS
from punkt.model.incident_words import INCIDENT_LABELS
from punkt.model.network_words import NETWORK_LABELS
from punkt.model.notice_words import NOTICE_LABELS
from punkt.model.power_trial_words import POWER_TRIAL_LABELS
from punkt.model.request_words import REQUEST_LABELS
from punkt.model.supply_words import SUPPLY_LABELS
from punkt.wording import gettext_noop as _

Word = TypeVar("Word", bound=StrEnum)
_MOST_SHOWN = 60
"""Characters of a wrong word that are shown."""


class Availability(StrEnum):
    """The five answers to "does it have this?". A blank is UNKNOWN, never NO."""

    YES = "yes"
    LIMITED = "limited"
    NO = "no"
    NOT_APPLICABLE = "n/a"
    UNKNOWN = "unknown"


IS_THERE = frozenset({Availability.YES, Availability.LIMITED})
"""Answers by which something is there, if not without limits."""


class PointState(StrEnum):
    """What a point is doing now. Designated (PLANNED, STANDBY) is not OPEN."""

    PLANNED = "planned"
    STANDBY = "standby"
    OPENING = "opening"
    OPEN = "open"
    FULL = "full"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


class OpeningMode(StrEnum):
    """How a point is meant to open (facts: "цілодобово", "за графіком", "режим очікування")."""

    ROUND_THE_CLOCK = "24/7"
    SCHEDULE = "schedule"
    STANDBY = "standby"
    UNKNOWN = "unknown"


class PositionMethod(StrEnum):
    """How the coordinates of a point came about; sets how far they can be trusted."""

    SURVEYED = "surveyed"
    DEVICE = "device"
    MAP = "map"
    ADDRESS = "address"
    SETTLEMENT = "settlement"
    SOURCE = "source"
    UNKNOWN = "unknown"


class CapacityBasis(StrEnum):
    """What a capacity figure rests on."""

    SEATS = "seats"
    FLOOR_AREA = "floor_area"
    FIRE_LIMIT = "fire_limit"
    STATED = "stated"
    ESTIMATE = "estimate"
    UNKNOWN = "unknown"


class HostKind(StrEnum):
    """Who runs the premises, by kind (facts/ukraine 1.4, 4.2; Estonia 2.2; Sweden 3.2)."""

    SCHOOL = "school"
    KINDERGARTEN = "kindergarten"
    TOWN_HALL = "town_hall"
    CULTURE = "culture"
    LIBRARY = "library"
    HEALTH = "health"
    SOCIAL = "social"
    SPORT = "sport"
    FIRE_STATION = "fire_station"
    RESCUE_TENT = "rescue_tent"
    POLICE = "police"
    RAILWAY = "railway"
    SHOP = "shop"
    FUEL_STATION = "fuel_station"
    BUSINESS = "business"
    WORSHIP = "worship"
    VILLAGE_HALL = "village_hall"
    HOUSING = "housing"
    OTHER = "other"
    UNKNOWN = "unknown"


class Visibility(StrEnum):
    """What may be shown to whom. Points are targets."""

    PUBLIC = "public"
    AREA = "area"
    MEMBERS = "members"
    HIDDEN = "hidden"

    @property
    def strictness(self) -> int:
        """0 for public up to 3 for hidden; of two policies the stricter one counts."""
        return list(Visibility).index(self)


class EvidenceMethod(StrEnum):
    """How a stated fact was come by, from the strongest to the weakest."""

    SEEN = "seen"
    PHONED = "phoned"
    DOCUMENT = "document"
    DECLARED = "declared"
    IMPORTED = "imported"
    INFERRED = "inferred"


class ReportChannel(StrEnum):
    """How a status report reached us."""

    KEEPER = "keeper"
    COORDINATOR = "coordinator"
    DUTY_OFFICER = "duty_officer"
    RESIDENT = "resident"
    DEVICE = "device"
    IMPORT = "import"


class ReportBearer(StrEnum):
    """What carried a report to us; who said it is the channel."""

    CONSOLE = "console"
    DESK = "desk"
    PROGRAM = "program"
    TEXT = "text"
    CALL = "call"
    PAPER = "paper"
    HAND = "hand"
    LIST = "list"


class Shortage(StrEnum):
    """What a point is short of."""

    FUEL = "fuel"
    WATER = "water"
    FOOD = "food"
    STAFF = "staff"
    BEDS = "beds"
    MEDICINE = "medicine"
    EQUIPMENT = "equipment"
    TRANSPORT = "transport"


class AgeBand(StrEnum):
    """Groups of people present, as humanitarian reporting counts them (facts: ukraine 5.4)."""

    GIRLS = "girls"
    BOYS = "boys"
    WOMEN = "women"
    MEN = "men"
    OLDER_WOMEN = "older_women"
    OLDER_MEN = "older_men"


class RowOutcome(StrEnum):
    """What became of one source row; every row read has exactly one."""

    NEW = "new"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


class TerritoryLevel(StrEnum):
    """Rank of an administrative unit, the same words for all countries."""

    COUNTRY = "country"
    REGION = "region"
    DISTRICT = "district"
    MUNICIPALITY = "municipality"
    SETTLEMENT = "settlement"
    QUARTER = "quarter"


# By class first: words of two lists may be spelled alike ("unknown", "standby") and would collide as keys.
LABELS: dict[type[StrEnum], dict[StrEnum, str]] = {
    Availability: {
        Availability.YES: _("yes"),
        Availability.LIMITED: _("limited"),
        Availability.NO: _("no"),
        Availability.NOT_APPLICABLE: _("does not apply"),
        Availability.UNKNOWN: _("not known"),
    },
    PointState: {
        PointState.PLANNED: _("Planned"),
        PointState.STANDBY: _("Standby"),
        PointState.OPENING: _("Opening"),
        PointState.OPEN: _("Open"),
        PointState.FULL: _("Full"),
        PointState.CLOSED: _("Closed"),
        PointState.WITHDRAWN: _("Withdrawn"),
    },
    OpeningMode: {
        OpeningMode.ROUND_THE_CLOCK: _("day and night"),
        OpeningMode.SCHEDULE: _("by schedule"),
        OpeningMode.STANDBY: _("on standby, opens when asked"),
        OpeningMode.UNKNOWN: _("opening not known"),
    },
    PositionMethod: {
        PositionMethod.SURVEYED: _("surveyed"),
        PositionMethod.DEVICE: _("taken by a device at the door"),
        PositionMethod.MAP: _("picked on a map"),
        PositionMethod.ADDRESS: _("found from the address"),
        PositionMethod.SETTLEMENT: _("middle of the settlement"),
        PositionMethod.SOURCE: _("as the source states"),
        PositionMethod.UNKNOWN: _("method not known"),
    },
    CapacityBasis: {
        CapacityBasis.SEATS: _("counted seats"),
        CapacityBasis.FLOOR_AREA: _("floor area"),
        CapacityBasis.FIRE_LIMIT: _("fire safety limit"),
        CapacityBasis.STATED: _("stated by the host"),
        CapacityBasis.ESTIMATE: _("estimate"),
        CapacityBasis.UNKNOWN: _("basis not known"),
    },
    HostKind: {
        HostKind.SCHOOL: _("School"),
        HostKind.KINDERGARTEN: _("Kindergarten"),
        HostKind.TOWN_HALL: _("Town hall or council"),
        HostKind.CULTURE: _("Culture centre"),
        HostKind.LIBRARY: _("Library"),
        HostKind.HEALTH: _("Health centre"),
        HostKind.SOCIAL: _("Social services"),
        HostKind.SPORT: _("Sports hall"),
        HostKind.FIRE_STATION: _("Fire and rescue station"),
        HostKind.RESCUE_TENT: _("Rescue service tent"),
        HostKind.POLICE: _("Police"),
        HostKind.RAILWAY: _("Railway station"),
        HostKind.SHOP: _("Shop"),
        HostKind.FUEL_STATION: _("Filling station"),
        HostKind.BUSINESS: _("Business"),
        HostKind.WORSHIP: _("Place of worship"),
        HostKind.VILLAGE_HALL: _("Village hall"),
        HostKind.HOUSING: _("Housing association"),
        HostKind.OTHER: _("Other host"),
        HostKind.UNKNOWN: _("Host not known"),
    },
    Visibility: {
        Visibility.PUBLIC: _("Public"),
        Visibility.AREA: _("Area only"),
        Visibility.MEMBERS: _("Members"),
        Visibility.HIDDEN: _("Hidden"),
    },
    EvidenceMethod: {
        EvidenceMethod.SEEN: _("seen on site"),
        EvidenceMethod.PHONED: _("confirmed by phone"),
        EvidenceMethod.DOCUMENT: _("from a document"),
        EvidenceMethod.DECLARED: _("declared by the host"),
        EvidenceMethod.IMPORTED: _("imported"),
        EvidenceMethod.INFERRED: _("inferred"),
    },
    ReportChannel: {
        ReportChannel.KEEPER: _("staff"),
        ReportChannel.COORDINATOR: _("coordinator"),
        ReportChannel.DUTY_OFFICER: _("duty officer"),
        ReportChannel.RESIDENT: _("resident"),
        ReportChannel.DEVICE: _("device"),
        ReportChannel.IMPORT: _("imported list"),
    },
    ReportBearer: {
        ReportBearer.CONSOLE: _("keeper console"),
        ReportBearer.DESK: _("desk"),
        ReportBearer.PROGRAM: _("program"),
        ReportBearer.TEXT: _("text message"),
        ReportBearer.CALL: _("telephone call"),
        ReportBearer.PAPER: _("paper sheet"),
        ReportBearer.HAND: _("carried by hand"),
        ReportBearer.LIST: _("list"),
    },
    Shortage: {
        Shortage.FUEL: _("Fuel"),
        Shortage.WATER: _("Water"),
        Shortage.FOOD: _("Food"),
        Shortage.STAFF: _("Staff"),
        Shortage.BEDS: _("Places to sleep"),
        Shortage.MEDICINE: _("Medicine"),
        Shortage.EQUIPMENT: _("Equipment"),
        Shortage.TRANSPORT: _("Transport"),
    },
    AgeBand: {
        AgeBand.GIRLS: _("Girls, up to 17"),
        AgeBand.BOYS: _("Boys, up to 17"),
        AgeBand.WOMEN: _("Women, 18 to 59"),
        AgeBand.MEN: _("Men, 18 to 59"),
        AgeBand.OLDER_WOMEN: _("Women, 60 and older"),
        AgeBand.OLDER_MEN: _("Men, 60 and older"),
    },
    RowOutcome: {
        RowOutcome.NEW: _("new"),
        RowOutcome.UPDATED: _("updated"),
        RowOutcome.UNCHANGED: _("unchanged"),
        RowOutcome.REFUSED: _("refused"),
    },
    TerritoryLevel: {
        TerritoryLevel.COUNTRY: _("Country"),
        TerritoryLevel.REGION: _("Region"),
        TerritoryLevel.DISTRICT: _("District"),
        TerritoryLevel.MUNICIPALITY: _("Municipality"),
        TerritoryLevel.SETTLEMENT: _("Settlement"),
        TerritoryLevel.QUARTER: _("City district"),
    },
    **SUPPLY_LABELS,
    **ACTIVATION_LABELS,
    **BOARD_LABELS,
    **FEED_LABELS,
    **ALERT_LABELS,
    **ALARM_LABELS,
    **INCIDENT_LABELS,
    **POWER_TRIAL_LABELS,
    **HOSTING_LABELS,
    **REQUEST_LABELS,
    **COMPLAINT_LABELS,
    **NOTICE_LABELS,
    **NETWORK_LABELS,
}


def label(word: StrEnum) -> str:
    """The English label of a vocabulary word (a message to translate)."""
    return LABELS[type(word)][word]


def choices(vocabulary: type[StrEnum]) -> list[tuple[str, str]]:
    """``(stored value, English label)`` of each word, in order: what a form offers."""
    return [(word.value, label(word)) for word in vocabulary]


def one_of(words: type[Word], word: str, where: str) -> Word:
    """The word of a vocabulary that was written. Raises ``InvalidValue``, which lists those that there are."""
    try:
        return words(word)
    except ValueError as error:
        raise InvalidValue(
            _("%(word)s is not one of %(listed)s."),
            where=where,
            values={"word": repr(word)[:_MOST_SHOWN], "listed": ", ".join(words)},
        ) from error
