"""The closed word lists of alarms: what may be wrong at a point, why an alarm ended, and how people are told."""

from enum import StrEnum

from punkt.wording import gettext_noop as _


class AlarmKind(StrEnum):
    """What is wrong at a point, the most pressing first.

    AUTONOMY: own power lasts less than so many hours; CONTRADICTED: told as open, but people at the door say that it is
    shut; CROWDED: more people than places; SILENT: no report of a point that should be open.
    """

    AUTONOMY = "autonomy"
    CONTRADICTED = "contradicted"
    COLD = "cold"
    CROWDED = "crowded"
    SILENT = "silent"


class AlarmEnd(StrEnum):
    """Why an alarm ended. UNKNOWN: what it was raised by was not told again for so long that nobody knows."""

    GONE = "gone"
    UNKNOWN = "unknown"
    RULE = "rule"
    POINT = "point"


class AlarmChannel(StrEnum):
    """How people and other systems are told of alarms, besides the page of the desk."""

    EMAIL = "email"
    PUSH = "push"
    WEBHOOK = "webhook"


ALARM_LABELS: dict[type[StrEnum], dict[StrEnum, str]] = {
    AlarmKind: {
        AlarmKind.AUTONOMY: _("Own power lasts only a few hours"),
        AlarmKind.CONTRADICTED: _("Told as open, but people at the door say that it is shut"),
        AlarmKind.COLD: _("It is cold inside"),
        AlarmKind.CROWDED: _("More people than places"),
        AlarmKind.SILENT: _("No report"),
    },
    AlarmEnd: {
        AlarmEnd.GONE: _("The cause is gone"),
        AlarmEnd.UNKNOWN: _("Nobody told of it any more"),
        AlarmEnd.RULE: _("The rule was switched off or changed"),
        AlarmEnd.POINT: _("The point is no longer designated"),
    },
    AlarmChannel: {
        AlarmChannel.EMAIL: _("E-mail"),
        AlarmChannel.PUSH: _("Notice of the browser"),
        AlarmChannel.WEBHOOK: _("Webhook"),
    },
}
