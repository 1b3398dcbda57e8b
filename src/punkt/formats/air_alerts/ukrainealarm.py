"""``alerts`` of api.ukrainealarm.com (v3) and of its public wrapper siren.pp.ua: regions with the alerts in each."""

from collections.abc import Mapping
from functools import partial

from punkt.errors import InvalidValue
from punkt.formats.air_alerts.reading import NO_KIND, AlertReading, Builder, ToldAlert, uid_of
from punkt.formats.draft import Severity
from punkt.formats.feed_findings import shown
from punkt.formats.feed_json import as_list, as_object, as_text
from punkt.formats.feed_times import stamp
from punkt.model.feed_words import AlertKind, FeedForm, PlaceKind

_KINDS = {
    "AIR": AlertKind.AIR_RAID,
    "ARTILLERY": AlertKind.ARTILLERY,
    "URBAN_FIGHTS": AlertKind.URBAN_FIGHTS,
    "CHEMICAL": AlertKind.CHEMICAL,
    "NUCLEAR": AlertKind.NUCLEAR,
}
_PLACES = {"State": PlaceKind.REGION, "District": PlaceKind.DISTRICT, "Community": PlaceKind.COMMUNITY}
_CRIMEA = ("9999", "29")
"""The number that this service gives the Autonomous Republic of Crimea, and that of the table."""


def looks_like(value: object) -> bool:
    """Whether this is the form: a list of regions, or an empty list where nothing is on."""
    return isinstance(value, list) and all(
        isinstance(one, dict) and isinstance(one.get("activeAlerts"), list) for one in value
    )


def read_ukrainealarm(value: object, builder: Builder) -> AlertReading:
    """Reads every alert of every region; one that cannot be read is noted with its place."""
    for number, told in enumerate(as_list(value), start=1):
        region = as_object(told)
        name = shown(region.get("regionName") or region.get("regionId") or "")
        for place_number, alert in enumerate(as_list(region.get("activeAlerts")), start=1):
            place = f"region {number} {name} / alert {place_number}"
            builder.add(place, partial(_read, region, alert, place, builder))
    return builder.reading(FeedForm.UKRAINEALARM, None)


def _read(region: Mapping[str, object], value: object, place: str, builder: Builder) -> ToldAlert:
    alert = as_object(value)
    uid = uid_of(alert.get("regionId", region.get("regionId")))
    word, place_word = as_text(alert.get("type")), alert.get("regionType", region.get("regionType"))
    if word not in _KINDS:
        builder.findings.add(place, InvalidValue(NO_KIND, values={"word": shown(word)}), Severity.SUSPICIOUS)
    began_at = stamp(as_text(alert.get("lastUpdate")), builder.zone)
    name = region.get("regionName")
    return ToldAlert(
        uid=_CRIMEA[1] if uid == _CRIMEA[0] else uid,
        place=as_text(name) if isinstance(name, str) and name.strip() else uid,
        place_kind=_PLACES.get(place_word, PlaceKind.UNKNOWN) if isinstance(place_word, str) else PlaceKind.UNKNOWN,
        kind=_KINDS.get(word, AlertKind.OTHER),
        began_at=began_at,
        updated_at=builder.stamped(f"{place} / lastUpdate", region.get("lastUpdate")),
    )
