"""Alerts that are on, in the forms of the services that tell of them. docs/guides/feeds.md tells of each form."""

from datetime import tzinfo

from punkt.errors import UnreadableFile
from punkt.formats.air_alerts import alerts_in_ua, ukrainealarm
from punkt.formats.air_alerts.places import territory_of
from punkt.formats.air_alerts.reading import AlertReading, Builder, ToldAlert
from punkt.formats.feed_json import ASK_THE_SOURCE, parsed, text_of
from punkt.model.feed_words import FeedForm
from punkt.wording import gettext_noop as _

__all__ = ["AlertReading", "ToldAlert", "read_alerts", "territory_of"]

_NO_FORM = _("This is in none of the forms of air alerts that Punkt reads.")
_OTHER_FORM = _("This is not in the form that the feed was said to have.")


def read_alerts(content: bytes, *, zone: tzinfo, form: FeedForm | None = None) -> AlertReading:
    """Reads what is on. ``zone`` is that of the clocks of stamps without an offset.

    Raises ``UnreadableFile`` for what is in no known form, or not in ``form`` where that is given: that an answer
    lists nothing is a word too, and must not be read out of an error page.
    """
    value = parsed(text_of(content))
    builder = Builder(zone)
    if alerts_in_ua.looks_like(value):
        _check_form(FeedForm.ALERTS_IN_UA, form)
        return alerts_in_ua.read_alerts_in_ua(value, builder)
    if ukrainealarm.looks_like(value):
        _check_form(FeedForm.UKRAINEALARM, form)
        return ukrainealarm.read_ukrainealarm(value, builder)
    raise UnreadableFile(_NO_FORM, remedy=ASK_THE_SOURCE)


def _check_form(found: FeedForm, wanted: FeedForm | None) -> None:
    if wanted is not None and wanted is not found:
        raise UnreadableFile(_OTHER_FORM, remedy=ASK_THE_SOURCE)
