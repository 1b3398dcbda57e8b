"""A request as a sentence that is read back over the radio, so that the one who sent it hears what was understood."""

from collections.abc import Callable, Iterator
from datetime import datetime, tzinfo

from punkt.formats.report_text_code import spelled_code
from punkt.formats.values import number_text
from punkt.model.requests import Asked
from punkt.model.stock_items import STOCKED, unit_of
from punkt.model.vocabulary import label
from punkt.units import Unit
from punkt.wording import gettext_noop as _

_LITRES, _PIECES = _("Asked for: %(what)s, %(n)s l."), _("Asked for: %(what)s, how many: %(n)s.")


def read_back(
    point_code: str,
    asked: Asked,
    moments: tuple[datetime, datetime],
    zone: tzinfo,
    translate: Callable[[str], str],
) -> str:
    """All of a request in words, each text turned by ``translate``; times as a clock of ``zone`` shows them.

    ``moments``: when it was asked, and when the text came.
    """
    parts = [*_said(asked, translate), _asked_at(*moments, zone, translate)]
    if asked.needed_by is not None:
        parts.insert(-1, _needed_by(asked.needed_by, moments[0], zone, translate))
    if asked.note:
        parts.append(translate(_("Note: %(note)s")) % {"note": asked.note})
    return " ".join([f"{spelled_code(point_code, translate)}.", *parts])


def _said(asked: Asked, translate: Callable[[str], str]) -> Iterator[str]:
    what = translate(label(asked.kind))
    if asked.item:
        what = f"{what}: {translate(STOCKED[asked.item])}"
    if asked.quantity is None:
        yield translate(_("Asked for: %(what)s, how much is not known.")) % {"what": what}
    else:
        amount = _LITRES if unit_of(asked.kind) is Unit.LITRE else _PIECES
        yield translate(amount) % {"what": what, "n": number_text(asked.quantity)}
    yield f"{translate(label(asked.urgency))}."


def _needed_by(moment: datetime, asked_at: datetime, zone: tzinfo, translate: Callable[[str], str]) -> str:
    local = moment.astimezone(zone)
    is_same_day = local.date() == asked_at.astimezone(zone).date()
    text = _("Needed by %(time)s (%(zone)s).") if is_same_day else _("Needed by %(time)s (%(zone)s) the day after.")
    return translate(text) % {"time": f"{local:%H:%M}", "zone": local.tzname() or "UTC"}


def _asked_at(asked_at: datetime, received_at: datetime, zone: tzinfo, translate: Callable[[str], str]) -> str:
    local = asked_at.astimezone(zone)
    is_today = local.date() >= received_at.astimezone(zone).date()
    text = _("Asked at %(time)s (%(zone)s).") if is_today else _("Asked yesterday at %(time)s (%(zone)s).")
    return translate(text) % {"time": f"{local:%H:%M}", "zone": local.tzname() or "UTC"}
