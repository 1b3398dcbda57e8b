"""A report as a sentence that is read back over the radio, so that the one who sent it hears what was understood."""

from collections.abc import Callable, Collection, Iterator
from datetime import datetime, tzinfo

from punkt.formats.report_text_code import spelled_code
from punkt.formats.values import number_text
from punkt.model.fields import field
from punkt.model.reports import ReportContent, ReportMessage
from punkt.model.vocabulary import AgeBand, Availability, PointState, Shortage, label
from punkt.wording import gettext_noop as _


def read_back(message: ReportMessage, received_at: datetime, zone: tzinfo, translate: Callable[[str], str]) -> str:
    """All of a message in words, each text turned by ``translate``; the time as a clock of ``zone`` showed it.

    A time of the day before is said to be so: a clock that is fast makes today's report one of yesterday.
    """
    local = message.observed_at.astimezone(zone)
    is_today = local.date() >= received_at.astimezone(zone).date()
    seen = _("Seen at %(time)s (%(zone)s).") if is_today else _("Seen yesterday at %(time)s (%(zone)s).")
    parts = [
        *_said(message.content, translate),
        translate(seen) % {"time": f"{local:%H:%M}", "zone": local.tzname() or "UTC"},
    ]
    if message.content.note:
        parts.append(translate(_("Note: %(note)s")) % {"note": message.content.note})
    return " ".join([f"{spelled_code(message.point_code, translate)}.", *parts])


def _said(content: ReportContent, translate: Callable[[str], str]) -> Iterator[str]:
    if content.state is not None:
        yield f"{translate(label(PointState(content.state)))}."
    for text, value in _numbers(content):
        if value is not None:
            yield translate(text) % {"n": number_text(value)}
    for band, n_people in content.bands.items():
        yield f"{translate(label(AgeBand(band)))}: {n_people}."
    for band, n_entries in content.visit_bands.items():
        yield translate(_("Came in, %(who)s: %(n)s.")) % {"who": translate(label(AgeBand(band))), "n": n_entries}
    for key, answer in content.services.items():
        yield f"{translate(field(key).label)}: {translate(label(Availability(answer)))}."
    if content.shortages is not None:
        yield _said_shortages(content.shortages, translate)


def _said_shortages(shortages: Collection[str], translate: Callable[[str], str]) -> str:
    if not shortages:
        return translate(_("Nothing is short."))
    listed = ", ".join(translate(label(Shortage(word))) for word in shortages)
    return translate(_("Short of: %(listed)s.")) % {"listed": listed}


def _numbers(content: ReportContent) -> tuple[tuple[str, float | None], ...]:
    return (
        (_("People there: %(n)s."), content.headcount),
        (_("Fuel: %(n)s l."), content.fuel_l),
        (_("Fuel: %(n)s/4 of the tank."), content.fuel_quarters),
        (_("Water: %(n)s l."), content.water_l),
        (_("Inside: %(n)s °C."), content.indoor_c),
        (_("Staff: %(n)s."), content.n_staff),
        (_("Came in: %(n)s."), content.n_visits),
    )
