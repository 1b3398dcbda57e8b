"""What answers look like, as JSON Schema in the form of OpenAPI 3.0: every description of an API takes it from here."""

from collections.abc import Sequence
from typing import Any

from punkt.confidence.freshness import PublicState, Sureness
from punkt.model.alert_words import AlertCategory, AlertSeverity, BulletinTopic, Certainty, Urgency
from punkt.model.notice_words import NoticeKind, Passage
from punkt.model.vocabulary import Availability, ReportChannel, TerritoryLevel
from punkt_web.api.as_json import SHOWN_FACTS

Schema = dict[str, Any]

TEXT: Schema = {"type": "string"}
MOMENT: Schema = {"type": "string", "format": "date-time"}
_DAY: Schema = {"type": "string", "format": "date"}
_CLOCK: Schema = {"type": "string", "pattern": "^[0-2][0-9]:[0-5][0-9]$"}
NUMBER: Schema = {"type": "number"}
COUNT: Schema = {"type": "integer", "minimum": 0}
YES_OR_NO: Schema = {"type": "boolean"}
_NAMES: Schema = {"type": "object", "additionalProperties": TEXT, "description": "Language -> name."}


def or_null(schema: Schema) -> Schema:
    """``null`` is not known or withheld. Where there is a list of words, it must stand in it too."""
    words = {"enum": [*schema["enum"], None]} if "enum" in schema else {}
    return {**schema, **words, "nullable": True}


def list_of(schema: Schema) -> Schema:
    """Any number of them."""
    return {"type": "array", "items": schema}


def words_of(words: Sequence[str]) -> Schema:
    """One of some words."""
    return {"type": "string", "enum": [str(word) for word in words]}


def object_of(**properties: Schema) -> Schema:
    """All of them are always there."""
    return {"type": "object", "properties": properties, "required": list(properties)}


def ref(name: str) -> Schema:
    """The schema of a name among the components."""
    return {"$ref": f"#/components/schemas/{name}"}


_JUDGEMENT = {
    "state": words_of(list(PublicState)),
    "sureness": words_of(list(Sureness)),
    "confirmed_at": or_null({**MOMENT, "description": "When the last word was said, whatever it is worth now."}),
    "channel": or_null(words_of(list(ReportChannel))),
    "age_s": or_null(COUNT),
    "expires_at": or_null({**MOMENT, "description": "When the state stops being true by itself."}),
}
_POINT = {
    "code": TEXT,
    "names": _NAMES,
    "country": TEXT,
    "territories": list_of(TEXT),
    "territory_names": _NAMES,
    "kind": or_null(_NAMES),
    "host_kind": TEXT,
    **{
        key: or_null(TEXT)
        for key in (
            "host", "authority", "settlement", "address", "entrance_note", "hours_normal", "hours_activated",
        )
    },
    "latitude": or_null(NUMBER),
    "longitude": or_null(NUMBER),
    "position_kind": words_of(["point", "rough", "area", "unknown"]),
    "position_accuracy_m": or_null(NUMBER),
    "capacity_seated": or_null(COUNT),
    "capacity_lying": or_null(COUNT),
    "opening_mode": TEXT,
    "promised_minutes": or_null(COUNT),
    "now": object_of(**_JUDGEMENT, people=or_null(COUNT), people_at=or_null(MOMENT)),
    "services": object_of(**dict.fromkeys(SHOWN_FACTS, words_of(list(Availability)))),
    "updated_at": MOMENT,
}  # fmt: skip
FULL = {
    "aliases": list_of(TEXT),
    "facts": {"type": "object", "additionalProperties": True, "description": 'Field -> value; "unknown" is a value.'},
    "unknown": list_of(TEXT),
    "withheld": list_of(TEXT),
    "photos": list_of(object_of(address=TEXT, description=TEXT)),
}
_OF_A_NOTICE = {
    "territory": {**TEXT, "description": "The code of the unit that it is of: this one, or one above it."},
    "names": _NAMES,
}
_AIR_ALERT = object_of(
    kind=words_of([NoticeKind.AIR_ALERT]),
    **_OF_A_NOTICE,
    state={
        **words_of(["on", "not_confirmed"]),
        "description": "not_confirmed: for three hours nobody said that it is still on, nor that it is over.",
    },
    began_at=MOMENT,
    confirmed_at={**MOMENT, "description": "When somebody last said that it is on."},
)
_CURFEW = object_of(
    kind=words_of([NoticeKind.CURFEW]),
    **_OF_A_NOTICE,
    state=words_of(["on", "to_come"]),
    begins={**_CLOCK, "description": "Local time of each day."},
    ends={**_CLOCK, "description": "Local time; before `begins` it is that of the next day."},
    time_zone=TEXT,
    begins_at=or_null({**MOMENT, "description": "Of the time that it holds now, else of the next one."}),
    ends_at=or_null(MOMENT),
    first_on=_DAY,
    last_on=or_null({**_DAY, "description": "The last day on which it begins; null where none is decided."}),
    walking_to_a_point=words_of(list(Passage)),
    decision=or_null(TEXT),
    source=or_null(TEXT),
)
_BULLETIN = object_of(
    id=TEXT,
    territory=_OF_A_NOTICE["territory"],
    names=_NAMES,
    topic=words_of(list(BulletinTopic)),
    texts={
        "type": "object",
        "additionalProperties": object_of(headline=TEXT, text=TEXT),
        "description": "Language -> what is said in it.",
    },
    missing_languages={**list_of(TEXT), "description": "Languages of this site in which there is no text."},
    category=words_of(list(AlertCategory)),
    urgency=words_of(list(Urgency)),
    severity=words_of(list(AlertSeverity)),
    certainty=words_of(list(Certainty)),
    valid_from=MOMENT,
    valid_until=MOMENT,
    office={**TEXT, "description": "Who says it."},
    source=or_null(TEXT),
    issued_at=MOMENT,
    cap={**TEXT, "description": "Where the same stands as a CAP 1.2 message."},
)
_TERRITORY = {
    "code": TEXT,
    "country": TEXT,
    "level": words_of(list(TerritoryLevel)),
    "category": or_null(TEXT),
    "names": _NAMES,
    "parent": or_null(TEXT),
    "lineage": list_of(TEXT),
    "latitude": or_null(NUMBER),
    "longitude": or_null(NUMBER),
    "population": or_null(COUNT),
    "population_on": or_null(_DAY),
    "valid_from": or_null(_DAY),
    "valid_until": or_null(_DAY),
    "notices": {
        **list_of({"oneOf": [ref("Curfew"), ref("AirAlert")]}),
        "description": "What holds in this unit now or within a day: at most one curfew and one air alert.",
    },
    "bulletins": {
        **list_of(ref("Bulletin")),
        "description": "Official information that holds in this unit now, what is urgent first.",
    },
}
_PACK_FILE = {"address": TEXT, "size_bytes": COUNT, "id": TEXT, "made_at": MOMENT, "expires_at": MOMENT}
_HEAD = {"demo": YES_OR_NO, "at": MOMENT, "returned": COUNT, "next": or_null(TEXT)}
GEOMETRY = object_of(type=words_of(["Point"]), coordinates=list_of(NUMBER))
PROPERTIES = {key: schema for key, schema in _POINT.items() if key not in {"latitude", "longitude"}}


def _feature(**properties: Schema) -> Schema:
    return object_of(
        type=words_of(["Feature"]), id=TEXT, geometry=or_null(GEOMETRY), properties=object_of(**properties)
    )


SCHEMAS: dict[str, Schema] = {
    "Problem": {
        **object_of(type=TEXT, title=TEXT, status=COUNT, detail=TEXT),
        "description": "RFC 9457. `errors` names each faulty parameter.",
    },
    "Point": object_of(**_POINT),
    "PointInFull": object_of(demo=YES_OR_NO, at=MOMENT, **_POINT, **FULL),
    "Points": object_of(**_HEAD, points=list_of(ref("Point"))),
    "Feature": _feature(**PROPERTIES),
    "FeatureInFull": _feature(**PROPERTIES, **FULL),
    "Features": object_of(type=words_of(["FeatureCollection"]), **_HEAD, features=list_of(ref("Feature"))),
    "Statuses": object_of(**_HEAD, points=list_of(object_of(code=TEXT, **_JUDGEMENT))),
    "Curfew": _CURFEW,
    "AirAlert": _AIR_ALERT,
    "Bulletin": _BULLETIN,
    "Territory": object_of(**_TERRITORY),
    "Territories": object_of(next=or_null(TEXT), territories=list_of(ref("Territory"))),
    "Packs": object_of(
        packs=list_of(
            object_of(code=TEXT, names=_NAMES, n_points=COUNT, about=TEXT, static=TEXT, live=TEXT, html=or_null(TEXT))
        )
    ),
    "Pack": object_of(
        code=TEXT,
        n_points=COUNT,
        static=object_of(**_PACK_FILE),
        live=object_of(**_PACK_FILE, base=TEXT),
        places=object_of(address=TEXT),
        html=or_null(object_of(address=TEXT)),
    ),
}
