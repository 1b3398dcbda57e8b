"""What reading active alerts gives, and what its readers share."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, tzinfo

from punkt.errors import InvalidValue, PunktError, UnreadableFile
from punkt.formats.feed_findings import Findings, shown
from punkt.formats.feed_json import ASK_THE_SOURCE, as_text
from punkt.formats.feed_times import stamp
from punkt.model.feed_words import AlertKind, FeedForm, PlaceKind
from punkt.wording import gettext_noop as _

MAX_ALERTS = 20_000
"""All places of the country with every kind of alert at once are fewer."""
_TOO_MANY = _("This feed has more than %(limit)s alerts.")
NO_KIND = _("%(word)s is no kind of alert that is known; it is kept as another one.")
NO_UID = _("%(value)s is no number of a place.")


@dataclass(frozen=True, slots=True)
class ToldAlert:
    """An alert as a service tells it. ``uid`` is the service's number of the place, ``place`` its name there.

    ``ended_at`` is ``None`` while it is on; ``updated_at`` where the service does not say.
    """

    uid: str
    place: str
    place_kind: PlaceKind
    kind: AlertKind
    began_at: datetime
    ended_at: datetime | None = None
    updated_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class AlertReading:
    """All that the service says is on. An alert that is not here, is not on by its word, if ``is_whole``.

    ``is_whole`` is false where an alert could not be read: which one it was nobody knows, so none can be said to be
    over. ``source_updated_at`` is when the service says that this was so, ``None`` where it does not.
    """

    form: FeedForm
    alerts: tuple[ToldAlert, ...]
    source_updated_at: datetime | None
    findings: Findings
    is_whole: bool


@dataclass(slots=True)
class Builder:
    """Collects alerts and findings while a feed is read."""

    zone: tzinfo
    alerts: list[ToldAlert] = field(default_factory=list)
    findings: Findings = field(default_factory=Findings)
    is_whole: bool = True
    _n_told: int = 0

    def add(self, place: str, read: Callable[[], ToldAlert]) -> None:
        """Takes an alert in; one that cannot be read is noted. Raises ``UnreadableFile`` past ``MAX_ALERTS``."""
        self._n_told += 1
        if self._n_told > MAX_ALERTS:
            raise UnreadableFile(_TOO_MANY, remedy=ASK_THE_SOURCE, values={"limit": MAX_ALERTS})
        try:
            self.alerts.append(read())
        except UnreadableFile:
            raise
        except PunktError as fault:
            self.findings.add(place, fault)
            self.is_whole = False

    def stamped(self, place: str, value: object) -> datetime | None:
        """The moment of a stamp that can be done without; ``None`` where there is none, or none that can be read."""
        if value is None:
            return None
        try:
            return stamp(as_text(value), self.zone)
        except InvalidValue as fault:
            self.findings.add(place, fault)
            return None

    def reading(self, form: FeedForm, source_updated_at: datetime | None) -> AlertReading:
        """What came of it."""
        return AlertReading(form, tuple(self.alerts), source_updated_at, self.findings, self.is_whole)


def uid_of(value: object) -> str:
    """The number of a place, as text. Raises ``InvalidValue``."""
    text = str(value) if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 10**6 else value
    if isinstance(text, str) and 0 < len(text) <= 6 and text.isascii() and text.isdecimal():
        return str(int(text))
    raise InvalidValue(NO_UID, values={"value": shown(value)})
