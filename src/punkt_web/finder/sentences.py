"""What the finder says of a point, each sentence once: pages made here and pages without a network say the same.

A sentence has a key; ``COUNTED`` ones have a form for one and for many. ``%(name)s`` stands for what is filled in.
"""

from collections.abc import Mapping

from django.utils.translation import gettext, ngettext

from punkt.confidence.freshness import PublicState, Sureness
from punkt.wording import gettext_noop as _
from punkt.wording import ngettext_noop

SENTENCES: Mapping[str, str] = {
    "open_certain": _("Open, almost certain"),
    "open_likely": _("Open, likely"),
    "full_certain": _("Open but full, almost certain"),
    "full_likely": _("Open but full, likely"),
    "opening_certain": _("Opening now, almost certain"),
    "opening_likely": _("Opening now, likely"),
    "standby": _("On standby, not open"),
    "closed_certain": _("Closed, almost certain"),
    "closed_likely": _("Closed, likely"),
    "never_confirmed": _("Never confirmed"),
    "not_by_staff": _("Not confirmed by staff"),
    "not_for_over_a_day": _("Not confirmed for more than a day"),
    "not_shown": _("What was said of this door is not shown"),
    "just_now": _("just now"),
    "over_a_day_ago": _("more than a day ago"),
    "staff_said": _("Staff said so %(ago)s."),
    "coordinator_said": _("The coordinator said so %(ago)s."),
    "duty_officer_said": _("The duty officer said so %(ago)s."),
    "resident_said": _("A resident said so %(ago)s; staff have not confirmed it."),
    "contradicted": _("Not confirmed: people at the door say that it is shut"),
    "last_word_contradicted": _("Last word (%(ago)s): %(state)s. Since then people at the door said that it is shut."),
    "people_said_shut_since": _("People at the door said since then that it is shut."),
    "nobody_confirmed": _("Nobody has confirmed it yet."),
    "last_word": _("Last word (%(who)s, %(ago)s): %(state)s."),
    "opens_when_asked": _("It opens when the municipality asks."),
    "metres": _("%(n)s m"),
    "kilometres": _("%(n)s km"),
    "about_km": _("about %(n)s km"),
    "about_distance": _("about %(distance)s"),
    "distance_unknown": _("Distance not known"),
    "seats_unknown": _("Seats not known"),
    "service_limited": _("%(service)s: limited"),
    "service_unknown": _("%(service)s: not known"),
    "service_no": _("%(service)s: no"),
    "point_withheld": _("Point %(code)s (address not published)"),
    "point": _("Point %(code)s"),
    "address_withheld": _("The municipality gives the address."),
    "position_unknown": _("The position is not known. Go by the address."),
    "position_rough": _("The position is only approximate. Go by the address."),
    "always_open": _("Listed as open day and night."),
    "hours": _("Hours as written: %(hours)s"),
    "hours_activated": _("When the municipality activates it: %(hours)s"),
}

COUNTED: Mapping[str, tuple[str, str]] = {
    "min_ago": ngettext_noop("%(n)d min ago", "%(n)d min ago"),
    "hours_ago": ngettext_noop("%(n)d h ago", "%(n)d h ago"),
    "days_ago": ngettext_noop("%(n)d day ago", "%(n)d days ago"),
    "not_for_min": ngettext_noop("Not confirmed for %(n)d min", "Not confirmed for %(n)d min"),
    "not_for_hours": ngettext_noop("Not confirmed for %(n)d h", "Not confirmed for %(n)d h"),
    "not_for_days": ngettext_noop("Not confirmed for %(n)d day", "Not confirmed for %(n)d days"),
    "said_shut_since": ngettext_noop(
        "%(n)d person at the door said since then that it is shut.",
        "%(n)d people at the door said since then that it is shut.",
    ),
    "on_foot": ngettext_noop("about %(n)d min on foot", "about %(n)d min on foot"),
    "seats_only": ngettext_noop("%(n)d seat; people inside not known", "%(n)d seats; people inside not known"),
    "nearly_full": ngettext_noop("%(n)d seat, nearly all taken", "%(n)d seats, nearly all taken"),
    "at_most_taken": ngettext_noop(
        "%(n)d seat, at most %(percent)d %% taken", "%(n)d seats, at most %(percent)d %% taken"
    ),
}


def say(key: str, **values: object) -> str:
    """A sentence in the language of the page."""
    text = gettext(SENTENCES[key])
    return text % values if values else text


def count(key: str, n: int, **values: object) -> str:
    """A sentence about ``n`` of something in the language of the page."""
    return ngettext(*COUNTED[key], n) % {"n": n, **values}


def state_key(state: PublicState, sureness: Sureness) -> str:
    """The sentence of a state that is confirmed, or that claims nothing."""
    if state is PublicState.STANDBY:
        return "standby"
    return f"{state}_{'certain' if sureness is Sureness.CERTAIN else 'likely'}"
