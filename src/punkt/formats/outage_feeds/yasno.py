"""The planned outages of YASNO: by group, today and tomorrow, slots in minutes of the day.

Form: app.yasno.ua/api/blackout-service/public/shutdowns/regions/R/dsos/D/planned-outages, as the public integration
denysdovhan/ha-yasno-outages reads it (08.2026). It names no operator: whoever asks for the address knows it.
"""

from datetime import date
from functools import partial

from punkt.errors import InvalidValue
from punkt.formats.draft import Severity
from punkt.formats.feed_findings import shown
from punkt.formats.feed_json import as_list, as_object, as_text, as_whole, members
from punkt.formats.feed_times import DAY_MIN, day_of
from punkt.formats.outage_feeds.reading import Builder, Day, OutageReading
from punkt.model.feed_words import Certainty, DayStatus, FeedForm
from punkt.model.outages import group_key
from punkt.wording import gettext_noop as _

DAYS = ("today", "tomorrow")
_STATUSES = {
    "ScheduleApplies": DayStatus.APPLIES,
    "NoOutages": DayStatus.NO_OUTAGES,
    "WaitingForSchedule": DayStatus.WAITING,
    "EmergencyShutdowns": DayStatus.EMERGENCY,
}
_TYPES = {"Definite": Certainty.DEFINITE, "Possible": Certainty.POSSIBLE, "NotPlanned": Certainty.NONE}
_MOST_SLOTS = 200
_NO_STATUS = _("%(word)s is no status of a day that is known; the day counts as not known.")
_NO_TYPE = _("%(word)s is no kind of slot that is known; its time counts as not told.")
_BACKWARDS = _("This slot ends before it begins.")
_TOO_MANY = _("A day has more than %(limit)s slots.")
_HOLE = _("%(n)s min of this day stand in no slot; they count as not told.")
_NO_GROUP = _("%(text)s names no group.")
_SAME_DAY = _("Two days of this group have the same date; the second was left out.")


def looks_like(value: object) -> bool:
    """Whether this is the form: groups with days that have a status."""
    groups = value.values() if isinstance(value, dict) else ()
    days = (group.get(name) for group in groups if isinstance(group, dict) for name in DAYS)
    return any(isinstance(day, dict) and "status" in day for day in days)


def read_yasno(value: object, builder: Builder) -> OutageReading:
    """Reads every group; what cannot be read is noted with its place. Raises ``UnreadableFile`` where nothing can."""
    for name, group in members(value):
        builder.tried(shown(name), partial(_read_group, name, group, builder))
    return builder.reading(FeedForm.YASNO)


def _read_group(name: str, value: object, builder: Builder) -> None:
    group, key = as_object(value), group_key(name)
    if not key:
        raise InvalidValue(_NO_GROUP, values={"text": shown(name)})
    updated_at = builder.stamped(f"{shown(name)} / updatedOn", group.get("updatedOn"))
    dates: set[date] = set()

    def read_day(day_name: str) -> None:
        told = as_object(group[day_name])
        day = Day(builder.operator, key, day_of(as_text(told.get("date")), builder.zone), builder.zone, updated_at)
        if day.on in dates:
            raise InvalidValue(_SAME_DAY)
        dates.add(day.on)
        _read_day(day, told, f"{shown(name)} / {day_name}", builder)

    for day_name in DAYS:
        if group.get(day_name) is not None:
            builder.tried(f"{shown(name)} / {day_name}", partial(read_day, day_name))


def _read_day(day: Day, told: dict[str, object], place: str, builder: Builder) -> None:
    word = as_text(told.get("status"))
    status = _STATUSES.get(word, DayStatus.UNKNOWN)
    if word not in _STATUSES:
        builder.findings.add(f"{place} / status", InvalidValue(_NO_STATUS, values={"word": shown(word)}))
    if status is not DayStatus.APPLIES:
        # Slots of such a day are those of a schedule that does not hold.
        builder.add(day.whole(status))
        return
    slots = as_list(told.get("slots"))
    if len(slots) > _MOST_SLOTS:
        raise InvalidValue(_TOO_MANY, values={"limit": _MOST_SLOTS})
    for number, slot in enumerate(slots, start=1):
        builder.tried(f"{place} / slot {number}", partial(_read_slot, day, slot, builder))
    _note_holes(slots, place, builder)


def _read_slot(day: Day, value: object, builder: Builder) -> None:
    slot = as_object(value)
    start, end = (as_whole(slot.get(name), 0, DAY_MIN) for name in ("start", "end"))
    if end <= start:
        raise InvalidValue(_BACKWARDS)
    word = as_text(slot.get("type"))
    if word not in _TYPES:
        raise InvalidValue(_NO_TYPE, values={"word": shown(word)})
    builder.add(day.part(start, end, _TYPES[word], DayStatus.APPLIES))


def _note_holes(slots: list[object], place: str, builder: Builder) -> None:
    """A minute that no slot speaks of is not told: it is no minute with power."""
    covered = bytearray(DAY_MIN)
    for slot in slots:
        start, end = (slot.get(name) if isinstance(slot, dict) else None for name in ("start", "end"))
        if isinstance(start, int) and isinstance(end, int) and 0 <= start < end <= DAY_MIN:
            covered[start:end] = b"\1" * (end - start)
    n_missing = covered.count(0)
    if n_missing:
        builder.findings.add(place, InvalidValue(_HOLE, values={"n": n_missing}), Severity.SUSPICIOUS)
