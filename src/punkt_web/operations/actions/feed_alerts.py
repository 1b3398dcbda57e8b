"""The air alerts that a service tells of become notices of territories: begun, confirmed and ended by the feed.

A notice that a person set is confirmed by a feed and never ended by it; one of the feed that a person ended is not
begun again for the same alert.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta

from punkt import clock
from punkt.errors import InvalidValue
from punkt.formats.air_alerts import AlertReading, ToldAlert, territory_of
from punkt.formats.draft import Severity
from punkt.formats.feed_findings import Findings
from punkt.model.feed_words import AlertKind
from punkt.wording import gettext_noop as _
from punkt_web.common.audit import Actor
from punkt_web.operations.actions.announcing import lock_territory
from punkt_web.operations.actions.notices import begin_alert, end_at_once, say_it_is_on, shown_alert
from punkt_web.operations.models import Feed, TerritoryNotice
from punkt_web.registry.models import Territory

CONFIRMED_EVERY = timedelta(minutes=10)
"""A feed that is read each minute says so often that an alert is on: each time is a row of the trail."""
_NO_PLACE = _("The place number %(uid)s is not known: this alert is told to nobody.")
_NO_TERRITORY = _("%(code)s is no territory here: this alert is told to nobody.")
_OTHER_KIND = _("Punkt tells of air alerts only: this one is told to nobody.")


def follow_alerts(actor: Actor, feed: Feed, reading: AlertReading, findings: Findings) -> None:
    """Makes the notices of a feed, which is locked, say what its reading says; what is told to nobody is noted."""
    on = _on_here(feed, reading, findings)
    standing = TerritoryNotice.objects.filter(feed=feed, ended_at=None).select_related("territory")
    over = [one for one in standing if one.territory not in on] if reading.is_whole else []
    concerned = {*on, *(one.territory for one in over)}
    for territory in sorted(concerned, key=lambda one: one.pk):  # in one order: two feeds never wait for each other
        lock_territory(territory)
    for notice in over:
        notice.refresh_from_db(fields=["ended_at", "confirmed_at"])
        if notice.ended_at is None:
            end_at_once(actor, notice)
    for territory, began_at in on.items():
        _say(actor, feed, territory, began_at)


def _say(actor: Actor, feed: Feed, territory: Territory, began_at: datetime) -> None:
    shown = shown_alert(territory)
    if shown is not None:
        say_it_is_on(actor, shown, said_by=feed.name, again_after=CONFIRMED_EVERY)
    elif not TerritoryNotice.objects.filter(
        feed=feed, territory=territory, is_overruled=True, ended_at__gte=began_at
    ).exists():
        begin_alert(actor, territory, began_at, said_by=feed.name, feed=feed)


def _on_here(feed: Feed, reading: AlertReading, findings: Findings) -> dict[Territory, datetime]:
    """Since when an air alert is on, by territory; of one above the feed's territory it is on in that one."""
    told = [(territory_of(alert.uid), alert) for alert in reading.alerts if alert.ended_at is None]
    known = {one.code: one for one in Territory.objects.filter(code__in={code for code, _alert in told})}
    on: dict[Territory, datetime] = {}
    for code, alert in told:
        place = _place(feed, code, known)
        fault = _untold(alert, code, place, is_near=code not in known and _is_near(feed, code))
        if fault is not None:
            findings.add(f"{alert.uid} {alert.place}", fault, Severity.SUSPICIOUS)
        elif place is not None:
            on[place] = min(on.get(place, clock.now()), alert.began_at)
    return on


def _place(feed: Feed, code: str, known: Mapping[str, Territory]) -> Territory | None:
    """Where the feed may tell of an alert of that code; ``None`` where it has no word, or nobody knows the code."""
    territory = known.get(code)
    if feed.territory is None:
        return territory
    if code in feed.territory.lineage:
        return feed.territory
    return territory if territory is not None and feed.territory.code in territory.lineage else None


def _is_near(feed: Feed, code: str) -> bool:
    """Whether a code may be of the feed's region, which the first four signs of KATOTTG tell."""
    return feed.territory is None or code.startswith(feed.territory.code[:4])


def _untold(alert: ToldAlert, code: str, place: Territory | None, *, is_near: bool) -> InvalidValue | None:
    """Why an alert of the feed's place is told to nobody; ``None`` where it is told, or is of elsewhere."""
    if not code:
        return InvalidValue(_NO_PLACE, values={"uid": alert.uid})
    if alert.kind is not AlertKind.AIR_RAID:
        return InvalidValue(_OTHER_KIND) if place is not None else None
    return InvalidValue(_NO_TERRITORY, values={"code": code}) if place is None and is_near else None
