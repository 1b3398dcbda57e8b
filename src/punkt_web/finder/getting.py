"""What the page ``/get`` shows: which files there are to take along, how large they are, how they are passed on."""

import gzip
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import qrcode
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from qrcode.image.svg import SvgPathImage

from punkt.pack.keys import KnownKey
from punkt_web.common.alphabets import alphabetical
from punkt_web.common.names import COUNTRY_LANGUAGES, name_for_reader
from punkt_web.finder import words
from punkt_web.finder.network import Network, RecheckedNetwork
from punkt_web.finder.pack_keys import signing_key
from punkt_web.finder.served_packs import WHOLE, ServedPacks, served_html
from punkt_web.registry.published_territories import territory_names


@dataclass(frozen=True, slots=True)
class Region:
    """A part of the network that can be taken along; the whole for the code ``all``."""

    code: str
    name: str
    country: str
    n_points: int
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class File:
    """A file to take along."""

    address: str
    size: str


def regions_page(network: Network | RecheckedNetwork, chosen: str) -> dict[str, Any]:
    """The regions to choose from, by name, and behind them the whole network.

    The country of the language of the page stands first, so that one of its regions is chosen before anybody chooses.
    """
    counted = {lineage: n_points for lineage, n_points in network.regions.items() if lineage}
    known = territory_names({code for lineage in counted for code in lineage})

    def name(code: str) -> str:
        return name_for_reader(known[code].names)

    def order(lineage: Sequence[str]) -> tuple[bool, list[int], list[int]]:
        is_own = COUNTRY_LANGUAGES.get(lineage[0]) == words.language()
        country, region = (alphabetical(name(code), words.language()) for code in (lineage[0], lineage[-1]))
        return not is_own, country, region

    regions = [
        Region(lineage[-1], name(lineage[-1]), name(lineage[0]), counted[lineage], lineage[-1] == chosen)
        for lineage in sorted((one for one in counted if known.keys() >= set(one)), key=order)
    ]
    whole = Region(WHOLE, _("The whole network"), "", network.n_points, chosen == WHOLE)
    return {"regions": [*regions, whole] if network.n_points else []}


def files_page(packs: ServedPacks, name: str, address: str) -> dict[str, Any]:
    """The files of a chosen region. ``address`` is the one of this page, for the picture to scan."""
    static = packs.static
    key = KnownKey(signing_key().public_key())
    code = static.territory or WHOLE
    return {
        "name": name,
        "n_points": len(static.published),
        "html": _html_file(packs) if static.territory else None,
        "pack": File(f"/packs/{code}.punkt", size_words(len(static.content))),
        "live": File(f"/packs/{code}.live.punkt", size_words(len(packs.live.content))),
        "good_until": date_format(static.expires_at, "DATE_FORMAT"),
        "key": key.as_line(),
        "short_key": key.short,
        "picture": picture_of(address),
    }


def _html_file(packs: ServedPacks) -> File:
    content = served_html(packs, words.language())
    query = urlencode({"lang": words.language()})
    sizes = {"size": size_words(_unpacked_size(content)), "sent": size_words(len(content))}
    told = _("%(size)s on the device, %(sent)s over the network") % sizes
    return File(f"/packs/{packs.static.territory}.html?{query}", told)


def _unpacked_size(content: bytes) -> int:
    return len(gzip.decompress(content))


def size_words(n_bytes: int) -> str:
    """ "12 KB", "1.4 MB"."""
    if n_bytes < 1_000_000:
        return _("%(n)s KB") % {"n": number_format(max(1, round(n_bytes / 1000)))}
    return _("%(n)s MB") % {"n": number_format(n_bytes / 1_000_000, 1)}


def picture_of(address: str) -> str:
    """An address as a QR code, in SVG."""
    return str(qrcode.make(address, image_factory=SvgPathImage, border=2).to_string(encoding="unicode"))
