"""A pack read again: its points as the finder shows them, each word aged by the time since the pack was made."""

import base64
import binascii
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from punkt.confidence.freshness import UNCONFIRMED
from punkt.errors import UnreadablePack
from punkt.pack import live, live_services
from punkt.pack.changes import read_doors
from punkt.pack.envelope import Envelope, PackKind, opened, pack_id
from punkt.pack.keys import KeyRing
from punkt.pack.live import SILENT, LivePoint
from punkt.pack.live_services import ServiceWords
from punkt.pack.points import PackPoint
from punkt.pack.static import StaticPart, StaticSections, read
from punkt.wording import gettext_noop as _
from punkt_web.finder.answers import Found, found_now
from punkt_web.finder.network import Near
from punkt_web.operations.statuses import PublishedStatus
from punkt_web.registry.published import PublishedPoint

_HTML = b"<!doctype html>"
_IN_HTML = re.compile(rb'<script type="application/octet-stream" id="([a-z-]+)">([^<]*)</script>')
_N_STATIC, _N_LIVE = len(StaticSections._fields), 2


@dataclass(frozen=True, slots=True)
class ReadPack:
    """A static pack that was read, and what a live pack of it said, where one was given and still counts."""

    envelope: Envelope
    part: StaticPart
    found: list[Found]
    words: list[LivePoint]
    live_made_at: datetime | None
    """``None`` where nothing may be told of doors: no live pack was given, or it counts no more."""
    live: Envelope | None
    """The live pack that was given."""
    trouble: str
    """Why it counts no more, or nothing does: "clock", "expired", "live_expired", or ""."""


def packs_in_html(content: bytes) -> list[bytes]:
    """The packs inside a finder in one HTML file, that of the points first; none for what is no such file.

    Raises ``UnreadablePack`` for a file in which one of them is missing or cannot be read.
    """
    found = dict(_IN_HTML.findall(content)) if content.startswith(_HTML) else {}
    if not found:
        return []
    try:
        static, told = (base64.b64decode(found[name], validate=True) for name in (b"static-pack", b"live-pack"))
    except (KeyError, binascii.Error):
        raise UnreadablePack(_("The packs inside this file are damaged."), remedy=_("Get it again.")) from None
    return [static, told]


def checked(content: bytes, keys: KeyRing) -> Envelope:
    """Reads a pack and gives its envelope. Raises ``UnreadablePack``.

    Of a live pack and of one of changes all is read but the words on services: only the static pack names these.
    """
    envelope = opened(content, keys.believed)
    if envelope.kind is PackKind.STATIC:
        _static_part(envelope)
    elif envelope.kind is PackKind.LIVE:
        live.read(_sections(envelope, _N_LIVE)[0], envelope.n_points)
    else:
        read_doors(envelope)
    return envelope


def read_pack(static: bytes, live_content: bytes | None, keys: KeyRing, *, at: datetime) -> ReadPack:
    """The points of a pack as they are to be shown ``at``.

    A pack past its time shows no live state. Raises ``UnreadablePack``, also for a live pack of another static one.
    """
    envelope = opened(static, keys.believed)
    part = _static_part(envelope)
    words: list[LivePoint] = [SILENT] * envelope.n_points
    services: Sequence[ServiceWords] = [{} for _point in part.points]
    told = None if live_content is None else _live_of(static, envelope, opened(live_content, keys.believed))
    trouble, made_at = _trouble(envelope, told, at), None
    if told is not None and not trouble:
        state_section, service_section = _sections(told, _N_LIVE)
        words, made_at = live.read(state_section, told.n_points), told.made_at
        services = live_services.read(service_section, told.n_points, part.services)
    since = made_at or at
    found = [
        found_now(Near(_published(number, point, since), None), _status(word, said, since), at)
        for number, (point, word, said) in enumerate(zip(part.points, words, services, strict=True))
    ]
    if made_at is None:
        found = [replace(one, shown=UNCONFIRMED) for one in found]
    return ReadPack(envelope, part, found, words, made_at, told, trouble)


def _live_of(static: bytes, envelope: Envelope, told: Envelope) -> Envelope:
    if told.kind is not PackKind.LIVE or told.base != pack_id(static) or told.n_points != envelope.n_points:
        raise UnreadablePack(
            _("The live pack belongs to another pack."), remedy=_("Get both from the same place at the same time.")
        )
    return told


def _trouble(envelope: Envelope, told: Envelope | None, at: datetime) -> str:
    """Why no word on a door may be shown; the finder in a file has the same rules in the same order."""
    if told is not None and told.is_ahead(at):
        return "clock"
    if envelope.is_expired(at):
        return "expired"
    return "live_expired" if told is not None and told.is_expired(at) else ""


def _static_part(envelope: Envelope) -> StaticPart:
    if envelope.kind is not PackKind.STATIC:
        raise UnreadablePack(_("This pack holds only what was said last: the pack of the points is needed too."))
    return read(StaticSections(*_sections(envelope, _N_STATIC)), envelope.n_points)


def _sections(envelope: Envelope, n: int) -> Sequence[bytes]:
    if len(envelope.sections) != n:
        raise UnreadablePack(_("The pack is damaged: its parts do not add up."))
    return envelope.sections


def _published(number: int, point: PackPoint, made_at: datetime) -> PublishedPoint:
    latitude, longitude = point.place or (None, None)
    return PublishedPoint(
        id=number,
        code=point.code,
        is_area_only=point.is_area_only,
        country="",
        lineage=(point.territory,) if point.territory else (),
        territory_names={},
        names=point.names,
        aliases=(),
        kind_names={},
        host_kind=point.host_kind,
        host="",
        authority="",
        settlement=point.settlement,
        address=point.address,
        entrance_note=point.entrance_note,
        latitude=latitude,
        longitude=longitude,
        position_accuracy_m=point.accuracy_m,
        position_method="unknown",
        capacity_seated=point.capacity_seated,
        capacity_lying=point.capacity_lying,
        opening_mode=point.opening_mode,
        promised_minutes=None,
        hours_normal=point.hours_normal,
        hours_activated=point.hours_activated,
        updated_at=made_at,
        facts={key: str(answer) for key, answer in point.services.items()},
    )


def _status(word: LivePoint, said: ServiceWords, made_at: datetime) -> PublishedStatus:
    return PublishedStatus(
        state=word.state,
        state_at=None if word.age_min is None else made_at - timedelta(minutes=word.age_min),
        state_channel=None if word.teller is None else word.teller.channel,
        services={key: (answer, made_at - timedelta(minutes=age)) for key, (answer, age) in said.items()},
        is_contradicted=word.is_contradicted,
    )
