"""The words of what territories tell everybody who is out of doors."""

from enum import StrEnum

from punkt.wording import gettext_noop as _


class NoticeKind(StrEnum):
    """What a territory tells everybody who is out of doors."""

    CURFEW = "curfew"
    AIR_ALERT = "air_alert"


class Passage(StrEnum):
    """Whether people may walk to a point during a curfew, as the decision says (facts: ukraine 1.1, 16.01.2026)."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


NOTICE_LABELS: dict[type[StrEnum], dict[StrEnum, str]] = {
    NoticeKind: {
        NoticeKind.CURFEW: _("Curfew"),
        NoticeKind.AIR_ALERT: _("Air alert"),
    },
    Passage: {
        Passage.YES: _("It is allowed"),
        Passage.NO: _("It is not allowed"),
        Passage.UNKNOWN: _("Not known"),
    },
}
