"""``punkt pack``: make, check and read packs."""

import base64
import binascii
import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import click
from django.conf import settings
from django.utils.translation import gettext as _

from punkt import clock
from punkt.confidence.freshness import Sureness
from punkt.errors import UnreadablePack
from punkt.files import written_whole
from punkt.pack.changes import read_doors
from punkt.pack.envelope import MOST_BYTES, Envelope, PackKind
from punkt.pack.frames import Gathered, gathered, read_frame
from punkt.pack.keys import KeyRing, KnownKey
from punkt.pack.live import OCCUPANCY_EDGES, LivePoint
from punkt.wording import gettext_noop
from punkt_web import env
from punkt_web.common.moments import written
from punkt_web.common.unwritable import said_if_unwritable
from punkt_web.finder import words
from punkt_web.finder.answers import Found
from punkt_web.finder.cards import where_words
from punkt_web.finder.offline import offline_html
from punkt_web.finder.offline_sentences import PAGE_SENTENCES
from punkt_web.finder.pack_keys import believed_keys, listed_keys, replace_key, signing_key
from punkt_web.finder.pack_reading import ReadPack, checked, packs_in_html, read_pack
from punkt_web.finder.packs import LIVE_LASTS, LivePack, StaticPack, make_live_pack, make_static_pack
from punkt_web.finder.sentences import count, say

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_KEYS = click.option("--keys", "keys_file", type=_FILE, help="A list of keys to believe, instead of those known here.")
_OUT = click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder for the files; by default `packs` in PUNKT_HOME.",
)
_KIND_WORDS = {
    PackKind.STATIC: gettext_noop("Pack of the points"),
    PackKind.LIVE: gettext_noop("Live pack"),
    PackKind.DELTA: gettext_noop("Pack of changes"),
}


@click.group()
def pack() -> None:
    """Make, check and read packs: the network in a small signed file that passes from phone to phone."""


@pack.command()
@click.option("--territory", default="", help="Code of the territory; without it, the whole network.")
@_OUT
@click.option("--frames", is_flag=True, help="Also frames of 233 bytes for radio, a line of base64 each.")
def build(*, territory: str, out: Path | None, frames: bool) -> None:
    """Make the packs of a territory: CODE.punkt with its points, CODE.live.punkt with what was said last of them."""
    static = make_static_pack(territory, at=clock.now())
    live = make_live_pack(static, at=clock.now(), with_frames=frames)
    folder, name = out or env.home() / "packs", territory or "all"
    parts = {f"{name}.punkt": static.content, f"{name}.live.punkt": live.content}
    if frames:
        parts[f"{name}.frames"] = b"".join(base64.b64encode(frame) + b"\n" for frame in live.frames)
    for file_name, content in parts.items():
        _put(folder / file_name, content)
        click.echo(_("%(file)s: %(n_bytes)d bytes") % {"file": folder / file_name, "n_bytes": len(content)})
    click.echo(_told(static, live))


@pack.command()
@click.option("--territory", default="", help="Code of the territory; without it, the whole network.")
@_OUT
@click.option(
    "--language",
    type=click.Choice([code for code, _name in settings.LANGUAGES]),
    help="For readers whose device speaks none of the four; by default that of the country.",
)
def html(*, territory: str, out: Path | None, language: str | None) -> None:
    """Make one HTML file, CODE.html, that finds points of a territory with no network: for phones, sticks and mail."""
    static = make_static_pack(territory, at=clock.now())
    live = make_live_pack(static, at=clock.now())
    content = offline_html(static, live, language=language or "").encode()
    path = (out or env.home() / "packs") / f"{territory or 'all'}.html"
    _put(path, content)
    click.echo(_("%(file)s: %(n_bytes)d bytes") % {"file": path, "n_bytes": len(content)})
    click.echo(_told(static, live))


def _told(static: StaticPack, live: LivePack) -> str:
    return _("Points: %(n)d, good until %(until)s; what was said of their doors until %(live_until)s") % {
        "n": len(static.published),
        "until": _time(static.expires_at),
        "live_until": _time(live.expires_at),
    }


def _put(path: Path, content: bytes) -> None:
    with said_if_unwritable(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        with written_whole(path) as file:
            file.write(content)


def _content(file: Path) -> bytes:
    """What stands in a file; of one that is larger than any pack, so much that it is refused for that."""
    with file.open("rb") as opened:
        return opened.read(MOST_BYTES + 1)


def _harmless(text: str) -> str:
    """Text of a file without what steers a terminal."""
    return "".join(letter if letter.isprintable() or letter == "\n" else "\ufffd" for letter in text)


@pack.command()
@click.argument("files", nargs=-1, required=True, type=_FILE)
@_KEYS
def verify(files: tuple[Path, ...], keys_file: Path | None) -> None:
    """Check signature, age and content of packs, of frames, and of the packs inside a finder in one HTML file.

    All files are looked at. Exit status 1 when one is not to be believed, is out of date or is no pack. The page around
    the packs of an HTML file carries no signature, so nothing is said of it.

    What a live pack or one of changes says of services is not read here, for the pack of the points names these: `show`
    reads it of a live pack; a pack of changes is read whole only by the finder that a browser keeps.
    """
    keys, now, is_bad = _keys(keys_file), clock.now(), False
    for file in files:
        try:
            for line in _verified(file, keys, now):
                click.echo(_harmless(f"{file}: {line}"))
        except UnreadablePack as error:
            click.echo(f"{file}: {error.advice(_)}", err=True)
            is_bad = True
    if is_bad:
        raise SystemExit(1)


def _verified(file: Path, keys: KeyRing, now: datetime) -> Iterator[str]:
    if file.suffix == ".frames":
        found = gathered(_frames(file, keys))
        if not found:
            raise UnreadablePack(gettext_noop("The file holds no frame."))
        for one in found:
            _refuse_expired(one.made_at + LIVE_LASTS, now)
            yield _gathered_words(one)
        return
    content = _content(file)
    inside = packs_in_html(content)
    for packed in inside or [content]:
        yield from _verified_pack(packed, keys, now)
    if inside:
        yield _("The packs inside hold; the page around them carries no signature.")


def _verified_pack(content: bytes, keys: KeyRing, now: datetime) -> Iterator[str]:
    envelope = checked(content, keys)
    _refuse_expired(envelope.expires_at, now)
    yield _envelope_words(envelope)
    if envelope.kind is PackKind.DELTA:
        yield _changes_words(envelope)


def _changes_words(envelope: Envelope) -> str:
    doors = read_doors(envelope)
    return _("Since %(since)s, points told of: %(n)d; read with the live pack %(live)s of the pack %(static)s") % {
        "n": len(doors.words),
        "since": _time(doors.since),
        "live": envelope.base.hex(),
        "static": doors.static_id.hex(),
    }


def _refuse_expired(expires_at: datetime, now: datetime) -> None:
    if now >= expires_at:
        raise UnreadablePack(
            gettext_noop("The pack expired on %(day)s."),
            remedy=gettext_noop("Get a newer one; what it says of doors counts no more."),
            values={"day": _time(expires_at)},
        )


def _frames(file: Path, keys: KeyRing) -> Iterator[Any]:
    for number, line in enumerate(_content(file).split(), 1):
        try:
            content = base64.b64decode(line, validate=True)
        except binascii.Error:
            raise UnreadablePack(gettext_noop("Line %(number)s is no frame."), values={"number": number}) from None
        yield read_frame(content, keys.publics)


def _gathered_words(one: Gathered) -> str:
    told = _("As of %(at)s, points: %(n)d, frames: %(there)d of %(all)d") % {
        "at": _time(one.made_at), "n": len(one.points), "there": len(one.frames), "all": one.n_frames,
    }  # fmt: skip
    missing = ", ".join(str(number + 1) for number in one.missing)
    return told + _("; missing: %(missing)s") % {"missing": missing} if missing else told


def _envelope_words(envelope: Envelope) -> str:
    return _("%(kind)s: %(territory)s, points: %(n)d, made %(made)s, good until %(until)s") % {
        "kind": _(_KIND_WORDS[envelope.kind]),
        "n": envelope.n_points,
        "territory": envelope.territory or _("the whole network"),
        "made": _time(envelope.made_at),
        "until": _time(envelope.expires_at),
    }


@pack.command()
@click.argument("file", type=_FILE)
@click.option("--live", "live_file", type=_FILE, help="The live pack that was made with it.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@_KEYS
def show(file: Path, live_file: Path | None, form: str, keys_file: Path | None) -> None:
    """Read a pack of points: every point, with its state as far as it still counts.

    It takes no pack of changes: only the finder that a browser keeps reads those.
    """
    now = clock.now()
    found = read_pack(_content(file), _content(live_file) if live_file else None, _keys(keys_file), at=now)
    if form == "json":
        click.echo(_harmless(json.dumps(_as_json(found, now), ensure_ascii=False, indent=1)))
    else:
        click.echo(_harmless("\n".join(_lines(found))))


def _lines(pack_read: ReadPack) -> Iterator[str]:
    if pack_read.part.about.get("is_demo"):
        yield _("DEMO: made-up points, not a real network")
    if pack_read.trouble == "expired":
        yield _("This pack is out of date: whether a door is open is not shown.")
    elif pack_read.trouble and pack_read.live is not None:
        yield _(PAGE_SENTENCES[pack_read.trouble]) % {"day": _time(pack_read.live.expires_at)}
    yield _envelope_words(pack_read.envelope)
    for found, word in zip(pack_read.found, pack_read.words, strict=True):
        name, _language = words.name_words(found.point)
        yield f"\n{found.point.code}  {name}\n  {_door_words(pack_read, found)}"
        yield from _indented((where_words(found), _seats(found, word), _services(found)))


def _door_words(pack_read: ReadPack, found: Found) -> str:
    if pack_read.live_made_at is None:
        return f"{say('not_shown')}."
    return f"{words.state_words(found)}. {words.confirmation_words(found)}".rstrip()


def _seats(found: Found, word: LivePoint) -> str:
    seats, share = found.point.capacity_seated, _occupancy(found, word)
    if seats is None or share is None:
        return words.seats_words(found)
    if share > 1:
        return count("nearly_full", seats)
    return count("at_most_taken", seats, percent=round(share * 100))


def _occupancy(found: Found, word: LivePoint) -> float | None:
    """The share of the seats that is taken at most, above 1 for nearly all; ``None`` where nobody counted lately."""
    if word.occupancy is None or found.shown.sureness is Sureness.NOT_CONFIRMED:
        return None
    return OCCUPANCY_EDGES[word.occupancy] if word.occupancy < len(OCCUPANCY_EDGES) else 2.0


def _services(found: Found) -> str:
    return "  ".join(f"{word.mark} {word.text}" for word in words.service_words(found, ()))


def _indented(lines: Iterable[str]) -> Iterator[str]:
    return (f"  {line}" for line in lines if line)


def _as_json(pack_read: ReadPack, now: datetime) -> dict[str, Any]:
    envelope = pack_read.envelope
    return {
        "format": "punkt.pack.1",
        "demo": bool(pack_read.part.about.get("is_demo")),
        "territory": envelope.territory,
        "made_at": written(envelope.made_at),
        "expires_at": written(envelope.expires_at),
        "is_expired": envelope.is_expired(now),
        "live_made_at": written(pack_read.live_made_at) if pack_read.live_made_at else None,
        "points": [
            _point_json(found, word, pack_read.part.services)
            for found, word in zip(pack_read.found, pack_read.words, strict=True)
        ],
    }


def _point_json(found: Found, word: LivePoint, services: Iterable[str]) -> dict[str, Any]:
    point, share = found.point, _occupancy(found, word)
    return {
        "code": point.code,
        "names": point.names,
        "is_area_only": point.is_area_only,
        "latitude": point.latitude,
        "longitude": point.longitude,
        "accuracy_m": point.position_accuracy_m,
        "settlement": point.settlement,
        "address": point.address,
        "entrance": point.entrance_note,
        "seats": point.capacity_seated,
        "beds": point.capacity_lying,
        "hours_normal": point.hours_normal,
        "hours_activated": point.hours_activated,
        "state": found.shown.state.value,
        "sureness": found.shown.sureness.value,
        "confirmed_at": written(found.confirmed_at) if found.confirmed_at else None,
        "seats_taken_at_most": None if share is None else min(share, 1.0),
        "services": {key: found.availability(key).value for key in services},
    }


@pack.command()
@click.option("--new", "is_new", is_flag=True, help="Make a new key; the old one counts for packs made until today.")
def key(*, is_new: bool) -> None:
    """Print the public key under the packs made here: a line for the list of keys of whoever reads them.

    Behind the # stands its short form, which a finder in a file shows at its end and `/get` too: for people to compare.
    """
    if is_new:
        replace_key(at=clock.now())
    own = KnownKey(signing_key().public_key())
    click.echo(f"{own.as_line()}  # {own.short}")


def _keys(file: Path | None) -> KeyRing:
    if file is None:
        return believed_keys()
    return KeyRing(listed_keys(file))


def _time(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M} UTC"
