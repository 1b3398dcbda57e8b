"""The numbers that papers tell, each as a question with a name: asked when the paper is made, and again to check it.

They read what anybody may see, so a number can be checked wherever the paper is, and tells nothing that is kept back.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import inf

from django.utils.translation import gettext

from punkt import clock
from punkt.geo.distance import great_circle_m, walking_distance_m
from punkt.model.fields import FIELDS, NEEDS
from punkt.model.vocabulary import IS_THERE, Availability
from punkt.papers.figures import Figure, Query
from punkt.units import UNIT_LABELS, Unit
from punkt.wording import gettext_noop as _
from punkt_web.finder.network import Near, network
from punkt_web.registry.published import PublishedPoint, published_point, published_points


@dataclass(frozen=True, slots=True)
class Answer:
    """A number as it is now; ``n_known`` of ``n_all`` things that it is about are known."""

    value: int | float
    territory: str
    unit: Unit | None = None
    n_known: int = 1
    n_all: int = 1


@dataclass(frozen=True, slots=True)
class Question:
    """``definition`` is translated and filled with the ``words`` of the parameters."""

    definition: str
    answer: Callable[[Mapping[str, str]], Answer | None]


def asked(query: Query) -> Answer | None:
    """The answer of now; ``None`` where it cannot be asked any more: nobody knows it, or it is not for everybody."""
    question = QUESTIONS.get(query.name)
    try:
        return question.answer(query.parameters) if question is not None else None
    except KeyError:
        return None


def figure(name: str, **parameters: str) -> Figure | None:
    """The number as a paper tells it now; ``None`` where it is not known."""
    query = Query(name, parameters)
    answer = asked(query)
    return None if answer is None else told(query, answer)


def told(query: Query, answer: Answer) -> Figure:
    """An answer with what it means, in the language of the paper."""
    return Figure(
        value=answer.value,
        definition=gettext(QUESTIONS[query.name].definition) % _words(query.parameters),
        query=query,
        as_of=clock.now().replace(second=0, microsecond=0),
        unit="" if answer.unit is None else gettext(UNIT_LABELS[answer.unit]),
        territory=answer.territory,
        n_known=answer.n_known,
        n_all=answer.n_all,
    )


def _words(parameters: Mapping[str, str]) -> dict[str, str]:
    need = NEEDS.get(parameters.get("need", ""))
    return {**parameters, "need": gettext(FIELDS[need.fact].label) if need is not None else ""}


def _of_point(read: Callable[[PublishedPoint], int | None], unit: Unit | None = None) -> Callable[..., Answer | None]:
    def answer(parameters: Mapping[str, str]) -> Answer | None:
        point = _point(parameters["point"])
        value = None if point is None else read(point)
        return None if point is None or value is None else Answer(value, _territory(point), unit)

    return answer


def _walk(parameters: Mapping[str, str]) -> Answer | None:
    """Metres on foot from one point to another, no finer than a walk is known.

    ``None`` where nobody knows where one of them is, or something lies between.
    """
    here, there = _point(parameters["point"]), _point(parameters["to"])
    if here is None or there is None or here.latitude is None or here.longitude is None:
        return None
    if there.latitude is None or there.longitude is None:
        return None
    place = (here.latitude, here.longitude)
    near = Near(there, great_circle_m(*place, there.latitude, there.longitude))
    metres = _walked_m(network().walked(*place, [near])[0])
    if metres == inf:
        return None
    step = 1000 if here.is_area_only or there.is_area_only or metres >= 9_950 else 100 if metres >= 995 else 10
    return Answer(max(step, round(metres / step) * step), _territory(here), Unit.METRE)


def _walked_m(near: Near) -> float:
    return walking_distance_m(near.distance_m or 0.0) if near.walked_m is None else near.walked_m


def _count(points: Sequence[PublishedPoint], parameters: Mapping[str, str]) -> Answer | None:
    n = len(points)
    return Answer(n, parameters["territory"], n_known=n, n_all=n) if n else None


def _seats(points: Sequence[PublishedPoint], parameters: Mapping[str, str]) -> Answer | None:
    known = [point.capacity_seated for point in points if point.capacity_seated is not None]
    return Answer(sum(known), parameters["territory"], None, len(known), len(points)) if known else None


def _having(points: Sequence[PublishedPoint], parameters: Mapping[str, str]) -> Answer | None:
    fact = NEEDS[parameters["need"]].fact
    words = [Availability(point.facts.get(fact, Availability.UNKNOWN)) for point in points]
    n_known = sum(word is not Availability.UNKNOWN for word in words)
    n_having = sum(word in IS_THERE for word in words)
    return Answer(n_having, parameters["territory"], None, n_known, len(words)) if n_known else None


_AMONG: Mapping[str, Callable[[Sequence[PublishedPoint], Mapping[str, str]], Answer | None]] = {
    "published.count": _count,
    "published.seats": _seats,
    "published.having": _having,
}


def figure_among(points: Sequence[PublishedPoint], name: str, **parameters: str) -> Figure | None:
    """A number of the published points of a territory, which were read already: the same as ``figure`` reads."""
    query = Query(name, parameters)
    answer = _AMONG[name](points, query.parameters)
    return None if answer is None else told(query, answer)


def _of_territory(name: str) -> Callable[[Mapping[str, str]], Answer | None]:
    return lambda parameters: _AMONG[name](_points(parameters), parameters)


def _point(code: str) -> PublishedPoint | None:
    # A database stops at a NUL and at half a letter, which no code holds.
    return published_point(code) if code.isprintable() else None


def _points(parameters: Mapping[str, str]) -> list[PublishedPoint]:
    code = parameters["territory"]
    return list(published_points(code)) if code and code.isprintable() else []


def _territory(point: PublishedPoint) -> str:
    return point.lineage[-1] if point.lineage else ""


QUESTIONS: Mapping[str, Question] = {
    "published.point.seats": Question(
        _("Seats of point %(point)s, by the register"), _of_point(lambda p: p.capacity_seated)
    ),
    "published.point.beds": Question(
        _("Places to sleep of point %(point)s, by the register"), _of_point(lambda p: p.capacity_lying)
    ),
    "published.point.promised": Question(
        _("Minutes in which point %(point)s opens when it is asked to, as promised"),
        _of_point(lambda p: p.promised_minutes, Unit.MINUTE),
    ),
    "published.walk": Question(_("Way on foot from point %(point)s to point %(to)s, rounded"), _walk),
    "published.count": Question(
        _("Published points in the territory %(territory)s and below it"), _of_territory("published.count")
    ),
    "published.seats": Question(
        _("Seats of all published points in %(territory)s together, of those where they are known"),
        _of_territory("published.seats"),
    ),
    "published.having": Question(
        _("Published points in %(territory)s that have by the register: %(need)s"), _of_territory("published.having")
    ),
}
"""A name that papers were printed with is never given to another question: those papers hang on walls."""
