"""Schedules of power outages, in the forms in which they come, as spans of one form (``punkt.model.outages``).

They are unofficial and change without a word: what cannot be read is noted with its place, and nothing that is not
told is taken for power. docs/guides/feeds.md tells of each form.
"""

from datetime import datetime, tzinfo

from punkt.errors import UnreadableFile
from punkt.formats.feed_json import ASK_THE_SOURCE, parsed, text_of
from punkt.formats.outage_feeds import dtek, outage_csv, yasno
from punkt.formats.outage_feeds.outage_csv import write_outage_csv
from punkt.formats.outage_feeds.reading import Builder, OutageReading
from punkt.model.feed_words import FeedForm
from punkt.model.outages import MAX_OPERATOR, operator_key
from punkt.wording import gettext_noop as _

__all__ = ["OutageReading", "read_outages", "write_outage_csv"]

_NO_FORM = _("This is in none of the forms of outage schedules that Punkt reads.")
_OTHER_FORM = _("This is not in the form that the feed was said to have.")
_NO_OPERATOR = _("This form names no operator, and the feed has none.")
_GIVE_OPERATOR = _("Say whose schedule it is, by the name that stands at the points.")


def read_outages(
    content: bytes, *, operator: str, zone: tzinfo, at: datetime, form: FeedForm | None = None
) -> OutageReading:
    """Reads a schedule. ``operator`` is whose it is where it does not say; ``zone`` that of its clocks; ``at`` now.

    Raises ``UnreadableFile`` for what is in no known form, or not in ``form`` where that is given.
    """
    text = text_of(content)
    builder = Builder(operator[:MAX_OPERATOR], zone)
    if not text.lstrip().startswith(("{", "[")):
        if not outage_csv.looks_like(text) and form is not FeedForm.OUTAGE_CSV:
            raise UnreadableFile(_NO_FORM, remedy=ASK_THE_SOURCE)
        _check_form(FeedForm.OUTAGE_CSV, form)
        return outage_csv.read_outage_csv(text, builder)
    value = parsed(text)
    is_yasno = yasno.looks_like(value)
    if not is_yasno and not dtek.looks_like(value):
        raise UnreadableFile(_NO_FORM, remedy=ASK_THE_SOURCE)
    _check_form(FeedForm.YASNO if is_yasno else FeedForm.DTEK, form)
    if not operator_key(operator):
        raise UnreadableFile(_NO_OPERATOR, remedy=_GIVE_OPERATOR)
    return yasno.read_yasno(value, builder) if is_yasno else dtek.read_dtek(value, builder, at=at)


def _check_form(found: FeedForm, wanted: FeedForm | None) -> None:
    if wanted is not None and wanted is not found:
        raise UnreadableFile(_OTHER_FORM, remedy=ASK_THE_SOURCE)
