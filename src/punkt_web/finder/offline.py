"""The finder without a network: in one HTML file with its packs inside, and as the page that a browser keeps.

What it says, and by which rules, is said by the same tables as the pages here; its scripts hold no sentence
and none of the numbers by which a point is judged, ordered or worded: ``rules`` gives them. What is in them is the
format of packs, and how a text that somebody typed is compared with names.
"""

import base64
import json
import re
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from hashlib import sha256
from itertools import groupby
from typing import Any

from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext, ngettext

from punkt.confidence.freshness import LIVE_DOUBT_LIMIT, LIVE_SERVICE_LIMIT, limits
from punkt.geo.coordinates import COUNTRY_BOXES
from punkt.geo.distance import COMPASS_LABELS, DETOUR_FACTOR, WALKING_SPEED_M_PER_S
from punkt.model.fields import FIELDS, NEEDS
from punkt.model.vocabulary import HostKind, PointState, label
from punkt.pack import texts
from punkt.pack.envelope import CLOCK_SLACK
from punkt.pack.live import OCCUPANCY_EDGES, Teller
from punkt.places.question import DISTRICT_WORDS, KIND_WORDS_BEFORE, KIND_WORDS_BEHIND, REGION_WORDS
from punkt.places.regions import COUNTRY_NAMES
from punkt_web.common.alphabets import alphabetical
from punkt_web.common.context import LANGUAGE_NAMES
from punkt_web.common.names import COUNTRY_LANGUAGES
from punkt_web.finder import words
from punkt_web.finder.answers import (
    MAIN_SERVICES,
    MAYBE_SHOWN,
    N_SHOWN,
    REACH_KM,
    SHUT_SHOWN,
    WALKABLE_KM,
    Found,
    found_now,
)
from punkt_web.finder.cards import where_words
from punkt_web.finder.kept_places import REGIONS, places_around
from punkt_web.finder.network import Near
from punkt_web.finder.offline_sentences import PAGE_SENTENCES
from punkt_web.finder.pack_keys import signing_key
from punkt_web.finder.packs import LivePack, StaticPack
from punkt_web.finder.pages import FIRST_NEEDS, as_of_with_year
from punkt_web.finder.sentences import COUNTED, SENTENCES
from punkt_web.finder.unplaced import AROUND_KM
from punkt_web.registry.published import PublishedPoint
from punkt_web.ui.static_text import static_text

WORKER_SCRIPTS = ("ids", "kept")
"""The modules that the service worker uses too."""
DEFINING_SCRIPTS = (
    *(*WORKER_SCRIPTS, "envelope", "texts", "coder", "static", "live", "packs", "judging", "wording"),
    *("naming", "asking", "elements", "speaking", "status", "cards", "answers", "page"),
)
"""The modules that do nothing by themselves, each behind those that it needs."""
_SCRIPTS = (*DEFINING_SCRIPTS, "start")
_MODULE = "/static/finder/offline/{}.js"
_MINUTE = timedelta(minutes=1)
MOST_FOUND = 10
"""Points of a code, name or address that are shown; how many more there are is said."""
MOST_LISTED = 2_000
"""Points that stand as a list in a file, for readers that run no script. Of more the list would be most of the file,
which is passed from phone to phone, and nobody finds a place in it."""
OfList = tuple[str, datetime]
"""In which country a list is of, and when what it says was so."""
_SAMPLES = {"one": 1, "few": 2, "many": 5, "other": 100}
"""A number of each plural category of CLDR that our languages have for whole numbers."""


def offline_html(static: StaticPack, live: LivePack, *, language: str = "") -> str:
    """The file that holds both packs.

    ``language`` is the one for readers whose device speaks none of the four; by default that of the country.
    """
    points = static.published
    own = language or COUNTRY_LANGUAGES.get(points[0].country, settings.LANGUAGE_CODE)
    packs = {
        "static_pack": _base64(static.content),
        "live_pack": _base64(live.content),
        "places": _base64(texts.packed(places_around(points))),
    }
    script = joined_script()
    script_hash = base64.b64encode(sha256(script.encode()).digest()).decode()
    with translation.override(own):
        settlements = _plain_list(points, live.made_at) if len(points) <= MOST_LISTED else []
    of_list = (points[0].country, live.made_at)
    return _rendered(own, of_list, script=script, script_hash=script_hash, settlements=settlements, **packs)


def offline_page() -> str:
    """The page that a browser keeps for when there is no network; its packs are kept beside it."""
    return _rendered(settings.LANGUAGE_CODE, module=_MODULE.format(_SCRIPTS[-1]))


def shell_files() -> list[str]:
    """The addresses of all that this page loads."""
    return [_MODULE.format(name) for name in _SCRIPTS]


def _rendered(language: str, of_list: OfList | None = None, **parts: object) -> str:
    """The page in a language; ``of_list`` says where and when the list in it was made."""
    told = {code: _words(code, of_list) for code, _name in settings.LANGUAGES}
    with translation.override(language):
        context = {
            "language": language,
            "words": told[language]["page"],
            "other_words": {code: words["page"] for code, words in told.items() if code != language},
            "is_demo": settings.IS_DEMO,
            "first_needs": [(NEEDS[key].fact, gettext(NEEDS[key].label)) for key in FIRST_NEEDS],
            "more_needs": [(one.fact, gettext(one.label)) for key, one in NEEDS.items() if key not in FIRST_NEEDS],
            "config": _as_json_in_html(_config(language, told)),
            **parts,
        }
        return render_to_string("finder/offline.html", context)


def _config(language: str, told: Mapping[str, Any]) -> dict[str, Any]:
    key = signing_key().public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    return {
        "language": language,
        "languages": LANGUAGE_NAMES,
        "languageCookie": settings.LANGUAGE_COOKIE_NAME,
        "keys": [_base64(key)],
        "needs": {key: need.fact for key, need in NEEDS.items()},
        "rules": rules(),
        "words": told,
    }


def rules() -> dict[str, Any]:
    """The numbers by which the finder judges and orders, the words beside names, and names of areas, for a script."""
    return {
        "limitsMin": {
            teller.value: {state.value: _limits_min(state, teller) for state in PointState} for teller in Teller
        },
        "clockSlackMin": CLOCK_SLACK // _MINUTE,
        "nearlyFull": len(OCCUPANCY_EDGES),
        "occupancyPercent": [round(share * 100) for share in OCCUPANCY_EDGES],
        "liveServiceMin": LIVE_SERVICE_LIMIT // _MINUTE,
        "liveDoubtMin": LIVE_DOUBT_LIMIT // _MINUTE,
        "detourFactor": DETOUR_FACTOR,
        "walkingMPerS": WALKING_SPEED_M_PER_S,
        "longestWalkMin": words.WALK_LIMIT_MINUTES,
        "countryBoxes": list(COUNTRY_BOXES.values()),
        "roughM": words.ROUGH_POSITION_M,
        "fewMinutesAgo": words.FEW_MINUTES_AGO,
        "fewMinutesNotConfirmed": words.FEW_MINUTES_NOT_CONFIRMED,
        "fewHours": words.FEW_HOURS,
        "metresBelowM": words.METRES_BELOW_M,
        "tenthsBelowM": words.TENTHS_BELOW_M,
        "directionFromM": words.DIRECTION_FROM_M,
        "reachM": REACH_KM * 1000,
        "walkableM": WALKABLE_KM * 1000,
        "aroundM": AROUND_KM * 1000,
        "nShown": N_SHOWN,
        "nFound": MOST_FOUND,
        "nMaybe": MAYBE_SHOWN,
        "nShut": SHUT_SHOWN,
        "mainServices": MAIN_SERVICES,
        "kindWordsBefore": KIND_WORDS_BEFORE,
        "kindWordsBehind": KIND_WORDS_BEHIND,
        "regionWords": REGION_WORDS,
        "districtWords": DISTRICT_WORDS,
        "regions": REGIONS,
        "countries": COUNTRY_NAMES,
        "countryLanguages": COUNTRY_LANGUAGES,
    }


def _limits_min(state: PointState, teller: Teller) -> tuple[int, int]:
    """Up to which age a word is almost certain, and likely; -1 where it never is."""
    reach = limits(state, teller.channel)
    return reach.certain // _MINUTE, reach.likely // _MINUTE


def _words(language: str, of_list: OfList | None = None) -> dict[str, Any]:
    """All that the page says in one language."""
    with translation.override(language):
        return {
            "sentences": {key: gettext(text) for key, text in SENTENCES.items()},
            "counted": {key: _plural_forms(*forms) for key, forms in COUNTED.items()},
            "labels": {need.fact: gettext(FIELDS[need.fact].label) for need in NEEDS.values()},
            "directions": [gettext(text) for text in COMPASS_LABELS.values()],
            "states": {state.value: gettext(label(state)) for state in PointState},
            "tellers": {teller.value: gettext(label(teller.channel)) for teller in Teller},
            "hostKinds": ["" if kind is HostKind.UNKNOWN else gettext(label(kind)) for kind in HostKind],
            "page": words_of_page(of_list),
        }


def words_of_page(of_list: OfList | None = None) -> dict[str, str]:
    """What the page itself says, in the language that is on."""
    said = {key: gettext(text) for key, text in PAGE_SENTENCES.items()}
    if of_list is not None:
        said["stood"] %= {"as_of": as_of_with_year(*of_list)}
    return said


def _plural_forms(one: str, many: str) -> dict[str, str]:
    forms = {category: ngettext(one, many, n) for category, n in _SAMPLES.items()}
    return {category: form for category, form in forms.items() if category == "other" or form != forms["other"]}


def _plain_list(points: Iterable[PublishedPoint], at: datetime) -> list[tuple[str, list[dict[str, Any]]]]:
    """All points by settlement, for readers that run no script: where they are and what is there, no state."""
    found = [found_now(Near(point, None), None, at) for point in points]
    rows = [(_settlement(one), words.name_words(one.point)[0], one) for one in found]
    rows.sort(key=lambda row: [(alphabetical(name, words.language()), name) for name in row[:2]])
    return [
        (settlement, [_plain_row(name, one) for _settlement, name, one in group])
        for settlement, group in groupby(rows, key=lambda row: row[0])
    ]


def _settlement(found: Found) -> str:
    return found.point.settlement or words.territory_words(found.point)


def _plain_row(name: str, found: Found) -> dict[str, Any]:
    there = [word.text for word in words.service_words(found, ()) if word.availability == "yes"]
    return {"name": name, "code": found.point.code, "where": where_words(found), "there": ", ".join(there)}


# --- putting it together -------------------------------------------------------------------------------------------

_IMPORT = re.compile(r"^import [^;]*;\n", re.MULTILINE)
_EXPORT = re.compile(r"^export (?=class|const|function|async)", re.MULTILINE)


def joined_script(names: Iterable[str] = _SCRIPTS) -> str:
    """Modules of the page as one script: from a disk, browsers load none from beside a file."""
    return "\n".join(_EXPORT.sub("", _IMPORT.sub("", static_text(f"finder/offline/{name}.js"))) for name in names)


def _as_json_in_html(config: Mapping[str, Any]) -> str:
    """JSON inside a ``<script>``: with no ``<`` nothing in it can end the element."""
    return json.dumps(config, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


def _base64(content: bytes) -> str:
    return base64.b64encode(content).decode()
