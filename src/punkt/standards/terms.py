"""The words of standards. Stored values are the strings; labels are translated by the product."""

from enum import StrEnum

from punkt.toml.sources import Grade
from punkt.wording import gettext_noop as _


class Basis(StrEnum):
    """What a requirement rests on, from the strongest to the weakest. Requirements of two bases are never summed."""

    LAW = "law"
    GUIDANCE = "guidance"
    PRACTICE = "practice"
    NORM = "norm"
    INFERRED = "inferred"


class Force(StrEnum):
    """How strongly a source asks. INFO is told and never counted."""

    MANDATORY = "mandatory"
    RECOMMENDED = "recommended"
    INFO = "info"


class Scope(StrEnum):
    """Of what a requirement is asked."""

    POINT = "point"
    TERRITORY = "territory"


class Comparison(StrEnum):
    """How what is known is held against what is asked. SOME: more than nothing, where a source names no amount."""

    PRESENT = "present"
    ABSENT = "absent"
    SOME = "some"
    AT_LEAST = "at_least"
    MORE_THAN = "more_than"
    AT_MOST = "at_most"
    LESS_THAN = "less_than"
    BETWEEN = "between"
    ONE_OF = "one_of"
    INCLUDES = "includes"
    RECORDED = "recorded"
    BY_DAY = "by_day"


class Verdict(StrEnum):
    """What came out for one requirement. A blank is UNKNOWN: it is never met and never not met."""

    MET = "met"
    BY_REFERRAL = "by_referral"
    NOT_MET = "not_met"
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not_applicable"


class Reason(StrEnum):
    """Why a requirement does not apply, why that is not known, or that it would be asked if the point stood there."""

    OTHER_SUBJECT = "other_subject"
    OTHER_COUNTRY = "other_country"
    CONDITION_NOT_GIVEN = "condition_not_given"
    STATED = "stated"
    SUBJECT_NOT_KNOWN = "subject_not_known"
    VALUE_NOT_KNOWN = "value_not_known"
    WOULD_BE_ASKED = "would_be_asked"


class Readiness(StrEnum):
    """How far a point is by one basis of a standard, from nothing lacking on (docs/methods/readiness.md)."""

    FULL = "full"
    READY = "ready"
    UNKNOWN = "unknown"
    GAPS = "gaps"
    NOTHING_ASKED = "nothing_asked"


class Topic(StrEnum):
    """What a requirement is about."""

    DEFINITION = "definition"
    RESPONSIBILITY = "responsibility"
    POWER = "power"
    FUEL = "fuel"
    LIGHT = "light"
    HEAT = "heat"
    COMMUNICATION = "communication"
    WATER = "water"
    SANITATION = "sanitation"
    MEDICAL = "medical"
    FIRE = "fire"
    FOOD = "food"
    ACCESS = "access"
    CHILDREN = "children"
    CAPACITY = "capacity"
    SPACE = "space"
    ACTIVATION = "activation"
    HOURS = "hours"
    INFORMATION = "information"
    LANGUAGES = "languages"
    SIGN = "sign"
    STAFF = "staff"
    ROLES = "roles"
    SECURITY = "security"
    CONTRACT = "contract"
    PLANNING = "planning"
    DENSITY = "density"
    DISTANCE = "distance"
    SERVICES = "services"
    CRISIS_SUPPORT = "crisis_support"
    EVACUATION = "evacuation"
    BUSINESS = "business"
    COMMUNITY = "community"


TERM_LABELS: dict[type[StrEnum], dict[StrEnum, str]] = {
    Basis: {
        Basis.LAW: _("Law"),
        Basis.GUIDANCE: _("Guidance of the state"),
        Basis.PRACTICE: _("Practice of a place"),
        Basis.NORM: _("International norm"),
        Basis.INFERRED: _("Our own conclusion"),
    },
    Force: {
        Force.MANDATORY: _("Mandatory"),
        Force.RECOMMENDED: _("Recommended"),
        Force.INFO: _("For information"),
    },
    Scope: {Scope.POINT: _("Point"), Scope.TERRITORY: _("Territory")},
    Comparison: {
        Comparison.PRESENT: _("is there"),
        Comparison.ABSENT: _("is not there"),
        Comparison.SOME: _("some; no amount is named"),
        Comparison.AT_LEAST: _("at least"),
        Comparison.MORE_THAN: _("more than"),
        Comparison.AT_MOST: _("at most"),
        Comparison.LESS_THAN: _("less than"),
        Comparison.BETWEEN: _("between"),
        Comparison.ONE_OF: _("one of"),
        Comparison.INCLUDES: _("includes"),
        Comparison.RECORDED: _("is recorded"),
        Comparison.BY_DAY: _("by the day"),
    },
    Verdict: {
        Verdict.MET: _("Met"),
        Verdict.BY_REFERRAL: _("Met by referral"),
        Verdict.NOT_MET: _("Not met"),
        Verdict.UNKNOWN: _("Not known"),
        Verdict.NOT_APPLICABLE: _("Does not apply"),
    },
    Reason: {
        Reason.OTHER_SUBJECT: _("It is asked of other points."),
        Reason.OTHER_COUNTRY: _("It is about the kinds, registers, curfew or languages of another country."),
        Reason.CONDITION_NOT_GIVEN: _("What it depends on is not so here."),
        Reason.STATED: _("It was stated that it does not apply here."),
        Reason.SUBJECT_NOT_KNOWN: _(
            "Whether it applies is not known: kind, host, level, size or what it depends on is blank."
        ),
        Reason.VALUE_NOT_KNOWN: _("Nobody stated it."),
        Reason.WOULD_BE_ASKED: _("It would be asked: this kind of point has no counterpart in the other country."),
    },
    Readiness: {
        Readiness.FULL: _("Everything asked for is there"),
        Readiness.READY: _("What is mandatory is there"),
        Readiness.UNKNOWN: _("Not known"),
        Readiness.GAPS: _("Something asked for is missing"),
        Readiness.NOTHING_ASKED: _("Nothing is asked"),
    },
    Grade: {
        Grade.READ: _("read"),
        Grade.SECOND_HAND: _("known at second hand"),
        Grade.NOT_READ: _("not read"),
    },
    Topic: {
        Topic.DEFINITION: _("What it is"),
        Topic.RESPONSIBILITY: _("Responsibility"),
        Topic.POWER: _("Power"),
        Topic.FUEL: _("Fuel"),
        Topic.LIGHT: _("Light"),
        Topic.HEAT: _("Heat"),
        Topic.COMMUNICATION: _("Communication"),
        Topic.WATER: _("Water"),
        Topic.SANITATION: _("Toilets and hygiene"),
        Topic.MEDICAL: _("First aid and medicine"),
        Topic.FIRE: _("Fire safety"),
        Topic.FOOD: _("Food"),
        Topic.ACCESS: _("Access for everybody"),
        Topic.CHILDREN: _("Children"),
        Topic.CAPACITY: _("How many people"),
        Topic.SPACE: _("Floor area"),
        Topic.ACTIVATION: _("Time to open"),
        Topic.HOURS: _("Hours"),
        Topic.INFORMATION: _("Information"),
        Topic.LANGUAGES: _("Languages"),
        Topic.SIGN: _("Sign"),
        Topic.STAFF: _("Staff"),
        Topic.ROLES: _("Roles"),
        Topic.SECURITY: _("Security"),
        Topic.CONTRACT: _("Agreements"),
        Topic.PLANNING: _("Planning"),
        Topic.DENSITY: _("How many points"),
        Topic.DISTANCE: _("Distance"),
        Topic.SERVICES: _("Services"),
        Topic.CRISIS_SUPPORT: _("Crisis support"),
        Topic.EVACUATION: _("Evacuation"),
        Topic.BUSINESS: _("Businesses"),
        Topic.COMMUNITY: _("Community"),
    },
}  # fmt: skip


def term_label(term: StrEnum) -> str:
    """The English label of a word of standards (a message to translate)."""
    return TERM_LABELS[type(term)][term]
