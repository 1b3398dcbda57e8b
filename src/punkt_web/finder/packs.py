"""Packs of the published network: what anybody may see, in the form that is passed from phone to phone.

Packs are made of published points only, so what policy hides cannot be in one; of an area-only point there is its
square and nothing else, and how many people are there is not told.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings

from punkt.errors import InvalidValue
from punkt.model.fields import NEEDS
from punkt.model.vocabulary import Availability, HostKind, OpeningMode, PositionMethod, ReportChannel
from punkt.pack import changes, live, live_services
from punkt.pack.envelope import Envelope, PackKind, pack_id, sealed
from punkt.pack.frames import framed
from punkt.pack.live import SILENT, LivePoint, Teller
from punkt.pack.live_services import ServiceWords
from punkt.pack.points import PackPoint
from punkt.pack.static import ordered, written
from punkt.wording import gettext_noop as _
from punkt_web.finder.answers import Found, found_now
from punkt_web.finder.network import Near, stated
from punkt_web.finder.pack_keys import signing_key
from punkt_web.operations.published import published_statuses, spoken_of
from punkt_web.operations.statuses import PublishedStatus
from punkt_web.registry.published import PublishedPoint, published_points
from punkt_web.registry.published_territories import territory_names

STATIC_LASTS = timedelta(days=90)
"""How long what the register says may be passed on: after a season somebody has to look again (decision of ours)."""
LIVE_LASTS = timedelta(hours=24)
"""No word on a door counts longer (docs/methods/how-sure.md)."""
SETTLEMENT_ACCURACY_M = 1_000
"""What the middle of a settlement is worth in a pack, which holds no method (decision of ours): more than "rough"."""
_SERVICES = tuple(sorted(need.fact for need in NEEDS.values()))
_MINUTE = timedelta(minutes=1)
_TELLERS: Mapping[ReportChannel | None, Teller] = {
    ReportChannel.KEEPER: Teller.STAFF,
    ReportChannel.COORDINATOR: Teller.STAFF,
    ReportChannel.DUTY_OFFICER: Teller.STAFF,
    ReportChannel.RESIDENT: Teller.RESIDENT,
}
_SLACK = timedelta(minutes=5)
"""How long a word that came in may take to be seen by who reads (a transaction at work, clocks of two machines)."""


class UnknownTerritory(InvalidValue):
    """A code that no territory has."""


class NothingPublished(InvalidValue):
    """Of a territory that there is, or of the whole network, no point is published: not yet, or no longer."""


@dataclass(frozen=True, slots=True)
class StaticPack:
    """The signed pack of what the register says of a territory, and its points in the order of the pack."""

    territory: str
    content: bytes
    published: list[PublishedPoint]
    made_at: datetime
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class LivePack:
    """The signed pack of what was said last of the points of a static one, and its frames for radio."""

    content: bytes
    frames: list[bytes]
    made_at: datetime
    expires_at: datetime


def make_static_pack(territory: str, *, at: datetime) -> StaticPack:
    """The pack of all published points of a territory, of the whole network for an empty code.

    It is dated by the day (UTC), so that the same points make the same bytes all day, wherever they are made: a live
    pack that is made later belongs to the static one that is out there. Raises ``UnknownTerritory`` or
    ``NothingPublished``.
    """
    about = _about(territory)
    published = {point.code: point for point in published_points(territory)}
    if not published:
        raise NothingPublished(_("No point is published there."), where=territory)
    points = ordered(map(_pack_point, published.values()))
    at = _whole_minute(at).replace(hour=0, minute=0)
    sections = tuple(written(points, about, _SERVICES))
    pack = Envelope(PackKind.STATIC, territory, len(points), at, at + STATIC_LASTS, sections)
    in_order = [published[point.code] for point in points]
    return StaticPack(territory, sealed(pack, signing_key()), in_order, at, pack.expires_at)


def make_live_pack(static: StaticPack, *, at: datetime, with_frames: bool = False) -> LivePack:
    """The pack of what was said until now of the points of ``static``."""
    at, key, base = _whole_minute(at), signing_key(), pack_id(static.content)
    statuses = published_statuses(static.published)
    words = [_live_point(point, statuses.get(point.id), at) for point in static.published]
    services = [_service_words(statuses.get(point.id), at) for point in static.published]
    sections = (live.written(words), live_services.written(services, _SERVICES))
    pack = Envelope(PackKind.LIVE, static.territory, len(words), at, at + LIVE_LASTS, sections, base)
    frames = framed(words, base, at, key) if with_frames else []
    return LivePack(sealed(pack, key), frames, at, pack.expires_at)


def make_changes_pack(static: StaticPack, *, base: bytes, since: datetime, at: datetime) -> bytes | None:
    """What was said since ``since``, when the live pack ``base`` of ``static`` was made; ``None`` for too many.

    A little more than that is told: a word that came in then was perhaps not yet to be seen.
    """
    at = _whole_minute(at)
    ids = spoken_of(static.published, since - _SLACK)
    if len(ids) > len(static.published) // 4:
        return None
    places = {place: point for place, point in enumerate(static.published) if point.id in ids}
    statuses = published_statuses(places.values())
    told = {
        place: (_live_point(point, statuses.get(point.id), at), _service_words(statuses.get(point.id), at))
        for place, point in places.items()
    }
    sections = changes.written(changes.Changes(pack_id(static.content), since, told), len(static.published), _SERVICES)
    pack = Envelope(PackKind.DELTA, static.territory, len(static.published), at, at + LIVE_LASTS, sections, base)
    return sealed(pack, signing_key())


def _whole_minute(moment: datetime) -> datetime:
    return moment.replace(second=0, microsecond=0)


def _about(territory: str) -> dict[str, Any]:
    """What is told of a pack as a whole."""
    names: Mapping[str, str] = {}
    if territory:
        known = territory_names([territory])
        if territory not in known:
            raise UnknownTerritory(
                _("There is no territory %(code)s."),
                remedy=_("`punkt territories find NAME` tells the codes."),
                values={"code": repr(territory)},
            )
        names = known[territory].names
    return {"names": dict(names), "is_demo": settings.IS_DEMO}


def _pack_point(point: PublishedPoint) -> PackPoint:
    place = None
    if point.latitude is not None and point.longitude is not None:
        place = (round(point.latitude, 5), round(point.longitude, 5))
    words = {need.fact: stated(point, key) for key, need in NEEDS.items()}
    return PackPoint(
        code=point.code,
        place=place,
        accuracy_m=_accuracy_m(point),
        is_area_only=point.is_area_only,
        territory=point.lineage[-1] if point.lineage else "",
        host_kind=HostKind(point.host_kind),
        opening_mode=OpeningMode(point.opening_mode),
        capacity_seated=point.capacity_seated,
        capacity_lying=point.capacity_lying,
        hours_normal=point.hours_normal,
        hours_activated=point.hours_activated,
        settlement=point.settlement,
        address=point.address,
        entrance_note=point.entrance_note,
        names={language: name for language, name in point.names.items() if name},
        services={fact: word for fact, word in words.items() if word is not Availability.UNKNOWN},
    )


def _accuracy_m(point: PublishedPoint) -> int | None:
    """How far off a position may be; where it is only the middle of a settlement, at least as far as that says."""
    told = point.position_accuracy_m
    if point.position_method == PositionMethod.SETTLEMENT:
        return round(max(told or 0, SETTLEMENT_ACCURACY_M))
    return None if told is None else round(told)


def _live_point(point: PublishedPoint, status: PublishedStatus | None, at: datetime) -> LivePoint:
    """The last word on a point, whatever it is worth: that a door was spoken of is told also where no word counts."""
    if status is None or status.state is None or status.state_at is None:
        return SILENT
    teller = _TELLERS.get(status.state_channel)
    if teller is None:
        return LivePoint(status.state)
    age_min = live.age_band((at - status.state_at) / _MINUTE)
    found = found_now(Near(point, None), status, at)
    if found.contradiction is not None:
        # A pack is read later, when nobody can tell it who else came to the door: it is no longer open from the first.
        return live.contradicted(status.state, age_min)
    return LivePoint(status.state, teller, age_min, _occupancy(found))


def _occupancy(found: Found) -> int | None:
    seats, counted = found.point.capacity_seated, found.people
    return live.occupancy_band(counted[0] / seats) if seats and counted else None


def _service_words(status: PublishedStatus | None, at: datetime) -> ServiceWords:
    if status is None:
        return {}
    ages = {key: live_services.age_band((at - said_at) / _MINUTE) for key, (_word, said_at) in status.services.items()}
    return {key: (word, age) for key, (word, _at) in status.services.items() if (age := ages[key]) is not None}
