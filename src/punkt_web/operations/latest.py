"""The latest word on each part of a point's state, from the words of many reports.

The latest word of a part is the greatest one in a total order that looks only at what is kept with it. So a late
report, a repeated one and a shuffled pile of them all end in the same words.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from punkt.model.vocabulary import Availability, PointState, ReportChannel
from punkt_web.operations.models import CurrentStatus, StatusReport

_MACHINES = frozenset({ReportChannel.DEVICE, ReportChannel.IMPORT})
# For words of the very same moment: who stands nearer to the door, then the word that sends nobody there in vain.
_STRENGTH = {
    ReportChannel.IMPORT: 0,
    ReportChannel.DEVICE: 1,
    ReportChannel.RESIDENT: 2,
    ReportChannel.DUTY_OFFICER: 3,
    ReportChannel.COORDINATOR: 4,
    ReportChannel.KEEPER: 5,
}
MEASURED = {
    "headcount": "headcount_at", "fuel_l": "fuel_at", "fuel_quarters": "fuel_quarters_at", "indoor_c": "indoor_at",
    "water_l": "water_at", "n_staff": "staff_at", "shortages": "shortages_at",
}  # fmt: skip
"""The parts of a status with one value, and the time of each."""
_LONG_AGO = datetime.min.replace(tzinfo=UTC)
_CAUTION = {state: place for place, state in enumerate(PointState)}
_DOUBT = {word: place for place, word in enumerate(Availability)}


def merged(status: CurrentStatus, report: StatusReport) -> None:
    """Takes into ``status`` what ``report`` knows better; each part can come from another report."""
    at = report.observed_at
    if report.state and state_order(report.state, at, report.channel) > state_order(
        status.state, status.state_at, status.state_channel
    ):
        status.state, status.state_at, status.state_channel = report.state, at, report.channel
    for part, part_at in MEASURED.items():
        value = getattr(report, part)
        if value is not None and _later((at, value), (getattr(status, part_at), getattr(status, part))):
            setattr(status, part, value)
            setattr(status, part_at, at)
    status.services = _merged_services(status.services, report)


def as_reports(status: CurrentStatus) -> Iterator[StatusReport]:
    """The latest words of a point as reports (not saved), each part with its own time: ``merged`` takes them again."""
    if status.state and status.state_at:
        yield StatusReport(observed_at=status.state_at, channel=status.state_channel, state=status.state)
    for part, part_at in MEASURED.items():
        observed_at = getattr(status, part_at)
        if observed_at is not None:
            yield StatusReport(observed_at=observed_at, **{part: getattr(status, part)})
    for key, (word, at) in status.services.items():
        yield StatusReport(observed_at=datetime.fromisoformat(at), services={key: word})


def as_words(status: CurrentStatus) -> dict[str, Any]:
    """What is known, in JSON-safe form, for the audit trail."""
    words: dict[str, Any] = {}
    for part in ("state", *MEASURED):
        value = getattr(status, part)
        if value not in ("", None):
            words[part] = value
    for key, (word, _at) in status.services.items():
        words[key] = word
    return words


def state_order(state: str, at: datetime | None, channel: str) -> tuple[bool, datetime, int, int]:
    """A person's word stands above a machine's, whichever is later: no probe and no list confirms a door."""
    if not state or at is None:
        return (False, _LONG_AGO, 0, 0)
    told_by = ReportChannel(channel)
    return (told_by not in _MACHINES, at, _STRENGTH[told_by], _CAUTION[PointState(state)])


def _later(new: tuple[datetime, Any], old: tuple[datetime | None, Any]) -> bool:
    old_at, old_value = old
    return old_at is None or old_value is None or new > (old_at, old_value)


def _merged_services(known: dict[str, list[str]], report: StatusReport) -> dict[str, list[str]]:
    at = report.observed_at.astimezone(UTC).isoformat(timespec="microseconds")
    services = dict(known)
    for key, word in report.services.items():
        held = services.get(key)
        if held is None or (at, _DOUBT[Availability(word)]) > (held[1], _DOUBT[Availability(held[0])]):
            services[key] = [str(word), at]
    return dict(sorted(services.items()))
