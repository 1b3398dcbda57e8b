"""``alerts/active.json`` of alerts.in.ua (https://devs.alerts.in.ua): a list of alerts that are on, in UTC."""

from functools import partial

from punkt.errors import InvalidValue
from punkt.formats.air_alerts.reading import NO_KIND, AlertReading, Builder, ToldAlert, uid_of
from punkt.formats.draft import Severity
from punkt.formats.feed_findings import shown
from punkt.formats.feed_json import as_list, as_object, as_text
from punkt.formats.feed_times import stamp
from punkt.model.feed_words import AlertKind, FeedForm, PlaceKind

_KINDS = {
    "air_raid": AlertKind.AIR_RAID,
    "artillery_shelling": AlertKind.ARTILLERY,
    "urban_fights": AlertKind.URBAN_FIGHTS,
    "chemical": AlertKind.CHEMICAL,
    "nuclear": AlertKind.NUCLEAR,
}
_PLACES = {
    "oblast": PlaceKind.REGION,
    "raion": PlaceKind.DISTRICT,
    "hromada": PlaceKind.COMMUNITY,
    "city": PlaceKind.CITY,
}


def looks_like(value: object) -> bool:
    """Whether this is the form."""
    return isinstance(value, dict) and isinstance(value.get("alerts"), list)


def read_alerts_in_ua(value: object, builder: Builder) -> AlertReading:
    """Reads every alert; one that cannot be read is noted with its number."""
    feed = as_object(value)
    meta = feed.get("meta")
    told = meta.get("last_updated_at") if isinstance(meta, dict) else None
    for number, alert in enumerate(as_list(feed.get("alerts")), start=1):
        place = f"alert {number}"
        builder.add(place, partial(_read, alert, place, builder))
    return builder.reading(FeedForm.ALERTS_IN_UA, builder.stamped("meta / last_updated_at", told))


def _read(value: object, place: str, builder: Builder) -> ToldAlert:
    alert = as_object(value)
    word, place_word = as_text(alert.get("alert_type")), alert.get("location_type")
    if word not in _KINDS:
        builder.findings.add(place, InvalidValue(NO_KIND, values={"word": shown(word)}), Severity.SUSPICIOUS)
    finished = alert.get("finished_at")
    return ToldAlert(
        uid=uid_of(alert.get("location_uid")),
        place=as_text(alert.get("location_title")),
        place_kind=_PLACES.get(place_word, PlaceKind.UNKNOWN) if isinstance(place_word, str) else PlaceKind.UNKNOWN,
        kind=_KINDS.get(word, AlertKind.OTHER),
        began_at=stamp(as_text(alert.get("started_at")), builder.zone),
        ended_at=None if finished is None else stamp(as_text(finished), builder.zone),
        updated_at=builder.stamped(f"{place} / updated_at", alert.get("updated_at")),
    )
