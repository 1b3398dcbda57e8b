"""Agreements with hosts as the desk shows them: those of the points that a person answers for, and what is missing."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from punkt.model.hosting_words import AgreementState, DutyBearer
from punkt.model.vocabulary import label
from punkt.places.fold import folded
from punkt_web.accounts.roles import Power
from punkt_web.dashboard.wording import field_label, word_label
from punkt_web.hosting.models import HostAgreement
from punkt_web.hosting.queries import agreements_about
from punkt_web.hosting.states import in_state, state_of, today
from punkt_web.registry.models import Organisation, Point
from punkt_web.registry.queries import lineage_of, reach_now
from punkt_web.registry.standing import heir

NONE = "none"
"""The filter for points of which no agreement was entered."""
_LOOKS = {
    AgreementState.IN_FORCE: "open",
    AgreementState.ENDS_SOON: "full",
    AgreementState.OVER: "shut",
    AgreementState.ENDED: "shut",
}


@dataclass(frozen=True, slots=True)
class AgreementLine:
    """One agreement in words. ``minutes`` is "" where the agreement and the register say the same, or it says none.

    ``holder`` and ``host`` are "" where nothing is said, and where it is a name that the reader may not see.
    """

    row: HostAgreement
    point: Point
    state: str
    look: str
    ends: str
    holder: str
    host: str
    minutes: str
    services: str
    fuel_by: str
    staffed_by: str
    is_renewed: bool
    is_open: bool


def agreements_among(points: QuerySet[Point], *, state: str = "", text: str = "") -> QuerySet[HostAgreement]:
    """The agreements about points that a person answers for, narrowed to a state and to a text."""
    if folded(text):
        points = points.filter(search_text__contains=folded(text))
    found = agreements_about(points)
    return found.filter(in_state(AgreementState(state), today())) if state in set(AgreementState) else found


def agreement_lines(agreements: Iterable[HostAgreement], user: Any) -> list[AgreementLine]:
    """Each in words; names of people where ``user`` may see contacts."""
    where = reach_now(user, Power.SEE_SECRET)
    return [
        agreement_line(row, sees_secret=where.covers(lineage_of(point), point.code))
        for row in agreements
        for point in (heir(row.point),)
    ]


def agreement_line(row: HostAgreement, *, sees_secret: bool) -> AgreementLine:
    """One in words."""
    is_renewed = hasattr(row, "renewed_by")
    state = state_of(row, today(), is_renewed=is_renewed)
    point = heir(row.point)
    return AgreementLine(
        row=row,
        point=point,
        state=_(label(state)),
        look=_LOOKS.get(state, ""),
        ends=end_words(row),
        holder=_party(row.holder, row.holder_name, sees_secret=sees_secret),
        host=_party(row.host, row.host_name, sees_secret=sees_secret),
        minutes=minutes_words(row.promised_minutes, point.promised_minutes),
        services=", ".join(field_label(key) for key in row.services),
        fuel_by=word_label(DutyBearer, row.fuel_by),
        staffed_by=word_label(DutyBearer, row.staffed_by),
        is_renewed=is_renewed,
        is_open=row.ended_at is None,
    )


def end_words(row: HostAgreement) -> str:
    """Until when it holds; that it has no end is another thing than that nobody knows it."""
    if row.ended_on is not None:
        return _("ended on %(day)s") % {"day": date_format(row.ended_on)}
    if row.valid_until is not None:
        return _("until %(day)s") % {"day": date_format(row.valid_until)}
    return _("without an end") if row.is_open_ended else _("end not known")


def minutes_words(agreed: int | None, registered: int | None) -> str:
    """The difference between what the agreement promises and what the register says; "" for none."""
    if agreed is None or agreed == registered:
        return ""
    numbers = {"agreed": number_format(agreed)}
    if registered is None:
        return _("The agreement promises %(agreed)s min to open; the register knows no such promise.") % numbers
    numbers["registered"] = number_format(registered)
    return _("The agreement promises %(agreed)s min to open, the register says %(registered)s min.") % numbers


def _party(organisation: Organisation | None, name: str, *, sees_secret: bool) -> str:
    if organisation is not None:
        return organisation.name
    if name and not sees_secret:
        return _("a name that you may not see")
    return name
