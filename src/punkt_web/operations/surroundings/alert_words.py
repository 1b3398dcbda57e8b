"""The air alert over a place, in words for those who work there: with times, not ages."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from punkt_web.common.moments import clock_and_day
from punkt_web.operations.published_notices import published_notices
from punkt_web.operations.surroundings.notices import AirAlert, over


def alert_words(lineage: Sequence[str], country: str, at: datetime) -> str:
    """What is told of an air alert in a place, "" for nothing; ``lineage`` are the codes of its territory and above."""
    alerts = (one for one in over(lineage, published_notices(lineage), at) if isinstance(one, AirAlert))
    alert = next(alerts, None)
    if alert is None:
        return ""
    told = {
        "since": clock_and_day(alert.began_at, country),
        "at": clock_and_day(alert.confirmed_at, country),
    }
    if alert.is_on(at):
        return _("Air alert since %(since)s, last said to be on at %(at)s.") % told
    return _("Air alert since %(since)s; nobody has said since %(at)s whether it is over.") % told
