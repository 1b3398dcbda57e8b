"""The closed word lists of feeds: what schedules of outages and services of air alerts say, and what is made of it."""

from enum import StrEnum

from punkt.wording import gettext_noop as _


class FeedKind(StrEnum):
    """What a feed tells of."""

    OUTAGES = "outages"
    AIR_ALERTS = "air_alerts"


class FeedForm(StrEnum):
    """In which form a feed comes."""

    YASNO = "yasno"
    DTEK = "dtek"
    OUTAGE_CSV = "csv"
    ALERTS_IN_UA = "alerts_in_ua"
    UKRAINEALARM = "ukrainealarm"

    @property
    def kind(self) -> FeedKind:
        """What a feed of this form tells of."""
        return FeedKind.AIR_ALERTS if self in _OF_ALERTS else FeedKind.OUTAGES


_OF_ALERTS = frozenset({FeedForm.ALERTS_IN_UA, FeedForm.UKRAINEALARM})


class Certainty(StrEnum):
    """How sure a schedule is of an outage; ``NONE``: it says that none is planned, which is not the same as a blank."""

    DEFINITE = "definite"
    POSSIBLE = "possible"
    NONE = "none"


class DayStatus(StrEnum):
    """Whether a schedule holds on a day.

    EMERGENCY: the grid is shut down as need be and no schedule holds. WAITING: it is not announced yet. LIKELY: a week
    that repeats, and no announcement. UNKNOWN: a word of the source that nobody here knows. Only of days on which a
    schedule APPLIES or which have NO_OUTAGES can it be said that power is on.
    """

    APPLIES = "applies"
    NO_OUTAGES = "no_outages"
    LIKELY = "likely"
    WAITING = "waiting"
    EMERGENCY = "emergency"
    UNKNOWN = "unknown"


class GridPower(StrEnum):
    """Whether there is power from the grid, by its schedule."""

    ON = "on"
    OFF = "off"
    POSSIBLY_OFF = "possibly_off"
    UNKNOWN = "unknown"


class WhyGrid(StrEnum):
    """Why a schedule says what it says, or nothing."""

    ANNOUNCED = "announced"
    POSSIBLE = "possible"
    NO_OUTAGES = "no_outages"
    EMERGENCY = "emergency"
    WAITING = "waiting"
    NOT_TOLD = "not_told"
    OLD = "old"
    NO_SCHEDULE = "no_schedule"
    NO_GROUP = "no_group"


class AlertKind(StrEnum):
    """What an alert warns of."""

    AIR_RAID = "air_raid"
    ARTILLERY = "artillery"
    URBAN_FIGHTS = "urban_fights"
    CHEMICAL = "chemical"
    NUCLEAR = "nuclear"
    OTHER = "other"


class PlaceKind(StrEnum):
    """What kind of territory a service names."""

    REGION = "region"
    DISTRICT = "district"
    COMMUNITY = "community"
    CITY = "city"
    UNKNOWN = "unknown"


FEED_LABELS: dict[type[StrEnum], dict[StrEnum, str]] = {
    FeedKind: {
        FeedKind.OUTAGES: _("Schedule of power outages"),
        FeedKind.AIR_ALERTS: _("Air alerts"),
    },
    FeedForm: {
        FeedForm.YASNO: _("YASNO, planned outages (JSON)"),
        FeedForm.DTEK: _("DTEK form, announced and weekly (JSON)"),
        FeedForm.OUTAGE_CSV: _("CSV of Punkt"),
        FeedForm.ALERTS_IN_UA: _("alerts.in.ua, active alerts (JSON)"),
        FeedForm.UKRAINEALARM: _("ukrainealarm, alerts (JSON)"),
    },
    Certainty: {
        Certainty.DEFINITE: _("announced"),
        Certainty.POSSIBLE: _("possible"),
        Certainty.NONE: _("none planned"),
    },
    DayStatus: {
        DayStatus.APPLIES: _("The schedule holds"),
        DayStatus.NO_OUTAGES: _("No outages are planned"),
        DayStatus.LIKELY: _("The usual week, not announced"),
        DayStatus.WAITING: _("The schedule is not announced yet"),
        DayStatus.EMERGENCY: _("Emergency shutdowns: no schedule holds"),
        DayStatus.UNKNOWN: _("Not known"),
    },
    GridPower: {
        GridPower.ON: _("Power is on"),
        GridPower.OFF: _("Power is off"),
        GridPower.POSSIBLY_OFF: _("Power may be off"),
        GridPower.UNKNOWN: _("Not known"),
    },
    WhyGrid: {
        WhyGrid.ANNOUNCED: _("by the announced schedule"),
        WhyGrid.POSSIBLE: _("by the usual week, or announced as possible"),
        WhyGrid.NO_OUTAGES: _("no outages are planned"),
        WhyGrid.EMERGENCY: _("emergency shutdowns, no schedule holds"),
        WhyGrid.WAITING: _("the schedule is not announced yet"),
        WhyGrid.NOT_TOLD: _("the schedule says nothing of this time"),
        WhyGrid.OLD: _("the schedule was not read for too long"),
        WhyGrid.NO_SCHEDULE: _("no feed tells of this operator and group"),
        WhyGrid.NO_GROUP: _("operator or outage group of the point is not registered"),
    },
    AlertKind: {
        AlertKind.AIR_RAID: _("Air alert"),
        AlertKind.ARTILLERY: _("Artillery shelling"),
        AlertKind.URBAN_FIGHTS: _("Fighting in the streets"),
        AlertKind.CHEMICAL: _("Chemical threat"),
        AlertKind.NUCLEAR: _("Radiation threat"),
        AlertKind.OTHER: _("Another alert"),
    },
    PlaceKind: {
        PlaceKind.REGION: _("region"),
        PlaceKind.DISTRICT: _("district"),
        PlaceKind.COMMUNITY: _("municipality"),
        PlaceKind.CITY: _("city"),
        PlaceKind.UNKNOWN: _("kind of place not known"),
    },
}
