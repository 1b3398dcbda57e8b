"""An answer as JSON: the same facts as the page, in words of the vocabulary instead of sentences.

docs/guides/finder.md describes it. What a page does not show is not here either.
"""

import math
from collections.abc import Sequence
from typing import Any

from django.conf import settings

from punkt.geo.distance import compass_point, initial_bearing_deg, walking_minutes
from punkt.model.fields import NEEDS
from punkt_web.common.moments import written
from punkt_web.finder import words
from punkt_web.finder.answers import MAIN_SERVICES, Answer, Found
from punkt_web.finder.asking import Where
from punkt_web.finder.bulletins import bulletin_as_json
from punkt_web.finder.cards import card
from punkt_web.finder.notices import due, notice_as_json
from punkt_web.finder.pages import Asked, notes_of

FORMAT = "punkt.find.1"


def asked_as_json(asked: Asked) -> dict[str, Any]:
    """The whole answer, JSON-safe."""
    question, answer = asked.question, asked.answer
    where = question.where
    return {
        "format": FORMAT,
        "demo": settings.IS_DEMO,
        "at": written(answer.at),
        "place": _place(where) if where else {"territory": question.territory.code if question.territory else None},
        "is_guess": question.is_guess,
        "unmatched": question.unmatched or None,
        "notes": notes_of(question),
        "notices": [notice_as_json(one, answer.at) for one in due(asked.notices, answer.at)],
        "bulletins": [bulletin_as_json(one) for one in asked.announced.told],
        "other_places": [_place(other) for other in question.others],
        "needs": list(question.needs),
        "needs_left_out": asked.is_relaxed,
        "any_points_within_reach": answer.has_points_nearby,
        "summary": _summary(answer),
        "streets_by": words.streets_by(answer.found) or None,
        **{
            group: [_found(one, question.needs, where) for one in found]
            for group, found in (
                ("open", answer.open),
                ("not_confirmed", answer.not_confirmed),
                ("maybe", answer.maybe),
                ("not_open", answer.shut),
                ("position_not_known", answer.unplaced),
            )
        },
    }


def _place(where: Where) -> dict[str, Any]:
    return {
        "name": where.name,
        "region": where.region,
        "country": where.country,
        "latitude": where.latitude,
        "longitude": where.longitude,
    }


def _summary(answer: Answer) -> dict[str, int] | None:
    if answer.summary is None:
        return None
    return {"points_within_3_km": answer.summary.n_points, "confirmed_in_the_last_hour": answer.summary.n_confirmed}


def _found(found: Found, needs: Sequence[str], where: Where | None) -> dict[str, Any]:
    point, status, shown = found.point, found.status, card(found, needs, where)
    facts = dict.fromkeys([*(NEEDS[need].fact for need in needs), *MAIN_SERVICES])
    people = found.people[0] if found.people else None
    return {
        "code": point.code,
        "name": shown.name,
        "is_area_only": point.is_area_only,
        "where": shown.where,
        "latitude": point.latitude,
        "longitude": point.longitude,
        **_way(found, where),
        "state": found.shown.state.value,
        "sureness": found.shown.sureness.value,
        "state_in_words": shown.state,
        "confirmation_in_words": shown.confirmation,
        "confirmed_at": _time(status.state_at),
        "confirmed_by": status.state_channel.value if status.state_channel else None,
        "seats": point.capacity_seated,
        "people": people,
        "people_at": _time(status.headcount_at) if people is not None else None,
        "services": {fact: found.availability(fact).value for fact in facts},
        "hours_in_words": shown.hours,
        "entrance": shown.entrance or None,
    }


def _way(found: Found, where: Where | None) -> dict[str, Any]:
    point = found.point
    if where is None or found.distance_m is None or point.latitude is None or point.longitude is None:
        return {"air_m": None, "walk_m": None, "walk_minutes": None, "direction": None}
    if point.is_area_only:
        about_m = max(1, round(found.distance_m / 1000)) * 1000
        return {"air_m": about_m, "walk_m": None, "walk_minutes": None, "direction": None}
    walk_m = found.walk_m
    if walk_m == math.inf:
        return {"air_m": round(found.distance_m), "walk_m": None, "walk_minutes": None, "direction": None}
    if words.is_rough(point):
        lengths = {"air_m": round(found.distance_m), "walk_m": round(walk_m)}
        return {**lengths, "walk_minutes": None, "direction": None}
    bearing = initial_bearing_deg(where.latitude, where.longitude, point.latitude, point.longitude)
    return {
        "air_m": round(found.distance_m),
        "walk_m": round(walk_m),
        "walk_minutes": walking_minutes(walk_m),
        "direction": compass_point(bearing).value,
    }


def _time(moment: Any) -> str | None:
    return None if moment is None else written(moment)


def needs_as_text() -> str:
    """All needs with their labels, a line each."""
    return "\n".join(f"  {need.key:<16} {words.translated(need.label)}" for need in NEEDS.values())
